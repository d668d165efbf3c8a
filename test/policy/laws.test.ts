import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/decision.ts';
import type { Rule } from '../../src/policy/rule.ts';
import {
  decideWith,
  effect,
  exec,
  manyWords,
  opaque,
  packsOf,
  policyFile,
  push,
  remove,
  rulesFile,
  word,
} from './setting.ts';

const rule = (id: string, outcome: Outcome, more: Partial<Rule> = {}): Rule => ({
  id,
  title: id,
  outcome,
  when: [],
  reason: `Because of ${id}.`,
  alternative: '',
  ...more,
});
const forcePush = packsOf({
  'git.push': [
    rule('git/force-push', 'deny', {
      when: [{ field: 'force', matcher: { is: 'text', exact: ['force'], globs: [] } }],
    }),
  ],
});
const outcomeOf = (...args: Parameters<typeof decideWith>): Outcome => decideWith(...args).outcome;

describe('law 1: the strictest verdict wins', () => {
  const rules = {
    deny: 'deny exec when: { program: rm }',
    ask: 'ask exec when: { program: rm }',
    allow: 'allow exec when: { program: rm }',
    none: 'none exec when: { program: rm }',
  };
  it.each<[readonly (keyof typeof rules)[], Outcome]>([
    [['deny', 'ask', 'allow', 'none'], 'deny'],
    [['none', 'allow', 'ask', 'deny'], 'deny'],
    [['ask', 'allow'], 'ask'],
    [['allow', 'ask'], 'ask'],
    [['allow', 'none'], 'allow'],
    [['none'], 'none'],
    [[], 'none'],
  ])('%j gives %s', (names, outcome) => {
    const decision = decideWith({ user: rulesFile(...names.map((name) => rules[name])) }, [exec('rm x')]);
    expect(decision.outcome).toBe(outcome);
  });

  it('keeps every verdict, strictest first', () => {
    const text = rulesFile(rules.allow, rules.ask, rules.deny, 'ask exec');
    const { verdicts } = decideWith({ user: text }, [exec('rm x')]);
    expect(verdicts.map((verdict) => verdict.outcome)).toEqual(['deny', 'ask', 'ask', 'allow']);
  });

  it('names what is certain before what may be', () => {
    const text = rulesFile('deny exec when: { operands: secret }', 'ask exec when: { program: cat }');
    const { verdicts } = decideWith({ user: text }, [exec('cat $FILE')]);
    expect(verdicts.map(({ rule: id, certain }) => [id, certain])).toEqual([
      ['user/rule-2', true],
      ['user/rule-1', false],
    ]);
  });

  it('does not depend on which layer says it', () => {
    const deny = rulesFile('deny exec');
    const ask = rulesFile('ask exec');
    expect(outcomeOf({ user: deny, project: ask }, [exec('ls')])).toBe('deny');
    expect(outcomeOf({ user: ask, project: deny }, [exec('ls')])).toBe('deny');
  });
});

describe('law 2: deny and ask mean any effect, allow means every effect', () => {
  const kubectl = rulesFile('allow exec when: { program: kubectl, subcommand: get }');
  const get = exec('kubectl get pods');

  it('allows a call all of whose effects are allowed', () => {
    expect(outcomeOf({ user: kubectl }, [get])).toBe('allow');
    expect(outcomeOf({ user: kubectl }, [get, get])).toBe('allow');
  });
  it('does not allow `kubectl get pods && ./deploy.sh`', () => {
    expect(outcomeOf({ user: kubectl }, [get, exec('deploy.sh')])).toBe('none');
  });
  it('does not allow the redirection of an allowed command', () => {
    expect(
      outcomeOf({ user: kubectl }, [
        get,
        effect('file.write', { path: { word: word('/etc/x'), cwd: word('/') }, how: 'overwrite' }),
      ]),
    ).toBe('none');
  });
  it('does not allow what cannot be read, even where a rule says so', () => {
    expect(outcomeOf({ user: kubectl }, [get, opaque()])).toBe('none');
    expect(outcomeOf({ user: rulesFile('allow exec', 'allow opaque') }, [get, opaque()])).toBe('none');
  });
  it('does not allow a command with a variable set in front unless the rule speaks of it', () => {
    const injected = exec('kubectl get pods', { assignments: [word('LD_PRELOAD=./x.so')] });
    expect(outcomeOf({ user: kubectl }, [injected])).toBe('none');
    const speaking = rulesFile("allow exec when: { program: kubectl, assignments: 'LD_PRELOAD=*' }");
    expect(outcomeOf({ user: speaking }, [injected])).toBe('allow');
  });
  it('does not allow some other file of the same name', () => {
    const other = exec('kubectl get pods', { path: { word: word('./kubectl'), cwd: word('/tmp') } });
    expect(outcomeOf({ user: kubectl }, [other])).toBe('none');
  });
  it('does not allow a call without effects', () => {
    expect(outcomeOf({ user: kubectl }, [])).toBe('none');
  });
  it('asks or denies for one effect among many', () => {
    const rules = rulesFile('allow exec', 'ask file.delete', 'deny git.push');
    expect(outcomeOf({ user: rules }, [get, remove('x')])).toBe('ask');
    expect(outcomeOf({ user: rules }, [get, remove('x'), push('none')])).toBe('deny');
  });
});

describe('law 3: unknown softens', () => {
  it.each<[string, Outcome]>([
    ['deny git.push when: { force: force }', 'ask'],
    ['ask git.push when: { force: force }', 'ask'],
    ['allow git.push when: { force: force }', 'none'],
    ['deny git.push when: { force: force }, unsure: none', 'none'],
    ['deny git.push when: { force: force }, unsure: deny', 'deny'],
    ['ask git.push when: { force: force }, unsure: deny', 'ask'],
    ['ask git.push when: { force: force }, unsure: none', 'none'],
  ])('a rule `%s` that may apply costs %s', (text, outcome) => {
    expect(outcomeOf({ user: rulesFile(text) }, [push('unknown')])).toBe(outcome);
  });
  it('leaves a rule that applies as it is, whatever `unsure` says', () => {
    expect(outcomeOf({ user: rulesFile('deny git.push when: { force: force }, unsure: none') }, [push('force')])).toBe(
      'deny',
    );
  });
  it('says nothing where the known part contradicts', () => {
    const rules = rulesFile('deny exec when: { argv: --force }');
    expect(outcomeOf({ user: rules }, [exec('git --lease=$X')])).toBe('none');
  });
  it('an exception that may hold makes the rule unsure, neither off nor on', () => {
    const rules = rulesFile('deny exec when: { program: cat }, unless: { operands: notes.txt }');
    expect(outcomeOf({ user: rules }, [exec('cat notes.txt')])).toBe('none');
    expect(outcomeOf({ user: rules }, [exec('cat other.txt')])).toBe('deny');
    expect(outcomeOf({ user: rules }, [exec('cat $FILE')])).toBe('ask');
  });
  it('an exception needs all its conditions', () => {
    const rules = rulesFile('deny exec when: { program: cat }, unless: { operands: notes.txt, options: -n }');
    expect(outcomeOf({ user: rules }, [exec('cat notes.txt')])).toBe('deny');
    expect(outcomeOf({ user: rules }, [exec('cat -n notes.txt')])).toBe('none');
  });
  it('names the value that is missing', () => {
    const [verdict] = decideWith({ user: rulesFile('deny exec when: { operands: secret }') }, [
      exec('cat a$FILE $FILE'),
    ]).verdicts;
    expect(verdict).toMatchObject({ certain: false, missing: '$FILE', outcome: 'ask' });
  });
  it('names the value that leaves an exception open, or one behind a condition that holds', () => {
    const missingOf = (rules: string, command: string) =>
      decideWith({ user: rulesFile(rules) }, [exec(command)]).verdicts[0]?.missing;
    expect(missingOf('deny exec when: { program: cat }, unless: { operands: { not: notes } }', 'cat $NOTES')).toBe(
      '$NOTES',
    );
    expect(missingOf('deny exec when: { operands: a, argv: -x }', 'cat a $LAST')).toBe('$LAST');
  });
  it('finds the missing value in the command where a field is just unknown', () => {
    const push1 = push('unknown');
    const command = exec('git push $FLAGS', { argv: [word('push'), manyWords()] });
    const [verdict] = decideWith({ user: rulesFile('deny git.push when: { force: force }') }, [
      command,
      push1,
    ]).verdicts;
    expect(verdict?.missing).toBe('$FLAGS');
  });
  it('does not blame the unknown word of another command', () => {
    const at = (start: number, end: number) => ({ span: { start, end } });
    const pushed = { ...push('unknown'), ...at(20, 30) };
    const rules = rulesFile('deny git.push when: { force: force }');
    const missingWith = (...commands: readonly Parameters<typeof at>[]) =>
      decideWith({ user: rules }, [...commands.map((span) => exec('x $OTHER', at(...span))), pushed]).verdicts[0]
        ?.missing;
    expect(missingWith([0, 10])).toBeUndefined();
    expect(missingWith([0, 25])).toBeUndefined();
    expect(missingWith([25, 40])).toBeUndefined();
    expect(missingWith([40, 50])).toBeUndefined();
    expect(missingWith([20, 30])).toBe('$OTHER');
  });
  it('a word that may be several words may be anything', () => {
    const command = exec('git push', { argv: [word('push'), manyWords()] });
    expect(outcomeOf({ user: rulesFile('deny exec when: { argv: --force }') }, [command])).toBe('ask');
    expect(outcomeOf({ user: rulesFile('deny exec when: { argv: [push] }') }, [command])).toBe('deny');
  });
  it('a value that the world does not say is unknown', () => {
    const rules = rulesFile("deny git.push when: { 'git.branch': main }");
    expect(outcomeOf({ user: rules }, [push('none')], { world: { branch: 'main' } })).toBe('deny');
    expect(outcomeOf({ user: rules }, [push('none')], { world: { branch: 'topic' } })).toBe('none');
    const [verdict] = decideWith({ user: rules }, [push('none')], { world: { branch: null } }).verdicts;
    expect(verdict).toMatchObject({ outcome: 'ask', missing: 'the current branch' });
  });
});

describe('law 5: who may loosen', () => {
  const override = (outcome: Outcome, more = ''): string =>
    `overrides:\n  - { rule: git/force-push, outcome: ${outcome}, reason: The team agreed.${more} }\n`;
  const decidePush = (files: Parameters<typeof decideWith>[0], world = {}, branch = 'topic') =>
    decideWith(files, [push('force', branch)], { builtin: forcePush, world });

  it('without an override the rule stands', () => {
    expect(decidePush({}).outcome).toBe('deny');
    expect(decidePush({ user: 'version: 1\n' }).outcome).toBe('deny');
  });
  it.each(['user', 'managed'] as const)('%s may loosen, naming the rule and the reason', (layer) => {
    for (const outcome of ['ask', 'none'] as const) {
      const decision = decidePush({ [layer]: override(outcome) });
      expect(decision.outcome).toBe(outcome);
      expect(decision.verdicts[0]).toMatchObject({
        outcome,
        overridden: { from: 'deny', by: layer, reason: 'The team agreed.' },
      });
      expect(decision.notices).toEqual([]);
    }
  });
  it.each(['project', 'local'] as const)('%s may not loosen, and that is said', (layer) => {
    for (const outcome of ['ask', 'none', 'allow'] as const) {
      const decision = decidePush({ [layer]: override(outcome) });
      expect(decision.outcome).toBe('deny');
      expect(decision.verdicts[0]?.overridden).toBeUndefined();
      expect(decision.notices.join()).toContain(`override of git/force-push to ${outcome} is not honoured`);
    }
  });
  it.each(['project', 'local'] as const)('%s may tighten what a person loosened', (layer) => {
    const decision = decidePush({ user: override('ask'), [layer]: override('deny') });
    expect(decision.outcome).toBe('deny');
  });
  it.each(['project', 'local'] as const)('%s cannot allow', (layer) => {
    const decision = decideWith({ [layer]: rulesFile('allow exec') }, [exec('ls')]);
    expect(decision.outcome).toBe('none');
    expect(decision.notices.join()).toContain('only tighten');
  });
  it.each(['project', 'local'] as const)('%s can deny and ask', (layer) => {
    expect(outcomeOf({ [layer]: rulesFile('deny exec') }, [exec('ls')])).toBe('deny');
    expect(outcomeOf({ [layer]: rulesFile('ask exec') }, [exec('ls')])).toBe('ask');
  });
  it('an allow rule of a person counts', () => {
    expect(outcomeOf({ user: rulesFile('allow exec') }, [exec('ls')])).toBe('allow');
  });
  it('a rule of the project does not replace a built-in one of the same name', () => {
    const same = 'pack: git\nrules:\n  - { id: force-push, outcome: ask, effect: git.push, reason: Softer. }\n';
    const decision = decidePush({ project: same });
    expect(decision.outcome).toBe('deny');
    expect(decision.verdicts.map(({ rule: id, layer }) => [id, layer])).toEqual([
      ['git/force-push', 'builtin'],
      ['git/force-push', 'project'],
    ]);
  });
  it('a person may loosen what the project says', () => {
    const loosened = 'overrides: [{ rule: project/rule-1, outcome: none, reason: Not here. }]\n';
    expect(outcomeOf({ user: loosened, project: rulesFile('deny exec') }, [exec('ls')])).toBe('none');
  });
  it('a person cannot loosen what is managed, only tighten', () => {
    const loosened = 'overrides: [{ rule: managed/rule-1, outcome: none, reason: Not me. }]\n';
    const decision = decideWith({ managed: rulesFile('ask exec'), user: loosened }, [exec('ls')]);
    expect(decision.outcome).toBe('ask');
    expect(decision.notices.join()).toContain('only tightens');
    expect(decidePush({ managed: override('ask'), user: override('none') }).outcome).toBe('ask');
    expect(decidePush({ managed: override('ask'), user: override('deny') }).outcome).toBe('deny');
  });
  it('an override for some calls holds for those alone, and a doubt does not loosen', () => {
    const own = override('none', ", when: { branch: 'dev/*' }");
    expect(decidePush({ user: own }, {}, 'dev/x').outcome).toBe('none');
    expect(decidePush({ user: own }, {}, 'topic').outcome).toBe('deny');
    expect(decidePush({ user: own }, {}, '$BRANCH').outcome).toBe('deny');
  });
  it('a doubtful override that tightens asks', () => {
    const tight = 'overrides: [{ rule: user/rule-1, outcome: deny, reason: Never there., when: { branch: prod } }]\n';
    const rules = rulesFile('none git.push');
    const decide = (branch: string): Outcome => outcomeOf({ user: rules, project: tight }, [push('none', branch)]);
    expect([decide('prod'), decide('topic'), decide('$B')]).toEqual(['deny', 'none', 'ask']);
  });
  it('an override lapses after its date, and holds on it', () => {
    const own = override('none', ', until: 2026-11-21');
    expect(decidePush({ user: own }, { now: '2026-11-21T23:59:59Z' }).outcome).toBe('none');
    const lapsed = decidePush({ user: own }, { now: '2026-11-22T00:00:00Z' });
    expect(lapsed.outcome).toBe('deny');
    expect(lapsed.notices.join()).toContain('lapsed');
  });
  it('where the date is not known an override with a date tightens but does not loosen', () => {
    const world = { now: 'some day' };
    expect(decidePush({ user: override('none', ', until: 2026-11-21') }, world).outcome).toBe('deny');
    const off = packsOf({ 'git.push': [rule('git/force-push', 'none')] });
    expect(
      decideWith({ user: override('ask', ', until: 2026-11-21') }, [push('none')], { builtin: off, world }).outcome,
    ).toBe('ask');
  });
  it('the strictest of several overrides of one layer holds, in either order', () => {
    const both = (a: Outcome, b: Outcome): string =>
      `overrides:\n  - { rule: git/force-push, outcome: ${a}, reason: One. }\n  - { rule: git/*, outcome: ${b}, reason: Two. }\n`;
    expect(decidePush({ user: both('ask', 'none') }).outcome).toBe('ask');
    expect(decidePush({ user: both('none', 'ask') }).outcome).toBe('ask');
  });
  it('a rule that is shipped switched off says nothing until an override switches it on', () => {
    const off = packsOf({ 'git.push': [rule('git/force-push', 'none')] });
    expect(decideWith({}, [push('none')], { builtin: off }).verdicts).toEqual([]);
    for (const layer of ['user', 'project'] as const)
      expect(decideWith({ [layer]: override('ask') }, [push('none')], { builtin: off }).outcome).toBe('ask');
  });
  it('the project cannot allow by an override either, though an allow outranks no opinion', () => {
    const off = packsOf({ 'git.push': [rule('git/force-push', 'none')] });
    const decision = decideWith({ project: override('allow') }, [push('none')], { builtin: off });
    expect(decision.outcome).toBe('none');
    expect(decision.notices.join()).toContain('not honoured');
    expect(decideWith({ user: override('allow') }, [push('none')], { builtin: off }).outcome).toBe('allow');
    const allowing = packsOf({ 'git.push': [rule('git/force-push', 'allow')] });
    expect(decideWith({ project: override('none') }, [push('none')], { builtin: allowing }).outcome).toBe('none');
  });
  it("the project's own files may enlarge a place that restricts, not one that exempts", () => {
    const places = 'places: { treasure: [treasure], scratch: [scratch] }\n';
    const rules =
      'rules:\n  - { id: keep, outcome: deny, effect: file.delete, when: { path: { in: treasure } }, unless: { path: { in: scratch } }, reason: Kept. }\n';
    const user = places + rules;
    expect(outcomeOf({ user }, [remove('data/x')])).toBe('none');
    expect(outcomeOf({ user, project: 'places: { treasure: [data] }\n' }, [remove('data/x')])).toBe('deny');
    expect(outcomeOf({ user }, [remove('treasure/x')])).toBe('deny');
    const sly = decideWith({ user, project: 'places: { scratch: [treasure] }\n' }, [remove('treasure/x')]);
    expect(sly.outcome).toBe('deny');
    expect(sly.notices.join()).toContain('does not enlarge the place scratch');
    expect(
      outcomeOf({ user: `${user}version: 1\n`, managed: 'places: { scratch: [treasure] }\n' }, [remove('treasure/x')]),
    ).toBe('none');
  });
});

describe('places that a rule makes an exception for', () => {
  const exempting = (outcome: string, conditions: string): boolean => {
    const user = `places: { mine: [mine] }\nrules: [{ id: r, outcome: ${outcome}, effect: file.delete, reason: R., ${conditions} }]\n`;
    const decision = decideWith({ user, project: 'places: { mine: [other] }\n' }, []);
    return decision.notices.some((notice) => notice.includes('does not enlarge the place mine'));
  };
  it.each<[string, string, boolean]>([
    ['deny', 'when: { path: { in: mine } }', false],
    ['deny', 'when: { path: { covers: mine } }', false],
    ['deny', 'when: { path: { outside: mine } }', true],
    ['deny', 'when: { path: { not: { in: mine } } }', true],
    ['deny', 'when: { path: { not: { outside: mine } } }', false],
    ['deny', 'when: { path: { all: [{ in: project }, { outside: mine }] } }', true],
    ['ask', 'unless: { path: { in: mine } }', true],
    ['ask', 'unless: { path: { outside: mine } }', false],
    ['none', 'unless: { path: { in: mine } }', true],
    ['allow', 'when: { path: { in: mine } }', true],
    ['allow', 'when: { path: { outside: mine } }', false],
    ['allow', 'unless: { path: { in: mine } }', false],
  ])('%s %s: %s', (outcome, conditions, result) => {
    expect(exempting(outcome, conditions)).toBe(result);
  });
  it('an override may loosen, so its places count either way', () => {
    const user =
      'places: { mine: [mine] }\nrules: [{ id: r, outcome: deny, effect: file.delete, reason: R. }]\noverrides: [{ rule: user/r, outcome: none, reason: R., when: { path: { in: mine } } }]\n';
    expect(decideWith({ user }, [remove('other/x')]).outcome).toBe('deny');
    expect(decideWith({ user, project: 'places: { mine: [other] }\n' }, [remove('other/x')]).outcome).toBe('deny');
  });
});

describe('law 6: a policy file that does not parse asks', () => {
  const broken: readonly [string, string, string][] = [
    ['no YAML', 'rules: [', ':1:'],
    ['a field nobody knows', 'ruels: []\n', ':1:1: unknown field `ruels`, did you mean `rules`?'],
    ['a list', '- a\n', ':1:1: the document must be a policy'],
  ];
  it.each(broken)('%s', (_, text, message) => {
    for (const layer of ['managed', 'user', 'project', 'local'] as const) {
      const decision = decideWith({ [layer]: text }, [exec('ls')]);
      expect(decision.outcome).toBe('ask');
      expect(decision.verdicts[0]).toMatchObject({ rule: 'policy/broken', layer, effect: null });
      expect(decision.verdicts[0]?.reason).toContain(policyFile[layer] + message);
    }
  });
  it('asks about a call without effects too', () => {
    expect(outcomeOf({ user: 'rules: [' }, [])).toBe('ask');
  });
  it('an empty file is a policy that says nothing', () => {
    for (const text of ['', '\n', '# nothing yet\n']) expect(outcomeOf({ user: text }, [exec('ls')])).toBe('none');
  });
  it('keeps the rules of the file that are sound, so that a slip elsewhere loosens nothing', () => {
    const text = `${rulesFile('deny exec when: { program: ls }', 'deny exec when: { progam: rm }')}`;
    expect(outcomeOf({ user: text }, [exec('ls')])).toBe('deny');
    expect(outcomeOf({ user: text }, [exec('rm x')])).toBe('ask');
  });
  it('keeps the name of the pack', () => {
    const text = `ruels: []\npack: house\n${rulesFile('deny exec')}`;
    expect(decideWith({ user: text }, [exec('ls')]).verdicts.map((verdict) => verdict.rule)).toEqual([
      'house/rule-1',
      'policy/broken',
    ]);
  });
  it('honours no loosening of a broken file', () => {
    const text = 'ruels: []\noverrides: [{ rule: git/force-push, outcome: none, reason: Sure. }]\n';
    expect(decideWith({ user: text }, [push('force')], { builtin: forcePush }).outcome).toBe('deny');
    expect(outcomeOf({ user: `ruels: []\n${rulesFile('allow exec')}` }, [exec('ls')])).toBe('ask');
  });
  it('no override lifts it', () => {
    const decision = decideWith(
      { user: 'overrides: [{ rule: policy/broken, outcome: none, reason: No. }]\n', project: 'rules: [' },
      [exec('ls')],
    );
    expect(decision.outcome).toBe('ask');
  });
  it('a directory in place of a file is broken', () => {
    expect(outcomeOf({}, [exec('ls')], { world: { files: { [policyFile.user]: null } } })).toBe('ask');
  });
});
