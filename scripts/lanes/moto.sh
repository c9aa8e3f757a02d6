#!/usr/bin/env bash
# The command line against moto, an AWS that others wrote, judged by boto3. Ends with "N passed, N failed".
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lanes/python.sh"
python_with "$root/test/moto/requirements.txt" || { echo "0 passed, 1 failed"; exit 1; }

work=$(mktemp -d)
port=$(free_port)
"$python" -m moto.server -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
moto=$!
trap 'kill "$moto" 2>/dev/null || true; wait "$moto" 2>/dev/null || true; rm -rf "$work"' EXIT
await_port "$port" "$moto" "$work/moto.log" || { echo "0 passed, 1 failed"; exit 1; }

# What moto does not do ends as HTTP 500 with a page: then its log says why.
if PYTHONDONTWRITEBYTECODE=1 "$python" -u "$root/test/moto/lane.py" "http://127.0.0.1:$port" "$root" "$(node_of "$root")"; then
  exit 0
fi
grep -A 40 '^Traceback' "$work/moto.log" | tail -n 60 >&2 || true
exit 1
