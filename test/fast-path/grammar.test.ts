import { spawnSync } from 'node:child_process';
import { forEachChild, type Redirection, type SyntaxNode, type Word, type WordPart } from 'unbash';
import { describe, expect, it } from 'vitest';
import { plainCommand } from '../../src/fast-path/plain-command.ts';
import { addPlainCommand } from '../../src/fast-path/plain-program.ts';
import { parseScript } from '../../src/shell/parse.ts';
import { Random } from '../oracle/random.ts';
import { nearPlain } from './near-plain.ts';

// What the first look reads is what a parser of bash reads, and what shells take for a whole script.

const look = { lstat: () => ({ kind: 'missing' }) as const };

/** The commands that the first look sees in a plain text, each with what is written of its words. */
function seen(text: string): readonly (readonly string[])[] | undefined {
  const commands: (readonly string[])[] = [];
  const command = plainCommand(text, '/home/dev/project', look, (words, place, depth) => {
    commands.push(words.map((word) => word.text));
    return addPlainCommand(words, place, depth);
  });
  return command === undefined ? undefined : commands;
}

/** The commands that the parser sees, in the order in which they end; what no plain text has makes it throw. */
function parsed(text: string): readonly (readonly string[])[] {
  const { script, problems } = parseScript(text);
  if (script === undefined || problems.length > 0) throw new Error(`problems: ${problems.map((each) => each.detail)}`);
  const commands: (readonly string[])[] = [];
  const visit = (node: SyntaxNode): void => {
    if (!ORDINARY.has(node.type)) throw new Error(`a ${node.type}`);
    forEachChild(node, visit);
    if (node.type === 'Redirect') checkRedirection(node);
    if (node.type !== 'Command') return;
    if (node.name === undefined || node.prefix.some(({ type }) => type === 'Assignment'))
      throw new Error('assignments');
    const args = node.args.map((each) => (each.type === 'Assignment' ? each.text : written(each)));
    commands.push([written(node.name), ...args]);
  };
  visit(script);
  return commands;
}

const ORDINARY = new Set(
  'Script Statement Pipeline AndOr List CompoundList Command For While If Word Literal SingleQuoted DoubleQuoted SimpleExpansion ParameterExpansion CommandExpansion Glob BraceExpansion Redirect Assignment FileDescriptor'.split(
    ' ',
  ),
);

function checkRedirection(node: Redirection): void {
  const target = node.type === 'Redirect' ? node.target?.value : undefined;
  if (target !== '/dev/null' && target !== '1' && target !== '2') throw new Error(`a redirection to ${target}`);
}

/** What is written of a word, without its quotes. */
function written({ parts, value }: Word): string {
  return parts === undefined ? value : parts.map(partOf).join('');
}

function partOf(part: WordPart): string {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
      return part.value;
    case 'DoubleQuoted':
      return part.parts.map(partOf).join('');
    case 'Glob':
      return part.kind === 'bracket' ? `[${part.parts.map(partOf).join('')}]` : part.text;
    case 'BraceExpansion':
      return part.text;
    default:
      return '';
  }
}

/** Texts that the first look calls plain, each once. */
function plainTexts(seed: string, count: number): readonly string[] {
  const random = new Random(seed);
  const texts = new Set<string>();
  for (let left = count; left > 0; left--) {
    const text = nearPlain(random);
    if (seen(text) !== undefined) texts.add(text);
  }
  return [...texts];
}

function problemOf(text: string): string | undefined {
  try {
    expect(seen(text)).toEqual(parsed(text));
    return undefined;
  } catch (error) {
    return `${JSON.stringify(text)}: ${error instanceof Error ? error.message : 'failed'}`;
  }
}

function lacks(shell: string): boolean {
  return spawnSync(shell, ['-n', '-c', ':']).status !== 0;
}

describe('texts that are nearly plain', () => {
  it('those that are plain are the commands and words that a parser sees', () => {
    const texts = plainTexts('parser', 60_000);
    expect(texts.length).toBeGreaterThan(3000);
    expect(texts.map(problemOf).filter((problem) => problem !== undefined)).toEqual([]);
  });

  it.each(['bash', 'zsh'].map((shell) => [shell, lacks(shell)] as const))(
    '%s reads those that are plain',
    (shell, isLacking) => {
      if (isLacking) return;
      const texts = plainTexts(shell, 6000).slice(0, 300);
      expect(texts.filter((text) => spawnSync(shell, ['-n', '-c', text]).status !== 0)).toEqual([]);
    },
  );
});
