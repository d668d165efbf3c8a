import { describe, expect, it } from 'vitest';
import { builtin } from '../../src/policy/builtin.ts';
import { compilePolicies } from '../../src/policy/load.ts';
import { loadPack } from '../../src/policy/pack.ts';

const compiledFiles = (...given: Parameters<typeof compilePolicies>) => compilePolicies(...given).files;

/** Everything wrong with a policy file, as it is shown. */
function problems(text: string): readonly string[] {
  const [file] = compiledFiles([{ layer: 'user', file: 'policy.yaml', content: { text } }], builtin);
  return file?.broken?.details ?? [];
}

/** The first line of every problem: place, message and fix. */
const messages = (text: string): readonly string[] => problems(text).map((problem) => problem.split('\n')[0] ?? '');
const rule = (fields: string): string => `rules:\n  - { id: mine, outcome: ask, reason: Because., ${fields} }\n`;

describe('what is wrong with a policy file is said with its place and the fix', () => {
  it.each([
    [
      'a field nobody knows',
      rule('effect: git.push, when: { forse: force }'),
      '2:75: unknown field `forse` of git.push, did you mean `force`?',
    ],
    [
      'a field of another kind',
      rule('effect: git.push, when: { recursive: yes }'),
      '2:75: unknown field `recursive` of git.push',
    ],
    [
      'a field that only one of two kinds has',
      rule('effect: [git.push, git.commit], when: { force: force }'),
      'unknown field `force` of git.push and git.commit',
    ],
    ['a kind nobody knows', rule('effect: git.psh'), '`effect` cannot be `git.psh`, did you mean `git.push`?'],
    [
      'a value that is not in the list',
      rule('effect: git.push, when: { force: forced }'),
      '2:82: unknown value `forced` of `force`, did you mean `force`?',
    ],
    ['no flag', rule('effect: git.push, when: { delete: maybe }'), '`maybe` is no flag: write yes or no'],
    [
      'a place nobody knows',
      rule('effect: file.delete, when: { path: { outside: projct } }'),
      'unknown place `projct`, did you mean `project`?',
    ],
    [
      'a matcher nobody knows',
      rule('effect: file.delete, when: { path: { inside: project } }'),
      'unknown matcher `inside`',
    ],
    [
      'a place for something that is no path',
      rule('effect: exec, when: { program: { in: project } }'),
      '`in` is for paths',
    ],
    [
      'a credential in a path',
      rule('effect: file.read, when: { path: { holds: credential } }'),
      '`holds` is for texts',
    ],
    ['a list without values', rule('effect: exec, when: { program: [] }'), 'an empty list matches nothing'],
    [
      'a home that YAML takes for nothing',
      rule('effect: file.read, when: { path: ~ }'),
      'quote `~` and `null` if they are meant as text',
    ],
    ['a map in a list', rule('effect: exec, when: { program: [{ a: b }] }'), 'must be a text or a list of texts'],
    ['a brace bomb', rule(`effect: exec, when: { program: '${'{a,b}'.repeat(20)}' }`), 'stands for too many globs'],
    ['an exception without conditions', rule('effect: exec, unless: {}'), 'so the rule would never apply'],
    [
      'an allow with a doubt',
      'rules:\n  - { id: mine, outcome: allow, effect: exec, unsure: ask, reason: Because. }\n',
      'an allow that may apply is nothing',
    ],
    [
      'a blank reason',
      "rules:\n  - { id: mine, outcome: ask, effect: exec, reason: ' ' }\n",
      '`reason` must not be blank',
    ],
    [
      'no reason',
      'rules:\n  - { id: mine, outcome: ask, effect: exec }\n',
      '2:5: `reason` is missing: it must be text',
    ],
    [
      'a reason that is too long',
      `rules:\n  - { id: mine, outcome: ask, effect: exec, reason: ${'x'.repeat(500)} }\n`,
      'must be shorter than 450',
    ],
    [
      'an outcome nobody knows',
      'rules:\n  - { id: mine, outcome: block, effect: exec, reason: Because. }\n',
      '`outcome` cannot be `block`; there is deny, ask, allow, none',
    ],
    ['a field nobody knows beside the rules', 'ruels: []\n', '1:1: unknown field `ruels`, did you mean `rules`?'],
    [
      'a field nobody knows in a rule',
      rule('effect: exec, wen: {}'),
      '2:63: unknown field `wen`, did you mean `when`?',
    ],
    [
      'an id that is no name',
      'rules:\n  - { id: My Rule, outcome: ask, effect: exec, reason: Because. }\n',
      '`id` must be lower-case words joined by hyphens',
    ],
    [
      'a rule written twice',
      `${rule('effect: exec')}  - { id: mine, outcome: ask, effect: exec, reason: Again. }\n`,
      '3:11: the rule `mine` is written twice',
    ],
    ['a key written twice', 'version: 1\nversion: 1\n', '2:1: this key is written twice'],
    ['a tab', 'rules:\n\t- a\n', 'a tab cannot indent YAML'],
    ['two documents', 'version: 1\n---\nversion: 1\n', 'one document'],
    ['a tag', 'version: !js/eval 1\n', 'tags (`!name`) have no meaning here'],
    [
      'an override of no rule',
      'overrides: [{ rule: gti/force-push, outcome: ask, reason: Because. }]\n',
      'unknown rule `gti/force-push`',
    ],
    [
      'an override of everything',
      "overrides: [{ rule: '*', outcome: none, reason: Because. }]\n",
      'must be the id of a rule',
    ],
    ['an override without a reason', 'overrides: [{ rule: analysis/*, outcome: none }]\n', '`reason` is missing'],
    [
      'a date that does not exist',
      'overrides: [{ rule: analysis/*, outcome: none, reason: Because., until: 2026-02-30 }]\n',
      'is no date that exists',
    ],
    [
      'no date',
      'overrides: [{ rule: analysis/*, outcome: none, reason: Because., until: soon }]\n',
      '`until` must be a date',
    ],
    [
      'a profile nobody knows',
      'profile: lax\n',
      '`profile` cannot be `lax`; there is read-only, workspace, auto, strict',
    ],
    ['a version of the future', 'version: 2\n', '`version` must be 1'],
    ['a place that is no list', 'places: { mine: data }\n', '`mine` must be a list of texts'],
    ['a place with a blank glob', "places: { mine: [''] }\n", 'must not be blank'],
    ['a place with a name of another shape', 'places: { My Place: [data] }\n', 'lower-case words joined by hyphens'],
    ['text that is no YAML', 'rules: [\n', ':'],
    ['a prototype', 'rules: [{ __proto__: { id: x } }]\n', '`id` is missing'],
  ])('%s', (_, text, message) => {
    const found = messages(text);
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.some((each) => each.startsWith('policy.yaml:') && each.includes(message)),
      found.join('\n'),
    ).toBe(true);
  });

  it('puts a caret under the piece', () => {
    expect(problems(rule('effect: git.push, when: { forse: force }'))[0]?.split('\n')).toEqual([
      'policy.yaml:2:75: unknown field `forse` of git.push, did you mean `force`?',
      '    - { id: mine, outcome: ask, reason: Because., effect: git.push, when: { forse: force } }',
      `  ${' '.repeat(74)}^`,
    ]);
  });

  it('finds all of it at once, in the order of the file', () => {
    const text =
      'rules:\n  - { id: a, outcome: block, effect: exec, reason: R. }\n  - { id: b, outcome: ask, effect: exec, reason: R., when: { progam: x } }\nplaces: { x: 1 }\n';
    expect(messages(text).map((message) => message.slice(0, 15))).toEqual([
      'policy.yaml:2:2',
      'policy.yaml:3:6',
      'policy.yaml:4:1',
    ]);
  });

  it('a reason names the first problem and counts the others', () => {
    const brief = (text: string) =>
      compiledFiles([{ layer: 'user', file: 'policy.yaml', content: { text } }], builtin)[0]?.broken?.message;
    expect(brief('ruels: []\n')).toBe('policy.yaml:1:1: unknown field `ruels`, did you mean `rules`?');
    expect(brief('ruels: []\nplcaes: {}\nversion: 2\n')).toMatch(
      /^policy\.yaml:1:1: unknown field `ruels`.* \(and 2 more\)$/,
    );
  });

  it('an alias bomb is a problem, not a hang', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i += 1)
      lines.push(`a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(', ')}]`);
    const started = performance.now();
    expect(messages(`${lines.join('\n')}\n`)[0]).toContain('anchors and aliases too often');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('nesting beyond any use is a problem, not a crash', () => {
    expect(messages('['.repeat(50_000)).length).toBeGreaterThan(0);
  });

  it('a file that cannot be read says why', () => {
    const [file] = compiledFiles(
      [{ layer: 'user', file: 'policy.yaml', content: { problem: 'is a directory' } }],
      builtin,
    );
    expect(file?.broken?.message).toBe('policy.yaml is a directory.');
  });

  it('takes YAML 1.2 words for what they are', () => {
    expect(
      messages(rule("effect: git.push, when: { delete: yes, implied: false, force: none, branch: [no, 'off', 1.0] }")),
    ).toEqual([]);
  });

  it('anchors within reason are fine', () => {
    expect(messages('places: { a: &list [x], b: *list }\n')).toEqual([]);
  });
});

describe('rules and places of one file may be named in another', () => {
  const files = (user: string, project: string) =>
    compiledFiles(
      [
        { layer: 'user', file: 'policy.yaml', content: { text: user } },
        { layer: 'project', file: '.blastgate.yaml', content: { text: project } },
      ],
      builtin,
    ).map((file) => file.broken?.message);

  it('a place', () => {
    expect(files(rule('effect: file.read, when: { path: { in: data } }'), 'places: { data: [data] }\n')).toEqual([
      undefined,
      undefined,
    ]);
  });
  it('a rule of several kinds, with the fields of each', () => {
    const own = rule('effect: [git.push, git.commit]');
    const change = (field: string): string =>
      `overrides: [{ rule: project/mine, outcome: none, reason: No., when: { ${field}: x } }]\n`;
    expect(files(change('message'), own)).toEqual([undefined, undefined]);
    expect(files(change('branch'), own)).toEqual([undefined, undefined]);
    expect(files(change('recursive'), own)[0]).toContain('unknown field `recursive` of git.push and git.commit');
  });
  it('a rule', () => {
    expect(files('overrides: [{ rule: project/mine, outcome: none, reason: No. }]\n', rule('effect: exec'))).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('a built-in pack must be complete', () => {
  const pack = (fields: string): string =>
    `pack: test\ntitle: Test\nrules:\n  - { id: one, title: One, outcome: ask, effect: exec, reason: Because.${fields} }\n`;
  const wrong = (text: string): readonly string[] => {
    const loaded = loadPack('policies/test.yaml', text);
    return 'problems' in loaded ? loaded.problems : [];
  };
  it('one with examples is', () => {
    expect(wrong(pack(', examples: { match: [x], unsure: [], pass: [y] }'))).toEqual([]);
  });
  it.each([
    ['without examples', '', '`examples` is missing'],
    [
      'without an example that it matches',
      ', examples: { match: [], unsure: [], pass: [y] }',
      'a rule needs match examples',
    ],
    [
      'without an example that passes',
      ', examples: { match: [x], unsure: [], pass: [] }',
      'a rule needs pass examples',
    ],
    ['without doubtful examples, not even none', ', examples: { match: [x], pass: [y] }', '`unsure` is missing'],
    [
      'with an example of a wrong shape',
      ', examples: { match: [{ rum: x }], unsure: [], pass: [y] }',
      'must be a command (in quotes',
    ],
    [
      'with an id that no requirement has',
      ', covers: [C11], examples: { match: [x], unsure: [], pass: [y] }',
      'cannot be `C11`',
    ],
  ])('one %s is not', (_, fields, message) => {
    expect(wrong(pack(fields)).join('\n')).toContain(message);
  });
});
