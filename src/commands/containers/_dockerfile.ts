import { dockerInstructions, listOf, runText } from '../../languages/dockerfile.ts';
import { literal, show, textOf, type PathRef, type Remote, type Span, type Word } from '../../word.ts';
import type { Code, Finding } from '../spec.ts';

/** The image that is built is thrown away or kept, but none of its files are this machine's. */
const image: Remote = { kind: 'container', ephemeral: true, mounts: [] };

/**
 * What building from a Dockerfile does: `RUN` starts programs within the image. `args` holds `push` where the image leaves this
 * machine at once; then what is copied into it is read for others.
 */
export function* dockerfileFindings(code: Code, place: (word: Word) => PathRef): Iterable<Finding> {
  const { text, via, file, args = [] } = code;
  const name = file === undefined ? undefined : show(file.word);
  for (const instruction of dockerInstructions(textOf(text) ?? show(text))) {
    const span: Span = name === undefined ? text.span : { ...text.span, origin: `${name}:${instruction.line}` };
    const common = { via, cwd: literal('/'), remote: image };
    switch (instruction.name) {
      case 'RUN': {
        const command = runText(instruction);
        if (typeof command === 'string')
          yield { kind: 'code', language: 'bash', text: literal(command, span), ...common };
        else if (command.length > 0) yield { kind: 'run', argv: command.map((word) => literal(word, span)), ...common };
        break;
      }
      case 'COPY':
      case 'ADD': {
        if (!args.some((word) => textOf(word) === 'push') || /(?:^|\s)--from\b/.test(instruction.words)) break;
        const words =
          listOf(instruction.words) ??
          instruction.words.split(/\s+/).filter((word) => word !== '' && !word.startsWith('--'));
        for (const word of words.slice(0, -1))
          if (word !== '.' && !/^https?:|^git@/.test(word))
            yield { kind: 'file.read', path: place(literal(word)), recursive: 'no', hidden: 'no', span };
        break;
      }
    }
  }
}
