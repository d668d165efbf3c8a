import { namesCredential } from '../../credential-name.ts';
import { dropPrefix, equals, literal, prefixOf, show, textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { printedVariables } from '../system/environment.ts';
import { fileRead, given, streamText, treeRead } from './_words.ts';

/**
 * Programs that print what is in the files they are given, with those options of theirs that take a value. An option wrongly
 * listed here would swallow a file, so each program has its own list.
 */
const readers: readonly { readonly names: readonly string[]; readonly value?: string; readonly style?: 'long-dash' }[] =
  [
    {
      names: [
        'cat',
        'gcat',
        'rev',
        'zcat',
        'gzcat',
        'bzcat',
        'xzcat',
        'zstdcat',
        'lz4cat',
        'vis',
        'lolcat',
        'mdcat',
        'ccat',
        'envsubst',
        'catdoc',
        'antiword',
      ],
    },
    { names: ['tac', 'gtac'], value: '-s --separator' },
    { names: ['shuf', 'gshuf'], value: '-n --head-count -o --output -i --input-range --random-source' },
    // Printed, put on the clipboard or spoken, it is out as well.
    { names: ['lp', 'lpr'], value: '-d -P -n -o -t -h -U -q -H -# -J -T -C' },
    { names: ['enscript', 'a2ps'], value: '-o --output -p -f --font -b -M -E --columns -L -P -d -t' },
    {
      names: ['xclip', 'clipcopy'],
      value: '-selection -sel -se -s -target -t -display -d -loops -l',
      style: 'long-dash',
    },
    {
      names: ['nl', 'gnl'],
      value:
        '-b --body-numbering -d --section-delimiter -f --footer-numbering -h --header-numbering -i --line-increment -l --join-blank-lines -n --number-format -s --number-separator -v --starting-line-number -w --number-width',
    },
    {
      names: ['bat', 'batcat'],
      value:
        '-l --language -H --highlight-line --file-name --theme --style -r --line-range --tabs --wrap --color --pager --terminal-width -m --map-syntax --decorations --paging --italic-text --diff-context',
    },
    { names: ['head', 'ghead'], value: '-n --lines -c --bytes' },
    {
      names: ['tail', 'gtail', 'multitail'],
      value: '-n --lines -c --bytes -s --sleep-interval --pid --max-unchanged-stats -b',
    },
    {
      names: ['sort', 'gsort'],
      value:
        '-k --key -t --field-separator -S --buffer-size -T --temporary-directory --parallel --batch-size --compress-program --random-source --sort -o --output',
    },
    {
      names: [
        'tsort',
        'comm',
        'unexpand',
        'look',
        'glow',
        'hexyl',
        'nm',
        'wdiff',
        'colordiff',
        'difft',
        'meld',
        'dyff',
        'tidy',
        'visidata',
        'vd',
        'csvlook',
        'csvstat',
        'xsv',
        'mlr',
      ],
    },
    { names: ['cut', 'gcut'], value: '-b --bytes -c --characters -d --delimiter -f --fields --output-delimiter' },
    { names: ['paste', 'gpaste'], value: '-d --delimiters' },
    { names: ['join', 'gjoin'], value: '-1 -2 -a -e -j -o -t -v' },
    { names: ['fold', 'gfold'], value: '-w --width' },
    { names: ['fmt', 'gfmt'], value: '-w --width -g --goal -p --prefix' },
    {
      names: ['pr'],
      value: '-D --date-format -h --header -l --length -N --first-line-number -o --indent -w --width -W --page-width',
    },
    {
      names: ['column'],
      value:
        '-s --separator -c --output-width --columns -o --output-separator -N --table-columns -R --table-right -H --table-hide',
    },
    { names: ['expand'], value: '-t --tabs' },
    { names: ['ptx'], value: '-w --width -g --gap-size -o --only-file -i --ignore-file -b --break-file' },
    {
      names: ['od', 'god'],
      value: '-A --address-radix -j --skip-bytes -N --read-bytes -t --format -S --strings --endian',
    },
    { names: ['xxd'], value: '-c -cols -g -groupsize -l -len -n -name -o -s -seek -R' },
    { names: ['hexdump', 'hd'], value: '-e --format -f --format-file -n --length -s --skip' },
    {
      names: ['strings', 'gstrings'],
      value: '-n --bytes -t --radix -e --encoding -T --target -s --output-separator -U --unicode',
    },
    { names: ['base64', 'base32', 'basenc', 'gbase64'], value: '-w --wrap -o --output -b --break' },
    { names: ['iconv'], value: '-f --from-code -t --to-code -o --output' },
    {
      names: ['diff', 'gdiff', 'diff3'],
      value:
        '-U -C -I --ignore-matching-lines -x --exclude -X --exclude-from -F --show-function-line -W --width --label -L -D --ifdef -S --starting-file --from-file --to-file --color --palette --horizon-lines --tabsize',
    },
    { names: ['cmp'], value: '-n --bytes -i --ignore-initial' },
    { names: ['sdiff'], value: '-w --width -o --output -I --ignore-matching-lines' },
    { names: ['delta', 'icdiff'], value: '-W --cols -H --highlight -L -U' },
    { names: ['vimdiff', 'nvimdiff'], value: '-c --cmd -S -u' },
    {
      names: ['less', 'most', 'nvimpager', 'lv'],
      value:
        '-p --pattern -P --prompt -t --tag -T --tag-file -b --buffers -h --max-back-scroll -j --jump-target -k --lesskey-file -o --log-file -O --LOG-FILE -x --tabs -y --max-forw-scroll -z --window -# --shift -D --color',
    },
    { names: ['more', 'pg'], value: '-n --lines' },
    {
      names: ['xmllint', 'xsltproc'],
      value: '--xpath --schema --dtdvalid --relaxng --encode --output -o --pattern --path --stringparam --param',
      style: 'long-dash',
    },
    { names: ['csvcut', 'csvgrep'], value: '-c --columns -d --delimiter -m --match -r --regex -f --file' },
    {
      names: ['uuencode', 'pandoc'],
      value:
        '-o --output -f --from -r --read -t --to -w --write -V --variable -M --metadata --template --css -c -H -B -A --filter -F --lua-filter -L --pdf-engine --resource-path --toc-depth',
    },
    { names: ['readelf', 'objdump'], value: '-p --string-dump -x --hex-dump -j --section -M' },
    {
      names: ['pygmentize', 'highlight', 'source-highlight'],
      value: '-l -f -o -O -S --syntax --out-format --style -s',
    },
    { names: ['plutil'], value: '-convert -extract -replace -o', style: 'long-dash' },
    { names: ['pdftotext'], value: '-f -l -r -x -y -W -H -enc -opw -upw', style: 'long-dash' },
    { names: ['qrencode'], value: '-o --output -s --size -l --level -t --type -v --symversion -m --margin -d' },
  ];

/** Programs whose first operand is a program of their own: a filter, an expression. */
const filters: readonly {
  readonly names: readonly string[];
  readonly syntax: Syntax;
  readonly expression: readonly string[];
}[] = [
  {
    names: ['jq', 'gojq', 'jaq', 'fx'],
    syntax: {
      value: '-f --from-file --indent --tab -L --argfile --slurpfile --rawfile --arg --argjson --seq',
      flags:
        '-r -n -c -s -S -e -M -C -a -j --raw-output --null-input --compact-output --slurp --sort-keys --exit-status',
    },
    expression: ['-f', '--from-file'],
  },
  {
    names: ['yq', 'tomlq', 'xq', 'dasel', 'yj', 'hclq'],
    syntax: {
      value: '--from-file -I --indent -p --input-format -o --output-format -f --file --split-exp --arg',
      flags: '-r -i --inplace --in-place -P --prettyPrint -n --null-input -c -e -M -C -j',
    },
    expression: ['--from-file'],
  },
];

function* readAll(command: Command, context: Context, operands: readonly Word[]): Generator<Finding> {
  const recursive = /^(?:g?diff|colordiff)$/.test(command.program) ? given(command, '-r', '--recursive') : 'no';
  for (const operand of operands) {
    if (equals(operand, '-') === 'yes' || operand.substitution !== undefined) continue;
    yield recursive === 'no' ? fileRead(context, operand) : treeRead(context, operand, recursive);
  }
}

function* reader(command: Command, context: Context): Generator<Finding> {
  if (command.has('--help', '--version') === 'yes') return;
  const operands = command.operands.filter((word) => textOf(word)?.startsWith('+') !== true);
  yield* readAll(command, context, operands);
  const output = writesTo(command);
  if (output !== undefined) {
    yield { kind: 'file.write', path: context.path(output), how: 'overwrite', recursive: 'no' };
  }
  yield* pager(command, context);
  if (context.stdin.kind === 'text') yield* printedVariables([context.stdin.text]);
}

function writesTo(command: Command): Word | undefined {
  if (/^(?:g?sort|iconv|xmllint|xsltproc|highlight|pandoc|qrencode|sdiff|base64|gbase64)$/.test(command.program))
    return command.value('-o', '--output');
  if (command.program === 'xxd' && command.operands.length === 2) return command.operands[1];
  if (command.program === 'pdftotext' && command.operands.length === 2) return command.operands[1];
  return undefined;
}

/** What a jq filter shows of the environment: `env`, `$ENV`, `env.NAME` (jq manual, "$ENV, env"). */
function* environmentIn(filter: Word | undefined): Generator<Finding> {
  const text = filter === undefined ? '' : show(filter).replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  for (const match of text.matchAll(/(?:^|[^\w.$"-])(\$ENV|env)\b(?!\s*:)(?:\.(\w+))?/g)) {
    const name = match[2];
    if (name === undefined) yield { kind: 'secret.dump', store: 'environment', name: literal('every variable') };
    else if (namesCredential(name)) yield { kind: 'secret.dump', store: 'variable', name: literal(name) };
  }
}

/** The values behind names: `jq --arg name value` (jq manual, "--arg"). */
function namedValues(command: Command): readonly Word[] {
  return command.options.flatMap(({ name, word }) => {
    const value = command.words[command.words.indexOf(word) + 2];
    return value !== undefined && /^--(?:arg|argjson|slurpfile|rawfile|argfile)$/.test(name) ? [value] : [];
  });
}

/** `LESSOPEN` and the pager's own options run a shell command on the file (less(1), INPUT PREPROCESSOR). */
function* pager(command: Command, context: Context): Generator<Finding> {
  if (command.program !== 'less' && command.program !== 'more') return;
  // `less +'!cmd'`: a command of its own at the start (less(1), "+").
  for (const word of command.operands)
    if (/^\+[+]?[!|#]/.test(prefixOf(word)))
      yield {
        kind: 'code',
        language: 'bash',
        text: dropPrefix(word, (/^\++[!|#]/.exec(prefixOf(word)) ?? ['+!'])[0].length),
        via: command.program,
      };
  for (const name of ['LESSOPEN', 'LESSCLOSE'])
    if (
      context.invocation.assignments.some((assignment) => assignment.name === name) ||
      context.invocation.state.exported.includes(name)
    ) {
      const value = context.variable(name);
      const text = value === null || value === undefined ? undefined : textOf(value);
      if (text !== undefined && text !== '')
        yield { kind: 'code', language: 'bash', text: literal(text.replace(/^\|{0,2}-?\s*/, '')), via: name };
    }
}

/** The text behind one value that is not known. */
function knownTail({ parts: [hole, tail, ...rest], many }: Word): string {
  return !many && typeof hole === 'object' && hole.hole === 'unknown' && typeof tail === 'string' && rest.length === 0
    ? tail
    : '';
}

/** Files that set up a shell: start-up files, version managers, tool chains. */
function isShellSetup(file: Word, context: Context): boolean {
  const text = textOf(file);
  const { home } = context.world;
  // `"$NVM_DIR/nvm.sh"`, `"$(conda info --base)/etc/profile.d/conda.sh"`: wherever the tool lies, it is known by its file.
  if (text === undefined)
    return /^\/(?:nvm\.sh|etc\/profile\.d\/(?:conda|mamba)\.sh|bin\/activate)$/.test(knownTail(file));
  const own = home !== null && text.startsWith(`${home}/`) ? text.slice(home.length + 1) : undefined;
  if (own !== undefined)
    return /^(?:\.(?:bashrc|bash_profile|bash_aliases|profile|zshrc|zprofile|zshenv|envrc)|\.nvm\/(?:nvm\.sh|bash_completion)|\.(?:cargo|ghcup|deno|local\/bin|rye|elan|juliaup)\/env|\.sdkman\/bin\/sdkman-init\.sh|\.asdf\/asdf\.sh|\.rvm\/scripts\/rvm|(?:\.?(?:mini|mamba|ana)?(?:conda|forge)\d?)\/(?:etc\/profile\.d\/(?:conda|mamba)\.sh|bin\/activate)|\.opam\/opam-init\/(?:init|variables)\.sh|\.gvm\/scripts\/gvm|\.emsdk\/emsdk_env\.sh|emsdk\/emsdk_env\.sh|esp(?:-idf)?\/(?:esp-idf\/)?export\.sh|\.fzf\.bash|\.venvs?\/[\w.-]+\/bin\/activate)$/.test(
      own,
    );
  return /^\/(?:etc\/(?:profile|bash\.bashrc|os-release|environment|default\/[\w.-]+)|usr\/share\/[\w./-]+|usr\/lib\/[\w./-]+|opt\/ros\/\w+\/setup\.(?:ba|z)?sh|opt\/[\w.-]+\/(?:setvars|env|environment)[\w.-]*\.sh|opt\/homebrew\/[\w./-]+|usr\/local\/[\w./-]+)$/.test(
    text,
  );
}

export const specs: readonly Spec[] = [
  ...readers.map(({ names, value, style }): Spec => ({
    names,
    syntax: { ...(value === undefined ? {} : { value }), ...(style === undefined ? {} : { style }) },
    read: reader,
  })),
  ...filters.map(({ names, syntax, expression }): Spec => ({
    names,
    syntax,
    *read(command, context): Generator<Finding> {
      if (command.has('--help', '--version', '-h') === 'yes') return;
      const expressed = command.value(...expression) !== undefined;
      const named = namedValues(command);
      const words = command.operands.filter((word) => !named.includes(word));
      if (command.program === 'jq' || command.program === 'gojq' || command.program === 'jaq')
        yield* environmentIn(command.value(...expression) ?? words[0]);
      // `jq . file`, `yq eval . file`; a lone operand of yq is the file itself.
      const verb = /^(?:e|ea|eval|eval-all|query|select|put)$/.test(textOf(words[0] ?? literal('')) ?? '') ? 1 : 0;
      const operands = words.slice(verb);
      const alone = command.program === 'yq' && operands.length === 1;
      const files = operands.slice(expressed || alone ? 0 : 1);
      if (command.has('-i', '--inplace', '--in-place') === 'yes')
        for (const file of files) yield { kind: 'file.write', path: context.path(file), how: 'edit', recursive: 'no' };
      yield* readAll(command, context, files);
      for (const option of command.options)
        if (/^--(?:slurpfile|rawfile|argfile)$/.test(option.name)) {
          const at = command.words.indexOf(option.word);
          const file = command.words[at + 2];
          if (file !== undefined) yield fileRead(context, file);
        }
    },
  })),
  {
    // `uniq in out` writes its second operand.
    names: ['uniq', 'guniq'],
    syntax: { value: '-f --skip-fields -s --skip-chars -w --check-chars' },
    *read(command, context): Generator<Finding> {
      const [from, to] = command.operands;
      if (from !== undefined && textOf(from) !== '-') yield fileRead(context, from);
      if (to !== undefined) yield { kind: 'file.write', path: context.path(to), how: 'overwrite', recursive: 'no' };
    },
  },
  {
    names: ['source', '.'],
    syntax: { style: 'posix' },
    *read(command, context): Generator<Finding> {
      const [file, ...args] = command.operands;
      if (file === undefined) return;
      if (file.substitution === undefined) yield fileRead(context, file);
      // What a person's shell starts with is theirs, and an agent cannot write there: nothing new can be in it.
      if (isShellSetup(file, context)) return;
      yield { kind: 'file-code', language: 'bash', path: context.path(file), via: command.program, args };
    },
  },
  {
    // The manual's pager is a shell command (man(1), -P).
    names: ['man'],
    syntax: {
      value:
        '-P --pager -L --locale -m --systems -M --manpath -S -s --sections -e --extension -r --prompt -E --encoding -p --preprocessor -C --config-file -R --recode',
    },
    *read(command, context): Generator<Finding> {
      const pager = command.value('-P', '--pager');
      if (pager !== undefined) yield { kind: 'code', language: 'bash', text: pager, via: 'man -P' };
      for (const { name, value } of context.invocation.assignments)
        if (/^(?:MAN)?PAGER$/.test(name)) yield { kind: 'code', language: 'bash', text: value, via: name };
    },
  },
  {
    names: ['tee', 'gtee', 'sponge'],
    syntax: { optional: '--output-error', flags: '-a --append -i --ignore-interrupts -p --help --version' },
    *read(command, context): Generator<Finding> {
      if (command.has('--help', '--version') === 'yes') return;
      const content = streamText(context.stdin);
      const append = command.has('-a', '--append') === 'yes';
      for (const operand of command.operands) {
        if (operand.substitution !== undefined) continue;
        yield {
          kind: 'file.write',
          path: context.path(operand),
          how: append ? 'append' : 'overwrite',
          recursive: 'no',
          ...(content === undefined ? {} : { content }),
        };
      }
    },
  },
];
