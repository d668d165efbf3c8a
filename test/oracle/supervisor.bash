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

for number in "${!scripts[@]}"; do
  : >/run/oracle/log
  left=(/tmp/*)
  cd /
  if [[ -d /home/dev ]]; then /usr/bin/mv /home/dev "/home/.before/$number"; else /usr/bin/mkdir /home/.before; fi
  if ((${#left[@]})); then
    /usr/bin/mkdir "/home/.before/$number/tmp-before"
    /usr/bin/mv -- "${left[@]}" "/home/.before/$number/tmp-before"
  fi
  /usr/bin/cp -a /run/oracle/home /home/dev
  cd /home/dev/project || exit 1
  unset OLDPWD
  /usr/bin/timeout -s KILL "$limit" /usr/bin/bash -c "${scripts[number]}" 8>&- 9>&-
  # What still runs in the background gets a moment to finish, and is ended.
  for ((turn = 0; turn < 50; turn++)); do
    processes
    ((${#others[@]})) || break
    read -r -t 0.02 -u 9
  done
  ((${#others[@]})) && kill -KILL "${others[@]}"
  mapfile -d '' -t record </run/oracle/log
  ((${#record[@]})) && printf '%s\0' "${record[@]}" >&8
  printf 'END\0' >&8
done
