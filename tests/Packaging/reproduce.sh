#!/usr/bin/env bash
# reproduce.sh DIRECTORY: packs what is built a second time and compares: the same source gives the same bytes
# where SOURCE_DATE_EPOCH is the same.
set -uo pipefail
packages=$(realpath "$1")
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
dotnet pack --no-build -c Release -o "$again" || exit 1
bad=0
for package in "$packages"/*.*nupkg; do
    cmp "$package" "$again/$(basename "$package")" || bad=1
done
exit "$bad"
