#!/usr/bin/env bash
# The aws CLI against the embedded AWS, served as a user serves it. Ends with "N passed, N failed".
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lanes/python.sh"
python_with "$root/test/aws-cli/requirements.txt" || { echo "0 passed, 1 failed"; exit 1; }

work=$(mktemp -d)
port=$(free_port)
node=$(node_of "$root")
"$node" "$root/bin/reconcile.js" sandbox --port "$port" "$root/test/aws-cli/stack.yaml" >"$work/sandbox.log" 2>&1 &
sandbox=$!
trap 'kill "$sandbox" 2>/dev/null || true; wait "$sandbox" 2>/dev/null || true; rm -rf "$work"' EXIT
await_port "$port" "$sandbox" "$work/sandbox.log" || { echo "0 passed, 1 failed"; exit 1; }

PYTHONDONTWRITEBYTECODE=1 "$python" -u "$root/test/aws-cli/lane.py" "http://127.0.0.1:$port" "$root" "$node"
