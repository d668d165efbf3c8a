import type { Host } from './host.ts';

const session =
  '"session_id":"warm-up","transcript_path":"/tmp/transcript.jsonl","cwd":"/tmp","permission_mode":"default","hook_event_name":"PreToolUse"';

const call = (tool: string, input: string): string =>
  `{${session},"tool_name":"${tool}","tool_input":${input},"tool_use_id":"toolu_1"}\n`;

const shell = (command: string): string => call('Bash', JSON.stringify({ command, description: 'Warm up' }));

/**
 * Hook events that take the ways most calls take; ASCII, decided in /tmp and answered to nobody. Few are best: what they leave
 * out is compiled when it is needed, but what they put in is read at every start.
 */
export const warmUpEvents: readonly string[] = [
  call('Edit', '{"file_path":"/tmp/src/main.ts","old_string":"a","new_string":"b"}'),
  call('Read', '{"file_path":"/tmp/src/main.ts"}'),
  shell(
    `cd src && git log --oneline -n 20 | grep -v 'Merge' | awk '{print $1}' | while read -r sha; do git show --stat "$sha"; done`,
  ),
  shell(
    `npm test 2>&1 | tail -n 40; find . -name '*.ts' -not -path './node_modules/*' -print0 | xargs -0 wc -l && echo "done in $(pwd)"`,
  ),
];

const policy =
  'rules:\n  - { id: warm, outcome: ask, effect: exec, when: { program: warm-up }, reason: Because., alternative: Wait. }\n';

/**
 * A machine that answers like this one, says nothing, and keeps what is written in memory. Its person has a policy, which the
 * first event compiles and the next ones find kept.
 */
export function warmUpHost(host: Host): Host & { readonly hear: (event: string) => void } {
  const written = new Map<string, string>();
  let heard: Uint8Array | undefined;
  return {
    ...host,
    hear(event) {
      heard = bytesOf(event);
    },
    stdin: {
      read() {
        const bytes = heard;
        heard = undefined;
        return bytes;
      },
    },
    writeStdout() {},
    writeStderr() {},
    readBytes: (path, limit) =>
      path.endsWith('/.config/blastgate/policy.yaml')
        ? { kind: 'file', content: bytesOf(policy) }
        : host.readBytes(path, limit),
    readText(path, limit) {
      const content = written.get(path);
      return content === undefined ? host.readText(path, limit) : { kind: 'file', content };
    },
    lstat: (path) =>
      written.has(path) ? { kind: 'file', size: 0, mode: 0o600, uid: 0, modified: 0 } : host.lstat(path),
    writeFileAtomic(path, content) {
      written.set(path, String(content));
      return { kind: 'done' };
    },
    makeDirectory: () => ({ kind: 'done' }),
  };
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
