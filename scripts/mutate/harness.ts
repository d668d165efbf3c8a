import { expect } from 'vitest';

/** One test, ready to be run any number of times. */
export interface Case {
  readonly name: string;
  readonly run: () => unknown;
}

/** Every test that the test files have registered. */
export const cases: Case[] = [];
let path: readonly string[] = [];

type Body = (...values: readonly unknown[]) => unknown;

function register(name: string, body: Body | undefined, values: readonly unknown[]): void {
  if (body !== undefined) cases.push({ name: [...path, name].join(' > '), run: () => body(...values) });
}

function rowsOf(rows: readonly unknown[]): readonly (readonly unknown[])[] {
  return rows.map((row) => (Array.isArray(row) ? (row as readonly unknown[]) : [row]));
}

/** The body among vitest's arguments: `(name, body)`, `(name, options, body)`. */
function bodyOf(rest: readonly unknown[]): Body | undefined {
  return rest.find((one) => typeof one === 'function') as Body | undefined;
}

function test(name: string, ...rest: readonly unknown[]): void {
  register(name, bodyOf(rest), []);
}
const each =
  (rows: readonly unknown[]) =>
  (name: string, ...rest: readonly unknown[]): void => {
    for (const [index, values] of rowsOf(rows).entries()) register(`${name} #${index}`, bodyOf(rest), values);
  };
const nothing = Object.assign(() => undefined, { each: () => () => undefined });
test.each = each;
test.skip = nothing;
test.runIf = (condition: unknown) => (condition === true ? test : nothing);
test.skipIf = (condition: unknown) => (condition === true ? nothing : test);

function group(name: string, values: readonly unknown[], body: Body | undefined): void {
  const before = path;
  path = [...path, name];
  body?.(...values);
  path = before;
}
function describe(name: string, ...rest: readonly unknown[]): void {
  group(name, [], bodyOf(rest));
}
describe.each =
  (rows: readonly unknown[]) =>
  (name: string, ...rest: readonly unknown[]): void => {
    for (const [index, values] of rowsOf(rows).entries()) group(`${name} #${index}`, values, bodyOf(rest));
  };
describe.skip = nothing;

// What a test file imports from vitest.
export { describe, expect, test, test as it };
// What they make and clear away is outside the process; a test that needs it fails and is left out.
export function beforeAll(): void {}
export function afterAll(): void {}
export function beforeEach(): void {}
export function afterEach(): void {}
