import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/decision.ts';
import type { WorldDescription } from '../../src/world.ts';
import { decideWith, effect, exec, path, push, remove, word } from './setting.ts';

type Subject = ReturnType<typeof exec>;

/** What a deny rule with this `when` costs: deny applies, ask may apply, none does not. */
function costOf(kind: string, when: string, subject: Subject, world: WorldDescription = {}): Outcome {
  const user = `places: { data: [data, ./more, '**/*.sqlite', ~/shared], deep: ['**/customers/*.csv'] }\nrules:\n  - { id: r, outcome: deny, effect: ${kind}, when: ${when}, reason: R. }\n`;
  return decideWith({ user }, [subject], { world }).outcome;
}

const read = (where: string, more: Readonly<Record<string, unknown>> = {}): Subject =>
  effect('file.read', { path: path(where), recursive: 'no', hidden: 'no', ...more });

describe('texts', () => {
  it.each<[string, string, Outcome]>([
    ['{ program: rm }', 'rm x', 'deny'],
    ['{ program: rm }', 'rmdir x', 'none'],
    ['{ program: [cp, mv, rm] }', 'mv a b', 'deny'],
    ["{ program: '{cp,mv}' }", 'mv a b', 'deny'],
    ["{ program: 'rm*' }", 'rmdir x', 'deny'],
    ['{ program: rm }', '$TOOL x', 'ask'],
    ["{ program: '*' }", '$TOOL x', 'deny'],
    ["{ operands: 'prod-*' }", 'x dev-1 prod-1', 'deny'],
    ["{ operands: 'prod-*' }", 'x dev-1', 'none'],
    ["{ operands: 'prod-*' }", 'x $A', 'ask'],
    ["{ operands: 'prod-*' }", 'x $A prod-1', 'deny'],
    ["{ operands: 'prod-*' }", 'x dev-$A', 'none'],
    ['{ options: [--force, -f] }', 'x -f', 'deny'],
    ['{ operands: { not: a } }', 'x b', 'deny'],
    ['{ operands: { not: a } }', 'x a b', 'none'],
    ['{ operands: { not: a } }', 'x', 'deny'],
    ['{ operands: { not: a } }', 'x $A', 'ask'],
    ['{ operands: { all: [a, b] } }', 'x b a', 'deny'],
    ['{ operands: { all: [a, b] } }', 'x a', 'none'],
    ['{ operands: { all: [a, { not: b }] } }', 'x a c', 'deny'],
    ['{ operands: { all: [a, { not: b }] } }', 'x a b', 'none'],
    ['{ program: rm, options: -r }', 'rm x', 'none'],
    ['{ program: rm, options: -r }', 'rm -r x', 'deny'],
    ['{ program: rm, options: -r }', '$P -r', 'ask'],
    ['{ program: rm, options: -r }', '$P -f', 'none'],
    ['{}', 'anything', 'deny'],
  ])('%s against `%s` costs %s', (when, command, outcome) => {
    expect(costOf('exec', when, exec(command))).toBe(outcome);
  });
  it('a credential', () => {
    const key = ['AKIA', 'Q3EGU7LPXJ', 'ZD4NWT'].join('');
    expect(
      costOf(
        'git.commit',
        '{ message: { holds: credential } }',
        effect('git.commit', { action: 'commit', message: word('fix it') }),
      ),
    ).toBe('none');
    expect(costOf('exec', '{ argv: { holds: credential } }', exec(`aws ${key}`))).not.toBe('none');
  });
});

describe('the verb of a program that nobody described', () => {
  const bare = (command: string): Subject => {
    const run = exec(command, { subcommand: '' }) as Extract<Subject, { kind: 'exec' }>;
    // As in the analysis, an operand is the very word of the arguments.
    return { ...run, operands: run.argv.filter((each) => !String(each.parts[0] ?? '').startsWith('-')) };
  };
  it.each<[string, string, Outcome]>([
    ['deploy', 'acme deploy now', 'deny'],
    ['deploy', 'acme --env=prod deploy now', 'deny'],
    ['deploy', 'acme --env prod deploy now', 'ask'],
    ['deploy', 'acme --verbose deploy', 'ask'],
    ['deploy', 'acme -- deploy', 'deny'],
    ['deploy', 'acme --verbose status', 'none'],
    ['deploy', 'acme status deploy', 'none'],
    ['deploy', 'acme status --tag deploy', 'none'],
    ['db drop', 'acme db drop users', 'deny'],
    ['db drop', 'acme db list', 'none'],
    ["'de*'", 'acme deploy', 'deny'],
    ['{ not: status }', 'acme deploy', 'deny'],
    ['{ not: status }', 'acme status all', 'none'],
    ['{ not: status }', 'acme --x status', 'ask'],
    ['deploy', 'acme $VERB', 'ask'],
    ['deploy', 'acme', 'none'],
    ["''", 'acme', 'deny'],
    ["{ not: '' }", 'acme', 'none'],
  ])('%s of `%s` costs %s', (verb, command, outcome) => {
    expect(costOf('exec', `{ program: acme, subcommand: ${verb} }`, bare(command))).toBe(outcome);
  });
});

describe('flags and closed lists', () => {
  it.each<[string, string, Outcome]>([
    ['{ force: force }', 'force', 'deny'],
    ['{ force: [force, lease] }', 'lease', 'deny'],
    ['{ force: force }', 'none', 'none'],
    ['{ force: force }', 'unknown', 'ask'],
    ['{ force: unknown }', 'unknown', 'deny'],
    ['{ force: unknown }', 'none', 'none'],
    ['{ force: { not: none } }', 'force', 'deny'],
    ['{ force: { not: none } }', 'none', 'none'],
    ['{ force: { not: none } }', 'unknown', 'ask'],
    ['{ delete: yes }', 'force', 'none'],
    ['{ delete: no }', 'force', 'deny'],
    ['{ delete: false }', 'force', 'deny'],
    ['{ delete: true }', 'force', 'none'],
  ])('%s against %s costs %s', (when, force, outcome) => {
    expect(costOf('git.push', when, push(force))).toBe(outcome);
  });
});

describe('a field that the effect does not have', () => {
  const silent = effect('git.commit', { action: 'commit' });
  it('never holds, nor does its negation', () => {
    expect(costOf('git.commit', '{ message: x }', silent)).toBe('none');
    expect(costOf('git.commit', '{ message: { not: x } }', silent)).toBe('none');
  });
});

describe('paths', () => {
  const link = { '/home/dev/project/notes.txt': { link: '.env' } };
  it.each<[string, string, Outcome]>([
    ["{ path: '.env' }", '.env', 'deny'],
    ["{ path: '.env' }", 'sub/.env', 'deny'],
    ["{ path: '.env' }", 'my.env', 'none'],
    ["{ path: '*.pem' }", '/etc/x/key.pem', 'deny'],
    ["{ path: ['.env', '*.pem'] }", 'key.pem', 'deny'],
    ["{ path: '.env' }", '$DIR/..', 'ask'],
    ["{ path: '.env' }", '$DIR/.', 'ask'],
    ["{ path: '.env' }", '$DIR/', 'ask'],
    ["{ path: '*.pem' }", 'x.pem/readme', 'none'],
    ["{ path: 'src/*.ts' }", 'src/app.ts', 'deny'],
    ["{ path: 'src/*.ts' }", './src/../src/app.ts', 'deny'],
    ["{ path: 'src/*.ts' }", 'src/api/users.ts', 'none'],
    ["{ path: 'src/**' }", 'src/api/users.ts', 'deny'],
    ["{ path: 'src/**' }", '/home/dev/other/src/x', 'none'],
    ["{ path: '**/src/**' }", '/home/dev/other/src/x', 'deny'],
    ["{ path: ['~/.bashrc'] }", '/home/dev/.bashrc', 'deny'],
    ["{ path: ['/etc/*'] }", '/etc/hosts', 'deny'],
    ["{ path: '.env' }", '$DIR/app.js', 'none'],
    ["{ path: '.env' }", '$DIR/.env', 'deny'],
    ["{ path: '.env' }", '$FILE', 'ask'],
    ["{ path: 'src/**' }", '$FILE', 'ask'],
    ["{ path: 'src/*.ts' }", '$DIR/app.js', 'none'],
    ["{ path: 'src/*.ts' }", '$DIR/app.ts', 'ask'],
    ["{ path: { not: '.env' } }", 'app.js', 'deny'],
    ["{ path: { not: '.env' } }", '.env', 'none'],
    ["{ path: { not: '.env' } }", '$FILE', 'ask'],
  ])('%s against %s costs %s', (when, where, outcome) => {
    // A known last component settles a base name, though not where it lies.
    const accepted = where === '$DIR/.env' ? ['deny', 'ask'] : [outcome];
    expect(accepted).toContain(costOf('file.read', when, read(where)));
  });
  it('a symbolic link is what it is called and what it leads to', () => {
    const world = { files: link };
    expect(costOf('file.read', "{ path: '.env' }", read('notes.txt'), world)).toBe('deny');
    expect(costOf('file.read', "{ path: 'notes.txt' }", read('notes.txt'), world)).toBe('deny');
  });
  it('an exception needs what the link leads to', () => {
    const user = "rules:\n  - { id: r, outcome: deny, effect: file.read, unless: { path: '*.txt' }, reason: R. }\n";
    const decide = (where: string): Outcome => decideWith({ user }, [read(where)], { world: { files: link } }).outcome;
    expect([decide('other.txt'), decide('notes.txt')]).toEqual(['none', 'deny']);
  });
  it('an exception needs every file that a pattern stands for', () => {
    const all = { ...path(''), word: { ...word(''), parts: ['src/', { hole: 'glob', text: '*' } as const] } };
    const decide = (glob: string): Outcome => {
      const user = `rules:\n  - { id: r, outcome: deny, effect: file.read, unless: { path: '${glob}' }, reason: R. }\n`;
      return decideWith({ user }, [effect('file.read', { path: all, recursive: 'no', hidden: 'no' })]).outcome;
    };
    expect([decide('*.ts'), decide('src/*')]).toEqual(['deny', 'none']);
  });
  it('inside a negation a link counts the other way round', () => {
    const decide = (conditions: string, where: string): Outcome => {
      const user = `rules:\n  - { id: r, outcome: deny, effect: file.read, ${conditions}, reason: R. }\n`;
      return decideWith({ user }, [read(where)], { world: { files: link } }).outcome;
    };
    const notText = "{ path: { not: '*.txt' } }";
    expect(decide(`when: ${notText}`, 'notes.txt')).toBe('deny');
    expect(decide(`when: ${notText}`, 'other.txt')).toBe('none');
    expect(decide(`unless: ${notText}`, 'notes.txt')).toBe('deny');
    expect(decide(`unless: ${notText}`, 'app.js')).toBe('none');
  });
  it('upper and lower case are one on macOS and Windows', () => {
    const cost = (platform: 'linux' | 'darwin' | 'windows'): Outcome =>
      costOf('file.read', "{ path: '.env' }", read('.ENV'), { platform, files: {} });
    expect([cost('linux'), cost('darwin'), cost('windows')]).toEqual(['none', 'deny', 'deny']);
  });
  it('any of several files', () => {
    const sent = effect('network.request', { url: word('https://x'), sources: [path('a.txt'), path('.env')] });
    expect(costOf('network.request', "{ sources: '.env' }", sent)).toBe('deny');
    expect(costOf('network.request', '{ sources: { in: secrets } }', sent)).toBe('deny');
    expect(costOf('network.request', "{ sources: { not: '.env' } }", sent)).toBe('none');
  });
  it('what is written from a secret is a read of it', () => {
    const copied = effect('file.write', {
      path: path('copy.txt'),
      how: 'create',
      recursive: 'no',
      source: path('.env'),
    });
    expect(costOf('file.write', '{ source: { in: secrets } }', copied)).toBe('deny');
  });
});

describe('places', () => {
  it.each<[string, string, Outcome]>([
    ['{ path: { in: project } }', 'src/app.ts', 'deny'],
    ['{ path: { in: project } }', '/etc/hosts', 'none'],
    ['{ path: { outside: project } }', '/etc/hosts', 'deny'],
    ['{ path: { outside: [project, temp] } }', '/tmp/x', 'none'],
    ['{ path: { outside: [project, temp] } }', '/home/dev/other', 'deny'],
    ['{ path: { in: [temp, project] } }', '/tmp/x', 'deny'],
    ['{ path: { in: project, outside: generated } }', 'dist', 'none'],
    ['{ path: { in: project, outside: generated } }', 'src', 'deny'],
    ['{ path: { covers: project } }', '/home/dev', 'deny'],
    ['{ path: { covers: project } }', 'src', 'none'],
    ['{ path: { in: data } }', 'data/a/b.csv', 'deny'],
    ['{ path: { in: data } }', 'data', 'deny'],
    ['{ path: { in: data } }', 'sub/data/a', 'none'],
    ['{ path: { in: data } }', 'more/a', 'deny'],
    ['{ path: { in: data } }', 'x/dev.sqlite', 'deny'],
    ['{ path: { in: data } }', '~/shared/x', 'deny'],
    ['{ path: { in: data } }', '/home/dev/shared/x', 'deny'],
    ['{ path: { in: deep } }', '/srv/a/customers/b.csv', 'deny'],
    ['{ path: { in: deep } }', '/srv/a/customers/b.txt', 'none'],
    ['{ path: { in: data } }', '$DIR', 'ask'],
    ['{ path: { in: data } }', '$DIR/b.csv', 'ask'],
    ['{ path: { in: deep } }', '$DIR/b.csv', 'ask'],
    ['{ path: { in: deep } }', '$DIR/b.txt', 'ask'],
    ['{ path: { in: data } }', '/srv/x', 'none'],
    ['{ path: { outside: data } }', 'src', 'deny'],
    ['{ path: { outside: data } }', 'data/x', 'none'],
    ['{ path: { outside: data } }', '$DIR', 'ask'],
    ['{ path: { covers: data } }', '/home/dev', 'deny'],
    ['{ path: { covers: data } }', 'data', 'deny'],
    ['{ path: { covers: [project, home] } }', '/home/dev/project', 'deny'],
    ['{ path: { not: { in: data } } }', 'src', 'deny'],
    ['{ path: { not: { in: data } } }', 'data/x', 'none'],
  ])('%s against deleting %s costs %s', (when, where, outcome) => {
    const resolved = where.startsWith('~/')
      ? { ...path(''), word: { ...word(''), parts: [`/home/dev${where.slice(1)}`] } }
      : path(where);
    expect(
      costOf(
        'file.delete',
        when,
        effect('file.delete', { path: resolved, recursive: 'yes', how: 'remove', filtered: 'no' }),
      ),
    ).toBe(outcome);
  });
  it('a place of fixed directories is not covered by its neighbours', () => {
    const user =
      'places: { vault: [data/vault] }\nrules:\n  - { id: r, outcome: deny, effect: file.delete, when: { path: { covers: vault } }, reason: R. }\n';
    const decide = (where: string): Outcome => decideWith({ user }, [remove(where)]).outcome;
    expect(['data', 'data/vault', 'data/vault/x', 'data/other', 'database'].map(decide)).toEqual([
      'deny',
      'deny',
      'none',
      'none',
      'none',
    ]);
  });
  it('what is read or written below a directory of the place is in it; a delete may lead anywhere', () => {
    const user =
      'places: { vault: [vault] }\nrules:\n  - { id: r, outcome: deny, effect: [file.read, file.delete], when: { path: { in: vault } }, reason: R. }\n';
    const cost = (subject: Subject): Outcome => decideWith({ user }, [subject]).outcome;
    expect([read('vault/$NAME'), read('src/$NAME'), remove('vault/$NAME'), remove('src/$NAME')].map(cost)).toEqual([
      'deny',
      'none',
      'ask',
      'ask',
    ]);
  });
  it('a tree covers a place whose matches may lie in it', () => {
    const user =
      "places: { raw: ['logs/*/raw'] }\nrules:\n  - { id: r, outcome: deny, effect: file.delete, when: { path: { covers: raw } }, reason: R. }\n";
    const cost = (where: string): Outcome => decideWith({ user }, [remove(where)]).outcome;
    expect(['.', 'logs', 'logs/a', 'src', 'logsx', '$DIR', 'src/$DIR'].map(cost)).toEqual([
      'deny',
      'deny',
      'ask',
      'none',
      'none',
      'ask',
      'ask',
    ]);
  });
  it('a place may add to a built-in one', () => {
    const user =
      'places: { secrets: [keys] }\nrules:\n  - { id: r, outcome: deny, effect: file.read, when: { path: { in: secrets } }, reason: R. }\n';
    const decide = (where: string): Outcome => decideWith({ user }, [read(where)]).outcome;
    expect(['keys/a', '.env', 'src/app.ts'].map(decide)).toEqual(['deny', 'deny', 'none']);
  });
});

describe('what every effect can be asked', () => {
  const where = exec('ls', { via: ['sudo', 'bash -c'], remote: { kind: 'container', ephemeral: true, mounts: [] } });
  it.each<[string, Outcome]>([
    ['{ via: sudo }', 'deny'],
    ['{ via: xargs }', 'none'],
    ['{ remote: container }', 'deny'],
    ['{ remote: none }', 'none'],
    ['{ ephemeral: yes }', 'deny'],
    ["{ 'call.tool': Bash }", 'deny'],
    ["{ 'call.mode': default }", 'deny'],
    ["{ 'call.mode': plan }", 'none'],
    ["{ 'call.agent': test }", 'deny'],
    ["{ 'call.subagent': '?*' }", 'none'],
    ["{ 'git.branch': 'feature/*' }", 'deny'],
    ["{ 'git.protected': no }", 'deny'],
    ["{ 'kube.context': 'dev-*' }", 'deny'],
    ["{ 'host.platform': linux }", 'deny'],
  ])('%s costs %s', (when, outcome) => {
    expect(costOf('exec', when, where)).toBe(outcome);
  });
  it('whether the branch that is pushed to is protected', () => {
    const cost = (branch: string): Outcome => costOf('git.push', "{ 'branch.protected': yes }", push('none', branch));
    expect([cost('main'), cost('topic'), cost('$B')]).toEqual(['deny', 'none', 'ask']);
  });
  it('whether the branch whose work is lost is protected; no other effect has such a branch', () => {
    const lose = (target: string): Subject =>
      effect('git.discard', { what: 'branch', scope: 'one', by: 'branch -D', target: word(target) });
    const cost = (kind: string, subject: Subject): Outcome => costOf(kind, "{ 'branch.protected': yes }", subject);
    expect([cost('git.discard', lose('main')), cost('git.discard', lose('topic')), cost('exec', exec('x'))]).toEqual([
      'deny',
      'none',
      'none',
    ]);
  });
  it('here it is this machine', () => {
    expect(costOf('exec', '{ remote: none, ephemeral: no }', exec('ls'))).toBe('deny');
  });
});
