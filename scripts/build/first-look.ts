// The first look as the loader runs it: a script of its own, which needs nothing of the program.
import type { Look } from '../../src/fast-path/look.ts';
import { passesAtOnce } from '../../src/fast-path/passes.ts';

export { passesAtOnce };

const call = (tool: string, input: object): object => ({
  session_id: 'warm-up',
  cwd: '/tmp/app',
  permission_mode: 'default',
  hook_event_name: 'PreToolUse',
  tool_name: tool,
  tool_input: input,
});

/** A machine on which nothing is but a directory and a person's policy. */
const machine: Look = {
  env: (name) => (name === 'HOME' ? '/home/nobody' : undefined),
  lstat: (path) =>
    path.endsWith('/policy.yaml')
      ? { kind: 'file', size: 1, mode: 0o600, uid: 0, modified: 0 }
      : path === '/tmp' || path === '/tmp/app'
        ? { kind: 'directory', size: 0, mode: 0o755, uid: 0, modified: 0 }
        : { kind: 'missing' },
  stat: () => ({ kind: 'file', size: 1, mode: 0o755, uid: 0, modified: 0 }),
  readBytes: () => ({ kind: 'file', content: new Uint8Array() }),
  readText: () => ({ kind: 'missing' }),
  decodeUtf8: () => '',
  userId: () => 0,
  programFile: () => '/usr/bin/blastgate.js',
  homeDirectory: () => '/home/nobody',
};

/** Looks at what is looked at most, so that the code cache holds the functions compiled. */
export function warmUp(): void {
  for (const document of [
    call('Read', { file_path: '/tmp/app/src/main.ts' }),
    call('Grep', { pattern: 'export function', path: 'src', glob: '**/*.ts' }),
    call('Edit', { file_path: '/tmp/app/src/main.ts', old_string: 'a', new_string: 'let b = 1;' }),
    call('Bash', {
      command: `cd src && git log --oneline -n 20 | grep -v 'Merge' | awk '{print $1}' | while read -r sha; do git show --stat "$sha"; done`,
    }),
    call('Bash', {
      command: `ls -la src 2>/dev/null; cat src/main.ts | sed -n 1,20p | sort | uniq -c | head -n 5; find . -name '*.ts' -not -path './dist/*' -print0 | xargs -0 wc -l && echo "done in $(pwd)"`,
    }),
  ])
    passesAtOnce(document, machine);
}
