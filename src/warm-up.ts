const session =
  '"session_id":"warm-up","transcript_path":"/tmp/transcript.jsonl","cwd":"/tmp","permission_mode":"default","hook_event_name":"PreToolUse"';

const call = (tool: string, input: string): string =>
  `{${session},"tool_name":"${tool}","tool_input":${input},"tool_use_id":"toolu_1"}\n`;

const shell = (command: string): string => call('Bash', JSON.stringify({ command, description: 'Warm up' }));

/**
 * Hook events that take the ways most calls take; ASCII, decided in /tmp and answered to nobody. Two are best: what they
 * leave out is compiled when it is needed, but what they put in is read at every start (measured with 1, 2, 3 and 10).
 */
export const warmUpEvents: readonly string[] = [
  shell(
    `cd src && git log --oneline -n 20 | grep -v 'Merge' | awk '{print $1}' | while read -r sha; do git show --stat "$sha"; done`,
  ),
  shell(
    `npm test 2>&1 | tail -n 40; find . -name '*.ts' -not -path './node_modules/*' -print0 | xargs -0 wc -l && echo "done in $(pwd)"`,
  ),
];
