/** Languages whose one-liners are looked through for calls with literal arguments. */
export type ScriptLanguage = 'python' | 'javascript' | 'ruby' | 'perl' | 'php' | 'lua';

/** What a call with literal arguments does. */
export type LiteralCall =
  | {
      readonly act: 'read' | 'write' | 'append' | 'delete' | 'delete-tree' | 'make';
      readonly path: string;
      readonly content?: string;
    }
  | { readonly act: 'copy' | 'move'; readonly path: string; readonly target: string }
  /** A command line for a shell. */
  | { readonly act: 'shell'; readonly command: string }
  /** A program with its arguments. */
  | { readonly act: 'run'; readonly argv: readonly string[] }
  /** The whole environment is printed. */
  | { readonly act: 'environment' };

/** How a call is recognised: `%s` in the pattern is a string literal or a folded path. */
interface Shape {
  readonly call: string;
  readonly act:
    | 'read'
    | 'write'
    | 'append'
    | 'delete'
    | 'delete-tree'
    | 'make'
    | 'copy'
    | 'move'
    | 'shell'
    | 'run'
    | 'open';
}

// `open` takes a mode that says whether it reads or writes.
const shapes: Readonly<Record<ScriptLanguage, readonly Shape[]>> = {
  python: [
    { call: '(?<![\\w.])(?:io\\.|codecs\\.)?open\\(\\s*%s(?:\\s*,\\s*(?:mode\\s*=\\s*)?%s)?', act: 'open' },
    { call: '(?:pathlib\\.)?Path\\(\\s*%s\\s*\\)(?:\\.expanduser\\(\\))?\\.(?:read_text|read_bytes)\\(', act: 'read' },
    {
      call: '(?:pathlib\\.)?Path\\(\\s*%s\\s*\\)(?:\\.expanduser\\(\\))?\\.(?:write_text|write_bytes)\\((?:\\s*%s)?',
      act: 'write',
    },
    { call: '(?:pathlib\\.)?Path\\(\\s*%s\\s*\\)(?:\\.expanduser\\(\\))?\\.(?:touch|mkdir)\\(', act: 'make' },
    { call: '(?:pathlib\\.)?Path\\(\\s*%s\\s*\\)(?:\\.expanduser\\(\\))?\\.(?:unlink|rmdir)\\(', act: 'delete' },
    { call: '\\bos\\.(?:remove|unlink|rmdir)\\(\\s*%s', act: 'delete' },
    { call: '\\b(?:shutil\\.)?rmtree\\(\\s*%s', act: 'delete-tree' },
    { call: '\\bos\\.(?:makedirs|mkdir)\\(\\s*%s', act: 'make' },
    { call: '\\bshutil\\.copy(?:2|file|tree)?\\(\\s*%s\\s*,\\s*%s', act: 'copy' },
    { call: '\\b(?:shutil\\.move|os\\.rename|os\\.replace)\\(\\s*%s\\s*,\\s*%s', act: 'move' },
    {
      call: '\\b(?:os\\.system|os\\.popen|subprocess\\.getoutput|subprocess\\.getstatusoutput|commands\\.getoutput)\\(\\s*%s',
      act: 'shell',
    },
    { call: '\\b(?:subprocess\\.)?(?:run|call|check_call|check_output|Popen)\\(\\s*%s', act: 'shell' },
    { call: '\\b(?:subprocess\\.)?(?:run|call|check_call|check_output|Popen)\\(\\s*\\[([^\\]]*)\\]', act: 'run' },
    { call: '\\bos\\.(?:execvp?|spawnvp?)\\([^\\[]*\\[([^\\]]*)\\]', act: 'run' },
  ],
  javascript: [
    {
      call: '\\b(?:readFileSync|readFile|createReadStream|readTextFile|readTextFileSync|Bun\\.file)\\(\\s*%s',
      act: 'read',
    },
    {
      call: '\\b(?:writeFileSync|writeFile|createWriteStream|writeTextFile|writeTextFileSync|Bun\\.write)\\(\\s*%s(?:\\s*,\\s*%s)?',
      act: 'write',
    },
    { call: '\\b(?:appendFileSync|appendFile)\\(\\s*%s(?:\\s*,\\s*%s)?', act: 'append' },
    {
      call: '\\b(?:rmSync|rmdirSync|removeSync|emptyDirSync|rm|rmdir|remove|rimraf(?:Sync)?)\\(\\s*%s\\s*(?=,|\\))(?=[^)]*recursive\\s*:\\s*true)',
      act: 'delete-tree',
    },
    { call: '\\b(?:removeSync|emptyDirSync|rimraf(?:\\.sync|Sync)?)\\(\\s*%s', act: 'delete-tree' },
    { call: '\\b(?:unlinkSync|unlink|rmSync|rmdirSync)\\(\\s*%s', act: 'delete' },
    { call: '\\bmkdirSync\\(\\s*%s', act: 'make' },
    { call: '\\b(?:copyFileSync|copyFile|cpSync|copySync)\\(\\s*%s\\s*,\\s*%s', act: 'copy' },
    { call: '\\b(?:renameSync|rename|moveSync)\\(\\s*%s\\s*,\\s*%s', act: 'move' },
    { call: '\\b(?:execSync|exec)\\(\\s*%s', act: 'shell' },
    { call: '\\b(?:execFileSync|execFile|spawnSync|spawn)\\(\\s*(%q\\s*(?:,\\s*\\[[^\\]]*\\])?)', act: 'run' },
  ],
  ruby: [
    { call: '\\b(?:File|IO)\\.(?:read|readlines|foreach|binread)\\(?\\s*%s', act: 'read' },
    { call: '\\bFile\\.(?:open|new)\\(?\\s*%s(?:\\s*,\\s*%s)?', act: 'open' },
    { call: '\\b(?:File|IO)\\.(?:write|binwrite)\\(?\\s*%s(?:\\s*,\\s*%s)?', act: 'write' },
    { call: '\\bFile\\.(?:delete|unlink)\\(?\\s*%s', act: 'delete' },
    {
      call: '\\bFileUtils\\.(?:rm_rf|rm_r|remove_dir|remove_entry|rmtree|remove_entry_secure)\\(?\\s*%s',
      act: 'delete-tree',
    },
    { call: '\\bFileUtils\\.(?:rm|rm_f)\\(?\\s*%s', act: 'delete' },
    { call: '\\bFileUtils\\.(?:cp|cp_r|copy)\\(?\\s*%s\\s*,\\s*%s', act: 'copy' },
    { call: '\\b(?:FileUtils\\.mv|File\\.rename)\\(?\\s*%s\\s*,\\s*%s', act: 'move' },
    { call: '(?<![\\w.])(?:Kernel\\.)?(?:system|exec|spawn)\\(?\\s*%s', act: 'shell' },
    { call: '(?<![\\w)\\]"\'])`([^`]*)`', act: 'shell' },
    { call: '%x[({\\[]([^)}\\]]*)[)}\\]]', act: 'shell' },
  ],
  perl: [
    { call: '\\bopen\\(?\\s*(?:my\\s+)?[$\\w]+\\s*,\\s*[\'"]<(?::[^\'"]*)?[\'"]\\s*,\\s*%s', act: 'read' },
    { call: '\\bopen\\(?\\s*(?:my\\s+)?[$\\w]+\\s*,\\s*[\'"]>(?::[^\'"]*)?[\'"]\\s*,\\s*%s', act: 'write' },
    { call: '\\bopen\\(?\\s*(?:my\\s+)?[$\\w]+\\s*,\\s*[\'"]>>(?::[^\'"]*)?[\'"]\\s*,\\s*%s', act: 'append' },
    {
      call: '\\bopen\\(?\\s*(?:my\\s+)?[$\\w]+\\s*,\\s*[\'"]<?\\s*([^<>|\'"\\s][^|\'"]*)[\'"]\\s*\\)?\\s*(?:;|or\\b|\\|\\||$)',
      act: 'read',
    },
    { call: '\\bunlink\\(?\\s*%s', act: 'delete' },
    { call: '\\b(?:rmtree|remove_tree)\\(?\\s*%s', act: 'delete-tree' },
    { call: '(?<![\\w>])(?:system|exec)\\(?\\s*%s', act: 'shell' },
    { call: '(?<![\\w)])`([^`]*)`', act: 'shell' },
    { call: '\\bqx[{(/]([^})/]*)[})/]', act: 'shell' },
  ],
  php: [
    { call: '\\b(?:file_get_contents|readfile|file|show_source|highlight_file|parse_ini_file)\\(\\s*%s', act: 'read' },
    { call: '\\bfopen\\(\\s*%s\\s*,\\s*%s', act: 'open' },
    { call: '\\bfile_put_contents\\(\\s*%s(?:\\s*,\\s*%s)?', act: 'write' },
    { call: '\\b(?:unlink|rmdir)\\(\\s*%s', act: 'delete' },
    { call: '\\bcopy\\(\\s*%s\\s*,\\s*%s', act: 'copy' },
    { call: '\\brename\\(\\s*%s\\s*,\\s*%s', act: 'move' },
    { call: '\\b(?:system|exec|shell_exec|passthru|popen|proc_open)\\(\\s*%s', act: 'shell' },
    { call: '`([^`]*)`', act: 'shell' },
  ],
  lua: [
    { call: '\\bio\\.(?:open)\\(\\s*%s(?:\\s*,\\s*%s)?', act: 'open' },
    { call: '\\bio\\.lines\\(\\s*%s', act: 'read' },
    { call: '\\bos\\.remove\\(\\s*%s', act: 'delete' },
    { call: '\\bos\\.rename\\(\\s*%s\\s*,\\s*%s', act: 'move' },
    { call: '\\b(?:os\\.execute|io\\.popen)\\(\\s*%s', act: 'shell' },
  ],
};

/** The whole environment, not one variable of it, next to something that prints. */
const environments: Readonly<Record<ScriptLanguage, readonly RegExp[]>> = {
  python: [
    /\bos\.environ(?:b|\.copy\(\)|\.items\(\)|\.values\(\))?(?!\s*\[|\s*\.|\w)/,
    /\bos\.environ\.(?:copy|items|values)\(\)/,
  ],
  javascript: [
    /(?<!keys\(\s*)(?<!in )\bprocess\.env\b(?!\s*(?:\.|\[|\?\.|\w|=))/,
    /\bDeno\.env\.toObject\(\)/,
    /\bBun\.env\b(?!\s*[.[])/,
  ],
  ruby: [/\bENV\b(?!\s*\[|\.(?:fetch|key|has_key|include|delete|store)|\w)/],
  perl: [/%ENV\b|\bkeys\s+%ENV[\s\S]*\$ENV\{\$/],
  php: [/\bgetenv\(\s*\)|\$_(?:ENV|SERVER)\b(?!\s*\[)|\bphpinfo\(/],
  lua: [],
};
const prints =
  /\b(?:p?print(?:f|_r|ln)?|pp|puts|p|echo|write|dump|dumps|log|info|debug|error|stringify|inspect|var_dump|var_export|json_encode|phpinfo|table|say)\b/;

/** A program that is one statement and prints a literal; in double quotes Ruby, Perl and PHP evaluate what is inside. */
const printsText: Readonly<Record<ScriptLanguage, RegExp>> = {
  python: /^\s*print\(\s*(?:'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*")\s*\)[\s;]*$/,
  javascript: /^\s*console\.(?:log|info|warn|error)\(\s*(?:'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*")\s*\)[\s;]*$/,
  ruby: /^\s*(?:puts|print|p)[\s(]+'(?:[^'\\]|\\[^])*'[\s);]*$/,
  perl: /^\s*(?:print|say)[\s(]+'(?:[^'\\]|\\[^])*'[\s);]*$/,
  php: /^\s*(?:echo|print)[\s(]+'(?:[^'\\]|\\[^])*'[\s);]*$/,
  lua: /^\s*print[\s(]+(?:'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*")[\s);]*$/,
};

const quoted = `(?:'(?:[^'\\\\]|\\\\[\\s\\S])*'|"(?:[^"\\\\]|\\\\[\\s\\S])*"|\`(?:[^\`\\\\$]|\\\\[\\s\\S])*\`)`;
/** A literal, or one wrapped in what makes `~` the home directory. */
const literalOrHome = `((?:os\\.path\\.expanduser\\(\\s*|File\\.expand_path\\(\\s*|Path\\(\\s*|[rbfu]{1,2})?${quoted})`;

/** The calls of a program text whose arguments are literals; ordinary code and computed arguments say nothing. */
export function literalCalls(language: ScriptLanguage, code: string, home: string | null): readonly LiteralCall[] {
  const calls: LiteralCall[] = [];
  if (code.length > 64 * 1024 || printsText[language].test(code)) return calls;
  for (const { call, act } of shapes[language]) {
    const pattern = new RegExp(call.replaceAll('%s', literalOrHome).replaceAll('%q', quoted), 'g');
    for (const match of code.matchAll(pattern)) {
      const made = callOf(act, match[1], match[2], home);
      if (made !== undefined) calls.push(made);
    }
  }
  if (
    /^\s*process\.env\s*;?\s*$/.test(code) ||
    (environments[language].some((pattern) => pattern.test(code)) && prints.test(code))
  )
    calls.push({ act: 'environment' });
  return calls;
}

function callOf(
  act: Shape['act'],
  first: string | undefined,
  second: string | undefined,
  home: string | null,
): LiteralCall | undefined {
  if (first === undefined) return undefined;
  const path = valueOf(first, home);
  const other = second === undefined ? undefined : valueOf(second, home);
  switch (act) {
    case 'open': {
      const mode = other ?? 'r';
      return { act: mode.includes('a') ? 'append' : /[wx+]/.test(mode) ? 'write' : 'read', path };
    }
    case 'copy':
    case 'move':
      return other === undefined ? undefined : { act, path, target: other };
    case 'shell':
      return { act, command: path };
    case 'run': {
      const argv = Array.from(first.matchAll(new RegExp(quoted, 'g')), ([text]) => valueOf(text, home));
      return argv.length === 0 ? undefined : { act, argv };
    }
    case 'write':
    case 'append':
      return { act, path, ...(other === undefined ? {} : { content: other }) };
    case 'read':
    case 'delete':
    case 'delete-tree':
    case 'make':
      return { act, path };
  }
}

/** The value of a literal as written, its quotes and escapes resolved. */
function valueOf(written: string, home: string | null): string {
  const match = new RegExp(`^([\\s\\S]*?)(${quoted})$`).exec(written);
  if (match === null) return written;
  const [, before = '', literal = ''] = match;
  const body = literal.slice(1, -1);
  const text =
    /r/.test(before) && !before.includes('(')
      ? body
      : body.replace(/\\([\s\S])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : letter));
  return /expanduser|expand_path/.test(before) && home !== null && /^~(?:\/|$)/.test(text)
    ? home + text.slice(1)
    : text;
}
