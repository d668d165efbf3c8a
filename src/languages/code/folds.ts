import { fromBase64, fromHex } from './encodings.ts';
import { formatted } from './formats.ts';
import { characters, listMethod, packed } from './list-methods.ts';
import { asPath, asPattern, expandHome, joinPath, parentOf } from './paths.ts';
import { split } from './text-methods.ts';
import { imported } from './modules.ts';
import type { Row } from './machine-state.ts';
import { anyValue, known, mapped, partsOf, text, unknown, type Value } from './value.ts';

/** A function of known text; anything else stays what it is where it comes from outside. */
function ofText(change: (whole: string) => string): Row {
  return (_machine, given) => {
    const [first] = given.items;
    if (first === undefined) return undefined;
    return mapped(first, (one) => {
      const whole = known(one);
      if (whole !== undefined) return text(change(whole));
      return one.is === 'fetched' || one.is === 'content' || one.is === 'environment' ? one : unknown('…');
    });
  };
}

const rotated = (whole: string): string =>
  whole.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + (/[a-m]/i.test(letter) ? 13 : -13)));

function decodedUri(whole: string): string {
  return whole.replace(/(?:%[\da-f]{2})+/gi, (run) => fromHex(run));
}

/** Rows about calls that compute: what they give is known where what they are given is. */
export const folds: Readonly<Record<string, Row>> = {
  same: (_machine, given) => given.items[0] ?? given.receiver,
  second: (_machine, given) => given.items[1],
  list: (_machine, given) => given.items[0] ?? { is: 'list', items: [], open: false },
  items: (_machine, given) => ({ is: 'list', items: given.items, open: given.open }),
  environment: (machine, given) => {
    const [name, otherwise] = given.items;
    const key = known(name);
    if (name === undefined) return { is: 'environment' };
    if (key === undefined) return name.is === 'flag' ? { is: 'environment' } : unknown('…');
    const value = machine.variable(key);
    return otherwise === undefined || known(value) !== undefined ? value : anyValue([value, otherwise]);
  },
  'join-path': (_machine, given) => joinPath(given.items),
  'as-path': (machine, given) =>
    given.items.length === 0
      ? asPath(text('.'))
      : machine.language.grammar.name === 'python' || given.items.length > 1
        ? joinPath(given.items)
        : asPath(given.items[0] ?? text('.')),
  'expand-home': (machine, given) =>
    expandHome(
      given.items[1] === undefined
        ? (given.items[0] ?? unknown('…'))
        : joinPath([given.items[1], given.items[0] ?? text('')]),
      machine.setting.home,
    ),
  home: (machine) =>
    machine.setting.home === null ? unknown('the home directory') : asPath(text(machine.setting.home)),
  user: () => unknown('the user'),
  parent: (_machine, given) =>
    mapped(given.items[0] ?? unknown('…'), (one) =>
      known(one) === undefined ? unknown('…') : asPath(text(parentOf(known(one) ?? ''))),
    ),
  base: (_machine, given) =>
    mapped(given.items[0] ?? unknown('…'), (one) =>
      known(one) === undefined ? unknown('…') : text((known(one) ?? '').replace(/^.*\//, '')),
    ),
  temp: () => ({ is: 'text', parts: [{ hole: 'temp' }], path: true }),
  'temp-base': () => ({ is: 'text', parts: ['/tmp'], path: true }),
  'temp-file': () => ({ is: 'file', path: { is: 'text', parts: [{ hole: 'temp' }], path: true }, writes: undefined }),
  here: () => ({ is: 'text', parts: ['.'], path: true }),
  glob: (_machine, given) => ({ is: 'list', items: [asPattern(given.items[0] ?? unknown('…'))], open: true }),
  /** `os.walk(root)`: a directory below it, with names of directories and files. */
  walk: (_machine, given) => {
    const names: Value = { is: 'list', items: [unknown('…')], open: true };
    const root = given.items[0] ?? unknown('…');
    return {
      is: 'list',
      items: [{ is: 'list', items: [joinPath([root, unknown('…')]), names, names], open: false }],
      open: true,
    };
  },
  'expand-variables': (machine, given) =>
    ofText((whole) =>
      machine.setting.home === null ? whole : whole.replace(/\$(?:HOME\b|\{HOME\})/g, machine.setting.home),
    )(machine, given, ''),
  /** `Reflect.apply(f, this, [args])`. */
  'reflect-apply': (machine, given) => {
    const [of, , list] = given.items;
    return of === undefined
      ? undefined
      : machine.invoke(of, { ...given, items: list?.is === 'list' ? list.items : [] });
  },
  /** `boto3.client('s3')`: its methods are the verbs of the command-line tool. */
  'aws-client': (_machine, given) => {
    const service = known(given.items[0]) ?? known(given.named.get('service_name'));
    return service === undefined ? undefined : { is: 'reference', name: `aws.${service}` };
  },
  'list-directory': () => ({ is: 'list', items: [unknown('…')], open: true }),
  which: (_machine, given) => given.items[0],
  'split-words': (_machine, given) =>
    mapped(given.items[0] ?? unknown('…'), (one) => (one.is === 'text' ? split(one, undefined, true) : one)),
  'split-by': (_machine, given) =>
    mapped(given.items[1] ?? unknown('…'), (one) =>
      one.is === 'text' ? split(one, known(given.items[0]), false) : one,
    ),
  'join-by': (machine, given) => {
    const [separator, ...rest] = given.items;
    const list =
      rest.length === 1 && rest[0]?.is === 'list'
        ? rest[0]
        : ({
            is: 'list',
            items: rest.flatMap((one) => (one.is === 'list' ? one.items : [one])),
            open: given.open,
          } as const);
    return listMethod(machine, 'join', list, [separator ?? text('')]);
  },
  'join-list': (_machine, given) => {
    const [list, separator] = given.items;
    if (list?.is !== 'list') return list;
    return list.items.reduce<Value>(
      (whole, item, index) => ({
        is: 'text',
        parts: [...partsOf(whole), ...(index === 0 ? [] : partsOf(separator ?? text(''))), ...partsOf(item)],
      }),
      text(''),
    );
  },
  base64: (machine, given) => ofText(fromBase64)(machine, given, ''),
  hex: (machine, given) => ofText(fromHex)(machine, given, ''),
  rot13: (machine, given) => ofText(rotated)(machine, given, ''),
  uri: (machine, given) => ofText(decodedUri)(machine, given, ''),
  reversed: (machine, given) =>
    given.items[0]?.is === 'list'
      ? { ...given.items[0], items: given.items[0].items.toReversed() }
      : ofText((whole) => Array.from(whole).toReversed().join(''))(machine, given, ''),
  lower: (machine, given) => ofText((whole) => whole.toLowerCase())(machine, given, ''),
  upper: (machine, given) => ofText((whole) => whole.toUpperCase())(machine, given, ''),
  characters: (_machine, given) => characters(given.items),
  bytes: (_machine, given) => (given.items[0]?.is === 'list' ? characters(given.items) : given.items[0]),
  pack: (_machine, given) => packed(given.items.slice(1), known(given.items[0]) ?? ''),
  replaced: (_machine, given) => {
    const [from, to, whole] = [known(given.items[0]), known(given.items[1]), known(given.items[2])];
    return from === undefined || to === undefined || whole === undefined
      ? unknown('…')
      : text(whole.replaceAll(from, () => to));
  },
  /** `codecs.decode(x, 'rot13')`, `Buffer.from(x, 'base64')`. */
  decoded: (machine, given) => {
    const how = known(given.items[1]) ?? known(given.named.get('encoding')) ?? '';
    if (/^(?:base64|base64url|base_64|b64)/.test(how)) return ofText(fromBase64)(machine, given, '');
    if (how.startsWith('hex')) return ofText(fromHex)(machine, given, '');
    if (/rot.?13/.test(how)) return ofText(rotated)(machine, given, '');
    return given.items[0]?.is === 'list' ? characters(given.items) : given.items[0];
  },
  sprintf: (_machine, given) =>
    mapped(given.items[0] ?? unknown('…'), (one) =>
      one.is === 'text' ? formatted(one, given.items.slice(1)) : unknown('…'),
    ),
  partial: (_machine, given) => {
    const [of, ...items] = given.items;
    return of === undefined ? undefined : { is: 'partial', of, items };
  },
  /** `require('fs')`, `__import__('os')`. */
  module: (machine, given) => {
    const [module] = given.items;
    const name = known(module);
    if (name === undefined) {
      if (
        module !== undefined &&
        !machine.setting.file &&
        module.is !== 'any' &&
        !(module.is === 'unknown' && module.parameter === true)
      )
        return { is: 'unknown', why: 'require(…)[…]' };
      return unknown('require(…)');
    }
    if (/^\.{0,2}\//.test(name) || name === '.' || name === '..') {
      if (!machine.setting.file && !name.endsWith('.json') && /\.\w+$/.test(name))
        machine.note({ act: 'file-code', path: machine.word(text(name)), at: given.at });
      else imported(machine, text(name), given.at);
      return unknown(name);
    }
    if (!machine.language.module(name)) imported(machine, text(name), given.at);
    return { is: 'reference', name: name.replace(/^node:/, '') };
  },
  /** `require_relative 'x'`, `require __DIR__ . '/x.php'`. */
  'module-file': (machine, given) => {
    const [module] = given.items;
    if (module !== undefined) imported(machine, module, given.at);
    return undefined;
  },
  /** `require './x'`; any other name is that of an installed module. */
  'module-path': (machine, given) => {
    const [module] = given.items;
    if (module !== undefined && /^\.{0,2}\//.test(known(module) ?? '')) imported(machine, module, given.at);
    return undefined;
  },
  'module-maker': () => ({ is: 'reference', name: 'require' }),
  /** `getattr(os, 'system')`. */
  attribute: (machine, given) => {
    const [of, name] = given.receiver === undefined ? given.items : [given.receiver, ...given.items];
    const key = known(name);
    if (of === undefined) return undefined;
    if (key !== undefined) return machine.member(of, key);
    return of.is === 'reference' && machine.language.dangerous(of.name)
      ? { is: 'unknown', why: `getattr(${of.name})` }
      : unknown('getattr(…)');
  },
  /** `send(:system, …)`: the first argument names the function. */
  send: (machine, given) => {
    const [name, ...rest] = given.items;
    const key = known(name);
    const of = given.receiver;
    if (key === undefined) return undefined;
    const whole = of?.is === 'reference' ? machine.language.canonical(`${of.name}.${key}`) : key;
    return machine.invoke(
      { is: 'reference', name: machine.language.knows(whole) ? whole : key },
      { items: rest, named: given.named, at: given.at, open: given.open },
    );
  },
  /** `call_user_func('system', …)`. */
  'call-named': (machine, given) => {
    const [name, ...rest] = given.items;
    if (name === undefined) return undefined;
    const key = known(name);
    const [list] = rest;
    const items = rest.length === 1 && list?.is === 'list' ? list.items : rest;
    return machine.invoke(key === undefined ? name : { is: 'reference', name: machine.language.canonical(key) }, {
      items,
      named: given.named,
      at: given.at,
      open: given.open,
    });
  },
  reference: (machine, given) => {
    const key = known(given.items[0]);
    return key === undefined ? undefined : { is: 'reference', name: machine.language.canonical(key) };
  },
  shift: (machine) => machine.shift(),
  /** `enumerate(list)`, `ipairs(list)`: an index with each element. */
  pairs: (machine, given) =>
    mapped(given.items[0] ?? unknown('…'), (one) =>
      one.is === 'list'
        ? {
            ...one,
            items: one.items.map(
              (item, index) => ({ is: 'list', items: [{ is: 'number', value: index }, item], open: false }) as const,
            ),
          }
        : one.is === 'object'
          ? { is: 'list', items: [machine.elements(one)], open: one.open }
          : one,
    ),
  zip: (machine, given) => ({
    is: 'list',
    items: [{ is: 'list', items: given.items.map((item) => machine.elements(item)), open: false }],
    open: true,
  }),
  globals: () => ({ is: 'reference', name: 'globals' }),
};
