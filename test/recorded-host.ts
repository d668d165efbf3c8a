import type { Host, StatResult } from '../src/host.ts';
import { nodeHost } from '../src/node-host.ts';
import type { RecordedFile, WorldDescription } from '../src/world.ts';

/** What a run of the program wrote. */
export interface Written {
  stdout: string;
  stderr: string;
}

const uid = 1000;
const missing = { kind: 'missing' } as const;

/** A machine that consists of a recorded world: its files, its environment and its home, nothing of the real one. */
export function recordedHost(world: WorldDescription, input: string | Uint8Array = '', written?: Written): Host {
  const files = withDirectories(world.files ?? {});
  const follow = (path: string): RecordedFile | undefined => {
    let at = path;
    for (let links = 0; links < 40; links += 1) {
      const file = files.get(at);
      if (file === null || file === undefined || typeof file === 'string') return file;
      at = file.link.startsWith('/') ? file.link : `${at.slice(0, at.lastIndexOf('/'))}/${file.link}`;
    }
    return undefined;
  };
  const bytesOf = (path: string) => {
    const file = follow(path);
    if (file === undefined) return missing;
    return typeof file === 'string' ? { kind: 'file' as const, content: file } : { kind: 'not-a-file' as const };
  };
  let rest: Uint8Array | undefined = typeof input === 'string' ? Buffer.from(input) : input;
  const refuse = () => ({ kind: 'failed', code: 'EROFS' }) as const;
  return {
    platform: 'linux',
    stdin: {
      read() {
        const piece = rest;
        rest = undefined;
        return piece?.length === 0 ? undefined : piece;
      },
    },
    writeStdout: (text) => void (written === undefined || (written.stdout += text)),
    writeStderr: (text) => void (written === undefined || (written.stderr += text)),
    decodeUtf8: nodeHost.decodeUtf8,
    env: (name) => world.env?.[name] ?? undefined,
    cwd: () => world.cwd ?? undefined,
    homeDirectory: () => world.home ?? undefined,
    now: () => Date.parse(world.now ?? '2026-11-21T12:00:00Z'),
    monotonic: nodeHost.monotonic,
    userId: () => uid,
    processId: () => 1,
    isTerminal: () => false,
    isDiscarded: () => false,
    columns: () => undefined,
    executable: () => '/usr/bin/node',
    programFile: () => '/opt/blastgate/blastgate.js',
    run: () => ({ kind: 'not-started', code: 'ENOENT' }),
    open: (path) => {
      const found = bytesOf(path);
      if (found.kind !== 'file') return found;
      let left: Uint8Array | undefined = Buffer.from(found.content);
      const read = () => {
        const piece = left;
        left = undefined;
        return piece?.length === 0 ? undefined : piece;
      };
      return { kind: 'open', source: { read }, size: found.content.length, close: () => undefined };
    },
    readText: (path, maxBytes) => {
      const found = bytesOf(path);
      return found.kind === 'file' && found.content.length > maxBytes ? { kind: 'too-large' } : found;
    },
    readBytes: (path, maxBytes) => {
      const found = bytesOf(path);
      if (found.kind !== 'file') return found;
      return found.content.length > maxBytes
        ? { kind: 'too-large' }
        : { kind: 'file', content: Buffer.from(found.content) };
    },
    stat: (path) => statOf(follow(path)),
    lstat: (path) => statOf(files.get(path)),
    readlink: (path) => {
      const file = files.get(path);
      return typeof file === 'object' && file !== null ? file.link : undefined;
    },
    listDirectory: (path, maxEntries) => {
      const file = follow(path);
      if (file === undefined) return missing;
      if (file !== null) return { kind: 'not-a-directory' };
      const below = path === '/' ? '/' : `${path}/`;
      const names = [...files.keys()].flatMap((each) => {
        const name = each.startsWith(below) ? each.slice(below.length) : '';
        return name === '' || name.includes('/') ? [] : [name];
      });
      return { kind: 'directory', names: names.slice(0, maxEntries), complete: names.length <= maxEntries };
    },
    writeFileAtomic: refuse,
    appendFile: refuse,
    makeDirectory: refuse,
    rename: refuse,
    removeFile: refuse,
  };
}

function withDirectories(files: Readonly<Record<string, RecordedFile>>): ReadonlyMap<string, RecordedFile> {
  const all = new Map<string, RecordedFile>([['/', null]]);
  for (const [path, file] of Object.entries(files)) {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1))
      if (!all.has(path.slice(0, cut))) all.set(path.slice(0, cut), null);
    all.set(path, file);
  }
  return all;
}

function statOf(file: RecordedFile | undefined): StatResult {
  if (file === undefined) return missing;
  const kind = file === null ? 'directory' : typeof file === 'string' ? 'file' : 'symlink';
  const size = typeof file === 'string' ? file.length : 0;
  return { kind, size, mode: file === null ? 0o755 : 0o644, uid, modified: 0 };
}
