import fc from 'fast-check';

/** Text that readers stumble over, put where nobody expects it. */
const tokens = [
  ...'\'"`$(){}[]<>|&;\\\n\t #!~*?=+-%^,:@/.0\0\u0007\u00a0é😀\ud800\ue000',
  '$(',
  '$((',
  '${',
  '<<E\n',
  "<<'E'",
  '<<<',
  '<(',
  '>(',
  '((',
  '))',
  '[[',
  ']]',
  '&&',
  '||',
  ';;',
  "$'",
  '$"',
  '\\\n',
  '"$@"',
  '${x:-',
  '${!x}',
  '${#x}',
  '${x//',
  '{1..9}',
  '{a,b}',
  ' -- ',
  ' -c ',
  ' -e ',
  ' if ',
  ' then ',
  ' fi ',
  ' do ',
  ' done ',
  ' case ',
  ' in ',
  ' esac ',
  ' function ',
  ' coproc ',
  ' eval ',
  ' exec ',
  ' sudo ',
  ' rm -rf ~ ',
  '/*',
  '*/',
  '--',
  '$$',
  "''",
  '"""',
  '=>',
  '=>{',
  '`${',
  '__proto__',
  'constructor',
  '\r\n',
  '\ufeff',
  '1e999',
  '9'.repeat(40),
];

type Edit = {
  readonly at: number;
  readonly span: number;
  readonly how: number;
  readonly token: string;
  readonly from: number;
};

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  span: fc.nat(12),
  how: fc.nat(5),
  token: fc.constantFrom(...tokens),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
});

function edited(text: string, { at, span, how, token, from }: Edit, other: string): string {
  const position = Math.floor(at * text.length);
  const [head, rest] = [text.slice(0, position), text.slice(position)];
  switch (how) {
    case 0:
      return head + token + rest;
    case 1:
      return head + rest.slice(span);
    case 2:
      return head + rest.slice(0, span).repeat(3) + rest.slice(span);
    case 3: {
      const start = Math.floor(from * other.length);
      return head + other.slice(start, start + span * 4) + rest;
    }
    case 4:
      return head;
    default:
      return head + token + rest.slice(Math.max(1, token.length));
  }
}

/** Texts of a corpus with one to four pieces left out, doubled, replaced, or taken from another of its texts. */
export function mutated(corpus: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...corpus), fc.constantFrom(...corpus), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, other, edits]) => edits.reduce((before, one) => edited(before, one, other), text));
}
