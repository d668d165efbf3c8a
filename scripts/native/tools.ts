import { spawnSync } from 'node:child_process';

/** What stops the build of the native form, and what to do about it. */
export class BuildProblem extends Error {
  override readonly name = 'BuildProblem';
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** What to do where it fails. */
  readonly hint?: string;
}

/** Runs a program and gives its standard output; one that fails is a problem, told with its own words and the hint. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env, input = '', hint = '' }: Surroundings,
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  if (status === 0) return stdout;
  const said = error === undefined ? `${stdout}${stderr}`.trim() : error.message;
  throw new BuildProblem(`${program} ${args.join(' ')}\n${said}\n${hint}`.trim());
}
