#!/usr/bin/env bash
# The alarms by promtool itself: their grammar, and when they fire. Ends with "N passed, N failed".
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
rules=$root/deploy/prometheus
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Debian's package holds promtool and a service. Only the program is unpacked: nothing is installed or started.
fetched() {
  local sudo
  sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
  cd "$work" && { apt-get download -qq prometheus 2>/dev/null ||
    { $sudo apt-get update -qq && apt-get download -qq prometheus; }; } >&2 && dpkg-deb -x prometheus_*.deb unpacked
}

promtool=$(command -v promtool || true)
if [ -z "$promtool" ]; then
  fetched || { echo "this lane needs promtool, or Debian's package prometheus: see above"; echo "0 passed, 1 failed"; exit 1; }
  promtool=$work/unpacked/usr/bin/promtool
fi

passed=0
failed=0
check() {
  if "$promtool" "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

check check rules "$rules/keywright.rules.yaml"
check test rules "$rules/keywright.rules.test.yaml"
# A page of metrics of a daemon that met one of everything.
page=$root/test/deploy/metrics.txt
if "$promtool" check metrics <"$page"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
