#!/usr/bin/env bash
# quickstart.sh: as a user without privilege, QuickStart says what is missing and the one line that works; and that line works.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
dotnet build samples/QuickStart --nologo -v q || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A copy that nobody may read, wherever the clone is, and a runtime directory as a login session has one.
cp -r samples/QuickStart/bin/Debug/net10.0 "$work/quickstart"
install -d -o 65534 -g 65534 "$work/run"
chmod 755 "$work"
cd / || exit 1
nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all env HOME="$work/run" XDG_RUNTIME_DIR="$work/run")

"${nobody[@]}" dotnet "$work/quickstart/QuickStart.dll" >"$work/out" 2>&1 && { echo "it should have failed"; exit 1; }
cat "$work/out"
grep -q '^As root it works; or, without root: unshare -Urnm' "$work/out" || { echo "the line that works is missing"; exit 1; }
"${nobody[@]}" unshare -Urnm --propagation private dotnet "$work/quickstart/QuickStart.dll"
