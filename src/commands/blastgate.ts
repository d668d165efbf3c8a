import type { Finding, Spec } from './spec.ts';

/** Subcommands that only look: they change neither what is guarded nor how. */
const looks = [
  '',
  'hook',
  'check',
  'explain',
  'replay',
  'doctor',
  'help',
  'version',
  'completions',
  'policy test',
  'policy show',
  'policy lint',
  'log',
  'status',
  'watch',
  'audit',
];

export const specs: readonly Spec[] = [
  {
    names: ['blastgate', 'blastgate.js'],
    syntax: { style: 'posix', verbs: { policy: { depth: 1, style: 'posix' } }, depth: 1 },
    *read(command): Generator<Finding> {
      const action = command.verbUnknown ? 'unknown' : command.verb;
      if (!looks.includes(action)) yield { kind: 'gate.control', action };
    },
  },
];
