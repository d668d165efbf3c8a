import type { FieldsOf } from '../effect-field.ts';

/** What is installed, and what manifests ask for. */
export const packageFields = {
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
} as const satisfies FieldsOf<'package.install' | 'manifest.version'>;
