import { readdirSync, readFileSync } from 'node:fs';
import { readPacks } from '../../scripts/packs/read.ts';
import { readCorpus } from '../fixtures/corpus.ts';

function separated(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split(/^%%.*\n/m)
    .map((text) => text.trimEnd())
    .filter((text) => text !== '');
}

/** Shell commands: both corpora, every trick and every disguise. */
export function shellCorpus(): readonly string[] {
  const recorded = [...readCorpus('fixtures/attacks.jsonl'), ...readCorpus('fixtures/everyday.jsonl')].flatMap(
    ({ event }) => (event.call?.kind === 'shell' ? [event.call.command] : []),
  );
  return [...recorded, ...separated('test/shell/disguises.txt'), ...separated('test/oracle/tricks.txt')];
}

/** Programs in other languages, as they stand in commands of the corpora: `python3 -c '…'`, here-documents. */
export function programCorpus(): readonly string[] {
  const programs = shellCorpus().flatMap((command) => {
    const inline = /(?:python3?|node|ruby|perl|php|lua|deno|bun)\b[^'"\n]*['"]([^]{10,})['"]/.exec(command)?.[1];
    const document = /<<-?['"]?(\w+)['"]?\n([^]*?)\n\1/.exec(command)?.[2];
    return [inline, document].filter((text) => text !== undefined);
  });
  return [
    ...programs,
    'import os, subprocess\nfor d in ["a", f"{os.environ[\'HOME\']}/x"]:\n    subprocess.run(["rm", "-rf", d], check=True)\n',
    'const { rmSync } = require("fs"); const p = require("path");\nrmSync(p.join(process.env.HOME, `x${1}`), { recursive: true });',
    'require "fileutils"\nFileUtils.rm_rf(File.expand_path("~/x"))\nsystem("git", "push", "--force")\n`ls #{ENV["HOME"]}`',
    'my $d = $ENV{HOME}; system "rm -rf $d"; unlink glob("*.txt"); open(my $f, ">", "x") or die; print $f <<E;\nx\nE\n',
    '<?php $d = getenv("HOME"); exec("rm -rf " . $d); unlink("$d/x"); file_put_contents(\'a\', <<<E\nx\nE);',
    'local d = os.getenv("HOME"); os.execute("rm -rf " .. d); os.remove([[x]]); io.open("a", "w"):write("x")',
  ];
}

/** SQL statements out of the database examples. */
export function sqlCorpus(): readonly string[] {
  const statements = shellCorpus().flatMap((command) => {
    const found =
      /(?:psql|mysql|sqlite3|mariadb|clickhouse\S*|duckdb|bq|snowsql|sqlcmd)\b[^]*?(?:'([^']{8,})'|"([^"]{8,})")/.exec(
        command,
      );
    return [found?.[1] ?? found?.[2]].filter((text) => text !== undefined);
  });
  return [
    ...statements,
    "WITH gone AS (DELETE FROM users WHERE id IN (SELECT id FROM old) RETURNING *) INSERT INTO log SELECT *, 'x''y' FROM gone; -- c",
    'DO $body$ BEGIN EXECUTE \'DROP TABLE \' || quote_ident("t"); END $body$; /* a /* b */ c */ TRUNCATE a, b CASCADE',
    "UPDATE a SET b = E'it\\'s' FROM c WHERE a.x = c.x; DELETE FROM t; SELECT U&'d!0061' UESCAPE '!', B'01', N'x', q'[x]';",
    'DELIMITER //\nCREATE PROCEDURE p() BEGIN DROP TABLE t; END//\nDELIMITER ;\nALTER TABLE t DROP COLUMN c, ADD d int;\n\\! rm -rf ~',
  ];
}

/** Hook events as the client sends them. */
export function eventCorpus(): readonly string[] {
  return readdirSync('fixtures/hook')
    .filter((name) => /^(?:sample-PreToolUse|type-|missing-|mode-|prototype-|unknown-)/.test(name))
    .flatMap((name) => {
      try {
        return [readFileSync(`fixtures/hook/${name}/stdin`, 'utf8')];
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    });
}

/** Policy files: the packs' rules with and without their frame, and files that show every key. */
export function policyCorpus(): readonly string[] {
  const packs = readPacks()
    .packs.slice(0, 4)
    .map(({ name }) => readFileSync(`policies/${name}.yaml`, 'utf8').slice(0, 3000));
  return [
    ...packs,
    'rules:\n  - id: deploy\n    outcome: ask\n    effect: exec\n    when: { program: acme, subcommand: [deploy, "re*"] }\n    unless: { call.mode: plan }\n    reason: Announced first.\n    alternative: acme plan\noverrides:\n  - rule: git/force-push\n    when: { branch: "wip/*" }\n    outcome: none\n    reason: mine\n    until: 2026-12-31\n',
    'places:\n  scratch: [/data/**, "~/x"]\nprofile: strict\nrules:\n  - { id: a, outcome: deny, effect: [file.delete, file.write], when: { path: { outside: scratch } }, reason: No. }\n',
    'a: &a [x, x, x]\nb: &b [*a, *a]\nrules: *b\n? complex\n: !!binary aGk=\n---\nsecond: document\n',
  ];
}
