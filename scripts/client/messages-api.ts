import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { field, listOf, textOf } from './json.ts';

/** A tool call the model makes; `id` is what its result will carry. */
export interface ToolUse {
  readonly id: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What the model answers, turn by turn: the tool calls of each answer. After the last it says good-bye. */
export interface Script {
  readonly main: readonly (readonly ToolUse[])[];
  readonly subagent: readonly (readonly ToolUse[])[];
}

/** In the prompt of the session and of the sub-agent; requests without either are the client's own, such as titles. */
export const MAIN_MARK = 'BLASTGATE-MAIN';
export const SUBAGENT_MARK = 'BLASTGATE-SUBAGENT';

/** The model, played on the loopback interface. */
export interface MessagesApi {
  readonly port: number;
  /** The `messages` of every request of the conversation and its sub-agents, in order. */
  readonly conversations: readonly (readonly unknown[])[];
  close(): void;
}

type Block = { readonly type: 'text'; readonly text: string } | { readonly type: 'tool_use'; readonly use: ToolUse };

/** Starts the scripted Messages API (https://docs.claude.com/en/api/messages-streaming) on a free port of 127.0.0.1. */
export async function startMessagesApi(script: Script): Promise<MessagesApi> {
  const conversations: (readonly unknown[])[] = [];
  const server = createServer((request, response) => {
    readBody(request, (body) => {
      const route = `${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''}`;
      if (request.method === 'HEAD') return void response.writeHead(200).end();
      if (route === 'POST /v1/messages/count_tokens') return sendJson(response, 200, { input_tokens: 64 });
      if (route !== 'POST /v1/messages') {
        const error = { type: 'not_found_error', message: `no such route: ${route}` };
        return sendJson(response, 404, { type: 'error', error });
      }
      const messages = listOf(field(body, 'messages'));
      const turns = playing(script, body, messages);
      if (turns === undefined) return answer(response, body, [{ type: 'text', text: 'ok' }]);
      conversations.push(messages);
      // Stateless: as many answers as the conversation already holds have been played.
      const uses = turns[messages.filter((message) => field(message, 'role') === 'assistant').length] ?? [];
      const blocks: readonly Block[] =
        uses.length === 0 ? [{ type: 'text', text: 'done' }] : uses.map((use) => ({ type: 'tool_use', use }));
      answer(response, body, blocks);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    conversations,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The part of the script a request belongs to. */
function playing(script: Script, body: unknown, messages: readonly unknown[]): Script['main'] | undefined {
  if (listOf(field(body, 'tools')).length === 0) return undefined;
  const said = messages.filter((message) => field(message, 'role') === 'user').map((message) => textOf(message));
  if (said.some((text) => text.includes(MAIN_MARK))) return script.main;
  return said.some((text) => text.includes(SUBAGENT_MARK)) ? script.subagent : undefined;
}

function readBody(request: IncomingMessage, done: (body: unknown) => void): void {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const text = Buffer.concat(pieces).toString('utf8');
    done(text === '' ? undefined : JSON.parse(text));
  });
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function answer(response: ServerResponse, body: unknown, blocks: readonly Block[]): void {
  const usage = { input_tokens: 64, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 8 };
  const stop = { stop_reason: blocks.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn' };
  const message = {
    id: `msg_${process.hrtime.bigint()}`,
    type: 'message',
    role: 'assistant',
    model: field(body, 'model'),
    stop_sequence: null,
    usage,
  };
  if (field(body, 'stream') !== true) {
    const content = blocks.map((block) => (block.type === 'text' ? block : toolUse(block.use, block.use.input)));
    return sendJson(response, 200, { ...message, ...stop, content });
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const send = (type: string, data: object): void => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  };
  send('message_start', { message: { ...message, content: [], stop_reason: null } });
  for (const [index, block] of blocks.entries()) {
    const text = block.type === 'text';
    send('content_block_start', {
      index,
      content_block: text ? { type: 'text', text: '' } : toolUse(block.use, {}),
    });
    send('content_block_delta', {
      index,
      delta: text
        ? { type: 'text_delta', text: block.text }
        : { type: 'input_json_delta', partial_json: JSON.stringify(block.use.input) },
    });
    send('content_block_stop', { index });
  }
  send('message_delta', { delta: { ...stop, stop_sequence: null }, usage });
  send('message_stop', {});
  response.end();
}

function toolUse({ id, tool }: ToolUse, input: object): object {
  return { type: 'tool_use', id, name: tool, input };
}
