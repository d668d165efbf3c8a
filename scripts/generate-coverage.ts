// Writes docs/coverage.md from docs/coverage.yaml: which rules' own examples cover each command that the requirements name.
// Fails where a command of this version has another outcome than it must have, or no rule's examples cover it.
import { coverageOf } from './requirements/coverage.ts';
import { coverageDocument } from './requirements/document.ts';
import { readRequirements } from './requirements/read.ts';
import { writeGenerated } from './generated-file.ts';
import { readPacks } from './packs/read.ts';

const { packs, problems } = readPacks();
for (const problem of problems) console.error(problem);
const coverage = coverageOf(readRequirements(), packs);
const missing = coverage.flatMap(({ id, cases }) =>
  cases
    .filter(({ later, problem }) => !later && problem !== undefined)
    .map((each) => `${id}: ${each.text}: ${each.problem}`),
);
for (const line of missing) console.error(line);
if (problems.length + missing.length > 0) process.exitCode = 1;
else writeGenerated('docs/coverage.md', coverageDocument(coverage));
