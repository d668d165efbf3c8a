import { literal, textOf, type Word } from '../../word.ts';
import type { OutwardAct } from '../../effect.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { Payload } from './request.ts';

/** A message in somebody's name, with the files and text that go with it. */
function* said(
  command: Command,
  context: Context,
  target: Word,
  texts: readonly Word[],
  files: readonly Word[],
  act: OutwardAct['act'] = 'message',
): Iterable<Finding> {
  yield { kind: 'outward.act', service: command.program, act, target };
  const payload = new Payload(context);
  payload.any = true;
  for (const text of texts) payload.text(text);
  for (const file of files) payload.file(file);
  payload.stdin();
  yield payload.request(literal(`${command.program}:`), command.program);
}

/** mail(1), mailx(1), mutt(1): the recipients are operands. */
function* readMail(command: Command, context: Context): Iterable<Finding> {
  // Without a recipient these programs read the mailbox.
  const [to] = [...command.operands, ...command.values('-t', '--to')];
  if (to === undefined && command.has('-t') === 'no') return;
  if (command.has('-f', '--file', '-e', '-H') === 'yes') return;
  const files = command.values('-a', '-A', '-i', '-q', '--attach');
  yield* said(
    command,
    context,
    to ?? literal('the recipients in the message'),
    command.values('-s', '--subject'),
    files,
  );
}

/** sendmail(8), msmtp(1), swaks(1): a message on standard input. */
function* readSendmail(command: Command, context: Context): Iterable<Finding> {
  if (command.has('-bp', '-bi', '-bt', '-bv', '--version', '--help', '-q') === 'yes') return;
  const [to] = [...command.values('--to', '-t'), ...command.operands];
  yield* said(
    command,
    context,
    to ?? literal('the recipients in the message'),
    command.values('--body', '--header', '--h-Subject'),
    command.values('--attach', '--data'),
  );
}

/** Command lines of chat and social services: posting verbs and what each posts to. */
const chat: Readonly<Record<string, RegExp>> = {
  slack: /^(?:chat send|chat update|chat delete|file upload|snooze start|api chat\.)/,
  'slack-cli': /^(?:-|.)/,
  slackcat: /./,
  discord: /^(?:send|message)/,
  'signal-cli': /\bsend(?:Reaction|Receipt)?\b/,
  telegram: /^(?:send|message)|-W|-e/,
  'telegram-send': /./,
  twurl: /./,
  toot: /^(?:post|reply|thread|boost|favourite|delete|follow|upload)/,
  t: /^(?:update|dm|reply|retweet|delete|follow|block)/,
  matrix: /^send/,
  'matrix-commander': /(?:-m|--message|-f|--file)\b/,
  imsg: /^send/,
  ntfy: /^(?:publish|send|pub)/,
  apprise: /./,
  pushover: /./,
  twilio: /api:core:messages:create|phone-numbers:buy|email:send/,
  sendgrid: /send/,
  mailgun: /send/,
  postmark: /^email/,
};

function* readChat(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '--version') === 'yes' || command.words.length === 0) return;
  const line = command.words.map((word) => textOf(word) ?? '$').join(' ');
  const pattern = Object.hasOwn(chat, command.program) ? chat[command.program] : undefined;
  if (pattern?.test(line) !== true) return;
  const [, ...rest] = command.operands;
  yield* said(
    command,
    context,
    rest[0] ?? command.operands[0] ?? literal(''),
    [...command.operands, ...command.options.flatMap((option) => (option.value === undefined ? [] : [option.value]))],
    [],
  );
}

/** Money: Stripe's, PayPal's and Coinbase's command lines (https://docs.stripe.com/cli). */
function* readMoney(command: Command): Iterable<Finding> {
  if (command.has('--help', '-h') === 'yes') return;
  const [group, action, target] = command.operands;
  const noun = textOf(group ?? literal('')) ?? '$';
  const verb = textOf(action ?? literal('')) ?? '$';
  if (
    /^(?:listen|logs|login|logout|config|completion|version|help|open|samples|status|community|fixtures|serve|resources|trigger|get)$/.test(
      noun,
    )
  )
    return;
  if (/^(?:list|retrieve|search|\$?|get)$/.test(verb) && verb !== '$') return;
  const money =
    /^(?:charges|payment_intents|payouts|refunds|transfers|topups|invoices|checkout|payment_links|post)$/.test(noun);
  yield {
    kind: 'outward.act',
    service: command.program,
    act: money ? 'payment' : 'billing',
    target: target ?? action ?? group ?? literal(''),
  };
}

export const specs: readonly Spec[] = [
  {
    names: ['mail', 'mailx', 'mutt', 'neomutt', 's-nail', 'bsd-mailx', 'heirloom-mailx'],
    syntax: {
      value: '-s --subject -a -A -b -c -i -q -r -S -u -F -x -T --attach --to',
      flags: '-E -H -I -n -N -v -e -f -t',
    },
    read: readMail,
  },
  {
    names: ['sendmail', 'msmtp', 'swaks', 'ssmtp', 'exim', 'exim4', 'smtp-cli'],
    syntax: {
      value:
        '-f --from -F -s --server --to --body --header --attach --data -au -ap -a --account --h-Subject --auth-user --auth-password',
      style: 'long-dash',
    },
    read: readSendmail,
  },
  {
    names: Object.keys(chat),
    syntax: { value: '-c --channel -t --to -u --user -m --message -f --file -n --title -b --body -d --data -X' },
    read: readChat,
  },
  {
    names: ['stripe', 'paypal', 'coinbase', 'square'],
    syntax: {
      value: '-d --data --amount --currency --api-key -p --project-name --device-name --customer -e --expand',
      flags: '--live --confirm -c',
    },
    read: readMoney,
  },
];
