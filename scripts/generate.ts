// npm run generate [-- --check]: runs every scripts/generate-*.ts; with --check they report what is stale and write nothing.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const args = process.argv.slice(2);
let failed = 0;
for (const name of readdirSync('scripts')
  .filter((file) => /^generate-.*\.ts$/.test(file))
  .toSorted()) {
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', `scripts/${name}`, ...args], { stdio: 'inherit' });
  if (status !== 0) {
    failed++;
    console.error(`${name} failed`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
