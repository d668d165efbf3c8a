import type { Effect, EffectKind } from './effect.ts';
import type { PathRef, Truth, Word } from './word.ts';

/** How a field's value is written in a rule. */
export type FieldType =
  /** Text that may have unknown parts; globs. */
  | 'word'
  /** Several of those; any of them may match. */
  | 'words'
  /** A path: globs, `in`, `outside`, `covers`. */
  | 'path'
  | 'paths'
  /** `yes` or `no`. */
  | 'flag'
  /** One of a closed list. */
  | 'enum'
  /** Text that is always known; globs. */
  | 'text'
  | 'texts';

/** What the rule reference says about one field. */
export type Field =
  | { readonly type: Exclude<FieldType, 'enum'>; readonly doc: string }
  | { readonly type: 'enum'; readonly doc: string; readonly values: Readonly<Record<string, string>> };

type CommonField = 'kind' | 'span' | 'via' | 'remote';

/** The entry that a field of this type must have; a closed list must name every value. */
type FieldFor<Value> = [Value, Truth] extends [Truth, Value]
  ? { type: 'flag'; doc: string }
  : [Value] extends [string]
    ? string extends Value
      ? { type: 'text'; doc: string }
      : { type: 'enum'; doc: string; values: { [Each in Value]: string } }
    : [Value] extends [Word]
      ? { type: 'word'; doc: string }
      : [Value] extends [PathRef]
        ? { type: 'path'; doc: string }
        : [Value] extends [readonly Word[]]
          ? { type: 'words'; doc: string }
          : [Value] extends [readonly PathRef[]]
            ? { type: 'paths'; doc: string }
            : [Value] extends [readonly string[]]
              ? { type: 'texts'; doc: string }
              : never;

type FieldsOf<Kind extends EffectKind> =
  Extract<Effect, { kind: Kind }> extends infer One
    ? { [Name in Exclude<keyof One, CommonField>]-?: FieldFor<Exclude<One[Name], undefined>> }
    : never;

const databaseLocation = {
  type: 'enum',
  doc: 'Where the database is, as far as the command says.',
  values: {
    'local-file': 'a file on this machine',
    memory: 'in memory',
    local: 'a server on this machine',
    remote: 'another machine',
    unknown: 'the command does not say',
  },
} as const;

/** The vocabulary of rules: every kind of effect and every field, one sentence each. The compiler holds it to `Effect`. */
export const effectFields = {
  exec: {
    doc: 'A program is started.',
    fields: {
      program: { type: 'word', doc: 'Base name of the program.' },
      path: { type: 'path', doc: 'The file the program was named by, where it was not looked up by name.' },
      subcommand: {
        type: 'text',
        doc: 'The verb words, joined by a blank: `push`, `stash drop`; empty where there is none.',
      },
      options: { type: 'texts', doc: 'Options as written, without option-arguments: `--force`, `-f`.' },
      operands: { type: 'words', doc: 'The words that are neither options nor option-arguments.' },
      argv: { type: 'words', doc: 'Every word after the program.' },
      assignments: {
        type: 'words',
        doc: 'Variables the call gives it, exported before or assigned in front, as `NAME=value`.',
      },
    },
  },
  'file.read': {
    doc: 'The content of a file, or of every file below a directory, is read.',
    fields: {
      path: { type: 'path', doc: 'The file or directory.' },
      recursive: { type: 'flag', doc: 'Everything below the path is read.' },
      hidden: { type: 'flag', doc: 'Hidden or ignored files are forced into a recursive read.' },
      pattern: { type: 'word', doc: 'What is searched for, where the read is a search.' },
    },
  },
  'file.write': {
    doc: 'A file is created, changed, or has its content replaced.',
    fields: {
      path: { type: 'path', doc: 'The file, or the directory below which files are written.' },
      how: {
        type: 'enum',
        doc: 'What happens to the file.',
        values: {
          create: 'it is made',
          overwrite: 'its content is replaced',
          append: 'text is added at its end',
          edit: 'a part of it is changed',
          link: 'a link is put there',
          move: 'another file is moved there',
          generate: 'a new key or certificate is put where nothing is known to be',
        },
      },
      recursive: { type: 'flag', doc: 'A tree is written below the path.' },
      content: { type: 'word', doc: 'What is written, where the call says it.' },
      source: { type: 'path', doc: 'The file it is a copy or a link of.' },
      compiled: { type: 'flag', doc: 'A compiler made it: a program, and no text that a shell would run.' },
    },
  },
  'file.delete': {
    doc: 'A file or a tree is removed or moved away.',
    fields: {
      path: { type: 'path', doc: 'The file or directory.' },
      recursive: { type: 'flag', doc: 'Everything below the path goes too.' },
      how: {
        type: 'enum',
        doc: 'How it goes.',
        values: {
          remove: 'it is unlinked',
          move: 'it is moved to another place',
          shred: 'its content is overwritten first',
          sync: 'it is missing where a copy was made from',
        },
      },
      filtered: { type: 'flag', doc: 'Only what a name, age or ignore rule selects below the path is removed.' },
    },
  },
  'file.mode': {
    doc: 'Permission bits or ownership change.',
    fields: {
      path: { type: 'path', doc: 'The file or directory.' },
      recursive: { type: 'flag', doc: 'Everything below the path changes too.' },
      what: { type: 'enum', doc: 'What changes.', values: { mode: 'permission bits', owner: 'owner or group' } },
      worldWritable: { type: 'flag', doc: 'Others may write afterwards: `777`, `o+w`, `a+rwx`.' },
    },
  },
  'disk.erase': {
    doc: 'A disk, partition or raw device loses its content.',
    fields: {
      device: { type: 'word', doc: 'The device as given.' },
      tool: { type: 'text', doc: 'The program that does it.' },
    },
  },
  'process.kill': {
    doc: 'Processes are signalled.',
    fields: {
      selector: {
        type: 'enum',
        doc: 'How the processes are chosen.',
        values: {
          pid: 'by process id',
          job: 'by job number of this shell',
          port: 'by the port they listen on',
          name: 'by exact name',
          pattern: 'by a pattern of name or command line',
          user: 'by owner',
          everything: 'all of them (`-1`)',
          init: 'process 1',
        },
      },
      target: { type: 'word', doc: 'The id, name or pattern.' },
      signal: { type: 'text', doc: 'Name of the signal without `SIG`: `TERM`, `KILL`.' },
    },
  },
  'system.change': {
    doc: 'The machine itself is changed: power, services, users, firewall, schedules.',
    fields: {
      action: {
        type: 'enum',
        doc: 'What is changed.',
        values: {
          shutdown: 'it is switched off, restarted or halted',
          'service-stop': 'a service is stopped or disabled',
          'user-delete': 'an account is removed',
          'firewall-flush': 'packet filter rules are dropped',
          'schedule-remove': 'scheduled jobs are removed',
          'schedule-change': 'scheduled jobs are changed',
          mount: 'a file system is mounted or unmounted',
          kernel: 'kernel settings or modules change',
          'user-change': 'an account, a password or a membership changes',
          'protection-off': 'a mechanism that keeps the machine safe is switched off',
          'fork-bomb': 'processes multiply without end',
        },
      },
      target: { type: 'word', doc: 'The service, account or table.' },
    },
  },
  'sql.statement': {
    doc: 'One statement is sent to a database, through any carrier and in any dialect.',
    fields: {
      verb: {
        type: 'enum',
        doc: 'What the statement does.',
        values: {
          select: 'reads rows',
          insert: 'adds rows',
          update: 'changes rows',
          delete: 'removes rows, documents or keys',
          drop: 'removes an object with what is in it',
          truncate: 'empties an object',
          alter: 'changes an object',
          'alter-drop': 'removes a part of an object, such as a column',
          create: 'makes an object',
          grant: 'changes who may do what',
          flush: 'empties a whole store',
          other: 'none of these',
          unknown: 'cannot be read',
        },
      },
      object: {
        type: 'text',
        doc: 'What it is applied to: `table`, `database`, `schema`, `collection`, `keys`; empty if none.',
      },
      name: { type: 'text', doc: 'Name of the object.' },
      where: {
        type: 'enum',
        doc: 'For delete and update: whether a condition restricts it.',
        values: {
          none: 'no condition',
          trivial: 'one that is always true',
          present: 'a real one',
          unknown: 'cannot be read',
        },
      },
      dialect: { type: 'text', doc: '`postgres`, `mysql`, `sqlite`, `mongodb`, `redis`, ….' },
      location: databaseLocation,
      database: { type: 'word', doc: 'Host, URL, database or context name as given.' },
      production: { type: 'flag', doc: 'The database is named production.' },
      file: { type: 'path', doc: 'The database file, where it is one.' },
    },
  },
  'db.migrate': {
    doc: 'A schema migration tool changes or resets a database.',
    fields: {
      tool: { type: 'text', doc: 'The program: `prisma`, `rails`, `alembic`.' },
      action: {
        type: 'enum',
        doc: 'What it does.',
        values: {
          reset: 'everything is dropped and made again',
          drop: 'everything is dropped',
          'rollback-all': 'every migration is undone',
          'force-push': 'the schema is forced onto the database',
          'accept-data-loss': 'changes are made that lose data',
          deploy: 'pending migrations are applied where it is used',
          develop: 'migrations are made or applied in development',
          rollback: 'some migrations are undone',
        },
      },
      location: databaseLocation,
      production: { type: 'flag', doc: 'The database or environment is named production.' },
      test: {
        type: 'flag',
        doc: 'The database is one that is made anew all the time: of the tests, of a local emulator.',
      },
    },
  },
  'git.push': {
    doc: 'Commits, branches or tags are sent to a remote.',
    fields: {
      remoteName: { type: 'word', doc: 'The remote, by name or URL.' },
      branch: { type: 'word', doc: 'The branch or tag on the remote; resolved from the upstream when it is implied.' },
      force: {
        type: 'enum',
        doc: 'Whether commits on the remote may be replaced.',
        values: {
          force: '`--force`, `-f`, `--mirror`, `+refspec`',
          lease: '`--force-with-lease`, `--force-if-includes`',
          none: 'only fast-forwards',
          unknown: 'cannot be read',
        },
      },
      delete: { type: 'flag', doc: 'The branch or tag is removed from the remote.' },
      implied: {
        type: 'flag',
        doc: 'The branch was not written but is implied by the current branch or its upstream.',
      },
    },
  },
  'git.discard': {
    doc: 'Work, or the means to recover it, is thrown away in a repository.',
    fields: {
      what: {
        type: 'enum',
        doc: 'What is lost.',
        values: {
          changes: 'changes that are not committed',
          untracked: 'files git does not know',
          stash: 'stashed work',
          branch: 'a branch that is not merged',
          worktree: 'a worktree with changes',
          history: 'published or shared commits are rewritten',
          recovery: 'what would undo a mistake: reflog, unreachable objects, refs',
          commits: 'commits leave the branch',
        },
      },
      scope: {
        type: 'enum',
        doc: 'How much of it.',
        values: {
          tree: 'the whole working tree, or everything of that kind',
          one: 'named files, entries or branches',
          unknown: 'cannot be read',
        },
      },
      by: { type: 'text', doc: 'The verb as the person would write it: `reset --hard`.' },
      target: { type: 'word', doc: 'The path, branch or entry.' },
    },
  },
  'git.skip-check': {
    doc: 'A commit, push or merge leaves out a check.',
    fields: {
      check: {
        type: 'enum',
        doc: 'What is left out.',
        values: {
          hooks: 'git hooks',
          'hooks-path': 'the directory hooks are found in is changed',
          signing: 'the signature',
        },
      },
      by: { type: 'text', doc: 'The option or variable: `--no-verify`, `HUSKY=0`.' },
      skipped: { type: 'flag', doc: 'It is left out, and it is in force.' },
    },
  },
  'git.commit': {
    doc: 'A commit is made or changed.',
    fields: {
      action: {
        type: 'enum',
        doc: 'How.',
        values: {
          commit: 'a new one',
          amend: 'the last one is replaced',
          merge: 'branches are joined',
          rebase: 'commits are made again elsewhere',
          'cherry-pick': 'a commit is copied',
          revert: 'a commit is undone by a new one',
        },
      },
      message: { type: 'word', doc: 'The message, where the command says it.' },
    },
  },
  'forge.change': {
    doc: 'Something changes at the code host: a merge, a repository, its settings, its secrets.',
    fields: {
      service: { type: 'text', doc: '`github`, `gitlab`, ….' },
      action: {
        type: 'enum',
        doc: 'What changes.',
        values: {
          merge: 'a request is merged',
          'merge-admin': 'a request is merged past its requirements',
          'merge-auto': 'a request will be merged by itself',
          'repository-delete': 'a repository is deleted',
          'repository-settings': 'settings of a repository change',
          'release-delete': 'a release is deleted',
          'secret-set': 'a secret is set',
          'secret-delete': 'a secret is deleted',
          protection: 'branch protection changes',
          'workflow-run': 'a workflow is started',
          'other-delete': 'something else is deleted',
          'publish-text': 'text is published: an issue, a comment, a gist',
          other: 'something else is changed',
        },
      },
      target: { type: 'word', doc: 'The repository, request, release or workflow.' },
    },
  },
  'network.request': {
    doc: 'A request goes over the network.',
    fields: {
      url: { type: 'word', doc: 'The URL as given.' },
      host: { type: 'word', doc: 'Name or address of the host.' },
      method: { type: 'text', doc: 'Upper-case HTTP method, or the name of the program for other protocols.' },
      sends: { type: 'flag', doc: 'Data leaves this machine.' },
      sources: { type: 'paths', doc: 'Files whose content is sent.' },
      texts: { type: 'words', doc: 'Text that is sent: body, headers, form fields.' },
      carriesSecret: { type: 'flag', doc: 'What is sent comes from a command that prints secrets.' },
    },
  },
  'remote.code': {
    doc: 'An interpreter takes its program from the network.',
    fields: {
      interpreter: { type: 'text', doc: 'The program that runs the code.' },
      url: { type: 'word', doc: 'Where the code comes from.' },
    },
  },
  'secret.dump': {
    doc: 'Secrets are printed from the environment or from a secret store.',
    fields: {
      store: {
        type: 'enum',
        doc: 'Where they are kept.',
        values: {
          environment: 'the whole environment',
          variable: 'one variable named like a credential',
          cloud: 'a secret store of a cloud provider',
          kubernetes: 'a Kubernetes secret',
          vault: 'a vault server',
          'password-manager': 'a password manager',
          paas: 'configuration of a hosting platform',
          forge: 'the token of a code host',
          keychain: 'the keychain of the system',
          process: 'the environment of other processes',
        },
      },
      name: { type: 'word', doc: 'The variable, secret or path.' },
    },
  },
  'infra.change': {
    doc: 'Infrastructure or cloud resources are changed or destroyed.',
    fields: {
      provider: { type: 'text', doc: 'The tool or provider: `terraform`, `aws`, `heroku`.' },
      action: {
        type: 'enum',
        doc: 'What happens.',
        values: {
          destroy: 'everything that is managed goes',
          delete: 'a resource goes',
          apply: 'resources are made to match a description',
          'state-remove': 'a resource is forgotten by the tool',
          'workspace-delete': 'a workspace or environment of the tool goes',
          stop: 'a resource is stopped',
          replace: 'a resource is destroyed and made again',
          'backup-delete': 'a backup or snapshot goes',
        },
      },
      object: {
        type: 'text',
        doc: 'The kind of resource: `instance`, `bucket`, `database`; empty for everything managed.',
      },
      target: { type: 'word', doc: 'Name of the resource.' },
      irreversible: { type: 'flag', doc: 'What is lost cannot be made again from code or an image.' },
      approved: { type: 'flag', doc: 'Nobody is asked again: `-auto-approve`, `--yes`.' },
      planned: { type: 'flag', doc: 'It applies a plan that was saved and can be read beforehand.' },
    },
  },
  'kube.change': {
    doc: 'Objects in a Kubernetes cluster are changed or deleted.',
    fields: {
      verb: { type: 'text', doc: '`delete`, `apply`, `scale`, `drain`, `uninstall`, ….' },
      resource: { type: 'text', doc: 'Canonical lower-case resource: `namespace`, `pod`, `crd`; empty if from files.' },
      name: { type: 'word', doc: 'Name of the object.' },
      namespace: { type: 'word', doc: 'The namespace as given.' },
      context: { type: 'word', doc: 'The context, given or current.' },
      all: { type: 'flag', doc: '`--all`, `-A`, or nothing that selects.' },
      production: { type: 'flag', doc: 'Namespace, context or release are named production.' },
    },
  },
  'container.change': {
    doc: 'Containers, images, volumes or networks of this machine are removed or stopped.',
    fields: {
      engine: { type: 'text', doc: '`docker`, `podman`, ….' },
      action: {
        type: 'enum',
        doc: 'What happens.',
        values: {
          remove: 'named objects are removed',
          prune: 'everything unused is removed',
          stop: 'containers are stopped',
          down: 'a compose project is taken down',
          push: 'an image is pushed',
        },
      },
      object: {
        type: 'enum',
        doc: 'To what.',
        values: {
          container: 'containers',
          image: 'images',
          volume: 'volumes, with their data',
          network: 'networks',
          system: 'all of them',
          builder: 'the build cache',
          project: 'a compose project',
          machine: 'the virtual machine of the engine',
        },
      },
      force: { type: 'flag', doc: 'Without asking, running ones too.' },
      volumes: { type: 'flag', doc: 'Named volumes, and the data in them, go too.' },
      target: { type: 'word', doc: 'Name of the object.' },
    },
  },
  'deploy.release': {
    doc: 'A version of something is released to where others use it.',
    fields: {
      tool: { type: 'text', doc: 'The program: `vercel`, `npm`, `helm`.' },
      environment: { type: 'word', doc: 'Where to, as given.' },
      production: { type: 'flag', doc: 'It is production, by name or by the default of the tool.' },
      what: {
        type: 'enum',
        doc: 'What is released.',
        values: {
          package: 'a package to a registry',
          image: 'an image to an image registry',
          service: 'everything that then runs',
        },
      },
    },
  },
  'package.install': {
    doc: 'A package is installed, added or run from a registry.',
    fields: {
      manager: { type: 'text', doc: '`npm`, `pip`, `cargo`, ….' },
      name: { type: 'word', doc: 'Name of the package.' },
      version: {
        type: 'enum',
        doc: 'How its version is given.',
        values: {
          exact: 'one version',
          range: 'a range',
          latest: '`latest`, as written',
          wildcard: '`*`, as written',
          none: 'no version is written',
          locked: 'by a lock file',
          unknown: 'cannot be read',
        },
      },
      source: {
        type: 'enum',
        doc: 'Where it comes from.',
        values: {
          registry: 'a registry',
          url: 'a URL or repository',
          local: 'this machine',
          unknown: 'cannot be read',
        },
      },
      global: { type: 'flag', doc: 'For the whole machine or user, not for the project.' },
      registry: {
        type: 'word',
        doc: 'The registry or index named on the command line; empty where the configured one is used.',
      },
      scripts: { type: 'flag', doc: 'Code of the package may run while it is installed.' },
    },
  },
  'manifest.version': {
    doc: 'A dependency with an open version is written into a manifest.',
    fields: {
      manifest: { type: 'path', doc: 'The manifest.' },
      name: { type: 'text', doc: 'Name of the dependency.' },
      version: { type: 'enum', doc: 'What is written.', values: { latest: '`latest`', wildcard: '`*`' } },
    },
  },
  'access.change': {
    doc: 'Who may do what, or what would undo a mistake, is changed: roles, members, keys, protection, backups.',
    fields: {
      provider: { type: 'text', doc: '`aws`, `gcloud`, `github`, ….' },
      what: {
        type: 'enum',
        doc: 'What is changed.',
        values: {
          role: 'a role',
          policy: 'a policy or binding',
          member: 'a member of an organisation, group or project',
          key: 'an access key',
          secret: 'a stored secret',
          protection: 'protection against deletion or change',
          'backup-settings': 'whether and how long backups are kept',
          backup: 'a backup or snapshot',
        },
      },
      action: { type: 'enum', doc: 'How.', values: { create: 'made', change: 'changed', delete: 'removed' } },
      target: { type: 'word', doc: 'Its name.' },
    },
  },
  'outward.act': {
    doc: "Something is said or paid in somebody's name: mail, chat, money, billing.",
    fields: {
      service: { type: 'text', doc: 'The service or program.' },
      act: {
        type: 'enum',
        doc: 'What is done.',
        values: {
          message: 'a message is sent',
          post: 'something is published',
          payment: 'money moves',
          billing: 'what is paid for changes',
          'secret-rotation': 'a secret is replaced',
        },
      },
      target: { type: 'word', doc: 'To whom or what.' },
    },
  },
  'mcp.call': {
    doc: 'A tool of an MCP server is called.',
    fields: {
      server: { type: 'text', doc: 'Name of the server.' },
      tool: { type: 'text', doc: 'Name of the tool.' },
      class: {
        type: 'enum',
        doc: 'What the tool does, by annotation, catalogue or name.',
        values: {
          read: 'it only reads',
          write: 'it changes something',
          destructive: 'it deletes or destroys',
          secret: 'it gives out secrets',
          deploy: 'it releases',
          unknown: 'nothing says',
        },
      },
      area: {
        type: 'enum',
        doc: 'What the server looks after, by catalogue.',
        values: {
          files: 'files of this machine',
          shell: 'commands on this machine',
          code: 'the code of the project',
          knowledge: 'documentation, search, memory, thinking',
          browser: 'a browser',
          design: 'designs and components',
          forge: 'a code host',
          tracker: 'issues, documents, alerts that others see',
          message: 'mail, chat, calendars, customers',
          payment: 'money',
          database: 'a database',
          infrastructure: 'cloud, clusters, platforms, secret stores',
          other: 'nothing says',
        },
      },
      known: { type: 'flag', doc: 'The server is in the catalogue of known servers or was named in a policy.' },
      production: { type: 'flag', doc: 'The arguments name production.' },
      texts: { type: 'words', doc: 'Every string in the arguments.' },
    },
  },
  'mcp.register': {
    doc: 'A tool server is connected to an agent.',
    fields: {
      agent: { type: 'text', doc: 'The agent it is connected to.' },
      server: { type: 'word', doc: 'Name or address of the server.' },
    },
  },
  'agent.start': {
    doc: 'A sub-agent, workflow or scheduled prompt is started.',
    fields: {
      agent: { type: 'text', doc: 'Its type.' },
      model: { type: 'text', doc: 'The model named for it; empty where none is.' },
    },
  },
  'gate.control': {
    doc: 'The gate itself is touched through its own commands.',
    fields: { action: { type: 'text', doc: 'The subcommand.' } },
  },
  'tool.use': {
    doc: 'A tool of the agent that is none of the others.',
    fields: { tool: { type: 'text', doc: 'Name of the tool.' } },
  },
  opaque: {
    doc: 'Something runs that cannot be read.',
    fields: {
      why: {
        type: 'enum',
        doc: 'Why it cannot be read.',
        values: {
          syntax: 'the text is not bash that can be parsed',
          limit: 'a limit on size, depth, steps or alternatives was passed',
          program: 'the name of the program is not known',
          code: 'a shell, `eval` or interpreter runs text that is not known',
          unseen: 'a script file that cannot be seen is run',
          absent:
            'a script file is run that is not there, or of which nothing is known, and that this call did not make',
          computed:
            'a word is made by code in the command that is not followed, and handed to a program that can do harm with it',
          construct: 'the parser is known to misread this construct',
          language: 'code of a language or option whose meaning is not read',
        },
      },
      detail: { type: 'text', doc: 'What cannot be read: `eval "$CMD"`, `$TOOL`.' },
      path: { type: 'path', doc: 'The script, for `unseen` and `absent`.' },
    },
  },
} as const satisfies { readonly [Kind in EffectKind]: { readonly doc: string; readonly fields: FieldsOf<Kind> } };

/** Names a rule may ask about whatever the kind of the effect. */
export const commonFields = {
  via: { type: 'texts', doc: 'The wrappers around the command, outermost first: `sudo`, `bash -c`, `xargs`.' },
  remote: {
    type: 'enum',
    doc: 'Where it happens.',
    values: { none: 'this machine', ssh: 'a host reached by ssh', container: 'a container', pod: 'a Kubernetes pod' },
  },
  ephemeral: { type: 'flag', doc: 'The far side is thrown away afterwards (`docker run --rm`).' },
  'call.tool': { type: 'text', doc: "The tool's name as the agent says it: `Bash`, `Write`." },
  'call.mode': {
    type: 'enum',
    doc: 'The permission mode of the session.',
    values: {
      default: 'the agent asks before it acts',
      plan: 'the agent only plans',
      acceptEdits: 'edits are accepted',
      auto: 'the agent decides',
      dontAsk: 'nobody is asked',
      bypassPermissions: 'permissions are off',
      unknown: 'the agent does not say',
    },
  },
  'call.agent': { type: 'text', doc: 'The program that calls: `claude-code`.' },
  'call.subagent': { type: 'text', doc: 'The sub-agent that calls; empty for the main agent.' },
  'git.branch': { type: 'text', doc: 'The checked-out branch.' },
  'git.protected': { type: 'flag', doc: 'The checked-out branch is a protected one.' },
  'branch.protected': { type: 'flag', doc: 'The branch that is pushed to, or whose work is lost, is a protected one.' },
  'kube.context': { type: 'text', doc: 'The current Kubernetes context.' },
  'host.platform': {
    type: 'enum',
    doc: 'The operating system.',
    values: { linux: 'Linux', darwin: 'macOS', windows: 'Windows' },
  },
} as const satisfies Readonly<Record<string, Field>>;
