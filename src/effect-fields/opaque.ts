import type { FieldsOf } from '../effect-field.ts';

/** What cannot be read. */
export const opaqueFields = {
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
} as const satisfies FieldsOf<'opaque'>;
