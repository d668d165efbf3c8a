import type { Json, JsonObject } from '../tool-call.ts';

/** A document that is not what the agent is known to send; the call it stands for must not run. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Whether a parsed JSON value is an object (and not an array or null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field's own value; keys such as `__proto__` never reach the prototype. */
export function field(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A field that must be text; `undefined` where it is absent or null. */
export function optionalText(object: JsonObject, name: string): string | undefined {
  const value = field(object, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new InputError(`${name} is not a string`);
  if (value.includes('\0')) throw new InputError(`${name} contains a NUL character`);
  return value;
}

/** A field that must be there and be text. */
export function requiredText(object: JsonObject, name: string): string {
  const value = optionalText(object, name);
  if (value === undefined) throw new InputError(`${name} is missing`);
  return value;
}

/** A field that must be an object; empty where it is absent or null. */
export function optionalObject(object: JsonObject, name: string): JsonObject {
  const value = field(object, name);
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new InputError(`${name} is not an object`);
  return value;
}
