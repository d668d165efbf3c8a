import { describe, expect, test } from 'vitest';
import { fits, matchPath, type Step } from '../../src/commands/infra/_path.ts';
import { literal, unknownWord, type Word } from '../../src/word.ts';
import { summaries } from './summary.ts';

function path(...words: readonly (string | Word)[]): readonly Step[] {
  return words.map((word) => ({ word: typeof word === 'string' ? literal(word) : word, loose: false }));
}

describe('patterns of verb paths', () => {
  test.each([
    ['ec2 terminate-instances', ['ec2', 'terminate-instances', 'i-1'], 'yes', 2],
    ['ec2 terminate-*', ['ec2', 'terminate-instances'], 'yes', 2],
    ['ec2|rds delete-*', ['rds', 'delete-db'], 'yes', 2],
    ['ec2 delete-*', ['ec2', 'describe-instances'], 'no', 0],
    ['** delete', ['run', 'services', 'delete', 'web'], 'yes', 3],
    ['** delete', ['delete', 'web'], 'yes', 1],
    ['** delete', ['run', 'services', 'list', 'delete'], 'no', 0],
    ['**', [], 'yes', 0],
    ['delete', [], 'no', 0],
  ] as const)('%s on %j is %s', (pattern, words, truth, end) => {
    expect(matchPath(path(...words), pattern)).toEqual({ truth, end });
  });

  test('a word that is not known may be the verb', () => {
    expect(matchPath(path('ec2', unknownWord('$VERB')), 'ec2 delete-*').truth).toBe('unknown');
    expect(matchPath(path('ec2', 'describe-instances', unknownWord('$VERB')), 'ec2 delete-*').truth).toBe('no');
    expect(matchPath(path('run', 'deploy', unknownWord('$NAME')), '** delete').truth).toBe('no');
  });

  test('a word after an option nobody listed may be its argument', () => {
    const steps: readonly Step[] = [{ word: literal('value'), loose: true }, ...path('ec2', 'terminate-instances')];
    expect(matchPath(steps, 'ec2 terminate-*').truth).toBe('yes');
  });

  test.each([
    ['delete-db-snapshot', 'delete-*snapshot*', true],
    ['create-access-key', 'create-*-key*', true],
    ['delete', 'delete', true],
    ['deleted', 'delete', false],
    ['aba', 'ab*ba', false],
  ] as const)('%s fits %s: %s', (text, pattern, fitting) => {
    expect(fits(text, pattern)).toBe(fitting);
  });
});

describe('terraform, tofu, terragrunt and pulumi', () => {
  test.each([
    ['terraform destroy', ['terraform destroy']],
    ['terraform -chdir=infra destroy -auto-approve', ['terraform destroy']],
    ['terraform apply', ['terraform apply']],
    ['terraform apply tfplan', ['terraform apply as planned']],
    ['terraform apply -auto-approve tfplan', ['terraform apply as planned']],
    ['terraform apply -input=false -lock-timeout 5m tfplan', ['terraform apply as planned']],
    ['terraform apply -new-option value', ['terraform apply perhaps as planned']],
    ['terraform apply "$PLAN"', ['terraform apply perhaps as planned']],
    ['terraform apply -destroy', ['terraform destroy']],
    ['terraform apply --destroy=true', ['terraform destroy']],
    ['terraform apply -destroy=false', ['terraform apply']],
    ['terraform plan -destroy', []],
    ['terraform plan -destroy -out=p', ['terraform destroy as planned']],
    ['terraform plan -out=p', []],
    ['terraform state rm x', ['terraform state-remove']],
    ['terraform state list', []],
    ['terraform workspace delete x', ['terraform workspace-delete']],
    ['terraform workspace new x', []],
    ['terraform destroy -help', []],
    ['terraform $VERB', ['opaque program']],
    ['TF_CLI_ARGS=-destroy terraform apply', ['terraform destroy']],
    ['tofu destroy', ['tofu destroy']],
    ['terragrunt run-all destroy', ['terragrunt destroy']],
    ['terragrunt --terragrunt-working-dir infra destroy', ['terragrunt destroy']],
    ['terragrunt exec -- terraform destroy', ['terraform destroy']],
    ['pulumi destroy --yes', ['pulumi destroy stack']],
    ['pulumi destroy --preview-only', []],
    ['pulumi -C infra up -y', ['pulumi apply']],
    ['pulumi up --plan p.json', ['pulumi apply as planned']],
    ['pulumi stack rm dev', ['pulumi workspace-delete stack']],
    ['pulumi preview', []],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });
});

describe('aws', () => {
  test.each([
    ['aws s3 rb s3://b --force', ['aws delete bucket for good']],
    ['aws s3 rm s3://b/k', ['aws delete object']],
    ['aws s3 rm s3://b --recursive', ['aws delete objects for good']],
    ['aws s3 rm s3://b --recursive --dryrun', []],
    ['aws s3 sync dist s3://b', ['PUT s3://b from dist']],
    ['aws s3 sync dist s3://b --delete', ['PUT s3://b from dist', 'aws delete objects for good']],
    ['aws s3 sync s3://b dist --delete', ['GET s3://b', 'write dist', 'delete dist']],
    ['aws s3 cp s3://b/k k', ['GET s3://b/k', 'write k']],
    ['aws s3 mv notes.txt s3://b/', ['PUT s3://b/ from notes.txt', 'delete notes.txt']],
    [
      'aws --profile dev --region eu-west-1 ec2 terminate-instances --instance-ids i-1',
      ['aws delete instance for good'],
    ],
    ['aws ec2 terminate-instances --dry-run --instance-ids i-1', []],
    ['aws ec2 terminate-instances --dry-run --no-dry-run --instance-ids i-1', ['aws delete instance for good']],
    ['aws rds delete-db-instance --dry-run', ['aws delete database for good']],
    ['aws ec2 terminate-instances help', []],
    ['aws ec2 describe-instances --filters Name=tag:delete,Values=x', []],
    ['aws ec2 $OPERATION', ['opaque program']],
    ['aws --endpoint-url=http://localhost:4566 dynamodb delete-table --table-name t', []],
    [
      'aws --endpoint-url http://localhost.example.com dynamodb delete-table --table-name t',
      ['aws delete resource for good'],
    ],
    ['aws rds delete-db-snapshot --db-snapshot-identifier s', ['access backup delete']],
    ['aws rds modify-db-instance --backup-retention-period 0', ['access backup-settings change']],
    ['aws iam create-access-key', ['access key create']],
    ['aws iam attach-role-policy', ['access policy change']],
    ['aws iam list-users', []],
    ['aws secretsmanager get-secret-value --secret-id s', ['shows secrets of cloud']],
    ['aws secretsmanager list-secrets', []],
    ['aws ssm get-parameter --name p --with-decryption', ['shows secrets of cloud']],
    ['aws ssm get-parameter --name p', []],
    ['aws configure get region', []],
    ['aws configure get aws_secret_access_key', ['shows secrets of cloud']],
    ['aws secretsmanager rotate-secret --secret-id s', ['secret-rotation']],
    ['aws ec2 purchase-reserved-instances-offering', ['payment']],
    ['aws ecs update-service --cluster prod --service web', ['release service in production']],
    ['aws ssm send-command --parameters \'commands=["uptime","rm -rf /srv"]\'', ['delete /srv in a ssh']],
    ['aws lambda create-function --zip-file fileb://code.zip', ['PUT https://lambda.amazonaws.com from code.zip']],
    ['aws s3api put-object --bucket b --key k --body notes.txt', ['PUT https://s3api.amazonaws.com from notes.txt']],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });
});

describe('other clouds', () => {
  test.each([
    ['gcloud run services delete web', ['gcloud delete resource for good']],
    ['gcloud --project p beta container clusters delete c -q', ['gcloud delete resource for good']],
    ['gcloud compute instances describe delete', []],
    ['gcloud compute instances list --filter delete', []],
    ['gcloud run deploy web-prod', ['release service in production']],
    ['gcloud compute ssh web --command "rm -rf /srv"', ['delete /srv in a ssh']],
    ['gcloud storage cp notes.txt gs://b/', ['PUT gs://b/ from notes.txt']],
    ['gsutil -m rm -r gs://b', ['gcloud delete objects for good']],
    ['gsutil rm gs://b/k', ['gcloud delete object']],
    ['gsutil rsync -d -n a gs://b', []],
    ['gcloud projects add-iam-policy-binding p', ['access role create']],
    ['gcloud sql backups delete 1', ['access backup delete']],
    ['az group delete -n rg --yes', ['azure delete resource for good']],
    ['az account get-access-token', ['shows secrets of cloud']],
    ['az keyvault secret show --name s', ['shows secrets of cloud']],
    ['az rest --method delete --url https://management.azure.com/x', ['DELETE https://management.azure.com/x']],
    ['az deployment group create --what-if', []],
    ['az deployment group create -g rg', ['azure apply deployment']],
    ['az vm run-command invoke --scripts "rm -rf /srv"', ['delete /srv in a ssh']],
    ['az storage blob upload -f notes.txt -c c', ['PUT c from notes.txt']],
    ['doctl compute droplet delete 1', ['digitalocean delete resource for good']],
    ['doctl compute droplet list', []],
    ['hcloud server ssh web rm -rf /srv', ['delete /srv in a ssh']],
    ['linode-cli linodes delete 1', ['linode delete resource for good']],
    ['supabase db reset --linked', ['migrate reset remote']],
    ['supabase db reset', ['migrate reset local']],
    ['supabase db push --dry-run', []],
    ['supabase db push', ['migrate deploy remote']],
    ['pscale shell shop main <<< "DROP TABLE users"', ['sql drop table users']],
    ['kops delete cluster --name c', []],
    ['kops delete cluster --name c --yes', ['kops delete cluster for good']],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });
});

describe('stores, backups and ansible', () => {
  test.each([
    ['vault kv get secret/app', ['shows secrets of vault']],
    ['vault kv list secret', []],
    ['vault read sys/health', []],
    ['vault secrets disable kv', ['vault delete secrets for good']],
    ['consul kv delete -recurse app', ['consul delete keys for good']],
    ['consul exec rm -rf /srv', ['delete /srv in a ssh']],
    ['nomad alloc exec -task web 1a rm -rf /srv', ['delete /srv in a container']],
    ['nomad job stop web', ['nomad stop job']],
    ['nomad job stop -purge web', ['nomad delete job for good']],
    ['op run -- terraform destroy', ['terraform destroy']],
    ['doppler run --command "terraform destroy"', ['terraform destroy']],
    ['doppler secrets', ['shows secrets of password-manager']],
    ['doppler secrets --only-names', []],
    ['sops -d s.enc.yaml', ['shows secrets of vault']],
    ['sops -e s.yaml', []],
    ['sops exec-env s.yaml "terraform destroy"', ['terraform destroy']],
    ['restic forget --prune', ['access backup delete']],
    ['restic forget --prune -n', []],
    ['duplicity remove-older-than 1M url', []],
    ['rclone purge remote:b', ['rclone delete objects for good']],
    ['rclone purge ./dist', ['delete ./dist']],
    ['rclone copy notes.txt remote:b', ['PUT remote:b from notes.txt']],
    ['rclone sync remote:b ./data', ['GET remote:b', 'write ./data', 'delete ./data']],
    ['mc mirror --remove ./dist play/site', ['PUT play/site from ./dist', 'minio delete objects for good']],
    ['ansible web -m file -a "path=/srv state=absent"', ['ansible delete file for good']],
    ['ansible web -b -m apt -a "name=nginx state=absent"', ['ansible delete apt']],
    ['ansible web -C -m file -a "path=/srv state=absent"', []],
    ['ansible web -m shell -a "chdir=/tmp rm -rf /srv"', ['delete /srv in a ssh']],
    ['ansible localhost -m shell -a "rm -rf /srv"', ['delete /srv']],
    ['ansible web -a "uptime"', []],
    ['ansible web -m raw -C -a "rm -rf /srv"', ['delete /srv in a ssh']],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });
});
