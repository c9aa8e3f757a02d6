#!/usr/bin/env bash
# The page in Chromium, over a daemon on the embedded AWS. Ends with "N passed, N failed".
# Chromium is that of KEYWRIGHT_CHROMIUM, else Debian's, which is installed here where there is none.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/lanes/python.sh"
node=$(node_of "$root")
fail() {
  echo "FAILED  $1"
  echo "0 passed, 1 failed"
  exit 1
}

if [ ! -x "${KEYWRIGHT_CHROMIUM:-/usr/bin/chromium}" ]; then
  export DEBIAN_FRONTEND=noninteractive
  timeout 240 sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium' >&2 ||
    fail 'this lane needs Chromium: apt-get install chromium, or KEYWRIGHT_CHROMIUM=FILE'
fi
cd "$root"
"$node" scripts/build-page.ts >&2 || fail 'the page can be built'
exec timeout --kill-after=10 1150 "$node" test/page/lane.ts "$root"
