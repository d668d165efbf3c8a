import { literal } from '../../word.ts';
import type { Spec } from '../spec.ts';
import { table } from '../infra/_table.ts';

/** Hypervisors and system containers: what their verbs take away, by their manuals. */
export const specs: readonly Spec[] = [
  // virsh(1); `destroy` only cuts the power.
  table({
    names: ['virsh'],
    provider: 'libvirt',
    syntax: {
      value: '-c --connect -d --debug -l --log -k -K --domain --pool --vol --snapshotname --file',
      flags:
        '-q --quiet -r --readonly -t --timing --remove-all-storage --wipe-storage --nvram --managed-save --snapshots-metadata',
    },
    rows: [
      {
        'snapshot-delete|checkpoint-delete': 'backup snapshot',
        'snapshot-revert': 'lose changes',
        'undefine|vol-delete|vol-wipe|pool-delete|pool-undefine|net-undefine|managedsave-remove': 'lose machine',
        'destroy|shutdown|reboot|reset|suspend|net-destroy|pool-destroy': 'stop machine',
      },
    ],
  }),
  // https://www.virtualbox.org/manual/ch08.html
  table({
    names: ['VBoxManage', 'vboxmanage', 'VBoxManage.exe'],
    provider: 'virtualbox',
    syntax: { flags: '--delete --delete-all -q --nologo' },
    rows: [
      {
        unregistervm: ['lose machine if --delete --delete-all', 'remove machine'],
        'closemedium|closemedium disk': ['lose disk if --delete', 'remove disk'],
        'snapshot * delete': 'backup snapshot',
        'snapshot * restore|restorecurrent': 'lose changes',
        'controlvm * poweroff|reset|acpipowerbutton': 'stop machine',
      },
    ],
  }),
  // https://documentation.ubuntu.com/lxd, https://linuxcontainers.org/incus/docs/main/
  table({
    names: ['lxc', 'incus'],
    provider: 'lxd',
    syntax: { value: '--project --target', flags: '-f --force -i --interactive -q --quiet --debug -v --verbose' },
    rows: [
      {
        'delete|rm|remove': 'lose container',
        'storage volume|bucket delete|rm': 'lose volume',
        'storage delete|rm': 'lose pool',
        'snapshot delete|rm': 'backup snapshot',
        'image delete|rm': 'remove image',
        'network|profile|project delete|rm': 'lose resource',
        'restore|rebuild': 'lose changes',
        'stop|restart|pause': 'stop container',
        'config trust add|remove': 'access key change',
      },
    ],
  }),
  table({
    names: ['prlctl', 'vmrun', 'tart', 'xe'],
    provider: 'machine',
    syntax: { value: '-n --name -P --lxcpath -T -gu -gp', flags: '-f --force -s --snapshots' },
    rows: [
      {
        'deletevm|deleteVM|unregister': 'lose machine',
        'snapshot-delete|deleteSnapshot': 'backup snapshot',
        'revertToSnapshot|snapshot-switch': 'lose changes',
        'vm-uninstall|vm-destroy|vdi-destroy|sr-destroy|sr-forget|host-destroy|pool-eject': 'lose machine',
        'delete|remove|destroy|clean': 'lose machine',
        'stop|poweroff|terminate|kill|vm-shutdown': 'stop machine',
      },
    ],
  }),
  // https://pve.proxmox.com/pve-docs/
  table({
    names: ['pct', 'qm', 'pvesm', 'pveum', 'vzdump', 'pvecm'],
    provider: 'proxmox',
    syntax: { flags: '--purge --force --destroy-unreferenced-disks --skiplock' },
    rows: [
      {
        delsnapshot: 'backup snapshot',
        rollback: 'lose changes',
        'destroy|free|remove|delnode|unlink': 'lose machine',
        'disk unlink': 'lose disk',
        'stop|shutdown|reset|suspend': 'stop machine',
        'user|group|role|acl|aclmod|useradd|userdel **': 'access member change',
      },
    ],
  }),
  // https://github.com/vmware/govmomi/blob/main/govc/USAGE.md
  table({
    names: ['govc'],
    provider: 'vsphere',
    syntax: { style: 'long-dash', value: '-u -k -vm -ds -dc -cluster -host -pool -name' },
    rows: [
      {
        'snapshot.remove': 'backup snapshot',
        'snapshot.revert': 'lose changes',
        'vm.power|host.shutdown|vm.guest.kill': 'stop machine',
        'permissions.*|role.*|sso.*': 'access role change',
        'vm.destroy|datastore.rm|object.destroy|pool.destroy|cluster.rm|host.remove|disk.rm|volume.rm|library.rm|datastore.remove|vm.unregister':
          'lose machine',
      },
    ],
  }),
  // https://docs.docker.com/machine/reference/rm/
  table({
    names: ['docker-machine'],
    provider: 'machine',
    syntax: { value: '-s --storage-path', flags: '-f --force -y --yes' },
    rows: [
      {
        'rm|remove': 'lose machine',
        'stop|kill|restart': 'stop machine',
        'regenerate-certs|provision': 'replace machine',
      },
    ],
  }),
  {
    // lxc-destroy(1)
    names: ['lxc-destroy'],
    syntax: { value: '-n --name -P --lxcpath', flags: '-f --force -s --snapshots' },
    *read(command) {
      yield {
        kind: 'infra.change',
        provider: 'lxc',
        action: 'delete',
        object: 'container',
        target: command.value('-n', '--name') ?? command.operands[0] ?? literal(''),
        irreversible: 'yes',
        approved: 'yes',
        planned: 'no',
      };
    },
  },
];
