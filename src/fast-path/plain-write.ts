import { isSystemTree } from '../facts/system-trees.ts';
import { sightOf, type Look } from './look.ts';
import { isPlainSource, wayTo } from './plain-path.ts';

/** The longest content that is looked at, in UTF-16 units. */
const MAX_LENGTH = 1_000_000;

/** As long as no kind of credential is without one. */
const LONG_RUN = /[\w+/=.,~-]{16}/;

/** What begins credentials of a kind, or must stand beside them: the keywords of facts/credential-kinds.ts. */
const CREDENTIAL_MARKS =
  /AKIA|ASIA|aws|ecret|AWS|SECRET|gh[oprsu]_|github_pat_|gl|xox|xapp-|hooks\.slack|_live_|_test_|whsec_|sk-|AIza|ya29|GOCSPX|npm_|_authToken|pypi-|hf_|rubygems_|cio|dckr_|gsk_|r8_|ntn_|figd_|pul-|NRAK-|ATATT3|sq0|FlyV1|_v1_|dapi|SG\.|shp|hv[sb]\.|atlasv1|sb[p_]|pscale_|dp\.|lin_api_|HRKU-|f[mo][12]_|:AA|AccountKey|eyJ|earer|EARER|AGE-/;

/**
 * Whether a write is one of source code inside the project, or to a temporary file, that no rule is about: an ordinary absolute path, and a
 * text without anything that could be a credential.
 */
export function isPlainWrite(
  path: string,
  content: string,
  { cwd, project }: { readonly cwd: string; readonly project: string },
  look: Pick<Look, 'lstat' | 'env' | 'programFile'>,
): boolean {
  return (
    mayHoldNothing(content) &&
    path !== look.programFile() &&
    (isPlainSource(path, '/tmp', look) || (isPlainProject(project, look) && isPlainSource(path, project, look))) &&
    // Worktrees are those of the repository in which the call stands.
    [path, `${cwd}/`].every((each) => hasPlainRepositories(each, look))
  );
}

/** Whether no credential can be in the text. */
export function mayHoldNothing(content: string): boolean {
  if (content.length > MAX_LENGTH || content.includes('PRIVATE KEY') || /:\/\/[^\s/]*@/.test(content)) return false;
  return !(LONG_RUN.test(content) && CREDENTIAL_MARKS.test(content));
}

/** Whether the directory is nobody's home nor the system's, whatever the case of its letters; a home behind a link has two names. */
function isPlainProject(project: string, look: Pick<Look, 'lstat' | 'env'>): boolean {
  const home = look.env('HOME') ?? '';
  return (
    /^(?:\/[\w@+,-][\w@+,.-]*)+$/.test(project) &&
    !isSystemTree(project) &&
    !`${home}/`.toLowerCase().startsWith(`${project}/`.toLowerCase()) &&
    wayTo('', home, look) === 'directory'
  );
}

/** Whether the path is in no repository that has worktrees, nor in a worktree itself. */
function hasPlainRepositories(path: string, look: Pick<Look, 'lstat'>): boolean {
  for (let end = path.lastIndexOf('/'); ; end = path.lastIndexOf('/', end - 1)) {
    const repository = `${path.slice(0, end)}/.git`;
    const sight = sightOf(look.lstat(repository));
    const isAlone =
      sight === 'directory' &&
      ['commondir', 'worktrees'].every((name) => sightOf(look.lstat(`${repository}/${name}`)) === 'missing');
    if (sight !== 'missing' && !isAlone) return false;
    if (end <= 0) return true;
  }
}
