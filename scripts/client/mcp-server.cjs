// An MCP server over stdio whose two tools write down that they were called (https://modelcontextprotocol.io/specification).
// usage: node mcp-server.cjs LOG
const { appendFileSync } = require('node:fs');
const log = process.argv[2];

const tools = ['execute_sql', 'read_page'].map((name) => ({
  name,
  description: name,
  inputSchema: { type: 'object', properties: { sql: { type: 'string' }, page: { type: 'string' } } },
}));

function resultOf({ method, params }) {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: params.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'db', version: '1' },
      };
    case 'tools/list':
      return { tools };
    case 'tools/call':
      appendFileSync(log, `${JSON.stringify({ tool: params.name, input: params.arguments })}\n`);
      return { content: [{ type: 'text', text: `${params.name} was called` }] };
    default:
      return {};
  }
}

require('node:readline')
  .createInterface({ input: process.stdin })
  .on('line', (line) => {
    const message = JSON.parse(line);
    if (message.id === undefined) return;
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: message.id, result: resultOf(message) })}\n`);
  });
