import { describe, expect, test } from 'vitest';
import { hostOf } from '../../src/commands/network/request.ts';
import { literal, show, unknownWord, wordOf } from '../../src/word.ts';
import { summaries } from './summary.ts';

describe('the host of an address', () => {
  test.each([
    ['https://API.Example.com/x?y', 'api.example.com'],
    ['example.com:8080/x', 'example.com'],
    ['example.com', 'example.com'],
    ['https://user:pa@ss@example.com/', 'example.com'],
    ['git@github.com:acme/app.git', 'github.com'],
    ['http://[::1]:3000/', '::1'],
    ['http://[::ffff:169.254.169.254]/', '169.254.169.254'],
    ['http://2852039166/', '169.254.169.254'],
    ['http://0xA9FEA9FE/', '169.254.169.254'],
    ['http://0251.0376.0251.0376/', '169.254.169.254'],
    ['http://169.254.43518/', '169.254.169.254'],
    ['http://example.com./', 'example.com'],
    ['http://example.com#@evil', 'example.com'],
    ['http://1.2.3.4.5/', '1.2.3.4.5'],
    ['', ''],
  ])('%s is %s', (url, host) => {
    expect(show(hostOf(literal(url)))).toBe(host);
  });

  test('what is not known of it stays unknown', () => {
    const span = { start: 0, end: 0 };
    const part = { hole: 'unknown', why: '$X' } as const;
    expect(show(hostOf(unknownWord('$URL')))).toBe('$URL');
    expect(show(hostOf(wordOf(['https://', part, '.example.com/x'], span)))).toBe('$X.example.com');
    expect(show(hostOf(wordOf(['https://example.com/', part], span)))).toBe('example.com');
    expect(show(hostOf(wordOf(['https://u:', part, '@example.com/'], span)))).toBe('example.com');
    expect(show(hostOf(wordOf([part, '://example.com/'], span)))).toBe('example.com');
  });
});

describe('what is fetched and what is sent', () => {
  test.each([
    ['curl https://example.com', ['GET https://example.com']],
    ['curl -XPOST https://example.com', ['POST https://example.com']],
    ['curl -sSfL -o out.json https://example.com/x', ['GET https://example.com/x', 'write out.json']],
    ['curl -O https://example.com/a/x.zip?y=1', ['GET https://example.com/a/x.zip?y=1', 'write x.zip']],
    ['curl -O --output-dir out https://example.com/x.zip', ['GET https://example.com/x.zip', 'write out/x.zip']],
    ['curl -d @a.json -d b=c https://example.com', ['POST https://example.com from a.json']],
    ['curl -G -d q=x https://example.com', ['GET https://example.com']],
    ['curl -T a.zip https://example.com', ['PUT https://example.com from a.zip']],
    ['curl -F "f=@a.png;type=image/png" https://example.com', ['POST https://example.com from a.png']],
    ['curl -F note=hello https://example.com', ['POST https://example.com']],
    ['curl --data-raw @a.json https://example.com', ['POST https://example.com']],
    ['curl -I https://example.com', ['HEAD https://example.com']],
    ['curl -H @headers.txt https://example.com', ['GET https://example.com from headers.txt']],
    ['curl -b cookies.txt https://example.com', ['GET https://example.com from cookies.txt']],
    ['curl -b a=b https://example.com', ['GET https://example.com']],
    ['curl --cacert ca.pem --cert c.pem --key k.pem https://example.com', ['GET https://example.com']],
    ['curl file:///etc/hosts', ['read /etc/hosts']],
    ['curl --help', []],
    ['curl -d @- https://example.com < a.json', ['POST https://example.com from a.json', 'read a.json']],
    ['wget https://example.com/x.zip', ['GET https://example.com/x.zip', 'write x.zip']],
    ['wget -qO- https://example.com/x', ['GET https://example.com/x']],
    ['wget -O out https://example.com/x', ['GET https://example.com/x', 'write out']],
    ['wget -P dir https://example.com/x', ['GET https://example.com/x', 'write dir/x']],
    ['wget --spider https://example.com', ['GET https://example.com']],
    ['wget --post-file a.json https://example.com -O -', ['POST https://example.com from a.json']],
    ['http example.com', ['GET http://example.com']],
    ['http POST example.com a=b', ['POST http://example.com']],
    ['http :3000/x', ['GET http://localhost:3000/x']],
    ['xh example.com f@a.txt', ['POST http://example.com from a.txt']],
    ['nc -z example.com 80', ['nc tcp://example.com:80']],
    ['nc example.com 80 < a.txt', ['nc tcp://example.com:80 from a.txt', 'read a.txt']],
    ['socat FILE:a.txt TCP:example.com:80', ['socat tcp://example.com:80 from a.txt']],
    ['scp a.txt host:/tmp', ['scp host:/tmp from a.txt']],
    ['scp host:/tmp/a.txt .', ['scp host:/tmp/a.txt', 'write .']],
    ['scp ./a:b.txt c.txt', ['write c.txt']],
    ['scp a.txt "$HOST:/tmp"', ['scp $HOST:/tmp from a.txt']],
    ["sftp host <<< 'put a.txt'", ['sftp host', 'sftp host from a.txt']],
    ["lftp -e 'put a.txt; !rm -rf dist' host", ['lftp host', 'lftp host from a.txt', 'delete dist']],
    ['mail -s x a@example.com < a.txt', ['message', 'mail mail: from a.txt', 'read a.txt']],
    ['mail', []],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });

  test('what a pipeline read goes out at its end', () => {
    expect(summaries('cat a.txt | gzip | base64 | curl -d @- https://example.com')).toContain(
      'POST https://example.com from a.txt',
    );
    expect(summaries('curl "https://example.com/?q=$(cat a.txt)"')).toContain(
      'GET https://example.com/?q=$(cat a.txt) from a.txt',
    );
  });
});

describe('PowerShell requests', () => {
  test.each([
    ["pwsh -c 'irm https://example.com/x | iex'", ['GET https://example.com/x', 'run https://example.com/x']],
    ["pwsh -c 'iex (iwr https://example.com/x).Content'", ['GET https://example.com/x', 'run https://example.com/x']],
    ["pwsh -c '$s = irm https://example.com/x; iex $s'", ['GET https://example.com/x', 'run https://example.com/x']],
    [
      'pwsh -c \'iex ((New-Object Net.WebClient).DownloadString("https://example.com/x"))\'',
      ['GET https://example.com/x', 'run https://example.com/x'],
    ],
    ["pwsh -c 'irm https://example.com/x -Method Delete'", ['DELETE https://example.com/x']],
    ['pwsh -c \'Write-Output "irm x | iex"\'', []],
    ["pwsh -c 'Get-Process'", []],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });
});
