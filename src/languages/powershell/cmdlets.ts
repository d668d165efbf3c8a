import { literal, textOf, type Part } from '../../word.ts';
import type { Given, Input, Machine } from './machine.ts';
import { constructed, member } from './dotnet.ts';
import { globbed, path } from './paths.ts';
import type { Expression, Script } from './syntax.ts';
import {
  collected,
  either,
  elements,
  known,
  list,
  NULL,
  outputOf,
  text,
  textFrom,
  texts,
  truth,
  unknown,
  type Value,
} from './value.ts';

/** The arguments of a cmdlet by the parameters they belong to. */
class Bound {
  readonly positional: Value[] = [];
  readonly #named = new Map<string, Value>();

  /** `takes` are the parameters with a value, `switches` those without; what is abbreviated is the first that fits. */
  constructor(given: readonly Given[], takes: string, switches = '') {
    const values =
      `${takes} erroraction errorvariable outvariable warningaction informationaction progressaction encoding`.split(
        ' ',
      );
    const flags = `${switches} force confirm whatif verbose debug passthru`.split(' ');
    for (let at = 0; at < given.length; at += 1) {
      const { parameter, value } = given[at] ?? { bare: false };
      if (parameter === undefined) {
        if (value !== undefined) this.positional.push(value);
        continue;
      }
      const name = parameter.slice(1).toLowerCase();
      const flag = flags.find((one) => one !== '' && one.startsWith(name));
      const own = values.find((one) => one.startsWith(name));
      if (own === undefined || (flag !== undefined && flags.includes(name))) {
        this.#named.set(flag ?? name, value ?? text('True'));
        continue;
      }
      const next = given[at + 1];
      if (value !== undefined) this.#named.set(own, value);
      else if (next?.parameter === undefined && next?.value !== undefined) {
        this.#named.set(own, next.value);
        at += 1;
      }
    }
  }

  named(...names: readonly string[]): Value | undefined {
    for (const name of names) {
      const found = this.#named.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  has(name: string): boolean {
    return known(this.#named.get(name) ?? text('False')) !== 'False';
  }
}

/** Runs a cmdlet of the language itself, or notes any other; gives what it puts into the pipeline. */
export function cmdlet(machine: Machine, name: string, given: readonly Given[], input: Input): readonly Value[] {
  const { scope } = machine;
  const piped = input.values ?? [];
  const noted = (): void => void machine.note([literal(name, machine.span)], input.stream);
  switch (name.toLowerCase()) {
    case 'set-location':
    case 'push-location': {
      const bound = new Bound(given, 'path literalpath stackname');
      const target = bound.named('path', 'literalpath') ?? bound.positional[0] ?? piped[0];
      if (name.startsWith('Push')) scope.directories.push(scope.cwd);
      noted();
      if (target === undefined) return [];
      const alternatives = texts(target);
      const [only] = alternatives;
      scope.cwd =
        alternatives.length === 1 &&
        only !== undefined &&
        textOf({ parts: only, span: machine.span, many: false }) !== '-'
          ? machine.within(only)
          : { parts: [{ hole: 'unknown', why: 'the working directory' }], span: machine.span, many: false };
      return [];
    }
    case 'pop-location':
      noted();
      scope.cwd = scope.directories.pop() ?? machine.start.cwd;
      return [];
    case 'get-location':
      noted();
      return [textFrom(scope.cwd.parts)];
    case 'set-variable':
    case 'new-variable': {
      const bound = new Bound(given, 'name value scope option description visibility');
      const target = known(bound.named('name') ?? bound.positional[0])?.toLowerCase();
      const value =
        bound.named('value') ?? bound.positional[bound.named('name') === undefined ? 1 : 0] ?? collected(piped);
      if (target !== undefined) scope.assign(target, value);
      noted();
      return [];
    }
    case 'get-variable': {
      const bound = new Bound(given, 'name scope', 'valueonly');
      const target = known(bound.named('name') ?? bound.positional[0])?.toLowerCase();
      noted();
      return [target === undefined || /[*?]/.test(target) ? unknown('variables') : scope.variable(target)];
    }
    case 'clear-variable':
    case 'remove-variable': {
      const target = known(new Bound(given, 'name scope').positional[0])?.toLowerCase();
      if (target !== undefined) scope.assign(target, NULL);
      noted();
      return [];
    }
    case 'set-alias':
    case 'new-alias': {
      const bound = new Bound(given, 'name value description option scope');
      const alias = known(bound.named('name') ?? bound.positional[0])?.toLowerCase();
      const value = bound.named('value') ?? bound.positional[bound.named('name') === undefined ? 1 : 0];
      const target = known(value);
      if (alias !== undefined && target !== undefined) scope.aliases.set(alias, target);
      else machine.opaque('program', 'an alias whose meaning is not known');
      noted();
      return [];
    }
    case 'set-item':
    case 'new-item':
    case 'set-content': {
      const bound = new Bound(given, 'path literalpath value name itemtype type target');
      const [path, afterPath = NULL] =
        bound.named('path', 'literalpath') === undefined
          ? bound.positional
          : [bound.named('path', 'literalpath'), ...bound.positional];
      const drive = /^(env|variable|function|alias):\/?(.+)$/i.exec((known(path) ?? '').replaceAll('\\', '/'));
      if (drive === null)
        return [machine.invoke(name, given, input)].map((made) =>
          name === 'New-Item' && path !== undefined ? either(texts(path).map((parts) => textFrom(parts))) : made,
        );
      const [, kind = '', target = ''] = drive;
      const value = bound.named('value') ?? afterPath;
      if (/^env$/i.test(kind)) scope.environment.set(target.toLowerCase(), value);
      else if (/^variable$/i.test(kind)) scope.assign(target.toLowerCase(), value);
      else if (/^alias$/i.test(kind)) scope.aliases.set(target.toLowerCase(), known(value) ?? 'Unknown-Alias');
      else
        scope.functions.set(
          target.toLowerCase(),
          (value.is === 'block' ? [value] : elements(machine.blockOf(value))).flatMap((one) =>
            one.is === 'block' ? [one.script] : [],
          ),
        );
      noted();
      return [];
    }
    case 'invoke-expression': {
      const code = new Bound(given, 'command').named('command') ?? new Bound(given, 'command').positional[0];
      const outputs: Value[] = [];
      noted();
      machine.evaluate(code ?? collected(piped), outputs);
      return outputs;
    }
    case 'invoke-history':
      machine.opaque('code', 'Invoke-History');
      return [unknown('what it prints')];
    case 'invoke-command':
      return invokeCommand(machine, given, input);
    case 'foreach-object':
      noted();
      return forEach(machine, given, piped);
    case 'where-object':
      noted();
      return where(machine, given, piped);
    case 'sort-object':
    case 'get-unique':
    case 'out-string':
    case 'out-host':
    case 'out-default':
    case 'write-output':
    case 'select-object': {
      for (const { value } of given) if (value?.is === 'block') machine.block(value, either(piped));
      machine.invoke(
        name,
        given.filter(({ value }) => value?.is !== 'block'),
        input,
      );
      if (name === 'Out-Host' || name === 'Out-Default') return [];
      const bound = new Bound(
        given,
        'inputobject property expandproperty first last skip index excludeproperty',
        'noenumerate unique descending wait',
      );
      if (name === 'Write-Output')
        return [bound.named('inputobject'), ...bound.positional, ...piped].flatMap((value) =>
          value === undefined ? [] : elements(value),
        );
      const property = known(bound.named('expandproperty'));
      return property === undefined || name !== 'Select-Object'
        ? piped
        : piped.map((item) => member(machine, item, property.toLowerCase(), undefined, undefined));
    }
    case 'tee-object':
      machine.invoke(name, given, input);
      return piped;
    case 'out-null':
    case 'write-host':
    case 'write-verbose':
    case 'write-debug':
    case 'write-warning':
    case 'write-error':
    case 'write-information':
    case 'write-progress':
      machine.invoke(name, given, input);
      return [];
    case 'get-content':
      return content(machine, given, input);
    case 'get-childitem':
    case 'get-item': {
      const printed = machine.invoke(name, given, input);
      return listing(machine, name, given, piped, printed);
    }
    case 'resolve-path':
    case 'convert-path': {
      noted();
      const bound = new Bound(given, 'path literalpath', 'relative');
      return [bound.named('path', 'literalpath') ?? bound.positional[0] ?? collected(piped)];
    }
    case 'join-path': {
      noted();
      const bound = new Bound(given, 'path childpath additionalchildpath', 'resolve');
      const parts = [bound.named('path'), bound.named('childpath'), bound.named('additionalchildpath')];
      const free = bound.positional.flatMap((value) => elements(value));
      const pieces = [parts[0] ?? free.shift() ?? collected(piped), parts[1], ...free, parts[2]].filter(
        (value) => value !== undefined,
      );
      return [path(pieces)];
    }
    case 'split-path': {
      noted();
      const bound = new Bound(
        given,
        'path literalpath',
        'parent leaf leafbase qualifier noqualifier extension isabsolute resolve',
      );
      const of = bound.named('path', 'literalpath') ?? bound.positional[0] ?? collected(piped);
      return [
        member(
          machine,
          of,
          bound.has('leaf')
            ? 'name'
            : bound.has('leafbase')
              ? 'basename'
              : bound.has('qualifier')
                ? 'root'
                : 'directoryname',
          undefined,
          undefined,
        ),
      ];
    }
    case 'new-temporaryfile':
      noted();
      return [{ is: 'text', parts: [{ hole: 'temp' }] }];
    case 'get-date':
    case 'new-guid':
    case 'get-random':
      noted();
      return [number(given)];
    case 'new-object': {
      const bound = new Bound(given, 'typename argumentlist comobject property', 'strict');
      const type = known(bound.named('typename', 'comobject') ?? bound.positional[0]);
      noted();
      if (type === undefined) return [unknown('an object')];
      const args = bound.named('argumentlist');
      return [
        constructed(
          machine,
          type.toLowerCase().replace(/^system\./, ''),
          args === undefined ? bound.positional.slice(1).flatMap((one) => elements(one)) : elements(args),
        ),
      ];
    }
    case 'get-command': {
      noted();
      const bound = new Bound(given, 'name commandtype module', 'all listimported');
      const found = bound.named('name') ?? bound.positional[0];
      return [found === undefined || /[*?]/.test(known(found) ?? '*') ? unknown('a command') : found];
    }
    case 'import-module': {
      const bound = new Bound(given, 'name assembly moduleinfo prefix function cmdlet variable alias', 'global');
      const module = bound.named('name') ?? bound.positional[0];
      for (const parts of module === undefined ? [] : texts(module)) {
        const file = known(textFrom(parts));
        if (file !== undefined && /[\\/]/.test(file))
          machine.dispatch(file, [], { values: undefined, stream: { kind: 'inherited' } }, '.');
      }
      machine.invoke(name, given, input);
      return [];
    }
    case 'test-path':
      machine.invoke(name, given, input);
      return [unknown('whether it exists')];
    default: {
      const printed = machine.invoke(name, given, input);
      return [printed];
    }
  }
}

function number(given: readonly Given[]): Value {
  const of = new Bound(given, 'minimum maximum count inputobject format uformat date').named('inputobject');
  if (of !== undefined) return either(elements(of));
  return { is: 'text', parts: [{ hole: 'number', why: 'a number' }] };
}

function invokeCommand(machine: Machine, given: readonly Given[], input: Input): readonly Value[] {
  const bound = new Bound(
    given,
    'scriptblock computername cn session hostname vmname filepath argumentlist credential usingusername port containerid sshconnection authentication jobname throttlelimit',
    'nonewscope asjob',
  );
  const far = bound.named('computername', 'cn', 'session', 'hostname', 'vmname', 'containerid', 'sshconnection');
  const local = far !== undefined && /^(?:localhost|\.|127\.0\.0\.1)$/i.test(known(far) ?? '');
  const code =
    bound.named('scriptblock') ??
    bound.positional.find(({ is }) => is === 'block' || is === 'unknown') ??
    bound.positional[0];
  const args = elements(bound.named('argumentlist') ?? NULL);
  machine.note([literal('Invoke-Command', machine.span)], input.stream);
  const outputs: Value[] = [];
  const work = (): void => {
    const file = bound.named('filepath');
    if (file !== undefined)
      for (const parts of texts(file))
        machine.native({ parts, span: machine.span, many: false }, [], {
          values: undefined,
          stream: { kind: 'inherited' },
        });
    if (code === undefined) return;
    if (code.is === 'block' || code.is === 'any')
      machine.block(code, input.values === undefined ? undefined : either(input.values), outputs, args);
    else machine.opaque('code', 'Invoke-Command', outputOf(code));
  };
  if (far === undefined || local) machine.inside(work);
  else machine.elsewhere(work);
  return outputs;
}

function forEach(machine: Machine, given: readonly Given[], piped: readonly Value[]): readonly Value[] {
  const bound = new Bound(
    given,
    'process begin end parallel membername argumentlist throttlelimit inputobject remainingscripts',
    'asjob',
  );
  const items = bound.named('inputobject') === undefined ? piped : elements(bound.named('inputobject') ?? NULL);
  const outputs: Value[] = [];
  const [begin, end] = [bound.named('begin'), bound.named('end')];
  if (begin !== undefined) machine.block(begin, undefined, outputs);
  const work = [bound.named('process'), bound.named('parallel'), bound.named('membername'), ...bound.positional].filter(
    (value) => value !== undefined,
  );
  const turns = items.length > 64 ? [either(items)] : items;
  // Nothing is known of what comes in: once, for any.
  for (const item of turns.length === 0 ? [unknown('$_')] : turns)
    for (const one of work) {
      if (one.is === 'block' || one.is === 'list') machine.block(one, item, outputs);
      else if (one.is === 'text') {
        const name = known(one)?.toLowerCase();
        if (name !== undefined)
          outputs.push(
            member(
              machine,
              item,
              name,
              callable.test(name) ? elements(bound.named('argumentlist') ?? NULL) : undefined,
              undefined,
            ),
          );
      } else machine.opaque('code', 'ForEach-Object', outputOf(one));
      if (work.length > 1 && one.is === 'text') break;
    }
  if (end !== undefined) machine.block(end, undefined, outputs);
  return outputs;
}

/** Members that `ForEach-Object Name` calls rather than reads. */
const callable = /^(?:delete|kill|invoke|moveto|copyto|stop|start|close|dispose|trim\w*|to\w+|terminate|run|exec)$/;

function where(machine: Machine, given: readonly Given[], piped: readonly Value[]): readonly Value[] {
  const bound = new Bound(
    given,
    'filterscript property value',
    'eq ne like notlike match notmatch in notin contains gt lt ge le not ceq clike cmatch',
  );
  const block = bound.named('filterscript') ?? bound.positional[0];
  if (block?.is === 'block' || block?.is === 'any') {
    const results = machine.block(block, piped.length === 0 ? unknown('$_') : either(piped));
    const script = block.is === 'block' ? block.script : undefined;
    if (results.length === 1 && results[0] !== undefined) {
      const holds = truth(results[0]);
      if (holds === false) return [];
      if (script !== undefined && !mentions(script)) return piped;
    }
    const names = script === undefined ? undefined : selected(script);
    return piped.map((value) => narrowed(value, names));
  }
  const operand = bound.positional[1];
  const pattern = known(operand);
  const equal = given.some(({ parameter }) => /^-c?(?:eq|like)$/i.test(parameter ?? ''));
  return piped.map((value) =>
    narrowed(
      value,
      equal && pattern !== undefined && /^(?:name|basename)$/i.test(known(bound.positional[0]) ?? '')
        ? [pattern]
        : undefined,
    ),
  );
}

/** Whether a condition looks at what it is asked about. */
function mentions(script: Script): boolean {
  return /"name":"(?:_|psitem)"/.test(JSON.stringify(script));
}

/** The names a condition such as `$_.Name -eq 'bin'` lets through; `all` for directories as such; `undefined` for any other. */
function selected(script: Script): readonly string[] | 'all' | undefined {
  const [only] = script.statements;
  if (only?.is !== 'pipeline' || only.elements.length !== 1 || only.elements[0]?.is !== 'expression') return undefined;
  return names(only.elements[0].value);
}

function names(condition: Expression): readonly string[] | 'all' | undefined {
  if (
    condition.is === 'group' &&
    condition.statement.is === 'pipeline' &&
    condition.statement.elements[0]?.is === 'expression'
  )
    return names(condition.statement.elements[0].value);
  const property = (one: Expression): string =>
    one.is === 'member' && one.name.is === 'text' && typeof one.name.pieces[0] === 'string'
      ? one.name.pieces[0].toLowerCase()
      : '';
  if (property(condition) === 'psiscontainer') return 'all';
  if (condition.is !== 'binary') return undefined;
  const { operator, left, right } = condition;
  if (operator === '-or' || operator === '-and') {
    const [one, other] = [names(left), names(right)];
    if (operator === '-and') return one === 'all' ? other : (one ?? other);
    return one === undefined || other === undefined || one === 'all' || other === 'all'
      ? undefined
      : [...one, ...other];
  }
  const literals = (of: Expression): readonly string[] | undefined => {
    if (of.is === 'text')
      return of.pieces.every((piece) => typeof piece === 'string') ? [of.pieces.join('')] : undefined;
    if (of.is === 'list') return of.items.flatMap((item) => literals(item) ?? []);
    if (of.is === 'group' && of.statement.is === 'pipeline' && of.statement.elements[0]?.is === 'expression')
      return literals(of.statement.elements[0].value);
    if (of.is === 'subexpression' && of.script.statements[0]?.is === 'pipeline')
      return literals({ is: 'group', statement: of.script.statements[0] });
    return undefined;
  };
  if (!/^(?:name|basename|fullname|pschildname)$/.test(property(left))) return undefined;
  const found = literals(right);
  if (operator === '-eq' || operator === '-in' || operator === '-like')
    return found?.map((one) => one.replace(/^.*[\\/](?=[^\\/]+$)/, ''));
  const alternatives = operator === '-match' ? /^\^?\(?([\w.|\\-]+)\)?\$?$/.exec(found?.[0] ?? '')?.[1] : undefined;
  return alternatives?.split('|').map((one) => one.replaceAll('\\', ''));
}

/** What a condition leaves of everything in a directory: the names it asks for, or some. */
function narrowed(value: Value, names: readonly string[] | 'all' | undefined): Value {
  if (names === 'all' || value.is !== 'text') return value;
  const last = value.parts.at(-1);
  if (last === undefined || typeof last === 'string' || last.hole !== 'glob' || !/^\*+$/.test(last.text)) return value;
  const before = value.parts.slice(0, -1);
  return names === undefined
    ? textFrom([...before, { hole: 'glob', text: '*.*' }])
    : either(names.map((name) => textFrom([...before, ...globbed(name)])));
}

function listing(
  machine: Machine,
  name: string,
  given: readonly Given[],
  piped: readonly Value[],
  printed: Value,
): readonly Value[] {
  const bound = new Bound(
    given,
    'path literalpath filter include exclude depth attributes',
    'recurse name file directory hidden readonly system followsymlink',
  );
  const bases =
    bound.named('path', 'literalpath') ?? bound.positional[0] ?? (piped.length > 0 ? list(piped) : text('.'));
  const filters = [bound.named('filter'), bound.named('include'), bound.positional[1]].flatMap((value) =>
    value === undefined ? [] : elements(value),
  );
  return elements(bases).flatMap((base) =>
    texts(base).map((parts): Value => {
      const [only] = parts;
      if (parts.some((part) => typeof part !== 'string' && part.hole === 'unknown' && part.output !== undefined))
        return printed;
      if (typeof only === 'string' && /^\w{2,}:/.test(only)) return printed;
      const patterns =
        bound.named('literalpath') === undefined
          ? parts.flatMap((part): readonly Part[] =>
              typeof part === 'string' ? globbed(part.replaceAll('\\', '/')) : [part],
            )
          : parts;
      if (name === 'Get-Item') return textFrom(patterns);
      const wild = patterns.some((part) => typeof part !== 'string' && part.hole === 'glob');
      const place = textOf(machine.within(patterns));
      if (place !== undefined && machine.reader.world.entry(place.replace(/(?<=.)\/+$/, '')).kind === 'file')
        return textFrom(patterns);
      if (wild && filters.length === 0 && !bound.has('recurse')) return textFrom(patterns);
      const tail = patterns.at(-1);
      const within =
        typeof tail !== 'string' && tail?.hole === 'glob' && /^\*+$/.test(tail.text)
          ? patterns.slice(0, -1)
          : typeof tail === 'string' && tail.endsWith('/')
            ? patterns
            : [...patterns, '/'];
      if (filters.length === 0) return textFrom([...within, { hole: 'glob', text: bound.has('recurse') ? '**' : '*' }]);
      return either(
        filters.flatMap((filter) =>
          texts(filter).map((one) =>
            textFrom([...within, ...one.flatMap((part) => (typeof part === 'string' ? globbed(part) : [part]))]),
          ),
        ),
      );
    }),
  );
}

function content(machine: Machine, given: readonly Given[], input: Input): readonly Value[] {
  const printed = machine.invoke('Get-Content', given, input);
  const bound = new Bound(
    given,
    'path literalpath readcount totalcount head first tail last delimiter stream filter include exclude',
    'raw wait asbytestream',
  );
  const files = bound.named('path', 'literalpath') ?? bound.positional[0] ?? collected(input.values ?? []);
  const some = bound.named('totalcount', 'head', 'first', 'tail', 'last', 'readcount') !== undefined;
  const found = elements(files).flatMap((file) =>
    texts(file).map((parts): Value | undefined => {
      const [only] = parts;
      const variable =
        typeof only === 'string' && parts.length === 1 ? /^(?:env|variable):[\\/]?(.+)$/i.exec(only)?.[1] : undefined;
      if (variable !== undefined)
        return machine.scope.variable(
          /^env/i.test(String(only)) ? `env:${variable.toLowerCase()}` : variable.toLowerCase(),
        );
      const word = machine.within(parts);
      const held = some ? undefined : machine.reader.content({ word, cwd: machine.scope.cwd });
      return held === undefined || held.parts.length > 1 ? undefined : textFrom(held.parts);
    }),
  );
  if (found.length === 0 || found.includes(undefined)) return [printed];
  return found.flatMap((value): readonly Value[] => {
    const whole = value === undefined ? undefined : known(value);
    // What a file holds is still what the command printed: where it came from is not forgotten.
    if (whole === undefined || whole.length > 16_384) return [printed];
    return bound.has('raw')
      ? [text(whole)]
      : whole
          .replace(/\n$/, '')
          .split(/\r?\n/)
          .map((line) => text(line));
  });
}
