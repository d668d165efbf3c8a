import { describe, expect, test } from 'vitest';
import { summaries } from './summary.ts';

describe('forges', () => {
  test.each([
    ['gh pr merge 12 -s', ['github merge 12']],
    ['gh pr merge 12 --admin', ['github merge-admin 12']],
    ['gh pr merge --auto', ['github merge-auto']],
    ['gh -R a/b pr merge 12', ['github merge 12']],
    ['gh repo delete a/b', ['github repository-delete a/b']],
    ['gh secret set KEY --body x', ['github secret-set KEY']],
    ['gh auth token', ['shows secrets of forge']],
    ['gh pr create -t x -F notes.md', ['github publish-text', 'gh https://api.github.com/ from notes.md']],
    ['gh gist create a.txt', ['github publish-text a.txt', 'gh https://api.github.com/ from a.txt']],
    ['gh release create v1 a.zip#Archive', ['release package', 'gh https://api.github.com/ from a.zip']],
    ['gh workflow run ci.yml', ['github workflow-run ci.yml']],
    ['gh workflow run deploy.yml -f env=prod', ['github workflow-run deploy.yml', 'release service in production']],
    ['gh api user', ['GET https://api.github.com/user']],
    ['gh api -X DELETE repos/a/b', ['DELETE https://api.github.com/repos/a/b', 'github repository-delete repos/a/b']],
    [
      'gh api repos/a/b/issues -f title=x',
      ['POST https://api.github.com/repos/a/b/issues', 'github publish-text repos/a/b/issues'],
    ],
    ['gh api graphql -f query="{ viewer { login } }"', ['POST https://api.github.com/graphql']],
    ['gh alias set x "!rm -rf dist"', ['delete dist']],
    ['gh codespace ssh -- rm -rf dist', ['delete dist in a ssh']],
    ['glab mr merge 7', ['gitlab merge 7']],
    ['hub delete a/b', ['github repository-delete a/b']],
    ['gh pr view 12', []],
    ['gh "$GROUP" delete', ['opaque program']],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });
});

describe('deployments', () => {
  test.each([
    ['vercel', ['release service']],
    ['vercel ./web --prod', ['release service in production']],
    ['vercel ls', []],
    ['vercel rm shop', ['vercel delete project for good']],
    ['netlify deploy --prod', ['release service in production']],
    ['netlify deploy', ['release service']],
    ['fly deploy --build-only', []],
    ['fly ssh console -C "rm -rf dist"', ['delete dist in a ssh']],
    ['railway variables', ['shows secrets of paas']],
    ['railway run rm -rf dist', ['delete dist']],
    ['heroku run "rm -rf dist" -a shop', ['delete dist in a throw-away container']],
    ['heroku pipelines:promote', ['release service in production']],
    ['heroku pipelines:promote --to shop-staging', ['release service']],
    ['wrangler d1 execute db --remote --command "DROP TABLE t"', ['sql drop table t']],
    ['wrangler deploy --dry-run', []],
    ['wrangler kv key delete x --namespace-id y --local', []],
    ['cdk deploy ProdStack', ['release service in production']],
    ['cdk destroy', ['cdk destroy stack']],
    ['sam deploy --no-execute-changeset', []],
    ['serverless deploy list', []],
    ['ansible-playbook -i prod site.yml', ['release service in production']],
    ['ansible-playbook -i prod site.yml --check', []],
    ['ansible-playbook -i localhost, -c local site.yml', []],
    ["firebase emulators:exec 'rm -rf dist'", ['delete dist']],
    ['kamal app exec rm -rf dist', ['delete dist in a ssh']],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });
});
