import { describe, expect, it } from 'vitest';
import { actsWith } from './acts.ts';

const nuke = 'rm -rf ~';
const scripts = (all: Readonly<Record<string, string>>): string => JSON.stringify({ scripts: all });
const workspace = {
  'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
  'packages/web/package.json': JSON.stringify({ name: '@x/web', scripts: { clean: nuke } }),
};

type Row = readonly [command: string, files: Readonly<Record<string, string>>];

const deletes = (command: string, files: Readonly<Record<string, string>>): readonly string[] =>
  actsWith(command, files).filter((act) => act.startsWith('delete'));

describe('scripts of manifests', () => {
  it.each<Row>([
    ['npm test', { 'package.json': scripts({ test: nuke }) }],
    ['npm start', { 'package.json': scripts({}), 'server.js': "require('child_process').execSync('rm -rf ~')" }],
    ['npm restart', { 'package.json': scripts({ stop: nuke }) }],
    ['npm run build', { 'package.json': scripts({ prebuild: nuke, build: 'tsc' }) }],
    ['npm install', { 'package.json': scripts({ postinstall: nuke }) }],
    ['npm ci', { 'package.json': scripts({ prepare: nuke }) }],
    ['npm version patch', { 'package.json': scripts({ preversion: nuke }) }],
    ['npm run clean -w packages/web', workspace],
    ['npm run clean -w @x/web', workspace],
    ['npm run clean --workspaces --if-present', workspace],
    ['pnpm -r clean', workspace],
    ['pnpm --filter @x/web clean', workspace],
    ['yarn workspace @x/web clean', workspace],
    ['yarn workspaces foreach -A run clean', workspace],
    ['npx turbo clean', workspace],
    ['turbo run clean --filter=web', workspace],
    ['lerna run clean', workspace],
    ['nx run web:clean', workspace],
    ['nx run-many -t clean', workspace],
    ['run-s a b', { 'package.json': scripts({ b: nuke }) }],
    ['npx npm-run-all --parallel "b:*"', { 'package.json': scripts({ 'b:x': nuke }) }],
    ['concurrently "npm:b-*" "tsc -w"', { 'package.json': scripts({ 'b-1': nuke }) }],
    ['concurrently -n a,b "rm -rf ~" "tsc -w"', {}],
    ['node --run clean', { 'package.json': scripts({ clean: nuke }) }],
    ['deno task clean', { 'deno.jsonc': '// tasks\n{"tasks": {"clean": {"command": "rm -rf ~"}},}' }],
  ])('%s', (command, files) => {
    expect(new Set(deletes(command, files))).toEqual(new Set(['delete tree /home/dev']));
  });

  it.each<Row>([
    ['npm run clean -w packages/api', workspace],
    ['turbo run clean --filter=api', workspace],
    ['turbo run clean --dry-run', workspace],
    ['npm install --ignore-scripts', { 'package.json': scripts({ postinstall: nuke }) }],
    ['npm install left-pad', { 'package.json': scripts({ postinstall: nuke }) }],
    ['run-p "b:*"', { 'package.json': scripts({ c: nuke }) }],
    ['concurrently "echo \'rm -rf ~\'"', {}],
  ])('%s does not run it', (command, files) => {
    expect(deletes(command, files)).toEqual([]);
  });
});

describe('programs and the modules they import', () => {
  const python = "import os\nos.system('rm -rf ~')\n";
  const node = "require('child_process').execSync('rm -rf ~')";
  it.each<Row>([
    ['python -m pkg', { 'pkg/__main__.py': python }],
    ['python3 -m pkg.tool -v', { 'pkg/tool.py': python }],
    ['cd src && python tools', { 'src/tools/__main__.py': python }],
    [
      'python x.py',
      { 'x.py': 'from lib.helper import go\ngo()\n', 'lib/helper.py': `def go():\n  ${python.replace('\n', '; ')}` },
    ],
    [
      'python x.py',
      { 'x.py': 'import helper\nhelper.go()\n', 'helper.py': `import os\ndef go():\n  os.system('rm -rf ~')\n` },
    ],
    ['uvx ./x.py', { 'x.py': python }],
    ['node .', { 'package.json': '{"main": "lib/m.js"}', 'lib/m.js': node }],
    ['node lib', { 'lib/index.js': node }],
    ['node x', { 'x.js': node }],
    ['node x.js', { 'x.js': "require('./lib/y')", 'lib/y.js': node }],
    ['tsx x.ts', { 'x.ts': "import { go } from './y'; go();", 'y.ts': `export function go(): void { ${node} }` }],
    ['ruby x.rb', { 'x.rb': "require_relative 'y'", 'y.rb': "system('rm -rf ~')" }],
    ['perl x.pl', { 'x.pl': "require './y.pl';", 'y.pl': "system('rm -rf ~');" }],
    ['php x.php', { 'x.php': "<?php require __DIR__ . '/y.php';", 'y.php': "<?php shell_exec('rm -rf ~');" }],
    ['lua x.lua', { 'x.lua': "require('lib.y')", 'lib/y.lua': "os.execute('rm -rf ~')" }],
    ['./tool', { tool: `#!/usr/bin/env python3\n${python}` }],
    ['bin/setup', { 'bin/setup': "#!/usr/bin/env -S ruby -w\nsystem('rm -rf ~')\n" }],
  ])('%s', (command, files) => {
    expect(new Set(deletes(command, files))).toEqual(new Set(['delete tree /home/dev']));
  });

  it.each<Row>([
    [
      'python x.py',
      { 'x.py': 'from helper import other\n', 'helper.py': `def go():\n  import os; os.system('rm -rf ~')\n` },
    ],
    [
      'python x.py',
      { 'x.py': 'import helper\n', 'helper.py': "import os\nif __name__ == '__main__':\n  os.system('rm -rf ~')\n" },
    ],
    ['node x.js', { 'x.js': "import './y.css'" }],
  ])('%s does not run it', (command, files) => {
    expect(deletes(command, files)).toEqual([]);
  });

  it.each<readonly [command: string, files: Readonly<Record<string, string>>, path: string]>([
    [
      'node scripts/x.js',
      { 'scripts/x.js': "require('fs').unlinkSync(require('path').join(__dirname, '..', 'dist'))" },
      'scripts/../dist',
    ],
    [
      'python scripts/x.py',
      { 'scripts/x.py': "from pathlib import Path\n(Path(__file__).resolve().parent.parent / 'out').unlink()\n" },
      './out',
    ],
    [
      'python scripts/x.py',
      { 'scripts/x.py': "import os\nos.remove(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'out'))\n" },
      'scripts/out',
    ],
    ['ruby scripts/x.rb', { 'scripts/x.rb': "File.delete(File.join(__dir__, 'out'))" }, 'scripts/out'],
  ])('%s knows where it lies', (command, files, path) => {
    expect(deletes(command, files)).toEqual([`delete ${path}`]);
  });
});

describe('files of several tasks', () => {
  it.each<Row>([
    ['make', { Makefile: 'include x.mk\nall: nuke\n', 'x.mk': 'nuke:\n\trm -rf ~\n' }],
    ['make clean', { Makefile: '-include mk/*.mk\n', 'mk/x.mk': 'clean:\n\trm -rf ~\n' }],
    ['make x.o', { Makefile: '%.o: %.c\n\trm -rf ~\n' }],
    ['make x', { Makefile: '%: %.o\n\tcc $<\n%.o: %.c\n\tcc $<\n%.c: %.y\n\trm -rf ~\n' }],
    // Names that every rule makes longer: make itself follows no rule twice.
    ['make x', { Makefile: '%: a%b% c%d%\n\trm -rf ~\n%b: %%%\n\tcc $@\n' }],
    ['make all', { Makefile: 'all:\n\t$(MAKE) -C sub clean\n', 'sub/Makefile': 'clean:\n\trm -rf ~\n' }],
    ['make nuke', { Makefile: 'define run\n\trm -rf $(1)\nendef\nnuke:\n\t$(call run,/home/dev)\n' }],
    ['make nuke', { Makefile: 'D = /home/dev\nifeq ($(OS),x)\nD = y\nendif\nnuke:\n\trm -rf $(D) \n' }],
    ['make x', { Makefile: 'SHELL := /usr/bin/python3\nx:\n\timport os; os.system("rm -rf ~")\n' }],
    ['just', { justfile: 'default: nuke\nnuke:\n  @rm -rf ~\n' }],
    ['just nuke', { Justfile: 'd := "/home/" + "dev"\nnuke:\n  rm -rf {{d}}\n' }],
    ['just nuke /home/dev', { justfile: 'nuke target:\n  rm -rf {{target}}\n' }],
    ['just x', { justfile: 'x:\n  #!/usr/bin/env python3\n  import os\n  os.system("rm -rf ~")\n' }],
    ['just x', { justfile: 'v := `rm -rf ~`\nx:\n  echo\n' }],
    ['task', { 'Taskfile.yml': 'tasks:\n  default:\n    deps: [nuke]\n  nuke:\n    cmds:\n      - cmd: rm -rf ~\n' }],
    ['task a', { 'Taskfile.yaml': 'tasks:\n  a:\n    cmd: |\n      echo\n      rm -rf ~\n' }],
    ['rake', { Rakefile: "task :nuke do\n  sh 'rm -rf ~'\nend\ntask default: [:nuke]\n" }],
    [
      'bundle exec rake db:nuke[x]',
      { Rakefile: 'namespace :db do\n  task :nuke, [:n] => :env do |t, a|\n    rm_rf Dir.home\n  end\nend\n' },
    ],
    ['composer nuke', { 'composer.json': '{"scripts": {"nuke": ["@clean"], "clean": "rm -rf ~"}}' }],
    ['pipenv run nuke', { Pipfile: '[scripts]\nnuke = "rm -rf ~"\n' }],
    ['poe nuke', { 'pyproject.toml': '[tool.poe.tasks]\nnuke = {shell = "rm -rf ~"}\n' }],
    ['hatch run dev:nuke', { 'pyproject.toml': '[tool.hatch.envs.dev.scripts]\nnuke = "rm -rf ~"\n' }],
    [
      'pre-commit run -a',
      {
        '.pre-commit-config.yaml':
          'repos:\n- repo: local\n  hooks:\n  - id: x\n    entry: rm -rf ~\n    language: system\n',
      },
    ],
    ['lefthook run pre-commit', { 'lefthook.yml': 'pre-commit:\n  commands:\n    a:\n      run: rm -rf ~\n' }],
  ])('%s %j', (command, files) => {
    expect(new Set(deletes(command, files))).toContain('delete tree /home/dev');
  });

  it.each<Row>([
    ['just build', { justfile: 'build:\n  cargo build\nnuke:\n  rm -rf ~\n' }],
    ['task b', { 'Taskfile.yml': 'tasks:\n  a:\n    cmd: rm -rf ~\n  b:\n    cmds:\n      - go build ./...\n' }],
    ['rake test', { Rakefile: "task :nuke do\n  sh 'rm -rf ~'\nend\ntask :test\n" }],
    [
      'docker build .',
      { Dockerfile: 'FROM x\nRUN rm -rf / ~ \\\n  # all\n  && rm -rf /var/lib/apt/lists/*\nRUN ["rm", "-rf", "/"]\n' },
    ],
    [
      'pre-commit run',
      {
        '.pre-commit-config.yaml': 'repos:\n- repo: https://example.com/x\n  hooks:\n  - id: x\n    entry: rm -rf ~\n',
      },
    ],
  ])('%s %j does not run it here', (command, files) => {
    expect(deletes(command, files)).toEqual([]);
  });

  it.each<Row>([
    [
      'docker compose up',
      { 'compose.yaml': 'services:\n  a:\n    image: x\n    volumes: ["~/:/h"]\n    command: ["rm", "-rf", "/h"]\n' },
    ],
    [
      'docker compose run a',
      {
        'docker-compose.yml':
          'services:\n  a:\n    image: x\n    volumes:\n      - /home/dev:/h\n    entrypoint: rm -rf /h\n',
      },
    ],
  ])('%s %j sees this machine', (command, files) => {
    expect(deletes(command, files)).toEqual(['delete tree /h']);
  });
});
