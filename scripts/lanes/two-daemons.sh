#!/usr/bin/env bash
# Two daemons of one Stack, as real processes: one is killed, one is frozen and thawed. The lease is in a directory, in
# S3 of the embedded AWS, and in S3 of moto. Ends with "N passed, N failed".
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lanes/python.sh"
python_with "$root/test/moto/requirements.txt" || { echo "0 passed, 1 failed"; exit 1; }

work=$(mktemp -d)
port=$(free_port)
MOTO_ACCOUNT_ID=111122223333 "$python" -m moto.server -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
moto=$!
trap 'kill "$moto" 2>/dev/null || true; wait "$moto" 2>/dev/null || true; rm -rf "$work"' EXIT
await_port "$port" "$moto" "$work/moto.log" || { echo "0 passed, 1 failed"; exit 1; }

# They wait for minutes and work for seconds: side by side.
node=$(node_of "$root")
lane=$root/test/processes/two-daemons.ts
"$node" "$lane" --lease directory >"$work/directory" 2>&1 &
directory=$!
"$node" "$lane" --lease s3 >"$work/s3" 2>&1 &
s3=$!
status=0
"$node" "$lane" --lease s3 --endpoint "http://127.0.0.1:$port" >"$work/moto" 2>&1 || status=1
wait "$directory" || status=1
wait "$s3" || status=1
for name in directory s3 moto; do
  echo "lease by $name:"
  grep -vE '^[0-9]+ passed, [0-9]+ failed$' "$work/$name" || true
done
tail -q -n 1 "$work/directory" "$work/s3" "$work/moto" |
  awk '{ passed += $1; failed += $3 } END { print passed " passed, " failed " failed" }'
exit "$status"
