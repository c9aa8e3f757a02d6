#!/usr/bin/env bash
# One script of boto3 calls on the embedded AWS, moto and ministack, every difference explained (docs/conformance.md).
# `conformance.sh --update` writes that page. Ends with "N passed, N failed".
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
lane=$root/test/conformance
. "$root/scripts/lanes/python.sh"
python_with "$root/test/moto/requirements.txt" || { echo "0 passed, 1 failed"; exit 1; }
moto_python=$python
python_with "$lane/requirements.txt" || { echo "0 passed, 1 failed"; exit 1; }

work=$(mktemp -d)
servers=()
stop() {
  kill "${servers[@]}" 2>/dev/null || true
  wait "${servers[@]}" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
export PYTHONDONTWRITEBYTECODE=1

# serve NAME COMMAND…: a server on $port, awaited.
serve() {
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  servers+=($!)
  await_port "$port" "$!" "$work/$name.log" || { echo "0 passed, 1 failed"; exit 1; }
  places+=("$name=http://127.0.0.1:$port")
}

places=()
node=$(node_of "$root")
"$python" "$lane/stack.py" >"$work/stack.yaml"
port=$(free_port)
serve sandbox "$node" "$root/bin/reconcile.js" sandbox --port "$port" "$work/stack.yaml"
port=$(free_port)
serve moto "$moto_python" -m moto.server -H 127.0.0.1 -p "$port"
port=$(free_port)
# It is bound to this machine, keeps nothing, and its own folder is where it may write.
export TMPDIR=$work
serve ministack env BIND_HOST=127.0.0.1 GATEWAY_PORT="$port" LOG_LEVEL=WARNING "$python" -m ministack

"$python" -u "$lane/lane.py" "$root" "$node" "${places[@]}" "$@"
