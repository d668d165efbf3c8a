/** The words of a tool or server name in lower case: `deletePageV2`, `delete_page`, `delete-page` all begin with `delete`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

export type ToolClass = 'read' | 'write' | 'destructive' | 'secret' | 'deploy' | 'unknown';

const destructive =
  ' delete drop destroy remove purge truncate reset terminate wipe erase uninstall flush clear prune teardown kill revoke discard rollback deprovision empty rm rmdir unlink nuke expunge ';
const write =
  ' create update write send post set put add edit insert upsert patch modify change move rename copy upload import save append replace apply execute exec run invoke call trigger start stop restart scale merge close reopen assign unassign comment reply react share invite approve reject submit schedule cancel enable disable archive unarchive restore transfer pay refund charge book order subscribe unsubscribe forward draft mark label push commit fork star lock unlock register configure install generate batch bulk manage sync click type fill press navigate hover drag select submit evaluate notify publish ';
const read =
  ' get list read search describe find fetch show view query lookup look count check status inspect browse resolve explain analyze analyse summarize diff compare validate lint test ping health info help tail logs log watch monitor screenshot snapshot export download preview estimate suggest recommend retrieve load open discover introspect whoami think recall docs ';
const deploy = ' deploy publish release promote redeploy rollout ';
const secret = ' secret secrets token tokens credential credentials password passwords passphrase apikey keychain ';
/** Words in front of or behind `key` and `token` with which they are no secret. */
const harmlessKeys =
  ' primary foreign partition sort index public design issue project board cache ssh page next count counts ';

/** The class a tool's name gives it; the verb it starts with counts before words further back. */
export function classOfName(tool: string): ToolClass {
  const words = wordsOf(tool);
  const is = (list: string, word: string | undefined): boolean => word !== undefined && list.includes(` ${word} `);
  const verbs = words.filter((word) => [destructive, write, read, deploy].some((list) => is(list, word)));
  const [verb] = verbs;
  if (words.some((word) => is(destructive, word)) && !is(read, words[0])) return 'destructive';
  if (namesSecret(words) && (is(read, verb) || verb === undefined || is(write, verb)))
    return is(read, verb) || verb === undefined ? 'secret' : 'write';
  // `API-post-search`: the verb of the request, not of what it does.
  if (is(read, words[0]) || (words[0] === 'api' && /^(?:search|query)$/.test(words.at(-1) ?? ''))) return 'read';
  if (words.some((word) => is(deploy, word)) && !words.some((word) => is(read, word))) return 'deploy';
  if (is(write, verb)) return 'write';
  if (is(deploy, verb)) return 'deploy';
  return is(read, verb) ? 'read' : 'unknown';
}

function namesSecret(words: readonly string[]): boolean {
  return words.some((word, index) => {
    const before = words[index - 1] ?? '';
    if (word === 'token' || word === 'tokens')
      return !harmlessKeys.includes(` ${words[index + 1] ?? '.'} `) && before !== 'design' && before !== 'page';
    if (secret.includes(` ${word} `)) return true;
    return (word === 'key' || word === 'keys') && /^(?:api|access|private|service|encryption|account)$/.test(before);
  });
}
