import { literal, textOf } from '../../word.ts';
import type { Syntax } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';
import { fileRead, fileWrite } from './_words.ts';

/** A program that makes one file out of others, and where its words say which. */
interface Converter {
  readonly names: readonly string[];
  readonly syntax: Syntax;
  /** Options whose argument is the file that is made. */
  readonly output?: readonly string[];
  /** Options whose argument is a directory for what is made. */
  readonly directory?: readonly string[];
  /** The last operand is the file that is made. */
  readonly last?: true;
}

const converters: readonly Converter[] = [
  // ffmpeg(1), "Description"
  {
    names: ['ffmpeg', 'avconv'],
    syntax: {
      style: 'long-dash',
      value:
        '-i -f -c -codec -c:v -c:a -vf -af -r -s -t -ss -to -b:v -b:a -map -filter_complex -crf -preset -pix_fmt -ar -ac -vcodec -acodec -loglevel -threads -frames:v -vframes -q:v -profile:v -movflags -metadata -aspect -g',
    },
    last: true,
  },
  // https://imagemagick.org/script/command-line-tools.php
  {
    names: ['convert', 'magick', 'composite', 'montage', 'gm'],
    syntax: {
      style: 'long-dash',
      value:
        '-resize -quality -density -crop -rotate -background -fill -geometry -gravity -extent -size -font -pointsize -annotate -colors -depth -format -define -alpha -channel -blur -border -bordercolor -compress -thumbnail',
    },
    last: true,
  },
  // https://github.com/yt-dlp/yt-dlp#filesystem-options
  {
    names: ['yt-dlp', 'youtube-dl'],
    syntax: {
      value:
        '-o --output -P --paths -f --format -a --batch-file --cookies --cookies-from-browser --merge-output-format --audio-format -S -r -N',
    },
    output: ['-o', '--output'],
    directory: ['-P', '--paths'],
  },
  {
    names: ['rsvg-convert', 'inkscape', 'dot', 'neato'],
    syntax: { value: '-o --output --export-filename -T -w -h -f' },
    output: ['-o', '--output', '--export-filename'],
  },
  {
    names: ['wkhtmltopdf', 'wkhtmltoimage', 'pdftotext', 'pdftoppm', 'ps2pdf'],
    syntax: { value: '-f -l -r -s --page-size --margin-top' },
    last: true,
  },
];

export const specs: readonly Spec[] = converters.map(({ names, syntax, output = [], directory = [], last }) => ({
  names,
  syntax,
  *read(command, context): Generator<Finding> {
    for (const file of command.values(...output)) if (textOf(file) !== '-') yield fileWrite(context, file, 'overwrite');
    for (const place of command.values(...directory))
      yield fileWrite(context, place, 'overwrite', { recursive: 'yes' });
    for (const input of command.values('-i')) yield fileRead(context, input);
    const made =
      last === true && command.operands.length > (names[0] === 'ffmpeg' ? 0 : 1) ? command.operands.at(-1) : undefined;
    const text = textOf(made ?? literal('-'));
    if (made !== undefined && text !== '-' && !/^[a-z][a-z0-9+]*:\/\/|^(?:pipe|null|info|show|x):/i.test(text ?? ''))
      yield fileWrite(context, made, 'overwrite');
  },
}));
