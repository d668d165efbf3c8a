import { describe, expect, test } from 'vitest';
import { npmPackage, pythonPackage, versionOf } from '../../src/commands/packages/_package.ts';
import { manifestVersions } from '../../src/commands/packages/manifest.ts';
import { packageScripts } from '../../src/commands/packages/scripts.ts';
import { literal, show } from '../../src/word.ts';
import { summaries } from './summary.ts';

describe('versions', () => {
  test.each([
    ['', 'none'],
    ['1.2.3', 'exact'],
    ['v1.2.3-rc.1', 'exact'],
    ['^1.2.3', 'range'],
    ['1', 'range'],
    ['next', 'range'],
    ['latest', 'latest'],
    ['*', 'wildcard'],
    ['>=0', 'wildcard'],
  ])('%j is %s', (text, version) => {
    expect(versionOf(text)).toBe(version);
  });

  test.each([
    ['lodash', 'lodash none registry'],
    ['@scope/x', '@scope/x none registry'],
    ['@scope/x@1.2.3', '@scope/x exact registry'],
    ['x@npm:y@1.2.3', 'y exact registry'],
    ['acme/x', 'acme/x unknown url'],
    ['git+https://example.com/x.git', 'git+https://example.com/x.git unknown url'],
    ['./x', './x exact local'],
    ['x.tgz', 'x.tgz exact local'],
  ])('npm package %s', (text, meaning) => {
    const { name, version, source } = npmPackage(literal(text));
    expect(`${show(name)} ${version} ${source}`).toBe(meaning);
  });

  test.each([
    ['requests', 'requests none registry'],
    ['requests==2.31.0', 'requests exact registry'],
    ['requests>=2', 'requests range registry'],
    ['requests[socks]~=2.0', 'requests[socks] range registry'],
    ['requests==*', 'requests wildcard registry'],
    ['git+https://example.com/x', 'git+https://example.com/x unknown url'],
    ['.', '. exact local'],
    ['.[dev]', '.[dev] exact local'],
    ['dist/x.whl', 'dist/x.whl exact local'],
  ])('Python requirement %s', (text, meaning) => {
    const { name, version, source } = pythonPackage(literal(text));
    expect(`${show(name)} ${version} ${source}`).toBe(meaning);
  });
});

describe('open versions in manifests', () => {
  test.each([
    ['package.json', '{"dependencies": {"a": "*", "b": "1.0.0"}, "peerDependencies": {"c": "*"}}', ['a wildcard']],
    [
      'package.json',
      '{"devDependencies": {"a": "latest", "b": "workspace:*", "c": "npm:d@latest"}}',
      ['a latest', 'c latest'],
    ],
    ['web/package.json', '    "a": "latest",', ['a latest']],
    ['package.json', '"engines": { "node": "*" }', []],
    ['tsconfig.json', '{"paths": {"a": "*"}}', []],
    [
      'Cargo.toml',
      '[package]\nversion = "*"\n[dependencies]\na = "*"\nb = { version = "*" }\n',
      ['a wildcard', 'b wildcard'],
    ],
    ['Cargo.toml', '[dependencies.a]\nversion = "*"\n', ['a wildcard']],
    ['pyproject.toml', '[tool.poetry.dependencies]\npython = "*"\na = "*"\n', ['a wildcard']],
    ['pyproject.toml', '[tool.ruff]\nselect = "*"\n', []],
    ['requirements-dev.txt', 'a==*\nb==1.0\nc\n', ['a wildcard']],
    ['composer.json', '{"require": {"php": "*", "ext-json": "*", "a/b": "dev-master"}}', ['a/b latest']],
    ['pom.xml', '<junit.version>LATEST</junit.version>', [' latest']],
    ['build.gradle.kts', 'implementation("a:b:latest.release")', ['a:b latest']],
    ['pubspec.yaml', 'dependencies:\n  a: any\n', ['a wildcard']],
    ['Gemfile', "gem 'a', '>= 0'\ngem 'b', '~> 1.0'\n", ['a wildcard']],
    ['deno.json', '{"imports": {"a": "npm:a@latest"}}', ['a latest']],
    ['README.md', '"a": "*"', []],
  ])('%s: %s', (path, content, meaning) => {
    expect(manifestVersions(path, content).map(({ name, version }) => `${name} ${version}`)).toEqual(meaning);
  });
});

describe('installs and what package runners start', () => {
  test.each([
    ['npm i -D lodash@4.17.21', ['install lodash exact']],
    ['npm install -g npm@latest', ['install npm latest globally']],
    ['npm install lodash@latest', ['install lodash latest', 'manifest lodash latest']],
    ['npm ci', ['install locked']],
    ['npm install --dry-run lodash', []],
    ['npm run build', []],
    ['npm run missing', ['opaque absent']],
    ['npm publish', ['release package']],
    ['npm publish --dry-run', []],
    ['npx rimraf dist', ['install rimraf none', 'delete dist']],
    ['npx --no-install rimraf dist', ['delete dist']],
    ['npx -y rimraf@5 dist', ['install rimraf range', 'delete dist']],
    ["npx -c 'rm -rf dist'", ['delete dist']],
    ['npx -p x -- rm -rf dist', ['install x none', 'delete dist']],
    ['npm exec --yes -- rimraf dist', ['install rimraf none', 'delete dist']],
    ['pnpm exec rm -rf dist', ['delete dist']],
    ['pnpm dlx rimraf dist', ['install rimraf none', 'delete dist']],
    ['pnpm --filter web exec rm -rf dist', ['delete dist']],
    ['yarn rm -rf dist', ['delete dist']],
    ['yarn build', []],
    ['yarn workspace web add lodash@1.0.0', ['install lodash exact']],
    ['yarn dlx -q rimraf dist', ['install rimraf none', 'delete dist']],
    ['bunx rimraf dist', ['install rimraf none', 'delete dist']],
    ['bun add zod', ['install zod none']],
    ['pip install -r requirements.txt', ['install locked']],
    ['pip install "requests>=2" flask==3.0.0', ['install requests range', 'install flask exact']],
    ['python3 -m pip install requests', ['install requests none']],
    ['uv run rm -rf dist', ['delete dist']],
    ['uv run --with x -- rm -rf dist', ['install x none', 'delete dist']],
    ['uvx rm -rf dist', ['install rm none', 'delete dist']],
    ['poetry run rm -rf dist', ['delete dist']],
    ['poetry add requests@latest', ['install requests latest', 'manifest requests latest']],
    ['pipx run black .', ['install black none', 'write .']],
    ['conda run -n env rm -rf dist', ['delete dist']],
    ['conda install numpy=1.26.0', ['install numpy exact']],
    ['bundle exec rm -rf dist', ['delete dist']],
    ['cargo add serde@1.0.200', ['install serde exact']],
    ['cargo +nightly install --git https://example.com/x', ['install https://example.com/x unknown url globally']],
    ['go install example.com/x@latest', ['install example.com/x latest globally']],
    ['go build ./...', []],
    ['apt-get install -y jq', ['install jq none globally']],
    ['apt-get install jq=1.6-2', ['install jq exact globally']],
    ['apt-get -s install jq', []],
    ['brew install ./x.rb', ['install ./x.rb exact local globally']],
    ['pacman -Syu jq', ['install jq none globally']],
    ['pacman -Ss jq', []],
    ['composer require a/b:^1.0', ['install a/b range']],
    ['dotnet add package X --version 1.2.3', ['install X exact']],
    ['mvn -B deploy', ['release package']],
    ['mvn install', []],
    ['./gradlew :lib:publish', ['release package']],
    ['./gradlew publishToMavenLocal', []],
    ['java -jar bfg-1.14.0.jar --delete-files x repo.git', ['lose history all repo.git']],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });
});

describe('scripts of package.json', () => {
  const manifest = JSON.stringify(
    {
      scripts: {
        clean: 'rm -rf',
        both: 'echo',
        postboth: 'rm -rf dist',
        loop: 'npm run loop',
        deep: 'npm run clean coverage',
      },
    },
    null,
    2,
  );
  const world = { files: { 'package.json': manifest, 'web/package.json': manifest } };

  test.each([
    ['npm run clean -- build', ['delete build']],
    ['npm run both', ['delete dist']],
    ['npm run deep', ['delete coverage']],
    ['npm run loop', []],
    ['yarn clean dist', ['delete dist']],
    ['pnpm clean dist', ['delete dist']],
    ['bun run clean dist', ['delete dist']],
    ['npm --prefix web run clean dist', ['delete dist']],
    ['npm run missing', ['opaque absent']],
  ])('%s', (command, meaning) => {
    expect(summaries(command, world)).toEqual(meaning);
  });

  test('they stand in a line of the file and run where it lies', () => {
    expect(packageScripts(manifest, 'both')).toEqual([
      { text: 'echo', line: 4 },
      { text: 'rm -rf dist', line: 5 },
    ]);
    expect(packageScripts('{', 'both')).toBeUndefined();
    expect(packageScripts('{}', 'both')).toEqual([]);
  });
});
