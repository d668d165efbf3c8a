import type { PathRef, Remote, Span, Truth, Word } from './word.ts';

/** What every effect carries besides its own fields. */
interface Common {
  readonly span: Span;
  /** The wrappers around the command that causes it, outermost first. */
  readonly via: readonly string[];
  readonly remote?: Remote;
}

/** A program is started. */
export interface Exec extends Common {
  readonly kind: 'exec';
  /** Base name of the program. */
  readonly program: Word;
  /** The file the program was named by, where it was not looked up by name. */
  readonly path?: PathRef;
  /** The verb words, joined by a blank: `push`, `stash drop`; empty where the program has none. */
  readonly subcommand: string;
  /** Options as written, without option-arguments: `--force`, `-f`. */
  readonly options: readonly string[];
  readonly operands: readonly Word[];
  /** Every word after the program. */
  readonly argv: readonly Word[];
  /** Variables the call gives it, exported before or assigned in front, as `NAME=value`. */
  readonly assignments: readonly Word[];
}

/** The content of a file, or of every file below a directory, is read. */
export interface FileRead extends Common {
  readonly kind: 'file.read';
  readonly path: PathRef;
  readonly recursive: Truth;
  /** Hidden or ignored files are forced into a recursive read. */
  readonly hidden: Truth;
  /** What is searched for, where the read is a search. */
  readonly pattern?: Word;
}

/** A file is created, changed, or has its content replaced. */
export interface FileWrite extends Common {
  readonly kind: 'file.write';
  readonly path: PathRef;
  readonly how: 'create' | 'overwrite' | 'append' | 'edit' | 'link' | 'move' | 'generate';
  readonly recursive: Truth;
  readonly content?: Word;
  /** The file it is a copy or a link of. */
  readonly source?: PathRef;
  /** A compiler made it: a program, and no text that a shell would run. */
  readonly compiled?: Truth;
}

/** A file, or a tree where `recursive`, is removed or moved away. */
export interface FileDelete extends Common {
  readonly kind: 'file.delete';
  readonly path: PathRef;
  readonly recursive: Truth;
  readonly how: 'remove' | 'move' | 'shred' | 'sync';
  /** Only what a name, age or ignore rule selects below `path` is removed. */
  readonly filtered: Truth;
}

/** Permission bits or ownership change. */
export interface FileMode extends Common {
  readonly kind: 'file.mode';
  readonly path: PathRef;
  readonly recursive: Truth;
  readonly what: 'mode' | 'owner';
  /** Others may write afterwards: `777`, `o+w`, `a+rwx`. */
  readonly worldWritable: Truth;
}

/** A disk, partition or raw device loses its content. */
export interface DiskErase extends Common {
  readonly kind: 'disk.erase';
  readonly device: Word;
  readonly tool: string;
}

/** Processes are signalled. */
export interface ProcessKill extends Common {
  readonly kind: 'process.kill';
  readonly selector: 'pid' | 'job' | 'port' | 'name' | 'pattern' | 'user' | 'everything' | 'init';
  readonly target: Word;
  readonly signal: string;
}

export type SystemAction =
  | 'shutdown'
  | 'service-stop'
  | 'user-delete'
  | 'user-change'
  | 'firewall-flush'
  | 'schedule-remove'
  | 'schedule-change'
  | 'mount'
  | 'kernel'
  | 'protection-off'
  | 'fork-bomb';

/** The machine itself is changed: power, services, users, firewall, schedules. */
export interface SystemChange extends Common {
  readonly kind: 'system.change';
  readonly action: SystemAction;
  readonly target: Word;
}

export type SqlVerb =
  | 'select'
  | 'insert'
  | 'update'
  | 'delete'
  | 'drop'
  | 'truncate'
  | 'alter'
  | 'alter-drop'
  | 'create'
  | 'grant'
  | 'flush'
  | 'other'
  | 'unknown';

/** Where a database is, as far as the command says. */
export type DatabaseLocation = 'local-file' | 'memory' | 'local' | 'remote' | 'unknown';

/** One statement is sent to a database, through any carrier and in any dialect. */
export interface SqlStatement extends Common {
  readonly kind: 'sql.statement';
  readonly verb: SqlVerb;
  /** What it is applied to: `table`, `database`, `schema`, `index`, `collection`, `keys`, …; empty if none. */
  readonly object: string;
  readonly name: string;
  /** For delete and update: whether a WHERE restricts it; `trivial` is `WHERE true` or `1=1`. */
  readonly where: 'none' | 'trivial' | 'present' | 'unknown';
  readonly dialect: string;
  readonly location: DatabaseLocation;
  /** Host, URL, database or context name as given. */
  readonly database: Word;
  /** The database is named production. */
  readonly production: Truth;
  /** The database file, where it is one. */
  readonly file?: PathRef;
}

/** A schema migration tool changes or resets a database. */
export interface DbMigrate extends Common {
  readonly kind: 'db.migrate';
  readonly tool: string;
  readonly action:
    | 'reset'
    | 'drop'
    | 'rollback-all'
    | 'force-push'
    | 'accept-data-loss'
    | 'deploy'
    | 'develop'
    | 'rollback';
  readonly location: DatabaseLocation;
  readonly production: Truth;
  /** The database is one that is made anew all the time: that of the tests, of an emulator on this machine. */
  readonly test: Truth;
}

/** Commits, branches or tags are sent to a remote. */
export interface GitPush extends Common {
  readonly kind: 'git.push';
  readonly remoteName: Word;
  /** The branch or tag on the remote; resolved from the upstream when it is implied. */
  readonly branch: Word;
  readonly force: 'force' | 'lease' | 'none' | 'unknown';
  readonly delete: Truth;
  /** The branch was not written but is implied by what is checked out (`HEAD` included) or its upstream. */
  readonly implied: Truth;
}

/** Work, or the means to recover it, is thrown away in a repository. */
export interface GitDiscard extends Common {
  readonly kind: 'git.discard';
  readonly what: 'changes' | 'untracked' | 'stash' | 'branch' | 'worktree' | 'history' | 'recovery' | 'commits';
  /** `tree` for the whole working tree or everything of that kind, `one` for named files, entries or branches. */
  readonly scope: 'tree' | 'one' | 'unknown';
  /** The verb as the person would write it: `reset --hard`. */
  readonly by: string;
  readonly target: Word;
}

/** A commit, push or merge leaves out a check. */
export interface GitSkipCheck extends Common {
  readonly kind: 'git.skip-check';
  readonly check: 'hooks' | 'hooks-path' | 'signing';
  readonly by: string;
  /** `unknown` where an option of unknown text may leave it out, or where it is not known whether the check is in force. */
  readonly skipped: Truth;
}

/** A commit is made or changed. */
export interface GitCommit extends Common {
  readonly kind: 'git.commit';
  readonly action: 'commit' | 'amend' | 'merge' | 'rebase' | 'cherry-pick' | 'revert';
  readonly message?: Word;
}

/** Something changes at the code host: a merge, a repository, its settings, its secrets. */
export interface ForgeChange extends Common {
  readonly kind: 'forge.change';
  readonly service: string;
  readonly action:
    | 'merge'
    | 'merge-admin'
    | 'merge-auto'
    | 'repository-delete'
    | 'repository-settings'
    | 'release-delete'
    | 'secret-set'
    | 'secret-delete'
    | 'protection'
    | 'workflow-run'
    | 'other-delete'
    | 'publish-text'
    | 'other';
  readonly target: Word;
}

/** A request goes over the network. */
export interface NetworkRequest extends Common {
  readonly kind: 'network.request';
  readonly url: Word;
  readonly host: Word;
  /** Upper-case HTTP method, `GET` unless something else is sent; the program's name for other protocols. */
  readonly method: string;
  /** Data leaves this machine. */
  readonly sends: Truth;
  /** Files whose content is sent. */
  readonly sources: readonly PathRef[];
  /** Text that is sent: body, headers, form fields. */
  readonly texts: readonly Word[];
  /** What is sent comes from a command that prints secrets. */
  readonly carriesSecret: Truth;
}

/** An interpreter takes its program from the network. */
export interface RemoteCode extends Common {
  readonly kind: 'remote.code';
  readonly interpreter: string;
  readonly url: Word;
}

/** Secrets are printed from the environment or from a secret store. */
export interface SecretDump extends Common {
  readonly kind: 'secret.dump';
  readonly store:
    | 'environment'
    | 'variable'
    | 'cloud'
    | 'kubernetes'
    | 'vault'
    | 'password-manager'
    | 'paas'
    | 'forge'
    | 'keychain'
    | 'process';
  readonly name: Word;
}

/** Infrastructure or cloud resources are changed or destroyed. */
export interface InfraChange extends Common {
  readonly kind: 'infra.change';
  /** The tool or provider: `terraform`, `aws`, `heroku`. */
  readonly provider: string;
  readonly action:
    | 'destroy'
    | 'delete'
    | 'apply'
    | 'state-remove'
    | 'workspace-delete'
    | 'stop'
    | 'replace'
    | 'backup-delete';
  /** The kind of resource: `instance`, `bucket`, `database`; empty for everything managed. */
  readonly object: string;
  readonly target: Word;
  /** What is lost cannot be made again from code or an image: data, names, volumes. */
  readonly irreversible: Truth;
  /** Nobody is asked again: `-auto-approve`, `--yes`. */
  readonly approved: Truth;
  /** It applies a plan that was saved and can be read beforehand. */
  readonly planned: Truth;
}

/** Objects in a Kubernetes cluster are changed or deleted. */
export interface KubeChange extends Common {
  readonly kind: 'kube.change';
  readonly verb: string;
  /** Canonical lower-case resource: `namespace`, `pod`, `persistentvolume`, `crd`, `release`, `node`; empty if from files. */
  readonly resource: string;
  readonly name: Word;
  readonly namespace: Word;
  readonly context: Word;
  /** `--all`, `-A`, or a selector that is not given. */
  readonly all: Truth;
  /** Namespace, context or release are named production. */
  readonly production: Truth;
}

/** Containers, images, volumes or networks of this machine are removed or stopped. */
export interface ContainerChange extends Common {
  readonly kind: 'container.change';
  readonly engine: string;
  readonly action: 'remove' | 'prune' | 'stop' | 'down' | 'push';
  readonly object: 'container' | 'image' | 'volume' | 'network' | 'system' | 'builder' | 'project' | 'machine';
  readonly force: Truth;
  /** Named volumes, and the data in them, go too. */
  readonly volumes: Truth;
  readonly target: Word;
}

/** A version of something is released to where others use it. */
export interface DeployRelease extends Common {
  readonly kind: 'deploy.release';
  readonly tool: string;
  readonly environment: Word;
  readonly production: Truth;
  /** `package` to a registry, `image` to an image registry, `service` for everything that then runs. */
  readonly what: 'package' | 'image' | 'service';
}

/** A package is installed, added or run from a registry. */
export interface PackageInstall extends Common {
  readonly kind: 'package.install';
  readonly manager: string;
  readonly name: Word;
  /** `latest` and `wildcard` only where written so; `none` where no version is written. */
  readonly version: 'exact' | 'range' | 'latest' | 'wildcard' | 'none' | 'locked' | 'unknown';
  readonly source: 'registry' | 'url' | 'local' | 'unknown';
  readonly global: Truth;
  /** The registry or index named on the command line; empty where the configured one is used. */
  readonly registry: Word;
  /** Code of the package may run while it is installed. */
  readonly scripts: Truth;
}

/** A dependency with an open version is written into a manifest. */
export interface ManifestVersion extends Common {
  readonly kind: 'manifest.version';
  readonly manifest: PathRef;
  readonly name: string;
  readonly version: 'latest' | 'wildcard';
}

/** Who may do what, or what would undo a mistake, is changed: roles, members, keys, protection, backups. */
export interface AccessChange extends Common {
  readonly kind: 'access.change';
  readonly provider: string;
  readonly what: 'role' | 'policy' | 'member' | 'key' | 'secret' | 'protection' | 'backup-settings' | 'backup';
  readonly action: 'create' | 'change' | 'delete';
  readonly target: Word;
}

/** Something is said or paid in somebody's name: mail, chat, money, billing. */
export interface OutwardAct extends Common {
  readonly kind: 'outward.act';
  readonly service: string;
  readonly act: 'message' | 'post' | 'payment' | 'billing' | 'secret-rotation';
  readonly target: Word;
}

/** A tool of an MCP server is called. */
export interface McpCall extends Common {
  readonly kind: 'mcp.call';
  readonly server: string;
  readonly tool: string;
  readonly class: 'read' | 'write' | 'destructive' | 'secret' | 'deploy' | 'unknown';
  /** What the server looks after; `other` where it is not known. */
  readonly area:
    | 'files'
    | 'shell'
    | 'code'
    | 'knowledge'
    | 'browser'
    | 'design'
    | 'forge'
    | 'tracker'
    | 'message'
    | 'payment'
    | 'database'
    | 'infrastructure'
    | 'other';
  /** The server is in the catalogue of known servers or was named in a policy. */
  readonly known: Truth;
  readonly production: Truth;
  /** Every string in the arguments. */
  readonly texts: readonly Word[];
}

/** A tool server is connected to an agent. */
export interface McpRegister extends Common {
  readonly kind: 'mcp.register';
  readonly agent: string;
  readonly server: Word;
}

/** A sub-agent, workflow or scheduled prompt is started. */
export interface AgentStart extends Common {
  readonly kind: 'agent.start';
  readonly agent: string;
  readonly model: string;
}

/** The gate itself is touched through its own commands. */
export interface GateControl extends Common {
  readonly kind: 'gate.control';
  readonly action: string;
}

/** A tool of the agent that is none of the others. */
export interface ToolUse extends Common {
  readonly kind: 'tool.use';
  readonly tool: string;
}

export type OpaqueWhy =
  /** The text is not bash that can be parsed. */
  | 'syntax'
  /** A limit on size, depth, steps or alternatives was passed. */
  | 'limit'
  /** The program's name is not known. */
  | 'program'
  /** A shell, `eval` or an interpreter runs text that is not known. */
  | 'code'
  /** A script file that cannot be seen is run. */
  | 'unseen'
  /** A script file is run that is not there, or of which nothing is known, and that this call did not make. */
  | 'absent'
  /** A word is made by code in the command that is not followed, and handed to a program that can do harm with it. */
  | 'computed'
  /** The parser is known to misread this construct. */
  | 'construct'
  /** Code of a language or option whose meaning is not read. */
  | 'language';

/** Something runs that cannot be read. */
export interface Opaque extends Common {
  readonly kind: 'opaque';
  readonly why: OpaqueWhy;
  /** What cannot be read, for the reason: `eval "$CMD"`, `$TOOL`. */
  readonly detail: string;
  /** The script, for `unseen` and `absent`. */
  readonly path?: PathRef;
}

export type Effect =
  | Exec
  | FileRead
  | FileWrite
  | FileDelete
  | FileMode
  | DiskErase
  | ProcessKill
  | SystemChange
  | SqlStatement
  | DbMigrate
  | GitPush
  | GitDiscard
  | GitSkipCheck
  | GitCommit
  | ForgeChange
  | NetworkRequest
  | RemoteCode
  | SecretDump
  | InfraChange
  | KubeChange
  | ContainerChange
  | DeployRelease
  | PackageInstall
  | ManifestVersion
  | AccessChange
  | OutwardAct
  | McpCall
  | McpRegister
  | AgentStart
  | GateControl
  | ToolUse
  | Opaque;

export type EffectKind = Effect['kind'];

/** An effect as a command spec states it: the analysis adds span, via, origin and remote. */
export type EffectDraft = Effect extends infer E
  ? E extends Effect
    ? Omit<E, keyof Common> & { readonly span?: Span }
    : never
  : never;
