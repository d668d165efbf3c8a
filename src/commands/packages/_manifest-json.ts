/** A manifest in JSON, comments and trailing commas left out as its readers leave them out; `undefined` where it is none. */
export function parseJson(text: string): unknown {
  for (const written of [text, plainJson(text)]) {
    try {
      return JSON.parse(written) as unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}

function plainJson(text: string): string {
  return text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_, string: string | undefined) => string ?? ' ')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? '');
}
