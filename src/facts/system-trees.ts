/** Directories that the system is made of (hier(7)); `/usr/src/app` and `/opt/app` may well be projects. */
const SYSTEM_TREES =
  '/bin /boot /dev /etc /home /lib /lib32 /lib64 /libx32 /proc /run /sbin /sys /usr /var /Users /Library /System /Applications /private ' +
  '/usr/bin /usr/include /usr/lib /usr/lib32 /usr/lib64 /usr/libexec /usr/libx32 /usr/local /usr/sbin /usr/share';

/** Whether the directory is one of these. */
export function isSystemTree(root: string): boolean {
  return ` ${SYSTEM_TREES} `.includes(` ${root} `);
}
