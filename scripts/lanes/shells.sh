#!/usr/bin/env bash
# The completion scripts in bash, zsh and fish themselves. Ends with "N passed, N failed".
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lanes/python.sh"
command -v python3 >/dev/null || { echo "this lane needs python3"; echo "0 passed, 1 failed"; exit 1; }

missing=()
for shell in zsh fish; do command -v "$shell" >/dev/null || missing+=("$shell"); done
if [ "${#missing[@]}" -gt 0 ]; then
  sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
  { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "${missing[@]}"; } ||
    { echo "this lane needs ${missing[*]}: see above"; echo "0 passed, 1 failed"; exit 1; }
fi

exec python3 "$root/test/shells/lane.py" "$root" "$(node_of "$root")"
