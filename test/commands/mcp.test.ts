import { describe, expect, test } from 'vitest';
import { classifyMcp, mcpFindings } from '../../src/commands/mcp/mcp.ts';
import type { Finding } from '../../src/commands/spec.ts';
import type { JsonObject } from '../../src/tool-call.ts';
import { literal, show } from '../../src/word.ts';

function classOf(name: string, input: JsonObject = {}): string {
  const [server = '', tool = ''] = name.split('__');
  const { class: kind, area, known, production } = classifyMcp(server, tool, input);
  return [kind, known === 'yes' ? area : 'unknown server', production === 'yes' ? 'production' : '']
    .filter((part) => part !== '')
    .join(', ');
}

describe('the class of a tool', () => {
  test.each([
    ['acme__get_page', 'read, unknown server'],
    ['acme__listPages', 'read, unknown server'],
    ['acme__search-pages', 'read, unknown server'],
    ['acme__describePage', 'read, unknown server'],
    ['acme__createPage', 'write, unknown server'],
    ['acme__page_update', 'write, unknown server'],
    ['acme__sendMail', 'write, unknown server'],
    ['acme__deletePageV2', 'destructive, unknown server'],
    ['acme__page-remove', 'destructive, unknown server'],
    ['acme__pages.purge', 'destructive, unknown server'],
    ['acme__resetDB', 'destructive, unknown server'],
    ['acme__volumeDelete', 'destructive, unknown server'],
    ['acme__list_deleted_items', 'read, unknown server'],
    ['acme__get_token', 'secret, unknown server'],
    ['acme__readSecret', 'secret, unknown server'],
    ['acme__get_api_key', 'secret, unknown server'],
    ['acme__list_foreign_keys', 'read, unknown server'],
    ['acme__deploySite', 'deploy, unknown server'],
    ['acme__publish', 'deploy, unknown server'],
    ['acme__list_deployments', 'read, unknown server'],
    ['acme__get_release', 'read, unknown server'],
    ['acme__do_it', 'unknown, unknown server'],
    ['github__get_file_contents', 'read, forge'],
    ['github__create_pull_request', 'write, forge'],
    ['github-mcp-server__list_issues', 'read, forge'],
    ['plugin_github_github__merge_pull_request', 'write, forge'],
    ['claude_ai_Gmail__create_draft', 'write, message'],
    ['context7__resolve-library-id', 'read, knowledge'],
    ['sequential-thinking__sequentialthinking', 'read, knowledge'],
    ['playwright__browser_navigate', 'write, browser'],
    ['filesystem__read_text_file', 'read, files'],
    ['memory__delete_entities', 'write, knowledge'],
    ['supabase__list_tables', 'read, database'],
    ['supabase__delete_branch', 'destructive, database'],
    ['my-postgres-prod__list_tables', 'read, database, production'],
    ['aws-documentation__search_documentation', 'read, knowledge'],
    ['aws__terminate_instances', 'destructive, infrastructure'],
    ['githubber__get_x', 'read, unknown server'],
  ])('%s: %s', (name, expected) => {
    expect(classOf(name)).toBe(expected);
  });

  test('statements in the arguments count for more than the name', () => {
    expect(classOf('postgres__query', { sql: 'select 1' })).toBe('read, database');
    expect(classOf('postgres__query', { sql: 'insert into t values (1)' })).toBe('write, database');
    expect(classOf('postgres__query', { sql: 'select 1; drop table t' })).toBe('destructive, database');
    expect(classOf('postgres__query', { sql: "select 'drop table t'" })).toBe('read, database');
    expect(classOf('acme__run_sql', { query: 'truncate t' })).toBe('destructive, unknown server');
    expect(classOf('brave__search', { query: 'drop table t' })).toBe('read, knowledge');
    expect(classOf('railway__graphql', { query: 'mutation { volumeDelete(volumeId: "x") }' })).toBe(
      'destructive, infrastructure',
    );
    expect(classOf('railway__graphql', { query: 'mutation { serviceCreate(name: "x") { id } }' })).toBe(
      'write, infrastructure',
    );
  });

  test('production is named by the server or by an argument that names a place, not by text', () => {
    expect(classOf('supabase__execute_sql', { project_id: 'acme-production', query: 'select 1' })).toContain(
      'production',
    );
    expect(classOf('railway__deploy', { environment: 'production' })).toContain('production');
    expect(classOf('github__create_issue', { title: 'production is down', body: 'prod' })).not.toContain('production');
    expect(classOf('postgres__query', { sql: 'select * from products' })).not.toContain('production');
  });

  test('every string is told, however deep, and too many say so', () => {
    expect(classifyMcp('x', 'y', { a: { b: [{ c: 'deep' }] }, d: 3 }).texts.map(show)).toEqual(['deep']);
    const many = classifyMcp('x', 'y', { list: Array.from({ length: 9000 }, (_, index) => `t${index}`) }).texts;
    expect(many.length).toBeLessThan(6000);
    expect(many.at(-1)?.parts).toMatchObject([{ hole: 'unknown' }]);
  });
});

function findings(name: string, input: JsonObject): readonly string[] {
  const [server = '', tool = ''] = name.split('__');
  const path = (text: string) => ({ word: literal(text), cwd: literal('/p') });
  return [...mcpFindings(server, tool, input, path)].map(told);
}

function told(finding: Finding): string {
  switch (finding.kind) {
    case 'code':
      return `${finding.language} ${show(finding.text)}`;
    case 'run':
      return `run ${finding.argv.map(show).join(' ')}`;
    case 'file.read':
    case 'file.write':
    case 'file.delete':
      return `${finding.kind} ${show(finding.path.word)}`;
    case 'network.request':
      return `${finding.method} ${show(finding.url)}`;
    case 'outward.act':
      return finding.act;
    default:
      return finding.kind;
  }
}

describe('what the arguments do', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['filesystem__read_text_file', { path: '/etc/shadow' }, ['file.read /etc/shadow']],
    ['filesystem__read_multiple_files', { paths: ['a', '.env'] }, ['file.read a', 'file.read .env']],
    ['filesystem__write_file', { path: 'a', content: 'x' }, ['file.write a']],
    ['filesystem__edit_file', { path: 'a', edits: [{ oldText: 'x', newText: 'y' }] }, ['file.write a']],
    ['filesystem__move_file', { source: 'a', destination: '/etc/b' }, ['file.delete a', 'file.write /etc/b']],
    ['filesystem__list_directory', { path: '/etc' }, []],
    ['filesystem__search_files', { path: '.', pattern: '*.ts' }, ['file.read .']],
    ['acme__delete_file', { path: '/home/dev/x' }, ['file.delete /home/dev/x']],
    ['github__get_file_contents', { path: '.env.example', repo: 'x' }, []],
    ['desktop-commander__start_process', { command: 'rm -rf ~' }, ['bash rm -rf ~']],
    ['acme__run_command', { command: 'rm', args: ['-rf', '/'] }, ['run rm -rf /']],
    ['shell__exec', { command: ['rm', '-rf', '/'] }, ['run rm -rf /']],
    ['postgres__query', { sql: 'drop table t' }, ['sql drop table t']],
    ['brave__search', { query: 'drop table t' }, []],
    ['playwright__browser_navigate', { url: 'http://169.254.169.254/' }, ['GET http://169.254.169.254/']],
    ['playwright__browser_navigate', { url: 'file:///home/dev/.env' }, ['file.read /home/dev/.env']],
    ['slack__post_message', { channel: 'x', text: 'hi' }, ['message']],
    ['slack__list_channels', {}, []],
    ['stripe__create_refund', { payment_intent: 'x' }, ['payment']],
    ['github__create_issue', { title: 'x' }, ['post']],
    ['claude_ai_Gmail__create_draft', { to: 'x' }, []],
  ])('%s %j', (name, input, expected) => {
    expect(findings(name, input)).toEqual(expected);
  });
});
