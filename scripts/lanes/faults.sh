#!/usr/bin/env bash
# The engine over real sockets that break, seeded: against the embedded AWS and against moto. Ends with
# "N passed, N failed". `scripts/lanes/faults.sh RUNS [SEED]`: so many runs against each, from this seed on.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
runs=${1:-50}
seed=${2:-1}
. "$root/scripts/lanes/python.sh"
python_with "$root/test/moto/requirements.txt" || { echo "0 passed, 1 failed"; exit 1; }

work=$(mktemp -d)
port=$(free_port)
MOTO_ACCOUNT_ID=111122223333 "$python" -m moto.server -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
moto=$!
trap 'kill "$moto" 2>/dev/null || true; wait "$moto" 2>/dev/null || true; rm -rf "$work"' EXIT
await_port "$port" "$moto" "$work/moto.log" || { echo "0 passed, 1 failed"; exit 1; }

node=$(node_of "$root")
status=0
"$node" "$root/test/faults/lane.ts" --runs "$runs" --seed "$seed" >"$work/embedded" || status=1
"$node" "$root/test/faults/lane.ts" --runs "$runs" --seed "$seed" --moto "http://127.0.0.1:$port" >"$work/moto" || status=1
cat "$work/embedded" "$work/moto" | grep -vE '^[0-9]+ passed, [0-9]+ failed$' || true
tail -q -n 1 "$work/embedded" "$work/moto" | awk '{ passed += $1; failed += $3 } END { print passed " passed, " failed " failed" }'
exit "$status"
