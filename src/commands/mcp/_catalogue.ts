import type { McpCall } from '../../effect.ts';
import { classOfName, wordsOf, type ToolClass } from './_words.ts';

export type Area = McpCall['area'];

/** A well-known server: what it looks after, and the tools whose name says the wrong class. */
interface Server {
  readonly area: Area;
  readonly tools?: Readonly<Record<string, ToolClass>>;
}

const readsOnly: ToolClass = 'read';

/** What a password manager's tools give out, whatever an entry is called there. */
const keeper: Readonly<Record<string, ToolClass>> = {
  get_item: 'secret',
  item_get: 'secret',
  getItem: 'secret',
  get_entry: 'secret',
  get: 'secret',
  read: 'secret',
  item_lookup: 'secret',
  get_totp: 'secret',
};

/** Known servers by the word their name holds; the tools listed are those whose names mislead (each project's own README). */
const servers: Readonly<Record<string, Server>> = {
  // Files and code of this machine
  filesystem: { area: 'files', tools: { directory_tree: 'read', edit_file: 'write' } },
  'desktop-commander': {
    area: 'shell',
    tools: {
      start_process: 'write',
      execute_command: 'write',
      interact_with_process: 'write',
      kill_process: 'destructive',
      force_terminate: 'destructive',
    },
  },
  shell: { area: 'shell' },
  terminal: { area: 'shell' },
  bash: { area: 'shell' },
  iterm: { area: 'shell' },
  git: {
    area: 'code',
    tools: {
      git_status: 'read',
      git_log: 'read',
      git_show: 'read',
      git_reset: 'write',
      git_branch: 'read',
      git_checkout: 'write',
      git_init: 'write',
    },
  },
  serena: {
    area: 'code',
    tools: {
      activate_project: 'read',
      onboarding: 'read',
      initial_instructions: 'read',
      prepare_for_new_conversation: 'read',
      delete_memory: 'write',
      delete_lines: 'write',
      restart_language_server: 'read',
      execute_shell_command: 'write',
    },
  },
  ide: { area: 'code', tools: { executeCode: 'write', openDiff: 'read', closeAllDiffTabs: 'read' } },
  jetbrains: { area: 'code' },
  xcodebuild: { area: 'code', tools: { clean: 'write' } },
  'ast-grep': { area: 'code' },
  semgrep: { area: 'code', tools: { security_check: 'read', semgrep_scan: 'read' } },
  nx: { area: 'code' },
  eslint: { area: 'code' },
  // Thinking, memory, documentation, search
  'sequential-thinking': { area: 'knowledge', tools: { sequentialthinking: 'read' } },
  sequentialthinking: { area: 'knowledge', tools: { sequentialthinking: 'read' } },
  memory: {
    area: 'knowledge',
    tools: { delete_entities: 'write', delete_observations: 'write', delete_relations: 'write' },
  },
  time: { area: 'knowledge', tools: { convert_time: 'read' } },
  context7: { area: 'knowledge', tools: { 'resolve-library-id': 'read', 'query-docs': 'read' } },
  deepwiki: { area: 'knowledge', tools: { ask_question: 'read' } },
  fetch: { area: 'knowledge', tools: { fetch: 'read' } },
  brave: { area: 'knowledge' },
  exa: { area: 'knowledge', tools: { deep_researcher_start: 'read' } },
  tavily: { area: 'knowledge', tools: { tavily_extract: 'read', tavily_crawl: 'read', tavily_map: 'read' } },
  perplexity: {
    area: 'knowledge',
    tools: { perplexity_ask: 'read', perplexity_reason: 'read', perplexity_research: 'read' },
  },
  firecrawl: {
    area: 'knowledge',
    tools: { firecrawl_scrape: 'read', firecrawl_map: 'read', firecrawl_crawl: 'read', firecrawl_extract: 'read' },
  },
  kagi: { area: 'knowledge' },
  duckduckgo: { area: 'knowledge' },
  everything: { area: 'knowledge', tools: { echo: 'read', add: 'read', printEnv: 'secret' } },
  'microsoft-docs': { area: 'knowledge' },
  'aws-documentation': { area: 'knowledge' },
  'aws-docs': { area: 'knowledge' },
  huggingface: { area: 'knowledge' },
  // Browsers and design
  playwright: {
    area: 'browser',
    tools: {
      browser_close: 'write',
      browser_resize: 'write',
      browser_tabs: 'write',
      browser_wait_for: 'read',
      browser_network_requests: 'read',
      browser_console_messages: 'read',
      browser_file_upload: 'write',
      browser_handle_dialog: 'write',
      browser_install: 'write',
    },
  },
  puppeteer: { area: 'browser' },
  'chrome-devtools': {
    area: 'browser',
    tools: {
      performance_start_trace: 'read',
      performance_stop_trace: 'read',
      performance_analyze_insight: 'read',
      emulate: 'write',
      resize_page: 'write',
      wait_for: 'read',
      new_page: 'write',
      close_page: 'write',
    },
  },
  browsermcp: { area: 'browser' },
  'claude-in-chrome': { area: 'browser' },
  figma: { area: 'design' },
  storybook: { area: 'design' },
  shadcn: { area: 'design' },
  // Code hosts and trackers
  github: {
    area: 'forge',
    tools: {
      get_secret_scanning_alert: 'read',
      list_secret_scanning_alerts: 'read',
      run_workflow: 'deploy',
      run_secret_scanning: 'read',
    },
  },
  gitlab: { area: 'forge' },
  bitbucket: { area: 'forge' },
  linear: { area: 'tracker' },
  jira: { area: 'tracker' },
  atlassian: { area: 'tracker', tools: { getAccessibleAtlassianResources: 'read', atlassianUserInfo: 'read' } },
  confluence: { area: 'tracker' },
  asana: { area: 'tracker' },
  trello: { area: 'tracker' },
  clickup: { area: 'tracker' },
  monday: { area: 'tracker' },
  notion: { area: 'tracker' },
  sentry: { area: 'tracker', tools: { analyze_issue_with_seer: 'read' } },
  datadog: { area: 'tracker' },
  grafana: { area: 'tracker' },
  pagerduty: { area: 'message' },
  // Messages, documents of a person, money
  slack: { area: 'message' },
  discord: { area: 'message' },
  telegram: { area: 'message' },
  whatsapp: { area: 'message' },
  twilio: { area: 'message' },
  gmail: { area: 'message' },
  outlook: { area: 'message' },
  email: { area: 'message' },
  mail: { area: 'message' },
  resend: { area: 'message' },
  sendgrid: { area: 'message' },
  teams: { area: 'message' },
  intercom: { area: 'message' },
  zendesk: { area: 'message' },
  hubspot: { area: 'message' },
  salesforce: { area: 'message' },
  calendar: { area: 'message' },
  drive: { area: 'message' },
  'google-workspace': { area: 'message' },
  zapier: { area: 'message' },
  stripe: { area: 'payment', tools: { search_stripe_documentation: 'read', search_stripe_resources: 'read' } },
  paypal: { area: 'payment' },
  square: { area: 'payment' },
  shopify: { area: 'payment' },
  // Databases
  postgres: { area: 'database' },
  postgresql: { area: 'database' },
  mysql: { area: 'database' },
  mariadb: { area: 'database' },
  sqlite: { area: 'database' },
  duckdb: { area: 'database' },
  motherduck: { area: 'database' },
  mongodb: { area: 'database' },
  mongo: { area: 'database' },
  redis: { area: 'database' },
  supabase: {
    area: 'database',
    tools: {
      get_publishable_keys: 'read',
      get_anon_key: 'read',
      apply_migration: 'deploy',
      reset_branch: 'destructive',
      pause_project: 'destructive',
      restore_project: 'write',
    },
  },
  neon: {
    area: 'database',
    tools: {
      get_connection_string: 'secret',
      complete_database_migration: 'write',
      prepare_database_migration: 'write',
    },
  },
  planetscale: { area: 'database' },
  turso: { area: 'database' },
  clickhouse: { area: 'database' },
  snowflake: { area: 'database' },
  bigquery: { area: 'database' },
  databricks: { area: 'database' },
  dbhub: { area: 'database' },
  mssql: { area: 'database' },
  oracle: { area: 'database' },
  neo4j: { area: 'database' },
  elasticsearch: { area: 'database' },
  qdrant: { area: 'database' },
  pinecone: { area: 'database' },
  weaviate: { area: 'database' },
  chroma: { area: 'database' },
  convex: { area: 'database' },
  prisma: { area: 'database' },
  firebase: { area: 'infrastructure' },
  // Infrastructure
  aws: { area: 'infrastructure' },
  azure: { area: 'infrastructure' },
  gcp: { area: 'infrastructure' },
  gcloud: { area: 'infrastructure' },
  cloudflare: { area: 'infrastructure' },
  vercel: { area: 'infrastructure' },
  netlify: { area: 'infrastructure' },
  railway: { area: 'infrastructure' },
  render: { area: 'infrastructure' },
  heroku: { area: 'infrastructure' },
  fly: { area: 'infrastructure' },
  digitalocean: { area: 'infrastructure' },
  hetzner: { area: 'infrastructure' },
  terraform: { area: 'infrastructure' },
  pulumi: { area: 'infrastructure' },
  kubernetes: { area: 'infrastructure' },
  k8s: { area: 'infrastructure' },
  docker: { area: 'infrastructure' },
  argocd: { area: 'infrastructure' },
  vault: { area: 'infrastructure', tools: { read_secret: 'secret', list_secrets: 'secret' } },
  '1password': { area: 'infrastructure', tools: keeper },
  bitwarden: { area: 'infrastructure', tools: keeper },
  lastpass: { area: 'infrastructure', tools: keeper },
  keepass: { area: 'infrastructure', tools: keeper },
  doppler: { area: 'infrastructure' },
  infisical: { area: 'infrastructure' },
  n8n: { area: 'infrastructure' },
};

/** The server a name stands for: the most specific key whose words it holds, as `plugin_github_github`, `my-postgres-prod`. */
export function serverOf(name: string): Server | undefined {
  const words = wordsOf(name.replaceAll(/\bclaude_ai_/g, ''));
  const joined = ` ${words.join('-')} `.replaceAll('-', ' ');
  let best: string | undefined;
  for (const key of Object.keys(servers)) {
    if (best !== undefined && key.length <= best.length) continue;
    if (joined.includes(` ${key.replaceAll('-', ' ')} `)) best = key;
  }
  return best === undefined ? undefined : servers[best];
}

/** The class of a tool: what the catalogue says where the name misleads, else what the name says. */
export function classOf(server: Server | undefined, tool: string): ToolClass {
  const listed = server?.tools !== undefined && Object.hasOwn(server.tools, tool) ? server.tools[tool] : undefined;
  if (listed !== undefined) return listed;
  const named = classOfName(tool);
  // Tools of servers that only look things up and have no verb in their name look things up.
  return named === 'unknown' && server?.area === 'knowledge' ? readsOnly : named;
}
