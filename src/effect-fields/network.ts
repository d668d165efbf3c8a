import type { FieldsOf } from '../effect-field.ts';

/** What goes over the network, and secrets that may. */
export const networkFields = {
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
} as const satisfies FieldsOf<'network.request' | 'remote.code' | 'secret.dump'>;
