// The rules of the house (docs/architecture.md): which folder may import what, and what no file may do.

/** Every folder of src, and the folders it may import from; the nouns (src/*.ts) are open to all of them. */
const MAY_IMPORT = {
  adapters: [],
  shell: [],
  commands: ['shell', 'languages'],
  languages: [],
  analysis: ['shell', 'commands', 'languages', 'facts'],
  facts: [],
  policy: [],
  session: [],
  audit: [],
};
const FOLDERS = [...Object.keys(MAY_IMPORT), 'cli'];
/** The two forms of the program: an entry and an implementation of the host each. */
const FORMS = ['node', 'node-host', 'native', 'quickjs-host'];
const BELOW_CLI = Object.keys(MAY_IMPORT);

const PARSER = { regex: '^unbash(/|$)', message: 'Only src/shell imports the parser.' };
const COLD_LIBRARIES = {
  regex: '^(yaml|zod)(/|$)',
  message: 'yaml and zod are for src/policy and src/cli: no call with an unchanged policy pays for them.',
};
const NODE = {
  regex:
    '^(node:|(fs|os|path|tty|child_process|crypto|process|vm|module|buffer|util|url|worker_threads|net|https?|v8|zlib|stream|events|assert)(/|$))',
  message: 'Only src/node-host.ts knows Node; ask the Host.',
};

/** A pattern for the folders that are not among `allowed`. */
const foldersExcept = (allowed) => ({
  regex: `^\\.{1,2}/(\\.\\./)*(${FOLDERS.filter((folder) => !allowed.includes(folder)).join('|')})/`,
  message: `Imports go one way (design: nouns, shell, commands, analysis; hook composes; cli on top). Allowed here: ${['nouns', ...allowed].join(', ')}.`,
});
const filesOnTop = (names) => ({
  regex: `^\\.{1,2}/(\\.\\./)*(${names.join('|')})\\.ts$`,
  message: 'Entry points sit on top: nothing below imports them.',
});

const restricted = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const importDirections = [
  restricted(
    ['src/*.ts', 'src/effect-fields/**'],
    [foldersExcept([]), filesOnTop([...FORMS, 'cli', 'hook', 'gate']), NODE, PARSER, COLD_LIBRARIES],
  ),
  ...Object.entries(MAY_IMPORT).map(([folder, allowed]) =>
    restricted(
      [`src/${folder}/**`],
      [
        foldersExcept([folder, ...allowed]),
        filesOnTop([...FORMS, 'cli', 'hook', 'gate']),
        NODE,
        ...(folder === 'shell' ? [] : [PARSER]),
        ...(folder === 'policy' ? [] : [COLD_LIBRARIES]),
      ],
    ),
  ),
  restricted(
    ['src/hook.ts', 'src/gate.ts'],
    [foldersExcept(BELOW_CLI), filesOnTop([...FORMS, 'cli']), NODE, PARSER, COLD_LIBRARIES],
  ),
  restricted(['src/cli/**'], [filesOnTop([...FORMS, 'cli']), NODE, PARSER]),
  restricted(['src/cli.ts'], [filesOnTop(FORMS), NODE, PARSER, COLD_LIBRARIES]),
  restricted(['src/node.ts'], [foldersExcept([]), NODE, PARSER, COLD_LIBRARIES]),
  restricted(['src/native.ts'], [foldersExcept(['policy']), NODE, PARSER, COLD_LIBRARIES]),
  restricted(['src/node-host.ts'], [foldersExcept([]), PARSER, COLD_LIBRARIES]),
  restricted(['src/quickjs-host.ts'], [foldersExcept([]), NODE, PARSER, COLD_LIBRARIES]),
];

export default {
  plugins: ['typescript', 'unicorn', 'oxc', 'import'],
  categories: { correctness: 'error' },
  env: { es2022: true, node: true },
  rules: {
    'default-case-last': 'error',
    eqeqeq: 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-self-import': 'error',
    'no-empty': ['error', { allowEmptyCatch: false }],
    'no-eval': 'error',
    'no-implied-eval': 'error',
    'no-new-func': 'error',
    'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'fetch'],
    'no-throw-literal': 'error',
    'no-unused-vars': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'typescript/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'unicorn/throw-new-error': 'error',
  },
  overrides: [
    ...importDirections,
    {
      files: ['test/**'],
      plugins: ['typescript', 'unicorn', 'oxc', 'import', 'vitest'],
      rules: { 'no-restricted-globals': 'off', 'typescript/no-non-null-assertion': 'off' },
    },
    { files: ['scripts/**', '*.config.*'], rules: { 'no-restricted-globals': 'off' } },
    { files: ['*.config.*'], rules: { 'import/no-default-export': 'off' } },
  ],
  ignorePatterns: ['dist/**', 'fixtures/**', '**/*.gen.ts'],
};
