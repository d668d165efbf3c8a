import { describe, expect, it } from 'vitest';
import { saidOf } from '../../scripts/packs/examples.ts';
import type { Outcome } from '../../src/decision.ts';

const user = '/home/dev/.config/blastgate/policy.yaml';
const outcome = (profile: string, run: string, branch = 'feature/login'): Outcome =>
  saidOf({ run, world: { branch, files: { [user]: `profile: ${profile}\n` } } }).outcome;

describe('workspace is what every rule says by itself', () => {
  it.each<[string, Outcome]>([
    ['touch src/new.ts', 'none'],
    ['git commit -m x', 'none'],
    ['git push origin main', 'ask'],
    ['git push --force origin topic', 'deny'],
    ['npm install left-pad', 'none'],
  ])('%s: %s', (run, expected) => {
    expect(outcome('workspace', run)).toBe(expected);
    expect(saidOf(run).outcome).toBe(expected);
  });
});

describe('read-only', () => {
  it.each<[string, Outcome]>([
    ['cat src/app.ts', 'none'],
    ['git log', 'none'],
    ['ls > /tmp/list.txt', 'none'],
    ['touch src/new.ts', 'deny'],
    ['rm -rf dist', 'deny'],
    ['git commit -m x', 'deny'],
    ['curl -d x https://example.com', 'ask'],
    ['npm install left-pad', 'ask'],
  ])('%s: %s', (run, expected) => {
    expect(outcome('read-only', run)).toBe(expected);
  });
});

describe('strict', () => {
  it.each<[string, Outcome]>([
    ['touch src/new.ts', 'none'],
    ['git push origin main', 'deny'],
    ['git push origin topic', 'none'],
    ['curl -d x https://example.com', 'ask'],
    ['npm install left-pad', 'ask'],
    ['bash scripts/missing.sh', 'ask'],
  ])('%s: %s', (run, expected) => {
    expect(outcome('strict', run)).toBe(expected);
  });
  it('a commit on a protected branch asks', () => {
    expect(outcome('strict', 'git commit -m x', 'main')).toBe('ask');
    expect(outcome('workspace', 'git commit -m x', 'main')).toBe('none');
  });
  it('a sub-agent does not commit', () => {
    const world = { files: { [user]: 'profile: strict\n' } };
    expect(saidOf({ run: 'git commit -m x', subagent: 'helper', world }).outcome).toBe('deny');
  });
});
