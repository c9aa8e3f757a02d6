#!/usr/bin/env bash
# What `reconcile init` writes for production, judged by tools that others wrote: cfn-lint for the template, a parser of
# HCL for the Terraform module, and the aws CLI against moto for the script. Ends with "N passed, N failed".
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lanes/python.sh"
python_with "$root"/test/{moto,aws-cli,production}/requirements.txt || { echo "0 passed, 1 failed"; exit 1; }

work=$(mktemp -d)
port=$(free_port)
"$python" -m moto.server -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
moto=$!
trap 'kill "$moto" 2>/dev/null || true; wait "$moto" 2>/dev/null || true; rm -rf "$work"' EXIT
await_port "$port" "$moto" "$work/moto.log" || { echo "0 passed, 1 failed"; exit 1; }

PYTHONDONTWRITEBYTECODE=1 "$python" -u "$root/test/production/lane.py" "http://127.0.0.1:$port" "$root" "$(node_of "$root")"
