import { literal, textOf } from '../../word.ts';
import type { Given, Input } from './binding.ts';
import type { Machine } from './machine.ts';
import { constructed, member } from './members.ts';
import { path } from './paths.ts';
import { collected, either, elements, known, NULL, outputOf, textFrom, texts, unknown, type Value } from './value.ts';
import { Bound } from './bound.ts';
import { forEach, where } from './filters.ts';
import { content, listing } from './listings.ts';

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
