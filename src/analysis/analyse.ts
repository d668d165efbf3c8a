import { classifyMcp, mcpFindings } from '../commands/mcp/mcp.ts';
import { hostOf } from '../commands/network/request.ts';
import { LimitError } from '../budget.ts';
import type { Deadline } from '../deadline.ts';
import type { Effect, EffectDraft } from '../effect.ts';
import type { HookEvent, Json, JsonObject, ToolCall } from '../tool-call.ts';
import { literal, wordOf, type Invocation, type Part, type PathRef, type Span, type Word } from '../word.ts';
import type { Facts } from '../world.ts';
import { Reading } from './reading.ts';

/** What a tool call does, and the commands it consists of. */
export interface Analysis {
  readonly effects: readonly Effect[];
  readonly invocations: readonly Invocation[];
}

/** Reads a tool call into its effects; a call of no kind (another event) has none. */
export function analyse(event: HookEvent, facts: Facts, deadline: Pick<Deadline, 'tick'>): Analysis {
  const reading = new Reading(facts, deadline);
  try {
    if (event.call !== null) readCall(event.call, reading, facts);
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    reading.state({ kind: 'opaque', why: 'limit', detail: error.message });
  }
  return { effects: reading.effects, invocations: reading.invocations };
}

const whole: Span = { start: 0, end: 0 };

function readCall(call: ToolCall, reading: Reading, facts: Facts): void {
  switch (call.kind) {
    case 'shell':
      return call.dialect === 'bash' ? reading.shell(call.command) : reading.powershell(call.command);
    case 'file-read':
      return reading.state({ kind: 'file.read', path: toolPath(call.path, facts), recursive: 'no', hidden: 'no' });
    case 'file-write': {
      const path = toolPath(call.path, facts);
      const content = call.content === undefined ? {} : { content: literal(call.content) };
      return reading.write({
        kind: 'file.write',
        path,
        how: call.how === 'edit' ? 'edit' : 'create',
        recursive: 'no',
        ...content,
      });
    }
    case 'search':
      return reading.state(searchEffect(call, facts));
    case 'web':
      return reading.state(
        /^file:/i.test(call.url)
          ? {
              kind: 'file.read',
              path: toolPath(call.url.replace(/^file:(?:\/\/(?:localhost)?)?/i, ''), facts),
              recursive: 'no',
              hidden: 'no',
            }
          : webRequest(call.url),
      );
    case 'mcp': {
      const tool = classifyMcp(call.server, call.tool, call.input);
      reading.state({ kind: 'mcp.call', server: call.server, tool: call.tool, ...tool });
      return reading.findings(mcpFindings(call.server, call.tool, call.input, (path) => toolPath(path, facts)));
    }
    case 'agent':
      return reading.state({ kind: 'agent.start', agent: call.agent, model: call.model });
    case 'other':
      reading.state({ kind: 'tool.use', tool: call.name });
      return readUnknownTool(call.input, reading, facts);
  }
}

function searchEffect(call: Extract<ToolCall, { kind: 'search' }>, facts: Facts): EffectDraft {
  const base = call.path ?? '.';
  // A search whose glob or path names files is a read of those; one over a tree merely passes over what lies in it.
  const names = call.reads ? call.glob : call.pattern;
  const named =
    names === undefined ? undefined : names.startsWith('/') || names.startsWith('~') ? names : `${base}/${names}`;
  const path = named === undefined ? toolPath(base, facts) : globPath(named, facts);
  // A listing of names that only may be those of secrets (`**/.env*`) reads none of them.
  if (!call.reads && named !== undefined && facts.inside(path, 'secrets', 'file.read') === 'unknown')
    return { kind: 'file.read', path: toolPath(base, facts), recursive: 'yes', hidden: 'no' };
  const recursive = named === undefined && facts.world.entry(plainPath(base, facts)).kind === 'file' ? 'no' : 'yes';
  return {
    kind: 'file.read',
    path,
    recursive: named === undefined ? recursive : 'no',
    hidden: 'no',
    ...(call.shows ? { pattern: literal(call.pattern) } : {}),
  };
}

function webRequest(url: string): EffectDraft {
  return {
    kind: 'network.request',
    url: literal(url),
    host: hostOf(literal(url)),
    method: 'GET',
    sends: 'no',
    sources: [],
    texts: [literal(url)],
    carriesSecret: 'no',
  };
}

/** An unknown tool of the agent: its path, url and command fields are what it may do (design.md section 9). */
function readUnknownTool(input: JsonObject, reading: Reading, facts: Facts): void {
  const content = textField(input, ['content', 'new_string', 'text']);
  for (const [name, value] of Object.entries(input)) {
    if (typeof value !== 'string') continue;
    if (/^(?:file_?path|path|file|notebook_?path|target_?file|filename)$/i.test(name)) {
      const path = toolPath(value, facts);
      if (content === undefined) reading.state({ kind: 'file.read', path, recursive: 'unknown', hidden: 'no' });
      else reading.write({ kind: 'file.write', path, how: 'create', recursive: 'no', content: literal(content) });
    } else if (/^(?:url|uri)$/i.test(name) && value.includes('://')) reading.state(webRequest(value));
    else if (/^(?:command|cmd|command_?line)$/i.test(name)) reading.shell(value);
  }
}

function textField(input: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value: Json | undefined = Object.hasOwn(input, name) ? input[name] : undefined;
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function plainPath(path: string, facts: Facts): string {
  const home = facts.world.home;
  const expanded = path === '~' || path.startsWith('~/') ? (home ?? '~') + path.slice(1) : path;
  return expanded.startsWith('/') ? expanded : `${facts.world.cwd ?? ''}/${expanded}`;
}

/** A path a tool was given: relative to the call's directory, with `~` for home. */
function toolPath(path: string, facts: Facts): PathRef {
  return { word: literal(tilde(path, facts)), cwd: cwdWord(facts) };
}

function globPath(pattern: string, facts: Facts): PathRef {
  const parts: Part[] = tilde(pattern, facts)
    .split(/(\*+|\?|\[[^\]]*\]|\{[^}]*\})/)
    .map((piece, index) => (index % 2 === 1 ? { hole: 'glob', text: piece } : piece));
  return { word: wordOf(parts, whole), cwd: cwdWord(facts) };
}

function tilde(path: string, facts: Facts): string {
  return (path === '~' || path.startsWith('~/')) && facts.world.home !== null ? facts.world.home + path.slice(1) : path;
}

function cwdWord(facts: Facts): Word {
  return facts.world.cwd === null
    ? wordOf([{ hole: 'unknown', why: 'the working directory' }], whole)
    : literal(facts.world.cwd);
}
