#!/usr/bin/env bash
# The main job on one embedded AWS that is kept: the first run creates, the second has nothing to do.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
aws=$(mktemp -d)
trap 'rm -rf "$aws"' EXIT
export XDG_STATE_HOME="$aws/state"

node bin/reconcile.js apply "--sandbox=$aws/world" manifests --yes >"$aws/first"
tail -n 1 "$aws/first"
node bin/reconcile.js apply "--sandbox=$aws/world" manifests --yes >"$aws/second"
tail -n 1 "$aws/second"
grep -q '^No changes' "$aws/second"
# Also as a plan: exit code 0 says that nothing would change.
node bin/reconcile.js plan "--sandbox=$aws/world" manifests >/dev/null
