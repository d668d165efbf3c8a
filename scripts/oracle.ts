// npm run oracle [-- --seed N --disguises N --decoys N --tricks N --file TRICKS --only TEXT --verbose]
import { parseArgs } from 'node:util';
import { failures, report, runOracle } from '../test/oracle/oracle.ts';
import { sandboxProblem } from '../test/oracle/sandbox.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    disguises: { type: 'string', default: '9000' },
    decoys: { type: 'string', default: '2500' },
    tricks: { type: 'string', default: '100000' },
    file: { type: 'string' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

const problem = sandboxProblem();
if (problem !== undefined) {
  console.log(`The oracle is skipped: ${problem}.`);
  process.exitCode = process.env['CI'] === 'true' ? 1 : 0;
} else {
  const result = await runOracle({
    seed: Number(values.seed),
    disguises: Number(values.disguises),
    decoys: Number(values.decoys),
    tricks: Number(values.tricks),
    ...(values.file === undefined ? {} : { file: values.file }),
    ...(values.only === undefined ? {} : { only: values.only }),
  });
  console.log(report(result, values.verbose));
  process.exitCode = failures(result) === 0 ? 0 : 1;
}
