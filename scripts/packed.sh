#!/usr/bin/env bash
# The steps of the Dockerfile without Docker: build, pack, install the tarball elsewhere without development and
# optional dependencies and without scripts, and run the main job from dist/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node="$root/node_modules/.bin/node"
[ -x "$node" ] || node=node

cd "$root"
npm pack --silent --pack-destination "$work" >/dev/null
mkdir "$work/app"
tar -xzf "$work"/keywright-*.tgz -C "$work/app" --strip-components=1
cp package-lock.json .npmrc "$work/app/"

cd "$work/app"
test ! -e src || { echo "the tarball holds src/"; exit 1; }
test -z "$(find dist -name '*.test.js' -print -quit)" || { echo "the tarball holds tests"; exit 1; }
npm ci --omit=dev --omit=optional --ignore-scripts
test ! -e node_modules/typescript || { echo "development dependencies were installed"; exit 1; }

"$node" bin/reconcile.js --help >"$work/help"
grep -q reconcile "$work/help"
"$node" bin/reconcile.js --sandbox "$root/manifests" --yes
