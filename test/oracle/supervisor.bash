# Runs inside the sandbox: takes scripts, each ended by NUL, from standard input and runs each of them in a fresh home under a
# time limit. For each it writes what the stand-ins recorded, and then the word END, each ended by NUL.
shopt -s nullglob dotglob
# Everything below may end processes: never outside a process namespace of our own.
if [[ $(</proc/1/comm) != bwrap || ! -f /run/oracle/inside ]]; then
  echo 'supervisor: not inside the sandbox' >&2
  exit 1
fi
ulimit -c 0 -f 16384 -n 256 -t 20
limit=$1
mapfile -d '' -t scripts
exec 8>&1 9<> <(:) </dev/null >/dev/null 2>&1

# The ids of all processes but the sandbox's first one and this one, in `others`.
processes() {
  local each
  others=()
  for each in /proc/[0-9]*; do
    each=${each##*/}
    ((each == 1 || each == $$)) || others+=("$each")
  done
}

# Puts a new home in the place of the one that was used, which is only moved away: rm is a stand-in here.
fresh() {
  local left=(/tmp/*)
  cd /
  /usr/bin/mkdir -p "/home/.before/$1/tmp"
  [[ -d /home/dev ]] && /usr/bin/mv /home/dev "/home/.before/$1"
  ((${#left[@]})) && /usr/bin/mv -- "${left[@]}" "/home/.before/$1/tmp"
  /usr/bin/cp -a /run/oracle/home /home/dev
  # The clock of files moves in steps of milliseconds: what a script changes must be newer than the stamp.
  read -r -t 0.01 -u 9
  : >/run/oracle/stamp
  read -r -t 0.01 -u 9
}

fresh first
for number in "${!scripts[@]}"; do
  : >/run/oracle/log
  cd /home/dev/project || exit 1
  unset OLDPWD
  /usr/bin/timeout -s KILL "$limit" /usr/bin/bash -c "${scripts[number]}" 8>&- 9>&-
  # What still runs in the background gets a moment to finish, and is ended: all at once, or one that starts another would escape.
  for ((turn = 0; turn < 60; turn++)); do
    processes
    ((${#others[@]})) || break
    read -r -t 0.01 -u 9
  done
  ((${#others[@]})) && kill -KILL -1
  mapfile -d '' -t record </run/oracle/log
  ((${#record[@]})) && printf '%s\0' "${record[@]}" >&8
  printf 'END\0' >&8
  changed=$(/usr/bin/find /home/dev /tmp -cnewer /run/oracle/stamp -print -quit 2>&1) || changed=yes
  [[ -z $changed ]] || fresh "$number"
done
