import { below, listOf, readOutline, type Outline, type OutlineMap } from '../../languages/outline.ts';
import { literal, textOf, type Remote, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding } from '../spec.ts';
import type { Mount } from './_mounts.ts';

/** The files Compose looks for, in this order (docs.docker.com/compose, "The Compose file"). */
const files = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

interface Service {
  readonly name: string;
  readonly value: Outline;
  readonly origin: string;
}

/** The services that a Compose command starts: those it names with what they depend on, or all. */
export function servicesOf(command: Command, context: Context, names: readonly string[]): readonly Service[] {
  const given = command.values('-f', '--file');
  const paths = given.length > 0 ? given : files.map((name) => literal(name));
  const services = new Map<string, Service>();
  for (const word of paths) {
    const content = context.content(context.path(word));
    const text = content === undefined ? undefined : textOf(content);
    if (text === undefined) continue;
    const { value, lineOf } = readOutline(text);
    const all = below(value, 'services');
    if (typeof all !== 'object' || Array.isArray(all)) continue;
    for (const [name, service] of Object.entries(all as OutlineMap))
      services.set(name, { name, value: service, origin: `${textOf(word) ?? ''}:${lineOf(service)}` });
    if (given.length === 0) break;
  }
  if (names.length === 0) return [...services.values()];
  const wanted = new Set(names);
  for (const name of wanted) {
    const before = below(services.get(name)?.value, 'depends_on');
    const others = typeof before === 'object' && !Array.isArray(before) ? Object.keys(before) : listOf(before);
    for (const other of others) if (typeof other === 'string') wanted.add(other);
  }
  return [...services.values()].filter(({ name }) => wanted.has(name));
}

/** The directories of this machine that a service sees; named volumes are none. */
export function serviceMounts({ value }: Service, context: Context): readonly Mount[] {
  return listOf(below(value, 'volumes')).flatMap((volume): readonly Mount[] => {
    const source = typeof volume === 'string' ? volume.split(':')[0] : below(volume, 'source');
    const target = typeof volume === 'string' ? volume.split(':')[1] : below(volume, 'target');
    if (typeof source !== 'string' || typeof target !== 'string' || !/^[./~]/.test(source)) return [];
    const home = context.world.home;
    const host = source.startsWith('~') && home !== null ? home + source.slice(1) : source;
    return [{ host: context.path(literal(host)), guest: target }];
  });
}

/** What starting a service runs where it sees this machine's files: its entry point and command as the file gives them. */
export function* startsService(service: Service, context: Context, via: string): Iterable<Finding> {
  const mounts = serviceMounts(service, context);
  const entry = below(service.value, 'entrypoint');
  const command = below(service.value, 'command');
  const remote: Remote = { kind: 'container', ephemeral: false, mounts };
  const workdir = below(service.value, 'working_dir');
  const cwd = literal(typeof workdir === 'string' && workdir !== '' ? workdir : '/');
  const span = { start: 0, end: 0, origin: service.origin };
  const words = [entry, command].flatMap((part): readonly Word[] =>
    Array.isArray(part) ? part.filter((word) => typeof word === 'string').map((word) => literal(word, span)) : [],
  );
  const text = [entry, command].filter((part): part is string => typeof part === 'string' && part !== '').join(' ');
  if (words.length > 0) yield { kind: 'run', argv: words, via, cwd, remote };
  // Compose writes `$$` for a dollar sign.
  if (text !== '')
    yield { kind: 'code', language: 'bash', text: literal(text.replaceAll('$$', '$'), span), via, cwd, remote };
}
