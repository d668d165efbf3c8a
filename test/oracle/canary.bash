# Proves the sandbox from the inside: one line for everything that is not as it must be; silent where all is well.
# Arguments: a file that exists outside, and then the programs that stand-ins cover.
outside=$1
shift
{
  for place in / /usr /usr/bin /usr/local/bin /etc /bin "${outside%/*}"; do
    (: >"$place/blastgate-canary") && echo "can write to $place" >&3
  done
  [[ -e $outside ]] && echo "sees $outside, which is outside" >&3
  (exec 4<>/dev/tcp/192.0.2.1/80) && echo 'has a network' >&3
  (exec 4<>/dev/udp/192.0.2.1/53) && echo 'has a network' >&3
  while IFS=: read -r interface counters; do
    [[ -z $counters || $interface =~ ^\ *lo$ ]] || echo "has the network interface $interface" >&3
  done </proc/net/dev
  [[ $(</proc/1/comm) == bwrap ]] || echo 'shares the process ids of the machine' >&3
  [[ $EUID == 0 ]] && echo 'is root' >&3
  while read -r name value; do
    [[ $name == CapEff: && $value != 0000000000000000 ]] && echo "has capabilities $value" >&3
  done </proc/self/status
  stand_in=$(</run/oracle/stand-ins/stand-in)
  for program; do
    for at in {/usr,}/{bin,sbin}/"$program" "/usr/local/bin/$program" "$(type -P "$program")"; do
      [[ ! -e $at || $(head -c 1000 "$at" | tr -d '\0') == "$stand_in" ]] || echo "$at is not the stand-in" >&3
    done
    [[ $(type -P "$program") == "/usr/local/bin/$program" ]] || echo "$program is not found as the stand-in" >&3
  done
} 3>&1 >/dev/null 2>&1
