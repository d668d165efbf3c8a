import type { Entry } from '../world.ts';

/** Links that mean something else to the process that follows them than to us (proc(5)); only the root is the same for all. */
export function processEntry(path: string): Entry | undefined {
  if (!path.startsWith('/proc/')) return undefined;
  const name = /^\/proc\/(?:self|thread-self|\d+(?:\/task\/\d+)?)\/(root|cwd|exe|fd\/\d+)$/.exec(path)?.[1];
  if (name === undefined)
    return path === '/proc/self' || path === '/proc/thread-self' ? { kind: 'directory' } : undefined;
  return name === 'root' ? { kind: 'link', target: '/' } : { kind: 'unknown' };
}
