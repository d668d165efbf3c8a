import type { StreamCode } from '../commands/spec.ts';
import { literal, unknownWord, type Invocation } from '../word.ts';
import { followCode } from './code.ts';
import { followFile } from './file-code.ts';
import type { Following } from './following.ts';
import type { Frame } from './frame.ts';
import { executes } from './script-file.ts';

/** Reads what arrives on a stream as code. */
export function followStream(code: StreamCode, frame: Frame, outer: Invocation | undefined, call: Following): void {
  const { stream, language, via } = code;
  const rest = {
    ...(code.args === undefined ? {} : { args: code.args }),
    ...(code.remote === undefined ? {} : { remote: code.remote }),
    ...(code.database === undefined ? {} : { database: code.database }),
  };
  switch (stream.kind) {
    case 'inherited':
      return;
    case 'text':
      return followCode(
        { kind: 'code', language, text: stream.text, via, stdin: { kind: 'inherited' }, ...rest },
        frame,
        outer,
        call,
      );
    case 'file': {
      const { remote: _remote, ...forFile } = rest;
      return followFile(
        {
          kind: 'file-code',
          language,
          path: { word: stream.path, cwd: outer?.state.cwd ?? literal('') },
          via,
          ...forFile,
        },
        frame,
        outer,
        call,
      );
    }
    case 'pipe': {
      const text = stream.text ?? { ...unknownWord(`what ${via} reads from the pipe`, frame.span) };
      const url = call.provenance.networkBehind(stream);
      if (url !== undefined && stream.text === undefined && executes(language))
        return call.found.add({ kind: 'remote.code', interpreter: via, url }, frame);
      return followCode(
        { kind: 'code', language, text, via, stdin: { kind: 'inherited' }, ...rest },
        frame,
        outer,
        call,
      );
    }
  }
}
