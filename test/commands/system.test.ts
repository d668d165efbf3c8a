import { describe, expect, test } from 'vitest';
import { acts } from './acts.ts';

describe('disks', () => {
  test.each<[string, readonly string[]]>([
    ['mkfs.ext4 /dev/sda1', ['erase /dev/sda1']],
    ['mkfs -t ext4 /dev/sda1', ['erase /dev/sda1']],
    ['fdisk -l', []],
    ['fdisk /dev/sda', ['erase /dev/sda']],
    ['parted /dev/sda print', []],
    ['parted -s /dev/sda mklabel gpt', ['erase /dev/sda']],
    ['wipefs /dev/sda', []],
    ['wipefs -a /dev/sda', ['erase /dev/sda']],
    ['sgdisk -Z /dev/sda', ['erase /dev/sda']],
    ['cryptsetup luksFormat /dev/sda2', ['erase /dev/sda2']],
    ['cryptsetup luksOpen /dev/sda2 x', []],
    ['zpool status', []],
    ['zpool destroy tank', ['erase tank']],
    ['diskutil eraseDisk JHFS+ X /dev/disk2', ['erase /dev/disk2']],
    ['hdparm -I /dev/sda', []],
    ['mkfs -t ext4 -F /dev/sdb', ['erase /dev/sdb']],
    ['mkfs.vfat -F 32 /dev/sdb1', ['erase /dev/sdb1']],
    ['format C:', ['erase C:']],
    ['format src', []],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('processes', () => {
  test.each<[string, readonly string[]]>([
    ['kill 123', ['TERM pid 123']],
    ['kill -9 123 124', ['KILL pid 123', 'KILL pid 124']],
    ['kill -s KILL 123', ['KILL pid 123']],
    ['kill -SIGTERM %1', ['TERM job %1']],
    ['kill -9 -1', ['KILL everything -1']],
    ['kill -- -5', ['TERM pid -5']],
    ['kill 1', ['TERM init 1']],
    ['kill -0 123', []],
    ['kill -l', []],
    ['kill $!', ['TERM job $!']],
    ['kill $(lsof -ti :3000)', ['TERM port $(lsof -ti :3000)']],
    ['kill $(pgrep node)', ['TERM name node']],
    ['kill "$PID"', ['TERM pid $PID']],
    ['pkill node', ['TERM name node']],
    ["pkill -9 -f 'node x'", ['KILL pattern node x']],
    ['pkill -u dev', ['TERM user dev']],
    ['pkill -HUP nginx', ['HUP name nginx']],
    ['killall -9 node', ['KILL name node']],
    ['fuser -k 3000/tcp', ['KILL port 3000/tcp']],
    ['pkill -o node', ['TERM name node']],
    ['killall -g node', ['TERM name node']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('the machine', () => {
  test.each<[string, readonly string[]]>([
    ['shutdown -h now', ['shutdown shutdown']],
    ['shutdown -c', []],
    ['reboot', ['shutdown reboot']],
    ['init 6', ['shutdown 6']],
    ['systemctl stop a b', ['service-stop a', 'service-stop b']],
    ['systemctl status a', []],
    ['systemctl --user restart a', []],
    ['systemctl isolate rescue.target', ['shutdown isolate']],
    ['service a stop', ['service-stop a']],
    ['service a restart', []],
    ['launchctl unload x', ['service-stop x']],
    ['crontab -r', ['schedule-remove crontab']],
    ['crontab x', ['read x', 'schedule-change x']],
    ['crontab -l', []],
    ['iptables -F', ['firewall-flush iptables']],
    ['iptables -L', []],
    ['iptables -P INPUT DROP', []],
    ['ufw disable', ['firewall-flush ufw']],
    ['ufw allow 22', []],
    ['userdel a', ['user-delete a']],
    ['passwd', ['user-change password']],
    ['mount', []],
    ['mount /dev/sda1 /mnt', ['mount /dev/sda1']],
    ['umount /mnt', ['mount /mnt']],
    ['sysctl -w a=1', ['kernel a=1']],
    ['sysctl a', []],
    ['modprobe x', ['kernel x']],
    ['setenforce 0', ['protection-off setenforce']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('the environment', () => {
  test.each<[string, readonly string[]]>([
    ['printenv', ['show environment every variable']],
    ['printenv PATH', []],
    ['printenv GITHUB_TOKEN', ['show variable GITHUB_TOKEN']],
    ['env', ['show environment every variable']],
    ['env A=b ls', []],
    ['export', ['show environment every variable']],
    ['export -p', ['show environment every variable']],
    ['export A=b', []],
    ['set', ['show environment every variable']],
    ['set -x', []],
    ['declare -p', ['show environment every variable']],
    ['declare -p PATH', []],
    ['ps aux', []],
    ['ps auxe', ['show process the environment of processes']],
    ['ps -ef', []],
    ['echo $GITHUB_TOKEN $PATH', ['show variable GITHUB_TOKEN']],
    ['echo ${GITHUB_TOKEN:+x}', []],
    ['echo "${#GITHUB_TOKEN}"', []],
    ['printf %s "$DB_PASSWORD"', ['show variable DB_PASSWORD']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});

describe('password stores', () => {
  test.each<[string, readonly string[]]>([
    ['security find-generic-password -w x', ['show keychain x']],
    ['security find-generic-password x', []],
    ['pass ls', []],
    ['pass x/y', ['show password-manager x/y']],
  ])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
});
