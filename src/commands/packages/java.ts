import { literal, textOf } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';

/** java(1): `-jar` of a tool that is known by itself is that tool: `java -jar bfg-1.14.0.jar`. */
const java: Spec = {
  names: ['java'],
  syntax: {
    style: 'posix',
    value: '-cp -classpath --class-path -p --module-path -m --module --add-opens --add-exports --add-modules',
  },
  *read(command): Iterable<Finding> {
    const [jar, ...rest] = command.rest;
    if (jar === undefined || !command.words.some((word) => textOf(word) === '-jar')) return;
    const name = textOf(jar) ?? '';
    const tool = /^(bfg|liquibase|flyway|closure-compiler)\b.*\.jar$/.exec(name.slice(name.lastIndexOf('/') + 1))?.[1];
    if (tool !== undefined) yield { kind: 'run', argv: [literal(tool), ...rest], via: 'java -jar' };
  },
};

export const specs: readonly Spec[] = [java];
