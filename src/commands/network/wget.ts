import { equals, literal, textOf, unknownWord } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { below, remoteName } from './curl.ts';
import { Payload } from './request.ts';

/** wget(1), version 1.24: every URL becomes a file unless the output goes to standard output. */
function* readWget(command: Command, context: Context): Iterable<Finding> {
  if (command.has('-h', '--help', '-V', '--version') === 'yes') return;
  const given = command.value('--method');
  const posts = command.value('--post-data', '--post-file');
  const method =
    given !== undefined ? (textOf(given)?.toUpperCase() ?? 'unknown') : posts !== undefined ? 'POST' : 'GET';
  const list = command.value('-i', '--input-file');
  if (list !== undefined && equals(list, '-') !== 'yes')
    yield { kind: 'file.read', path: context.path(list), recursive: 'no', hidden: 'no' };
  const urls = [...command.operands];
  if (urls.length === 0 && list !== undefined) urls.push(unknownWord('a URL in the input file', list.span));
  for (const url of urls) {
    const payload = new Payload(context);
    for (const data of command.values('--post-data', '--body-data')) payload.text(data);
    for (const file of command.values('--post-file', '--body-file')) payload.file(file);
    for (const text of command.values(
      '--header',
      '-U',
      '--user-agent',
      '--referer',
      '--user',
      '--password',
      '--http-password',
    ))
      payload.along(text);
    payload.along(url);
    yield payload.request(url, method);
  }
  if (command.has('--spider') === 'yes') return;
  const directory = command.value('-P', '--directory-prefix');
  const output = command.value('-O', '--output-document');
  const recursive = command.has('-r', '--recursive', '-m', '--mirror', '-p', '--page-requisites');
  if (output !== undefined) {
    if (equals(output, '-') !== 'yes')
      yield { kind: 'file.write', path: context.path(output), how: 'overwrite', recursive: 'no' };
  } else if (recursive === 'yes')
    yield { kind: 'file.write', path: context.path(directory ?? literal('.')), how: 'create', recursive: 'yes' };
  else
    for (const url of urls) {
      const name = remoteName(url);
      const file = textOf(name) === '' ? literal('index.html') : name;
      yield { kind: 'file.write', path: context.path(below(directory, file)), how: 'create', recursive: 'no' };
    }
  for (const log of command.values('-o', '--output-file', '-a', '--append-output', '--save-cookies'))
    if (equals(log, '-') !== 'yes')
      yield { kind: 'file.write', path: context.path(log), how: 'overwrite', recursive: 'no' };
}

/** aria2c(1), axel(1): downloads into the current directory unless told otherwise. */
function* readAria(command: Command, context: Context): Iterable<Finding> {
  if (command.has('-h', '--help', '-v', '--version') === 'yes') return;
  const directory = command.value('-d', '--dir');
  const output = command.value('-o', '--out', '--output');
  for (const url of command.operands) {
    const payload = new Payload(context);
    for (const text of command.values('--header', '--http-user', '--http-passwd')) payload.along(text);
    yield payload.request(url, 'GET');
    yield {
      kind: 'file.write',
      path: context.path(below(directory, output ?? remoteName(url))),
      how: 'create',
      recursive: 'no',
    };
  }
}

/** Programs that fetch a URL to standard output: lynx(1), w3m(1), links(1). */
function* readBrowser(command: Command, context: Context): Iterable<Finding> {
  for (const url of command.operands) yield new Payload(context).request(url, 'GET');
}

export const specs: readonly Spec[] = [
  {
    names: ['wget', 'wget2'],
    syntax: {
      value:
        '-a -A -B -D -e -i -I -l -o -O -P -Q -R -t -T -U -w -X --accept --append-output --base --body-data --body-file --ca-certificate --ca-directory --certificate --config --connect-timeout --cut-dirs --default-page --directory-prefix --dns-timeout --domains --exclude-directories --exclude-domains --execute --header --http-password --http-user --https-enforce --include-directories --input-file --level --limit-rate --load-cookies --local-encoding --max-redirect --method --output-document --output-file --password --post-data --post-file --prefer-family --private-key --progress --proxy-password --proxy-user --quota --read-timeout --referer --reject --restrict-file-names --save-cookies --secure-protocol --start-pos --timeout --tries --user --user-agent --wait --waitretry',
      flags:
        '-b -c -d -F -h -k -K -L -m -n -N -p -q -r -S -v -V -x -E -H -4 -6 --background --content-disposition --continue --debug --force-html --help --mirror --no-check-certificate --no-clobber --no-parent --no-verbose --page-requisites --quiet --recursive --server-response --show-progress --spider --timestamping --trust-server-names --version',
    },
    read: readWget,
  },
  {
    names: ['aria2c', 'axel'],
    syntax: {
      value:
        '-d --dir -o --out --output -i --input-file -j -x -s -k --header --http-user --http-passwd --checksum --max-tries --split -n --num-connections',
    },
    read: readAria,
  },
  {
    // The EC2 metadata client: the instance metadata service without its address.
    names: ['ec2-metadata', 'ec2metadata', 'ec2-meta-data', 'cloud-init'],
    *read(command, context) {
      if (command.program === 'cloud-init' && textOf(command.operands[0] ?? literal('')) !== 'query') return;
      if (command.has('--help', '-h') !== 'yes')
        yield new Payload(context).request(literal('http://169.254.169.254/latest/'), 'GET');
    },
  },
  {
    names: ['lynx', 'w3m', 'links', 'elinks'],
    syntax: { value: '-o -O -T -cols -width', flags: '-dump -source -nolist -listonly', style: 'long-dash' },
    read: readBrowser,
  },
];
