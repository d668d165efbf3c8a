import type * as z from 'zod/mini';
import type { Report } from './conditions.ts';
import { suggest, type DocumentPath, type Problem } from './problem.ts';
import { readYaml } from './yaml-source.ts';

/** A YAML document that was held against a schema. */
export interface CheckedDocument<Shape> {
  /** The value where its whole shape is right. */
  readonly value: Shape | undefined;
  /** The value as it stands, right or wrong. */
  readonly raw: unknown;
  /** Everything that is wrong so far, in no particular order. */
  readonly problems: Problem[];
  /** Paths of what is wrong with the shape. */
  readonly faults: readonly DocumentPath[];
  readonly report: Report;
}

/** Reads YAML and holds it against a schema. */
export function checkDocument<Shape>(text: string, schema: z.ZodMiniType<Shape>): CheckedDocument<Shape> {
  const source = readYaml(text);
  const problems: Problem[] = [...source.problems];
  const faults: DocumentPath[] = [];
  const report: Report = (path, message, what = 'value') => {
    problems.push({ message, offset: source.offsetOf(path, what) });
  };
  if (problems.length > 0) return { value: undefined, raw: undefined, problems, faults: [[]], report };
  // A file with nothing but comments says nothing.
  const result = schema.safeParse(source.value ?? {});
  for (const issue of result.success ? [] : result.error.issues) {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    faults.push(path);
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(schema, path);
      for (const key of issue.keys) report([...path, key], `unknown field \`${key}\`${suggest(key, known)}`, 'key');
    } else if (issue.code === 'invalid_key') report(path, 'the name must be lower-case words joined by hyphens', 'key');
    else report(path, named(path, describe(issue, valueAt(source.value, path))));
  }
  return { value: result.success ? result.data : undefined, raw: source.value ?? {}, problems, faults, report };
}

/** `outcome must be …`: the message with the name of what it is about. */
function named(path: DocumentPath, message: string): string {
  const name = path.findLast((step) => typeof step === 'string');
  return name === undefined ? `the document ${message}` : `\`${name}\` ${message}`;
}

/** The message of an issue; where one of a closed list is wanted, with the closest of them. */
function describe(issue: z.core.$ZodIssue, value: unknown): string {
  const words = typeof value === 'string' ? wantedWords(issue) : [];
  if (typeof value !== 'string' || words.length === 0) return deepest(issue).message;
  const hint = suggest(value, words);
  return hint === '' ? deepest(issue).message : `cannot be \`${value}\`${hint}`;
}

/** The closed list that a text should have come from. */
function wantedWords(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.filter((each) => typeof each === 'string');
  if (issue.code !== 'invalid_union') return [];
  return issue.errors.flatMap((errors) => errors.filter(({ path }) => path.length === 0).flatMap(wantedWords));
}

/** The issue of the alternative that came furthest, where a union has one. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const [only, ...others] = issue.errors.filter((errors) => errors.some((each) => each.path.length > 0));
  return only?.[0] === undefined || others.length > 0 ? issue : deepest(only[0]);
}

function valueAt(value: unknown, path: DocumentPath): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Readonly<Record<string | number, unknown>>)[step];
  }
  return found;
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.core.$ZodType, path: DocumentPath): readonly string[] {
  const definition = (schema as z.core.$ZodTypes)._zod.def;
  const [step, ...rest] = path;
  switch (definition.type) {
    case 'optional':
    case 'nullable':
      return keysAt(definition.innerType, path);
    case 'object': {
      if (step === undefined) return Object.keys(definition.shape);
      const field = definition.shape[String(step)];
      return field === undefined ? [] : keysAt(field, rest);
    }
    case 'array':
      return step === undefined ? [] : keysAt(definition.element, rest);
    case 'record':
      return step === undefined ? [] : keysAt(definition.valueType, rest);
    case 'union':
      return definition.options.flatMap((option) => keysAt(option, path));
    default:
      return [];
  }
}
