import { describe, expect, test } from 'vitest';
import { covers, inside } from './place-questions.ts';

describe('temp', () => {
  test.each([
    ['/tmp/x', 'yes'],
    ['/tmp', 'yes'],
    ['/tmpx', 'no'],
    ['/var/tmp/a/b', 'yes'],
    ['/private/tmp/x', 'yes'],
    ['/private/var/folders/ab/cdef/T/x', 'yes'],
    ['/dev/shm/x', 'yes'],
    ['%t', 'yes'],
    ['%t/a', 'yes'],
    ['%t/../../etc', 'no'],
    ['/tmp/out-%n', 'yes'],
    ['$TMP/x', 'unknown'],
    ['/tmp/../etc/x', 'no'],
  ])('%s: %s', (text, expected) => expect(inside('temp', text)).toBe(expected));
  test('deleting all of it is not deleting in it', () => {
    expect(covers('temp', '/tmp')).toBe('yes');
    expect(covers('temp', '/tmp/*')).toBe('yes');
    expect(covers('temp', '/tmp/x')).toBe('no');
  });
});

describe('streams', () => {
  test.each([
    ['/dev/null'],
    ['/dev/stdout'],
    ['/dev/stderr'],
    ['/dev/tty'],
    ['/dev/fd/3'],
    ['/proc/self/fd/1'],
    ['/dev/urandom'],
    ['/dev/ttyUSB0'],
    ['/dev/cu.usbmodem1'],
  ])('%s keeps nothing', (text) => {
    expect(inside('streams', text)).toBe('yes');
    expect(inside('system', text)).toBe('no');
    expect(inside('devices', text)).toBe('no');
  });
  test('a disk is none', () => expect(inside('streams', '/dev/sda')).toBe('no'));
});

describe('devices', () => {
  test.each([
    ['/dev/sda'],
    ['/dev/sda1'],
    ['/dev/nvme0n1p2'],
    ['/dev/disk2'],
    ['/dev/rdisk2'],
    ['/dev/mapper/root'],
    ['/dev/disk/by-id/x'],
    ['/dev/mmcblk0'],
    ['/dev/loop3'],
    ['/dev/vda'],
    ['/dev/dm-0'],
    ['/dev/sd$X'],
    ['/dev/mem'],
  ])('%s', (text) => expect(inside('devices', text)).toBe('yes'));
  test.each([
    ['/dev/ttyUSB0'],
    ['/dev/null'],
    ['/dev/shm/x'],
    ['/dev/video0'],
    ['/dev/kvm'],
    ['/dev/net/tun'],
    ['dev/sda'],
    ['$DISK'],
  ])('not %s', (text) => expect(inside('devices', text)).toBe('no'));
  test('perhaps /dev/$X', () => expect(inside('devices', '/dev/$X')).toBe('unknown'));
});

describe('system', () => {
  test.each([
    ['/'],
    ['/etc'],
    ['/etc/hosts'],
    ['/usr/local/bin/x'],
    ['/var/lib/x'],
    ['/boot'],
    ['/home'],
    ['/opt/x'],
    ['/System/Library'],
    ['/Library'],
    ['/proc/sys/x'],
    ['/Users'],
    ['/mnt/c/Windows/System32'],
    ['C:\\Windows'],
    ['C:\\'],
    ['/mnt/c'],
  ])('%s', (text) => expect(inside('system', text)).toBe('yes'));
  test.each([
    ['/home/dev/x'],
    ['/tmp/x'],
    ['/var/tmp/x'],
    ['src/etc/hosts'],
    ['/dev/null'],
    ['/mnt/data/x'],
    ['/data'],
    ['etc'],
    ['$X'],
  ])('not %s', (text) => expect(inside('system', text)).toBe('no'));
  test.each([
    ['/', 'yes'],
    ['/*', 'yes'],
    ['/usr', 'yes'],
    ['/usr/local', 'no'],
    ['/home/dev', 'no'],
    ['$X', 'unknown'],
  ])('%s covers it: %s', (text, expected) => expect(covers('system', text)).toBe(expected));
});

describe('home', () => {
  test.each([
    ['/home/dev/x', 'yes'],
    ['/home/dev', 'yes'],
    ['/home/other', 'no'],
    ['$X', 'unknown'],
  ])('%s: %s', (text, expected) => expect(inside('home', text)).toBe(expected));
  test.each([
    ['/home/dev', 'yes'],
    ['/home/dev/', 'yes'],
    ['/home/dev/*', 'yes'],
    ['/home', 'yes'],
    ['../..', 'yes'],
    ['..', 'yes'],
    ['/home/dev/project', 'no'],
  ])('%s covers it: %s', (text, expected) => expect(covers('home', text)).toBe(expected));
});

describe('startup', () => {
  test.each([
    ['/home/dev/.bashrc'],
    ['/home/dev/.zshrc'],
    ['/home/dev/.profile'],
    ['/home/dev/.ssh/authorized_keys'],
    ['/etc/cron.d/x'],
    ['/var/spool/cron/crontabs/dev'],
    ['/home/dev/Library/LaunchAgents/x.plist'],
    ['/Library/LaunchDaemons/x.plist'],
    ['/home/dev/.config/systemd/user/x.service'],
    ['/home/dev/.config/autostart/x.desktop'],
    ['/home/dev/.gitconfig'],
    ['/home/dev/.local/bin/ls'],
    ['../.bashrc'],
  ])('%s', (text) => expect(inside('startup', text)).toBe('yes'));
  test.each([['.bashrc'], ['src/.zshrc'], ['/home/dev/notes'], ['$FILE']])('not %s', (text) =>
    expect(inside('startup', text)).toBe('no'),
  );
  test('perhaps $SOMEBODY/.bashrc', () => expect(inside('startup', '$H/.bashrc')).toBe('unknown'));
  test('perhaps a dotfile of home whose name is not known', () =>
    expect(inside('startup', '/home/dev/.$X')).toBe('unknown'));
});

describe('caches', () => {
  test.each([
    ['/home/dev/.gradle/caches/x'],
    ['/home/dev/.npm/_cacache/y'],
    ['/home/dev/.cache/pip/z'],
    ['/home/dev/Library/Developer/Xcode/DerivedData/App-x'],
    ['/home/dev/go/pkg/mod/x'],
    ['/home/dev/.cargo/registry/x'],
    ['/home/dev/.m2/repository/x'],
  ])('%s', (text) => expect(inside('caches', text, 'file.delete')).toBe('yes'));
  test.each([
    ['/home/dev/.cache'],
    ['/home/dev/.cache/blastgate/x'],
    ['/home/dev/.gradle'],
    ['/home/dev/.npm'],
    ['/home/dev/.cargo/bin/x'],
  ])('not %s', (text) => expect(inside('caches', text, 'file.delete')).toBe('no'));
});
