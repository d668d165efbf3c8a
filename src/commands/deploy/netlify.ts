import type { Finding, Spec } from '../spec.ts';
import { given, release, table, type Matched } from '../infra/_table.ts';

/** `netlify deploy`: a draft unless `--prod`. */
function* deploy(matched: Matched): Iterable<Finding> {
  const draft = release(matched, 'service');
  if (draft.kind !== 'deploy.release') return;
  const production = given(matched.command, '--prod --prodIfUnlocked -p');
  yield production === 'no' ? draft : { ...draft, production };
}

/** Netlify: https://cli.netlify.com/. */
export const specs: readonly Spec[] = [
  table({
    names: ['netlify', 'ntl'],
    provider: 'netlify',
    syntax: {
      value:
        '-d --dir -f --functions -m --message -a --auth -s --site -t --timeout --alias --branch --context --filter --cwd --httpProxy',
      flags:
        '-p --prod --prodIfUnlocked --build --no-build -o --open --json --skip-functions-cache --trigger --force -y --silent --debug',
      depth: 1,
    },
    help: '--help -h help',
    rows: [
      {
        'sites:delete|site:delete': 'lose site',
        'sites delete': 'lose site',
        deploy: deploy,
        'env:get': 'secret paas',
        // Values are masked unless one of these asks for them.
        'env:list|env': 'secret paas if --plain --json',
        'env:set|env:unset|env:import|env:clone': 'replace configuration',
        'blobs:delete|blob:delete': 'lose blobs',
        'api deleteSite|cancelAccount|delete*': 'lose resource',
        'api create*|update*|restore*|rollback*|lock*|unlock*|set*': 'replace resource',
        'addons:delete|db:destroy|db:drop': 'lose addon',
        'watch|status|dev|build|link|unlink|init|login|logout|open|logs|serve|functions|sites|sites:list|recipes|completion|switch|teams|clone|api':
          'nothing',
      },
    ],
  }),
];
