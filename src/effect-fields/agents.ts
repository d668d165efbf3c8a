import type { FieldsOf } from '../effect-field.ts';

/** What is asked of agents, their tools and this gate. */
export const agentFields = {
  'mcp.call': {
    doc: 'A tool of an MCP server is called.',
    fields: {
      server: { type: 'text', doc: 'Name of the server.' },
      tool: { type: 'text', doc: 'Name of the tool.' },
      class: {
        type: 'enum',
        doc: 'What the tool does, by annotation, catalogue or name.',
        values: {
          read: 'it only reads',
          write: 'it changes something',
          destructive: 'it deletes or destroys',
          secret: 'it gives out secrets',
          deploy: 'it releases',
          unknown: 'nothing says',
        },
      },
      area: {
        type: 'enum',
        doc: 'What the server looks after, by catalogue.',
        values: {
          files: 'files of this machine',
          shell: 'commands on this machine',
          code: 'the code of the project',
          knowledge: 'documentation, search, memory, thinking',
          browser: 'a browser',
          design: 'designs and components',
          forge: 'a code host',
          tracker: 'issues, documents, alerts that others see',
          message: 'mail, chat, calendars, customers',
          payment: 'money',
          database: 'a database',
          infrastructure: 'cloud, clusters, platforms, secret stores',
          other: 'nothing says',
        },
      },
      known: { type: 'flag', doc: 'The server is in the catalogue of known servers or was named in a policy.' },
      production: { type: 'flag', doc: 'The arguments name production.' },
      texts: { type: 'words', doc: 'Every string in the arguments.' },
    },
  },
  'mcp.register': {
    doc: 'A tool server is connected to an agent.',
    fields: {
      agent: { type: 'text', doc: 'The agent it is connected to.' },
      server: { type: 'word', doc: 'Name or address of the server.' },
    },
  },
  'agent.start': {
    doc: 'A sub-agent, workflow or scheduled prompt is started.',
    fields: {
      agent: { type: 'text', doc: 'Its type.' },
      model: { type: 'text', doc: 'The model named for it; empty where none is.' },
    },
  },
  'gate.control': {
    doc: 'The gate itself is touched through its own commands.',
    fields: { action: { type: 'text', doc: 'The subcommand.' } },
  },
  'tool.use': {
    doc: 'A tool of the agent that is none of the others.',
    fields: { tool: { type: 'text', doc: 'Name of the tool.' } },
  },
} as const satisfies FieldsOf<'mcp.call' | 'mcp.register' | 'agent.start' | 'gate.control' | 'tool.use'>;
