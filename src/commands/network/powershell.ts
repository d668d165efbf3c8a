import { literal, show, unknownWord, type Word } from '../../word.ts';
import type { Finding } from '../spec.ts';
import { hostOf } from './request.ts';

/** PowerShell's ways of asking another machine, with their aliases (about_Aliases, Microsoft.PowerShell.Utility). */
const asks =
  /\b(?:Invoke-RestMethod|Invoke-WebRequest|irm|iwr|curl|wget|Start-BitsTransfer)\b|\.(?:DownloadString|DownloadData|DownloadFile|OpenRead|GetStringAsync)\s*\(/i;

/** Text that is run as code: Invoke-Expression, or a script block made of text that is then called. */
const runs =
  /(?:^|[|;({&\n=]|\bthen\b|\bdo\b)\s*(?:iex|Invoke-Expression)\b|\[scriptblock\]::Create\b|\.InvokeScript\s*\(|\bpowershell(?:\.exe)?\s+-\s*$/i;

/** What PowerShell text asks of other machines, and whether it runs what it gets. */
export function* powershellRequests(text: Word): Iterable<Finding> {
  const code = show(text);
  for (const statement of statements(code)) {
    const bare = withoutStrings(statement);
    if (!asks.test(bare)) continue;
    const url = urlIn(statement, text);
    yield {
      kind: 'network.request',
      url,
      host: hostOf(url),
      method: /-Method\s+['"]?(\w+)/i.exec(statement)?.[1]?.toUpperCase() ?? 'GET',
      sends: /\s-(?:Body|InFile|Form)\b/i.test(bare) ? 'yes' : 'no',
      sources: [],
      texts: [literal(statement, text.span)],
      carriesSecret: 'no',
    };
  }
  const bare = withoutStrings(code);
  // A download kept in a variable and run by a later statement is one act.
  if (runs.test(bare) && asks.test(bare))
    yield { kind: 'remote.code', interpreter: 'Invoke-Expression', url: urlIn(code, text) };
}

/** Statements apart at new lines and semicolons outside quotes. */
function statements(code: string): readonly string[] {
  return code.match(/(?:'(?:[^']|'')*'|"(?:[^"`]|`.)*"|[^;\n'"]|['"])+/g) ?? [];
}

/** The code with quoted text and comments blanked; `$(…)` inside double quotes stays, for it is code. */
function withoutStrings(code: string): string {
  return code
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/"(?:[^"`]|`.)*"/g, (quoted) => (quoted.includes('$(') ? quoted : '""'))
    .replace(/(?:^|\s)#.*$/gm, ' ');
}

function urlIn(code: string, from: Word): Word {
  const url =
    /https?:\/\/[^\s'"`)|;]+/i.exec(code)?.[0] ??
    /(?:irm|iwr|Invoke-RestMethod|Invoke-WebRequest|curl|wget)\s+(?:-\w+\s+)*['"]?([\w-]+(?:\.[\w-]+)+[^\s'")|;]*)/i.exec(
      code,
    )?.[1];
  return url === undefined ? unknownWord('the address', from.span) : literal(url, from.span);
}
