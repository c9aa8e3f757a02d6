#!/usr/bin/env bash
# `npm start` of a checkout, as it is installed there: start, ready, drift, reverted, stop. Ends with "N passed, N failed".
# `scripts/lanes/daemon.sh [CHECKOUT]`: this one by default.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lanes/python.sh"
exec "$(node_of "$root")" "$root/test/processes/first-day.ts" "${1:-$root}"
