import type { FieldsOf } from '../effect-field.ts';

/** Who may do what, and what is said or paid in somebody's name. */
export const peopleFields = {
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
} as const satisfies FieldsOf<'access.change' | 'outward.act'>;
