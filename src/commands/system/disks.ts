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
  /** What one of the operands must look like. */
  readonly device?: RegExp;
}

// The device is the last operand, or the values of options before it are: no list of those is needed.
const erasers: readonly Eraser[] = [
  {
    names: [
      'mkfs',
      'mke2fs',
      'mkdosfs',
      'mkntfs',
      'mkexfatfs',
      'mkreiserfs',
      'newfs',
      'newfs_hfs',
      'newfs_apfs',
      'newfs_msdos',
      'mkswap',
      'mkudffs',
      'bcachefs-format',
    ],
  },
  // mkfs.<type> names are looked up as `mkfs.ext4` and so on.
  {
    names: [
      'mkfs.ext2',
      'mkfs.ext3',
      'mkfs.ext4',
      'mkfs.xfs',
      'mkfs.btrfs',
      'mkfs.vfat',
      'mkfs.fat',
      'mkfs.msdos',
      'mkfs.ntfs',
      'mkfs.exfat',
      'mkfs.f2fs',
      'mkfs.jfs',
      'mkfs.reiserfs',
      'mkfs.minix',
      'mkfs.cramfs',
      'mkfs.bfs',
      'mkfs.udf',
      'mkfs.nilfs2',
      'mkfs.ocfs2',
      'mkfs.gfs2',
    ],
  },
  {
    names: ['wipefs'],
    syntax: {
      value: '-t --types -o --offset -O --output --lock',
      flags: '-a --all -f --force -n --no-act -q --quiet -b --backup -i -J -p',
    },
    looks: ['-n', '--no-act'],
    needs: ['-a', '--all', '-o', '--offset'],
  },
  {
    names: ['fdisk', 'cfdisk', 'gdisk', 'cgdisk'],
    looks: ['-l', '--list', '-s', '--getsz', '-x', '-h', '--help', '-V', '--version'],
  },
  {
    names: ['sfdisk'],
    looks: [
      '-l',
      '--list',
      '-d',
      '--dump',
      '-J',
      '--json',
      '-n',
      '--no-act',
      '-s',
      '--show-size',
      '-F',
      '--list-free',
      '-V',
      '--verify',
      '-g',
      '-h',
      '--help',
      '-v',
      '--version',
    ],
  },
  {
    names: ['sgdisk'],
    looks: [
      '-p',
      '--print',
      '-i',
      '--info',
      '-v',
      '--verify',
      '-b',
      '--backup',
      '-P',
      '--pretend',
      '-F',
      '-L',
      '--help',
      '-V',
    ],
  },
  {
    names: ['parted'],
    syntax: { value: '-a --align', flags: '-s --script -l --list -m --machine -f --fix', style: 'posix' },
    verbs: /^(?:mklabel|mktable|mkpart|mkpartfs|rm|resizepart|resize|move|rescue|set|name|toggle|disk_set)$/,
  },
  {
    names: ['cryptsetup'],
    verbs: /^(?:luksFormat|format|erase|luksErase|reencrypt|luksKillSlot|luksRemoveKey|luksHeaderRestore|luksDelKey)$/,
    skip: 1,
  },
  {
    names: ['lvremove', 'vgremove', 'pvremove', 'lvreduce'],
    syntax: { value: '-L --size -l --extents -S --select', flags: '-f --force -y --yes -t --test' },
    looks: ['-t', '--test', '--help', '--version'],
  },
  { names: ['zpool', 'zfs'], syntax: {}, verbs: /^(?:destroy|labelclear|rollback|detach|remove)$/, skip: 1 },
  { names: ['btrfs'], syntax: {}, verbs: /^(?:delete)$/, skip: 2 },
  { names: ['blkdiscard'] },
  {
    names: ['hdparm'],
    needs: [
      '--security-erase',
      '--security-erase-enhanced',
      '--trim-sector-ranges',
      '--format-track',
      '--make-bad-sector',
      '--write-sector',
      '--sanitize-crypto-scramble',
      '--sanitize-block-erase',
      '--sanitize-overwrite',
    ],
  },
  { names: ['nvme'], verbs: /^(?:format|sanitize|delete-ns|write-zeroes|write|dsm)$/, skip: 1 },
  { names: ['badblocks'], needs: ['-w'] },
  {
    names: ['diskutil'],
    syntax: {},
    verbs:
      /^(?:eraseDisk|eraseVolume|eraseCD|partitionDisk|zeroDisk|randomDisk|secureErase|reformat|deleteContainer|deleteVolume|eraseVolume|splitPartition|mergePartitions)$/i,
    skip: 1,
  },
  { names: ['mdadm'], needs: ['--zero-superblock', '--create', '-C', '--stop', '-S', '--fail', '--remove'] },
  // efibootmgr(8): `-B` deletes a boot entry, `-O` the order; flashrom(8): `-w` and `-E` write and erase the chip.
  { names: ['efibootmgr'], needs: ['-B', '--delete-bootnum', '-O', '--delete-bootorder'] },
  { names: ['flashrom'], needs: ['-w', '--write', '-E', '--erase'] },
  { names: ['grub-install', 'grub2-install'] },
  { names: ['format', 'format.com', 'diskpart'], device: /^(?:[A-Za-z]:|\/s$)/ },
  { names: ['nwipe'], needs: ['--autonuke', '--nogui', '--method', '-m'] },
  { names: ['scrub', 'dban'] },
];

function* erase(eraser: Eraser, command: Command): Generator<Finding> {
  if (eraser.looks !== undefined && command.has(...eraser.looks) === 'yes') return;
  if (command.has('--help', '--version') === 'yes') return;
  if (
    eraser.needs !== undefined &&
    !command.options.some((option) =>
      eraser.needs?.some((need) => option.name === need || prefixOf(option.word).startsWith(`${need}`)),
    )
  )
    return;
  if (eraser.verbs !== undefined && !command.words.some((word) => eraser.verbs?.test(textOf(word) ?? '') === true))
    return;
  if (
    eraser.device !== undefined &&
    !command.operands.some((operand) => eraser.device?.test(textOf(operand) ?? '') === true)
  )
    return;
  const device: Word | undefined =
    eraser.skip === undefined
      ? command.operands[command.program === 'parted' ? 0 : command.operands.length - 1]
      : command.operands.slice(eraser.skip).at(-1);
  if (device === undefined && eraser.verbs === undefined && eraser.needs === undefined) return;
  yield { kind: 'disk.erase', device: device ?? unknownWord('the disk'), tool: command.program };
}

export const specs: readonly Spec[] = [
  ...erasers.map((eraser): Spec => ({
    names: eraser.names,
    ...(eraser.syntax === undefined ? {} : { syntax: eraser.syntax }),
    read: (command) => erase(eraser, command),
  })),
  {
    // `shred` of a device is in files/rm.ts, `dd` in files/copy.ts: their operands are paths.
    names: ['sg_format', 'sg_sanitize'],
    *read(command): Generator<Finding> {
      yield { kind: 'disk.erase', device: command.operands.at(-1) ?? literal(''), tool: command.program };
    },
  },
];
