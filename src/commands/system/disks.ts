import { literal, prefixOf, textOf, unknownWord, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';

/** A program that destroys what is on a device, and the calls of it that only look. */
interface Eraser {
  readonly names: readonly string[];
  readonly syntax?: Syntax;
  /** Options with which nothing is written. */
  readonly looks?: readonly string[];
  /** Verbs that destroy; every call where absent. */
  readonly verbs?: RegExp;
  /** Options without which nothing is written. */
  readonly needs?: readonly string[];
  /** How many operands come before the device. */
  readonly skip?: number;
}

const erasers: readonly Eraser[] = [
  {
    names: ['mkfs', 'mke2fs', 'mkdosfs', 'mkntfs', 'mkexfatfs', 'mkreiserfs', 'newfs', 'newfs_hfs', 'newfs_apfs', 'newfs_msdos', 'mkswap', 'mkudffs', 'mkisofs.ext', 'bcachefs-format', 'format', 'format.com'],
    syntax: { value: '-t --type -L --label -b -I -i -N -O -E -m -U -T -F -n -s -d -l', flags: '-f -q -v -V -c -j -K' },
  },
  // mkfs.<type> names are looked up as `mkfs.ext4` and so on.
  { names: ['mkfs.ext2', 'mkfs.ext3', 'mkfs.ext4', 'mkfs.xfs', 'mkfs.btrfs', 'mkfs.vfat', 'mkfs.fat', 'mkfs.msdos', 'mkfs.ntfs', 'mkfs.exfat', 'mkfs.f2fs', 'mkfs.jfs', 'mkfs.reiserfs', 'mkfs.minix', 'mkfs.cramfs', 'mkfs.bfs', 'mkfs.udf', 'mkfs.nilfs2', 'mkfs.ocfs2', 'mkfs.gfs2'], syntax: { value: '-L --label -b -I -i -N -O -E -m -U -T -d -s -l', flags: '-F -f -q -v -K' } },
  { names: ['wipefs'], syntax: { value: '-t --types -o --offset -O --output --lock', flags: '-a --all -f --force -n --no-act -q --quiet -b --backup -i -J -p' }, looks: ['-n', '--no-act'], needs: ['-a', '--all', '-o', '--offset'] },
  { names: ['fdisk', 'cfdisk', 'gdisk', 'cgdisk'], syntax: { value: '-b -c -C -H -S -t --type -o --output -w -W', flags: '-l --list -L -s --getsz -x -u' }, looks: ['-l', '--list', '-s', '--getsz', '-x', '-h', '--help', '-V', '--version'] },
  { names: ['sfdisk'], syntax: { value: '-N -o --output -X --label -Y --label-nested -w -W -O' }, looks: ['-l', '--list', '-d', '--dump', '-J', '--json', '-n', '--no-act', '-s', '--show-size', '-F', '--list-free', '-V', '--verify', '-g', '-h', '--help', '-v', '--version'] },
  { names: ['sgdisk'], syntax: { value: '-n --new -d --delete -t --typecode -c --change-name -u -U -A -a -b --backup -l -R -i --info' }, looks: ['-p', '--print', '-i', '--info', '-v', '--verify', '-b', '--backup', '-P', '--pretend', '-F', '-L', '--help', '-V'] },
  { names: ['parted'], syntax: { value: '-a --align', flags: '-s --script -l --list -m --machine -f --fix', style: 'posix' }, verbs: /^(?:mklabel|mktable|mkpart|mkpartfs|rm|resizepart|resize|move|rescue|set|name|toggle|disk_set)$/ },
  { names: ['cryptsetup'], syntax: { value: '-c --cipher -h --hash -s --key-size -d --key-file --type --label --uuid -i', style: 'gnu' }, verbs: /^(?:luksFormat|format|erase|luksErase|reencrypt|luksKillSlot|luksRemoveKey|luksHeaderRestore|luksDelKey)$/, skip: 1 },
  { names: ['lvremove', 'vgremove', 'pvremove', 'lvreduce'], syntax: { value: '-L --size -l --extents -S --select', flags: '-f --force -y --yes -t --test' }, looks: ['-t', '--test', '--help', '--version'] },
  { names: ['zpool', 'zfs'], syntax: {}, verbs: /^(?:destroy|labelclear|rollback|detach|remove)$/, skip: 1 },
  { names: ['btrfs'], syntax: {}, verbs: /^(?:delete)$/, skip: 2 },
  { names: ['blkdiscard'], syntax: { value: '-o --offset -l --length -p --step', flags: '-f --force -s --secure -z --zeroout -v' } },
  { names: ['hdparm'], syntax: { value: '--user-master --security-set-pass' }, needs: ['--security-erase', '--security-erase-enhanced', '--trim-sector-ranges', '--format-track', '--make-bad-sector', '--write-sector', '--sanitize-crypto-scramble', '--sanitize-block-erase', '--sanitize-overwrite'] },
  { names: ['nvme'], syntax: { value: '-n --namespace-id -s --ses -l' }, verbs: /^(?:format|sanitize|delete-ns|write-zeroes|write|dsm)$/, skip: 1 },
  { names: ['badblocks'], syntax: { value: '-b -c -e -d -i -o -p -t' }, needs: ['-w'] },
  { names: ['diskutil'], syntax: {}, verbs: /^(?:eraseDisk|eraseVolume|eraseCD|partitionDisk|zeroDisk|randomDisk|secureErase|reformat|deleteContainer|deleteVolume|eraseVolume|splitPartition|mergePartitions)$/i, skip: 1 },
  { names: ['mdadm'], syntax: { value: '-l --level -n --raid-devices -c --chunk' }, needs: ['--zero-superblock', '--create', '-C'] },
  { names: ['diskpart', 'cipher'], syntax: {} },
  { names: ['nwipe', 'scrub', 'dban'], syntax: { value: '-m --method -p --pattern' } },
];

function* erase(eraser: Eraser, command: Command): Generator<Finding> {
  if (eraser.looks !== undefined && command.has(...eraser.looks) === 'yes') return;
  if (command.has('--help', '--version') === 'yes') return;
  if (eraser.needs !== undefined && !command.options.some((option) => eraser.needs?.some((need) => option.name === need || prefixOf(option.word).startsWith(`${need}`)))) return;
  if (eraser.verbs !== undefined && !command.words.some((word) => eraser.verbs?.test(textOf(word) ?? '') === true)) return;
  const device: Word | undefined = eraser.skip === undefined ? command.operands[command.program === 'parted' ? 0 : command.operands.length - 1] : command.operands.slice(eraser.skip).at(-1);
  if (device === undefined && eraser.verbs === undefined && eraser.needs === undefined) return;
  yield { kind: 'disk.erase', device: device ?? unknownWord('the disk'), tool: command.program };
}

export const specs: readonly Spec[] = [
  ...erasers.map((eraser): Spec => ({ names: eraser.names, ...(eraser.syntax === undefined ? {} : { syntax: eraser.syntax }), read: (command) => erase(eraser, command) })),
  {
    // `shred` of a device is in files/rm.ts, `dd` in files/copy.ts: their operands are paths.
    names: ['sg_format', 'sg_sanitize'],
    *read(command): Generator<Finding> {
      yield { kind: 'disk.erase', device: command.operands.at(-1) ?? literal(''), tool: command.program };
    },
  },
];
