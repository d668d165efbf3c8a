import type { Finding, Spec } from '../spec.ts';

/** `sort` hands its temporary files to a program that it is given (coreutils manual, "sort invocation"). */
export const specs: readonly Spec[] = [
  {
    names: ['sort', 'gsort'],
    syntax: {
      value:
        '-k --key -t --field-separator -S --buffer-size -T --temporary-directory --parallel --batch-size --compress-program --random-source --sort -o --output',
    },
    *read(command): Generator<Finding> {
      for (const program of command.values('--compress-program'))
        yield { kind: 'run', argv: [program], via: 'sort --compress-program' };
    },
  },
];
