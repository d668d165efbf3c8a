import type { Language } from '../commands/spec.ts';
import { literal, textOf, wordOf, type PathRef, type Word } from '../word.ts';

/** The directory a file lies in, as far as it is written. */
export function directoryOf({ word, cwd }: PathRef): Word {
  const text = textOf(word);
  const slash = text?.lastIndexOf('/') ?? -1;
  if (text === undefined || slash < 0) return cwd;
  const directory = text.slice(0, slash);
  return directory.startsWith('/') ? literal(directory) : wordOf([...cwd.parts, `/${directory}`], word.span);
}

/** Whether a path names an installed program: something directly in a `bin` directory. */
export function isInstalled(path: string): boolean {
  return /(?:^|\/)(?:\.?bin|sbin|libexec|Scripts)\/[^/]+$/.test(path);
}

/** Whether a path lies where Windows keeps its programs, which only an administrator changes. */
export function isOfWindows(path: string): boolean {
  return /^[A-Z]:\/(?:Program Files(?: \(x86\))?|Windows)\/(?!Temp\/)(?:(?!\.\.\/).)+\.(?:exe|com|bat|cmd|ps1)$/i.test(
    path,
  );
}

/**
 * Whether a path that cannot be read names a program rather than a script: what the machine's owner installed (hier(7),
 * file-hierarchy(7)), or a part of an SDK or application.
 */
export function looksInstalled(path: string): boolean {
  if (/\.\.|\.(?!exe$)\w+$/i.test(path)) return false;
  return (
    /^(?:\/(?:opt|usr|Applications|Library|System|snap|nix\/store|home\/linuxbrew)\/|[A-Za-z]:[\\/]Program Files)/.test(
      path,
    ) || /\/(?:shims|platform-tools|emulator|build-tools\/[\d.]+|cli-plugins|Contents\/MacOS)\/[^/]+$/.test(path)
  );
}

/** Whether text in the language can start programs of its own, so that taking it from the network is remote code. */
export function executes(language: Language): boolean {
  return language !== 'sql' && language !== 'sed';
}

/** The language a script is written in, by its name; the shell's where its extension says nothing. */
export function languageOf(name: string): Language {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  switch (extension) {
    case 'py':
      return 'python';
    case 'js':
    case 'mjs':
    case 'cjs':
    case 'ts':
    case 'mts':
    case 'cts':
    case 'tsx':
    case 'jsx':
      return 'javascript';
    case 'rb':
      return 'ruby';
    case 'pl':
      return 'perl';
    case 'php':
      return 'php';
    case 'lua':
      return 'lua';
    case 'ps1':
    case 'psm1':
      return 'powershell';
    case 'applescript':
    case 'scpt':
      return 'applescript';
    case 'bat':
    case 'cmd':
      return 'cmd';
    default:
      return 'bash';
  }
}
