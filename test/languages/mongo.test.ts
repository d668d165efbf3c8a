import { describe, expect, test } from 'vitest';
import { readMongo } from '../../src/languages/mongo.ts';
import { textWithHoles, told } from './items.ts';

describe('mongosh', () => {
  test.each([
    ['db.dropDatabase()', 'drop database'],
    ["db.getSiblingDB('app').dropDatabase()", 'connect app; drop database app'],
    ['db.users.drop()', 'drop collection users'],
    ["db['users'].drop()", 'drop collection users'],
    ["db['users']['drop']()", 'drop collection users'],
    ["db.getCollection('users').drop()", 'drop collection users'],
    ['db.users.deleteMany({})', 'delete collection users none'],
    ['db.users.deleteMany( { } )', 'delete collection users none'],
    ['db.users.deleteMany({ /* all */ })', 'delete collection users none'],
    ['db.users.remove({})', 'delete collection users none'],
    ['db.users.deleteMany({expired: true})', 'delete collection users present'],
    ['db.users.deleteMany({_id: {$exists: true}})', 'delete collection users trivial'],
    ['db.users.deleteOne({_id: 1})', 'delete document users present'],
    ['db.users.deleteMany(${FILTER})', 'delete collection users unknown'],
    ['db.users.updateMany({}, {$set: {a: 1}})', 'update collection users none'],
    ['db.users.update({}, {$set: {a: 1}}, {multi: true})', 'update collection users none'],
    ['db.users.updateOne({_id: 1}, {$set: {a: 1}})', 'update document users present'],
    ['db.runCommand({dropDatabase: 1})', 'drop database'],
    ["db.runCommand({drop: 'users'})", 'drop collection users'],
    ["db.runCommand({delete: 'users', deletes: [{q: {}, limit: 0}]})", 'delete collection users none'],
    ['db.users.dropIndexes()', 'drop index users'],
    ["db.users.aggregate([{$out: 'copy'}])", 'create replaced table copy'],
    ['db.users.find({})', ''],
    ["db.log.insertOne({text: 'db.users.drop()'})", 'insert collection log'],
    ['// db.users.drop()', ''],
    ["print('db.dropDatabase()')", ''],
    ["db.dropUser('app')", 'grant user app'],
    ['${SCRIPT}', 'unknown'],
    ["load('x.js')", 'include x.js'],
    ["require('child_process').execSync('ls')", 'opaque mongosh script with require or process'],
    ["db.users['dr' + 'op']()", ''],
  ])('%s', (text, expected) => {
    expect(told(readMongo(textWithHoles(text)))).toBe(expected);
  });
});
