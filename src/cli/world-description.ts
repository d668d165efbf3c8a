import { InputError, field, isObject } from '../adapters/input.ts';
import type { Json, JsonObject } from '../tool-call.ts';
import type { RecordedFile, WorldDescription } from '../world.ts';

type Check = (value: Json, name: string) => void;

const fail = (name: string, what: string): never => {
  throw new InputError(`world.${name} is not ${what}`);
};
const text: Check = (value, name) => (typeof value === 'string' ? undefined : fail(name, 'a string'));
const textOrNull: Check = (value, name) => (value === null ? undefined : text(value, name));
const texts: Check = (value, name) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string') ? undefined : fail(name, 'a list of strings');
const values: Check = (value, name) =>
  isObject(value) && Object.values(value).every((each) => each === null || typeof each === 'string')
    ? undefined
    : fail(name, 'a map to strings');
const platform: Check = (value, name) =>
  value === 'linux' || value === 'darwin' || value === 'windows' ? undefined : fail(name, 'linux, darwin or windows');
const time: Check = (value, name) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? undefined : fail(name, 'an ISO 8601 time');
const files: Check = (value, name) =>
  isObject(value) && Object.values(value).every(isRecordedFile)
    ? undefined
    : fail(name, 'a map from paths to content, null or {link}');

function isRecordedFile(value: Json): value is RecordedFile & Json {
  return value === null || typeof value === 'string' || (isObject(value) && typeof field(value, 'link') === 'string');
}

const checks = {
  home: textOrNull,
  project: textOrNull,
  cwd: textOrNull,
  branch: textOrNull,
  env: values,
  files,
  tracked: texts,
  ignored: texts,
  protectedBranches: texts,
  upstream: textOrNull,
  remotes: texts,
  gitConfig: values,
  kubeContext: textOrNull,
  worktrees: texts,
  platform,
  now: time,
} satisfies Record<keyof WorldDescription, Check>;

/** A recorded `world` after validation; a wrong type throws `InputError`, an unknown name is ignored. */
export function readWorldDescription(value: Json): WorldDescription {
  if (!isObject(value)) throw new InputError('world is not an object');
  const description: Record<string, Json> = {};
  for (const [name, check] of Object.entries(checks)) {
    const given = field(value as JsonObject, name);
    if (given === undefined) continue;
    check(given, name);
    description[name] = given;
  }
  return description;
}
