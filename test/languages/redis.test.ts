import { describe, expect, test } from 'vitest';
import { readRedis } from '../../src/languages/redis.ts';
import { textWithHoles, told } from './items.ts';

describe('Redis', () => {
  test.each([
    ['FLUSHALL', 'flush all databases'],
    ['flushdb async', 'flush database'],
    ['"\\x46LUSHALL"', 'flush all databases'],
    ["'flushall'", 'flush all databases'],
    ['GET flushall', ''],
    ["SET note 'FLUSHALL'", ''],
    ['DEL session:1', 'delete keys session:1 present'],
    ['select 2\nFLUSHDB', 'flush database'],
    ['3 FLUSHDB', 'flush database'],
    ['# FLUSHALL', ''],
    ['EVAL "return redis.call(\'FLUSHALL\')" 0', 'flush all databases'],
    ["EVAL \"return redis.call('GET', 'FLUSHALL')\" 0", ''],
    ['EVAL "return redis.call(ARGV[1])" 0 FLUSHALL', 'unknown'],
    ['FUNCTION FLUSH', 'drop function'],
    ['CONFIG SET dir /etc', 'alter configuration dir'],
    ['ACL SETUSER app on', 'grant user app'],
    ['${COMMAND}', 'unknown'],
  ])('%s', (text, expected) => {
    expect(told(readRedis(textWithHoles(text)))).toBe(expected);
  });
});
