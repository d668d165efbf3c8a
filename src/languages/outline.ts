/** What a file of settings says, as far as its layout shows. */
export type Outline = string | readonly Outline[] | OutlineMap;
export interface OutlineMap {
  readonly [key: string]: Outline;
}

interface Line {
  readonly indent: number;
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
}

/** More lines than these are not read. */
const MAX_LINES = 5000;
const MAX_DEPTH = 40;

/**
 * The maps, lists and scalars of a YAML document as people write settings: block and flow style, quotes, block scalars
 * (yaml.org/spec/1.2.2, 7 and 8). Anchors, tags and several documents are left alone. `at` tells the line of a key's value.
 */
export function readOutline(text: string): { readonly value: Outline; readonly lineOf: (value: Outline) => number } {
  const raw = text.split('\n', MAX_LINES);
  const places = new Map<Outline, number>();
  let at = 0;

  const next = (): Line | undefined => {
    for (; at < raw.length; at += 1) {
      const line = raw[at] ?? '';
      const plain = line.trimStart();
      if (plain === '' || plain.startsWith('#') || /^(?:---|\.\.\.|%)/.test(line)) continue;
      return { indent: line.length - plain.length, text: plain.trimEnd(), number: at + 1 };
    }
    return undefined;
  };
  /** The lines below that are indented further, as `|` and `>` keep them. */
  const blockScalar = (style: string, indent: number): string => {
    const lines: string[] = [];
    let own = -1;
    for (; at < raw.length; at += 1) {
      const line = raw[at] ?? '';
      const width = line.length - line.trimStart().length;
      if (line.trim() !== '' && width <= indent) break;
      if (own < 0 && line.trim() !== '') own = width;
      lines.push(line.slice(Math.max(own, 0)));
    }
    return lines.join(style.startsWith('>') ? ' ' : '\n').trimEnd();
  };
  const scalar = (written: string, indent: number): Outline => {
    if (/^[|>][-+\d]*(?:\s+#.*)?$/.test(written)) return blockScalar(written, indent);
    if (/^[[{]/.test(written)) {
      let whole = written;
      while (!closed(whole) && at < raw.length) {
        whole += ` ${(raw[at] ?? '').trim()}`;
        at += 1;
      }
      return flow(whole);
    }
    let value = plainScalar(written);
    // A plain scalar goes on in lines that are indented further.
    for (let more = next(); more !== undefined && more.indent > indent && !/^["']/.test(written); more = next()) {
      value += ` ${plainScalar(more.text)}`;
      at += 1;
    }
    return value;
  };
  const block = (indent: number, depth: number): Outline => {
    const first = next();
    if (first === undefined || first.indent < indent || depth > MAX_DEPTH) return '';
    const own = first.indent;
    if (/^-(?:\s|$)/.test(first.text)) {
      const items: Outline[] = [];
      for (let line = next(); line?.indent === own && /^-(?:\s|$)/.test(line.text); line = next()) {
        const rest = line.text.slice(1).trimStart();
        const inner = own + (line.text.length - rest.length);
        let item: Outline;
        if (rest === '' || rest.startsWith('#')) {
          at += 1;
          item = block(own + 1, depth + 1);
        } else if (keyOf(rest) !== undefined || rest.startsWith('- ')) {
          raw[at] = `${' '.repeat(inner)}${rest}`;
          item = block(inner, depth + 1);
        } else {
          at += 1;
          item = scalar(rest, own);
        }
        if (typeof item !== 'string') places.set(item, line.number);
        items.push(item);
      }
      return items;
    }
    const map: Record<string, Outline> = {};
    for (let line = next(); line?.indent === own; line = next()) {
      const key = keyOf(line.text);
      at += 1;
      if (key === undefined) continue;
      const rest = line.text.slice(key.length).replace(/^[&!][^\s]+\s*/, '');
      const following = next();
      const value =
        rest === '' || rest.startsWith('#')
          ? following !== undefined &&
            (following.indent > own || (following.indent === own && following.text.startsWith('- ')))
            ? block(following.indent, depth + 1)
            : ''
          : scalar(rest, own);
      if (typeof value !== 'string') places.set(value, line.number);
      map[key.name] = value;
    }
    return map;
  };
  const value = block(0, 0);
  return { value, lineOf: (each) => places.get(each) ?? 1 };
}

function keyOf(text: string): { readonly name: string; readonly length: number } | undefined {
  const found = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'[{&*!|>%@-][^#:]*?|-[^\s:]+)\s*:(?:\s+|$)/.exec(text);
  return found?.[1] === undefined ? undefined : { name: unquoted(found[1]), length: found[0].length };
}

function plainScalar(text: string): string {
  if (/^["']/.test(text)) {
    const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(text);
    return quoted === null ? text : unquoted(quoted[0]);
  }
  return text.replace(/\s+#.*$/, '');
}

function unquoted(text: string): string {
  if (text.startsWith("'") && text.endsWith("'") && text.length > 1) return text.slice(1, -1).replaceAll("''", "'");
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return text;
  return text.slice(1, -1).replaceAll(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one === 't' ? '\t' : one));
}

function closed(text: string): boolean {
  let depth = 0;
  for (const [piece] of text.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{}]/g))
    if (/^[[{]$/.test(piece)) depth += 1;
    else if (/^[\]}]$/.test(piece)) depth -= 1;
  return depth <= 0;
}

/** `[a, b]` and `{a: b}`. */
function flow(text: string): Outline {
  const tokens = [
    ...text.matchAll(
      /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[[\]{},]|:(?=\s|$)|[^\s[\]{},"'][^[\]{},]*?(?=\s*(?:[[\]{},]|:\s|$))/g,
    ),
  ].map(([token]) => token);
  let at = 0;
  const value = (depth: number): Outline => {
    const token = tokens[at] ?? '';
    at += 1;
    if (depth > MAX_DEPTH) return '';
    if (token === '[') {
      const items: Outline[] = [];
      while (at < tokens.length && tokens[at] !== ']') {
        if (tokens[at] === ',') at += 1;
        else items.push(value(depth + 1));
      }
      at += 1;
      return items;
    }
    if (token === '{') {
      const map: Record<string, Outline> = {};
      while (at < tokens.length && tokens[at] !== '}') {
        if (tokens[at] === ',') {
          at += 1;
          continue;
        }
        const key = unquoted(tokens[at] ?? '');
        at += 1;
        if (tokens[at] === ':') {
          at += 1;
          map[key] = value(depth + 1);
        } else map[key] = '';
      }
      at += 1;
      return map;
    }
    return unquoted(token.trim());
  };
  return value(0);
}

/** The value below a key, where there is one. */
export function below(value: Outline | undefined, key: string): Outline | undefined {
  return typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, key)
    ? (value as OutlineMap)[key]
    : undefined;
}

/** The elements of a list; a scalar is a list of one. */
export function listOf(value: Outline | undefined): readonly Outline[] {
  if (value === undefined || value === '') return [];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly Outline[]) : [];
}
