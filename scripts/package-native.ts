// npm run package:native -- NAME=BINARY…: the packages of the native form below dist/packages, in the way esbuild does it:
// one for each platform, which npm installs where `os` and `cpu` fit, and the main package, which names them as optional.
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'] as const;
type Platform = (typeof PLATFORMS)[number];

/** The machine in an ELF header (elf(5), e_machine), or in a Mach-O header (cputype). */
const MACHINES: Readonly<Record<Platform, (bytes: Buffer) => boolean>> = {
  'linux-x64': (bytes) => bytes.readUInt32BE(0) === 0x7f454c46 && bytes.readUInt16LE(18) === 62,
  'linux-arm64': (bytes) => bytes.readUInt32BE(0) === 0x7f454c46 && bytes.readUInt16LE(18) === 183,
  'darwin-x64': (bytes) => bytes.readUInt32LE(0) === 0xfeedfacf && bytes.readUInt32LE(4) === 0x01000007,
  'darwin-arm64': (bytes) => bytes.readUInt32LE(0) === 0xfeedfacf && bytes.readUInt32LE(4) === 0x0100000c,
};

const TARGET = 'dist/packages';
const main = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
const { version, license } = main;

function isPlatform(name: string): name is Platform {
  return PLATFORMS.some((platform) => platform === name);
}

const given = process.argv.slice(2).map((argument) => argument.split('='));
const packages = given.map(([platform = '', file = '']) => {
  if (!isPlatform(platform) || file === '')
    throw new Error(`NAME=BINARY, where NAME is one of ${PLATFORMS.join(', ')}`);
  if (!MACHINES[platform](readFileSync(file))) throw new Error(`${file} is not for ${platform}`);
  return { platform, file };
});
if (packages.length === 0) throw new Error('name at least one binary, such as linux-x64=dist/native/blastgate');

rmSync(TARGET, { recursive: true, force: true });
for (const { platform, file } of packages) {
  const directory = join(TARGET, platform);
  const [os, cpu] = platform.split('-');
  mkdirSync(directory, { recursive: true });
  copyFileSync(file, join(directory, 'blastgate'));
  chmodSync(join(directory, 'blastgate'), 0o755);
  const description = `The native form of blastgate for ${platform}`;
  const manifest = { name: `@blastgate/${platform}`, version, description, license, os: [os], cpu: [cpu] };
  write(directory, { ...manifest, files: ['blastgate'], preferUnplugged: true });
}
const optional = packages.map(({ platform }) => [`@blastgate/${platform}`, version]);
const { devDependencies: _, scripts: __, ...rest } = main;
const directory = join(TARGET, 'blastgate');
mkdirSync(join(directory, 'dist'), { recursive: true });
for (const file of ['blastgate.js', 'blastgate.js.parts', 'package.json'])
  copyFileSync(join('dist', file), join(directory, 'dist', file));
for (const folder of ['policies', 'schemas', 'README.md']) cpSync(folder, join(directory, folder), { recursive: true });
write(directory, { ...rest, optionalDependencies: Object.fromEntries(optional) });
console.log(`${TARGET}: blastgate, ${packages.map(({ platform }) => platform).join(', ')}`);

function write(folder: string, manifest: object): void {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
