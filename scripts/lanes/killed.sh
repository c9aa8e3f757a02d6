#!/usr/bin/env bash
# A daemon killed 50 times, as a real process over a real Git repository. Ends with "N passed, N failed".
# `scripts/lanes/killed.sh [OPTION…]`: as test/processes/killed.ts takes them.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lanes/python.sh"
exec "$(node_of "$root")" "$root/test/processes/killed.ts" "$@"
