import type { Entry } from '../world.ts';

/** Links that mean something else to the process that follows them than to us (proc(5)); only the root is the same for all. */
export function processEntry(path: string): Entry | undefined {
  if (!path.startsWith('/proc')) return undefined;
  if (/^\/proc(?:\/(?:self|thread-self|\d+(?:\/task(?:\/\d+)?)?))?$/.test(path)) return { kind: 'directory' };
  switch (/^\/proc\/(?:self|thread-self|\d+(?:\/task\/\d+)?)\/(root|cwd|exe|fd\/\d+)$/.exec(path)?.[1]) {
    case undefined:
      return undefined;
    case 'root':
      return { kind: 'link', target: '/' };
    default:
      return { kind: 'unknown' };
  }
}
