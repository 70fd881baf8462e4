#!/usr/bin/env bash
# consume.sh DIRECTORY: a new console project with the packed library, restored from that directory, builds without a warning and runs.
set -uo pipefail
packages=$(realpath "$1")
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A cache of its own: another build of the same version must not be taken for this one.
export NUGET_PACKAGES=$work/cache
mkdir "$work/app"
cd "$work/app" || exit 1
dotnet new console --no-restore || exit 1
cp "$here/Consumer/Program.cs" .
version=$(basename "$packages"/LinuxNetns.Netlink.*.nupkg .nupkg)
dotnet add package LinuxNetns --version "${version#LinuxNetns.Netlink.}" --no-restore || exit 1
dotnet restore -p:RestoreAdditionalProjectSources="$packages" || exit 1
dotnet build --no-restore -warnaserror || exit 1
unshare --mount --propagation private bash -c 'mount -t tmpfs none /run && exec dotnet run --no-build'
