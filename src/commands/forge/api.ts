import { prefixOf, textOf, wordOf, type Word } from '../../word.ts';
import type { ForgeChange } from '../../effect.ts';
import type { Command } from '../argv.ts';
import { Payload } from '../network/request.ts';
import type { Context, Finding } from '../spec.ts';

type Action = ForgeChange['action'];

/** What a REST path is about, by its shape: GitHub and GitLab REST API references. */
function actionFor(path: string, method: string): Action | undefined {
  const plain = path.replace(/^https?:\/\/[^/]+/, '').replace(/^\/+|[?#].*$/g, '');
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined;
  if (/(?:^|\/)(?:pulls|merge_requests)\/[^/]+\/merge$/.test(plain)) return 'merge';
  if (/\/(?:protection|rulesets|protected_branches|protected_tags|approval_rules|push_rule)(?:\/|$)/.test(plain))
    return 'protection';
  if (/\/(?:secrets|variables)(?:\/|$)/.test(plain)) return method === 'DELETE' ? 'secret-delete' : 'secret-set';
  if (/\/dispatches$|\/pipeline$|\/pipelines$|\/trigger\/pipeline$/.test(plain)) return 'workflow-run';
  if (/\/releases(?:\/|$)/.test(plain) && method === 'DELETE') return 'release-delete';
  if (/^repos\/[^/]+\/[^/]+\/?$|^projects\/[^/]+\/?$/.test(plain))
    return method === 'DELETE' ? 'repository-delete' : 'repository-settings';
  if (
    /^(?:repos\/[^/]+\/[^/]+|projects\/[^/]+)\/(?:collaborators|keys|hooks|environments|branches|transfer|members|deploy_keys)(?:\/|$)/.test(
      plain,
    )
  )
    return method === 'DELETE' ? 'other-delete' : 'repository-settings';
  if (method === 'DELETE') return 'other-delete';
  if (
    /\/(?:(?:issues|pulls)\/[^/]+\/(?:labels|assignees|requested_reviewers)|comments\/[^/]+\/(?:replies|reactions)|notes\/[^/]+)$/.test(
      plain,
    )
  )
    return 'publish-text';
  if (/\/(?:comments|issues|notes|discussions|merge_requests|pulls|gists|reviews)(?:\/[^/]+)?$/.test(plain))
    return 'publish-text';
  return 'other';
}

/** What a GraphQL document changes; the names of its mutations say it. */
function actionForQuery(query: string): Action | undefined {
  if (!/\bmutation\b/.test(query)) return undefined;
  if (/\bmergePullRequest\b|\bmergeBranch\b|\bmergeRequestAccept\b/.test(query)) return 'merge';
  if (/\benablePullRequestAutoMerge\b/.test(query)) return 'merge-auto';
  if (/BranchProtectionRule|RepositoryRuleset/.test(query)) return 'protection';
  if (/\bdeleteRepository\b|\bprojectDelete\b/.test(query)) return 'repository-delete';
  if (/\b(?:delete|remove|destroy)[A-Z]\w*|\b\w+(?:Delete|Destroy|Remove)\b/.test(query)) return 'other-delete';
  if (/\bupdateRepository\b|\barchiveRepository\b/.test(query)) return 'repository-settings';
  return 'publish-text';
}

/** `gh api`, `glab api`, `hub api`: a request to the service's API with the person's token (gh-api manual). */
export function* apiCall(command: Command, context: Context, service: string, base: string): Iterable<Finding> {
  const [path] = command.operands;
  if (path === undefined) return;
  const fields = command.values('-f', '--raw-field', '-F', '--field', '--form');
  const input = command.value('--input');
  const given = command.value('-X', '--method');
  const method =
    given === undefined
      ? fields.length > 0 || input !== undefined
        ? 'POST'
        : 'GET'
      : (textOf(given)?.toUpperCase() ?? 'unknown');
  const isQuery = /(?:^|\/)graphql$/.test(textOf(path) ?? '');
  const payload = new Payload(context);
  for (const field of fields) readField(field, payload, command);
  if (input !== undefined) payload.file(input);
  for (const header of command.values('-H', '--header')) payload.along(header);
  const absolute = /^https?:/.test(prefixOf(path));
  const url = absolute ? path : wordOf([base, ...leadingSlashOff(path)], path.span);
  yield payload.request(url, method, method === 'GET' ? 'no' : payload.any ? 'yes' : 'no');
  if (isQuery) {
    const action = actionForQuery(fields.map((field) => textOf(field) ?? '').join(' '));
    if (action !== undefined) yield { kind: 'forge.change', service, action, target: path };
    return;
  }
  const action = method === 'unknown' ? 'other' : actionFor(pathText(path), method);
  if (action !== undefined) yield { kind: 'forge.change', service, action, target: path };
}

function leadingSlashOff(path: Word): Word['parts'] {
  const [first, ...rest] = path.parts;
  return typeof first === 'string' ? [first.replace(/^\//, ''), ...rest] : path.parts;
}

/** The path with a letter in place of what is not known, so that its shape can be told. */
function pathText(path: Word): string {
  return path.parts.map((part) => (typeof part === 'string' ? part : 'X')).join('');
}

/** `key=value`; `-F key=@file` reads a file, `-f key=@text` does not (gh-api manual). */
function readField(field: Word, payload: Payload, command: Command): void {
  const [first, ...rest] = field.parts;
  const typed = command.options.some((option) => option.value === field && /^(?:-F|--field)$/.test(option.name));
  const found = typeof first === 'string' ? /^[^=]*=@/.exec(first) : null;
  if (typed && found !== null && typeof first === 'string')
    payload.file(wordOf([first.slice(found[0].length), ...rest], field.span));
  else payload.text(field);
}
