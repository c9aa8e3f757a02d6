#!/usr/bin/env bash
# The API against its own OpenAPI document, by schemathesis, and by requests that no document names.
# Ends with "N passed, N failed".
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lanes/python.sh"
python_with "$root/test/api/requirements.txt" || { echo "0 passed, 1 failed"; exit 1; }
export PYTHONDONTWRITEBYTECODE=1
exec timeout --kill-after=10 1150 "$(node_of "$root")" "$root/test/api/lane.ts" "$root" "$(dirname "$python")/st"
