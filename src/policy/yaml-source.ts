import { isMap, isPair, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { DocumentPath, Problem } from './problem.ts';

/** How often aliases may be used in one file before it is taken for a bomb. */
const MAX_ALIASES = 100;
/** How many brackets may be open at once; the parser's work grows with the square of it. */
const MAX_OPEN = 400;

/** A YAML document whose values remember where they stand. */
export interface YamlSource {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Offset of the value at the path, or of its key; of the nearest value around it where there is none. */
  offsetOf(path: DocumentPath, what: 'key' | 'value'): number;
}

/** Reads YAML 1.2 (core schema, unique keys, no tags of its own); what is wrong is a problem, never an exception. */
export function readYaml(text: string): YamlSource {
  if (opensTooMany(text)) return failed('is nested too deeply');
  try {
    return readDocument(text);
  } catch (error) {
    // The parser recurses: nesting beyond its stack ends here.
    if (error instanceof RangeError) return failed('is nested too deeply');
    throw error;
  }
}

function opensTooMany(text: string): boolean {
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (open > MAX_OPEN) return true;
  }
  return false;
}

function failed(message: string): YamlSource {
  return { value: undefined, problems: [{ message, offset: 0 }], offsetOf: () => 0 };
}

function readDocument(text: string): YamlSource {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const problems = withoutFollowers([...document.errors, ...document.warnings]).map((error) => ({
    message: describe(error.code, error.message),
    offset: Math.min(error.pos[0], text.length),
  }));
  if (problems.length > 0) return { value: undefined, problems, offsetOf: () => 0 };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { value, problems: [], offsetOf: (path, what) => offsetOf(document, path, what) };
  } catch (error) {
    if (error instanceof ReferenceError)
      return failed(`uses anchors and aliases too often; write the values out (${error.message})`);
    throw error;
  }
}

/** After one slip the parser stumbles over every token that follows; only the slip is worth reading. */
function withoutFollowers<Fault extends { readonly code: string; readonly pos: readonly [number, number] }>(
  faults: readonly Fault[],
): readonly Fault[] {
  const sorted = faults.toSorted((a, b) => a.pos[0] - b.pos[0]);
  return sorted.filter((fault, index) => index === 0 || fault.code !== 'UNEXPECTED_TOKEN').slice(0, 20);
}

/** What the parser's errors mean for a person, where its own message does not say. */
function describe(code: string, message: string): string {
  const sentence = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this key is written twice in the same place; keep one';
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent YAML; use spaces';
    case 'UNEXPECTED_TOKEN':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `${sentence} (text that holds \`: \`, \` #\` or braces must stand in quotes)`;
    case 'MULTIPLE_DOCS':
      return 'a policy file holds one document; remove `---`';
    case 'TAG_RESOLVE_FAILED':
      return 'tags (`!name`) have no meaning here; remove it';
    default:
      return sentence;
  }
}

function offsetOf(document: Document, path: DocumentPath, what: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (pair === undefined) return offset;
      offset = (last && what === 'key' ? startOf(pair.key) : (startOf(pair.value) ?? startOf(pair.key))) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
