import type { Field, FieldType } from '../effect-field.ts';
import { commonFields, effectFields } from '../effect-fields.ts';
import type { EffectKind } from '../effect.ts';
import { expandBraces, isGlob } from './glob.ts';
import { suggest, type DocumentPath } from './problem.ts';
import type { Condition, Matcher } from './rule.ts';

/** Takes note of something wrong at a path of the document; `key` where the name itself is wrong. */
export type Report = (path: DocumentPath, message: string, what?: 'key' | 'value') => void;

/** What conditions are read against. */
export interface Vocabulary {
  readonly kinds: readonly EffectKind[];
  /** Every kind must have the field, or any of them (for an override of several rules). */
  readonly need: 'every' | 'any';
  /** Place names that exist. */
  readonly places: readonly string[];
}

/** Reads `when` or `unless`; what is wrong is reported and left out. */
export function readConditions(
  source: Readonly<Record<string, unknown>>,
  path: DocumentPath,
  vocabulary: Vocabulary,
  report: Report,
): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const [name, value] of Object.entries(source)) {
    const fields = fieldsNamed(name, vocabulary);
    if (fields === undefined) {
      const kinds = vocabulary.kinds.join(' and ');
      report([...path, name], `unknown field \`${name}\` of ${kinds}${suggest(name, fieldNames(vocabulary))}`, 'key');
      continue;
    }
    const matcher = readMatcher(value, [...path, name], fields, vocabulary, report);
    if (matcher !== undefined) conditions.push({ field: name, matcher });
  }
  return conditions;
}

function fieldNames({ kinds }: Vocabulary): readonly string[] {
  return [
    ...new Set([...kinds.flatMap((kind) => Object.keys(effectFields[kind].fields)), ...Object.keys(commonFields)]),
  ];
}

/** What the name means for each kind; `undefined` where it means nothing to one of them. */
function fieldsNamed(name: string, { kinds, need }: Vocabulary): readonly Field[] | undefined {
  const common = ownEntry(commonFields, name);
  if (common !== undefined) return [common];
  const found = kinds.map((kind) => ownEntry(effectFields[kind].fields, name)).filter((field) => field !== undefined);
  return found.length === 0 || (need === 'every' && found.length < kinds.length) ? undefined : found;
}

function ownEntry(table: Readonly<Record<string, Field>>, name: string): Field | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const pathTypes: readonly FieldType[] = ['path', 'paths'];
const closedTypes: readonly FieldType[] = ['flag', 'enum'];

function readMatcher(
  value: unknown,
  path: DocumentPath,
  fields: readonly Field[],
  vocabulary: Vocabulary,
  report: Report,
): Matcher | undefined {
  if (isRecord(value)) return readOperators(value, path, fields, vocabulary, report);
  const values = Array.isArray(value) ? value : [value];
  if (values.length === 0) {
    report(path, 'an empty list matches nothing; name a value or remove the field');
    return undefined;
  }
  const texts: string[] = [];
  for (const [index, each] of values.entries()) {
    const at = Array.isArray(value) ? [...path, index] : path;
    const text = readText(each, at, fields, report);
    if (text !== undefined) texts.push(text);
  }
  if (texts.length < values.length) return undefined;
  if (fields.some((field) => closedTypes.includes(field.type))) return { is: 'text', exact: texts, globs: [] };
  const all = readGlobs(texts, path, report);
  if (all === undefined) return undefined;
  if (fields.some((field) => pathTypes.includes(field.type))) return { is: 'path', globs: all };
  return { is: 'text', exact: all.filter((text) => !isGlob(text)), globs: all.filter(isGlob) };
}

/** Globs with their braces expanded; `undefined`, and reported, where that makes too many. */
export function readGlobs(texts: readonly string[], path: DocumentPath, report: Report): readonly string[] | undefined {
  const all: string[] = [];
  for (const text of texts) {
    const expanded = expandBraces(text);
    if (expanded === null) {
      report(path, `\`${text.slice(0, 40)}\` stands for too many globs; write fewer braces`);
      return undefined;
    }
    all.push(...expanded);
  }
  return all;
}

/** A scalar as the field writes it; YAML's own booleans and numbers are meant as they are written. */
function readText(value: unknown, path: DocumentPath, fields: readonly Field[], report: Report): string | undefined {
  if (value === null) {
    report(path, 'there is no value here; quote `~` and `null` if they are meant as text');
    return undefined;
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    report(path, 'must be a text or a list of texts');
    return undefined;
  }
  const [first] = fields;
  if (first?.type === 'flag') {
    const flag = value === true ? 'yes' : value === false ? 'no' : String(value);
    if (['yes', 'no', 'unknown'].includes(flag)) return flag;
    report(path, `\`${value}\` is no flag: write yes or no`);
    return undefined;
  }
  const text = String(value);
  const known = fields.flatMap((field) => (field.type === 'enum' ? Object.keys(field.values) : []));
  if (first?.type === 'enum' && !known.includes(text)) {
    report(
      path,
      `unknown value \`${text}\` of \`${path.findLast((step) => typeof step === 'string')}\`${suggest(text, known)}`,
    );
    return undefined;
  }
  return text;
}

const operators = ['in', 'outside', 'covers', 'holds', 'not', 'all'] as const;
type Operator = (typeof operators)[number];

function isOperator(name: string): name is Operator {
  return (operators as readonly string[]).includes(name);
}

/** `{in: …, not: …}`: every operator must hold. */
function readOperators(
  source: Readonly<Record<string, unknown>>,
  path: DocumentPath,
  fields: readonly Field[],
  vocabulary: Vocabulary,
  report: Report,
): Matcher | undefined {
  const matchers: Matcher[] = [];
  const names = Object.keys(source);
  if (names.length === 0) report(path, `is empty: write one of ${operators.join(', ')}`);
  for (const name of names) {
    if (!isOperator(name)) {
      report([...path, name], `unknown matcher \`${name}\`${suggest(name, operators)}`, 'key');
      continue;
    }
    const matcher = readOperator(name, source[name], [...path, name], fields, vocabulary, report);
    if (matcher !== undefined) matchers.push(matcher);
  }
  if (matchers.length < names.length || matchers.length === 0) return undefined;
  const [only] = matchers;
  return matchers.length === 1 ? only : { is: 'all', matchers };
}

function readOperator(
  name: Operator,
  value: unknown,
  path: DocumentPath,
  fields: readonly Field[],
  vocabulary: Vocabulary,
  report: Report,
): Matcher | undefined {
  switch (name) {
    case 'in':
    case 'outside':
    case 'covers': {
      if (fields.every((field) => pathTypes.includes(field.type)))
        return readPlaces(name, value, path, vocabulary, report);
      report(path, `\`${name}\` is for paths`, 'key');
      return undefined;
    }
    case 'holds': {
      const texts: readonly FieldType[] = ['word', 'words', 'text', 'texts'];
      if (value === 'credential' && fields.every((field) => texts.includes(field.type))) return { is: 'credential' };
      report(path, value === 'credential' ? '`holds` is for texts' : 'all that `holds` can name is `credential`');
      return undefined;
    }
    case 'not': {
      const matcher = readMatcher(value, path, fields, vocabulary, report);
      return matcher === undefined ? undefined : { is: 'not', matcher };
    }
    case 'all': {
      if (!Array.isArray(value) || value.length === 0) {
        report(path, 'must be a list of matchers');
        return undefined;
      }
      const matchers = value.map((each, index) => readMatcher(each, [...path, index], fields, vocabulary, report));
      const read = matchers.filter((matcher) => matcher !== undefined);
      return read.length < matchers.length ? undefined : { is: 'all', matchers: read };
    }
  }
}

function readPlaces(
  operator: 'in' | 'outside' | 'covers',
  value: unknown,
  path: DocumentPath,
  { places }: Vocabulary,
  report: Report,
): Matcher | undefined {
  const names: unknown[] = Array.isArray(value) ? value : [value];
  const known: string[] = [];
  for (const [index, name] of names.entries()) {
    if (typeof name === 'string' && places.includes(name)) known.push(name);
    else {
      const at = Array.isArray(value) ? [...path, index] : path;
      report(
        at,
        typeof name === 'string' ? `unknown place \`${name}\`${suggest(name, places)}` : 'must be the name of a place',
      );
    }
  }
  return known.length === 0 || known.length < names.length ? undefined : { is: operator, places: known };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
