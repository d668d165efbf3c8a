import type { FieldsOf } from '../effect-field.ts';

/** What happens to this machine: programs, files, processes, settings. */
export const machineFields = {
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
} as const satisfies FieldsOf<
  'exec' | 'file.read' | 'file.write' | 'file.delete' | 'file.mode' | 'disk.erase' | 'process.kill' | 'system.change'
>;
