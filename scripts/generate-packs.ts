// Compiles policies/*.yaml and policies/profiles/*.yaml into src/policy/packs.gen.ts, and writes their reference, docs/rules.md.
import { packsModule } from './packs/compiled.ts';
import { ruleReference } from './packs/reference.ts';
import { readPacks, readProfiles } from './packs/read.ts';
import { writeGenerated } from './generated-file.ts';

const { packs, problems } = readPacks();
const { profiles, problems: profileProblems } = readProfiles();
for (const problem of [...problems, ...profileProblems]) console.error(problem);
// A pack that cannot be read must not go missing from the gate by itself.
if (problems.length + profileProblems.length > 0) process.exitCode = 1;
else {
  writeGenerated('src/policy/packs.gen.ts', packsModule(packs, profiles));
  writeGenerated('docs/rules.md', ruleReference(packs, profiles));
}
