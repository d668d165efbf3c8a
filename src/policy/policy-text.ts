import type { Host } from '../host.ts';
import type { PolicyFile } from './load.ts';

/** The largest policy file that is read, in bytes. */
export const MAX_POLICY_BYTES = 4 * 1024 * 1024;

/** The text of a policy file, or why it cannot be read; `undefined` where there is none. */
export function policyText(
  host: Pick<Host, 'readBytes' | 'decodeUtf8' | 'lstat'>,
  path: string,
): PolicyFile['content'] | undefined {
  const result = host.readBytes(path, MAX_POLICY_BYTES);
  switch (result.kind) {
    case 'missing':
      return host.lstat(path).kind === 'missing' ? undefined : { problem: 'is a link that leads nowhere' };
    case 'file': {
      const text = host.decodeUtf8(result.content);
      return text === undefined ? { problem: 'is not UTF-8 text; save it as UTF-8' } : { text };
    }
    case 'too-large':
      return { problem: `is larger than ${MAX_POLICY_BYTES} bytes` };
    case 'denied':
      return { problem: 'may not be read; make it readable or remove it' };
    case 'not-a-file':
      return { problem: 'is not a file' };
    case 'failed':
      return { problem: `cannot be read (${result.code})` };
  }
}
