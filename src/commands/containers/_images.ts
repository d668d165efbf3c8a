import { textOf, type Word } from '../../word.ts';

/** Images whose entry point is a program a rule knows, so that the words after the image are that program's (their Docker Hub pages). */
const entrypoints: Readonly<Record<string, string>> = {
  'hashicorp/terraform': 'terraform',
  'opentofu/opentofu': 'tofu',
  'amazon/aws-cli': 'aws',
  'aws-cli/aws-cli': 'aws',
  'bitnami/kubectl': 'kubectl',
  'rancher/kubectl': 'kubectl',
  'alpine/helm': 'helm',
  'alpine/git': 'git',
  'bitnami/git': 'git',
  'pulumi/pulumi': 'pulumi',
  'rclone/rclone': 'rclone',
  'minio/mc': 'mc',
  'restic/restic': 'restic',
  'flyway/flyway': 'flyway',
  'liquibase/liquibase': 'liquibase',
  'curlimages/curl': 'curl',
  'hashicorp/vault': 'vault',
  'hashicorp/nomad': 'nomad',
  'digitalocean/doctl': 'doctl',
  'hetznercloud/cli': 'hcloud',
  'flyio/flyctl': 'flyctl',
  'mikefarah/yq': 'yq',
};

/** The program an image starts by itself, where it is known. */
export function entrypointOf(image: Word): string | undefined {
  const text = textOf(image);
  if (text === undefined) return undefined;
  const name = text.replace(/@sha256:.*$/, '').replace(/:[^/:]*$/, '');
  const short = name.split('/').slice(-2).join('/');
  return Object.hasOwn(entrypoints, short) ? entrypoints[short] : undefined;
}
