import type { FileProblem } from './host.ts';

/** Why a path could not be read or written, from the name of the system's error (errno(3)). */
export function fileProblem(code: string): Exclude<FileProblem, { kind: 'not-a-file' }> {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'missing' };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'denied' };
    default:
      return { kind: 'failed', code };
  }
}
