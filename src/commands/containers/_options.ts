/** Options of `docker run`, `create` and `exec` that take a value (docker run --help, podman-run(1), nerdctl run --help). */
export const runValues =
  '-a --attach --add-host --annotation --blkio-weight --blkio-weight-device --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile --cpu-count ' +
  '--cpu-percent --cpu-period --cpu-quota --cpu-rt-period --cpu-rt-runtime -c --cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device ' +
  '--device-cgroup-rule --device-read-bps --device-read-iops --device-write-bps --device-write-iops --dns --dns-option --dns-opt --dns-search --domainname ' +
  '--entrypoint -e --env --env-file --expose --gpus --group-add --health-cmd --health-interval --health-retries --health-start-interval ' +
  '--health-start-period --health-timeout -h --hostname --io-maxbandwidth --io-maxiops --ip --ip6 --ipc --isolation --kernel-memory -l --label ' +
  '--label-file --link --link-local-ip --log-driver --log-opt --mac-address -m --memory --memory-reservation --memory-swap --memory-swappiness --mount ' +
  '--name --network --net --network-alias --net-alias --oom-score-adj --pid --pids-limit --platform -p --publish --pull --restart --runtime --security-opt ' +
  '--shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit -u --user --userns --uts -v --volume --volume-driver --volumes-from ' +
  '-w --workdir --arch --os --variant --pod --pod-id-file --secret --conmon-pidfile --authfile --creds --tz --umask --hooks-dir --rootfs-propagation ' +
  '--seccomp-policy --systemd --timeout --uidmap --gidmap --unsetenv --env-merge --preserve-fd --preserve-fds --requires --sdnotify --decryption-key --chrootdirs --image-volume --index';

/** Options of the same commands that stand alone. */
export const runFlags =
  '-d --detach -i --interactive --init --no-healthcheck --oom-kill-disable --privileged -P --publish-all -q --quiet --read-only --rm --sig-proxy -t --tty ' +
  '--disable-content-trust --rootfs --replace --env-host --http-proxy --no-hosts --no-hostname --passwd --rmi --tls-verify -T --no-TTY --no-deps --build --service-ports --use-aliases --quiet-pull -l --latest';

/** Options before the verb (docker --help, podman(1), nerdctl --help). */
export const globalValues =
  '--config -c --context -H --host -l --log-level --tlscacert --tlscert --tlskey --connection --url --identity --root --runroot --storage-driver ' +
  '--storage-opt --tmpdir --volumepath --namespace --address -a -n --snapshotter --cgroup-manager --module --cni-path --data-root';

/** Options of `docker compose` before its verb. */
export const composeValues =
  '-f --file -p --project-name --profile --env-file --project-directory --parallel --ansi --progress --compatibility -H --host --context -c --podman-args --in-pod';
