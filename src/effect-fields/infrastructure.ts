import type { FieldsOf } from '../effect-field.ts';

/** What happens to infrastructure, and what is released to it. */
export const infrastructureFields = {
  'infra.change': {
    doc: 'Infrastructure or cloud resources are changed or destroyed.',
    fields: {
      provider: { type: 'text', doc: 'The tool or provider: `terraform`, `aws`, `heroku`.' },
      action: {
        type: 'enum',
        doc: 'What happens.',
        values: {
          destroy: 'everything that is managed goes',
          delete: 'a resource goes',
          apply: 'resources are made to match a description',
          'state-remove': 'a resource is forgotten by the tool',
          'workspace-delete': 'a workspace or environment of the tool goes',
          stop: 'a resource is stopped',
          replace: 'a resource is destroyed and made again',
          'backup-delete': 'a backup or snapshot goes',
        },
      },
      object: {
        type: 'text',
        doc: 'The kind of resource: `instance`, `bucket`, `database`; empty for everything managed.',
      },
      target: { type: 'word', doc: 'Name of the resource.' },
      irreversible: { type: 'flag', doc: 'What is lost cannot be made again from code or an image.' },
      approved: { type: 'flag', doc: 'Nobody is asked again: `-auto-approve`, `--yes`.' },
      planned: { type: 'flag', doc: 'It applies a plan that was saved and can be read beforehand.' },
    },
  },
  'kube.change': {
    doc: 'Objects in a Kubernetes cluster are changed or deleted.',
    fields: {
      verb: { type: 'text', doc: '`delete`, `apply`, `scale`, `drain`, `uninstall`, ….' },
      resource: { type: 'text', doc: 'Canonical lower-case resource: `namespace`, `pod`, `crd`; empty if from files.' },
      name: { type: 'word', doc: 'Name of the object.' },
      namespace: { type: 'word', doc: 'The namespace as given.' },
      context: { type: 'word', doc: 'The context, given or current.' },
      all: { type: 'flag', doc: '`--all`, `-A`, or nothing that selects.' },
      production: { type: 'flag', doc: 'Namespace, context or release are named production.' },
    },
  },
  'container.change': {
    doc: 'Containers, images, volumes or networks of this machine are removed or stopped.',
    fields: {
      engine: { type: 'text', doc: '`docker`, `podman`, ….' },
      action: {
        type: 'enum',
        doc: 'What happens.',
        values: {
          remove: 'named objects are removed',
          prune: 'everything unused is removed',
          stop: 'containers are stopped',
          down: 'a compose project is taken down',
          push: 'an image is pushed',
        },
      },
      object: {
        type: 'enum',
        doc: 'To what.',
        values: {
          container: 'containers',
          image: 'images',
          volume: 'volumes, with their data',
          network: 'networks',
          system: 'all of them',
          builder: 'the build cache',
          project: 'a compose project',
          machine: 'the virtual machine of the engine',
        },
      },
      force: { type: 'flag', doc: 'Without asking, running ones too.' },
      volumes: { type: 'flag', doc: 'Named volumes, and the data in them, go too.' },
      target: { type: 'word', doc: 'Name of the object.' },
    },
  },
  'deploy.release': {
    doc: 'A version of something is released to where others use it.',
    fields: {
      tool: { type: 'text', doc: 'The program: `vercel`, `npm`, `helm`.' },
      environment: { type: 'word', doc: 'Where to, as given.' },
      production: { type: 'flag', doc: 'It is production, by name or by the default of the tool.' },
      what: {
        type: 'enum',
        doc: 'What is released.',
        values: {
          package: 'a package to a registry',
          image: 'an image to an image registry',
          service: 'everything that then runs',
        },
      },
    },
  },
} as const satisfies FieldsOf<'infra.change' | 'kube.change' | 'container.change' | 'deploy.release'>;
