#!/usr/bin/env bash
# install-tool.sh DIRECTORY: installs the packed tool from that directory, as a user would, and asks it for something.
set -uo pipefail
packages=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export NUGET_PACKAGES=$work/cache
dotnet tool install LinuxNetns.Tool --tool-path "$work/tool" --add-source "$packages" || exit 1
"$work/tool/netns" -V || exit 1
# In a mount namespace of its own: /run/netns of the machine is not touched.
unshare --mount --net --propagation private bash -euc '
    mount -t tmpfs none /run
    "$1" add packed
    [ "$("$1" list)" = packed ]
    [ "$(ip netns list)" = packed ]
    [ "$("$1" exec packed cat /sys/class/net/lo/operstate)" = down ]
    "$1" delete packed
    [ -z "$("$1" list)" ]' -- "$work/tool/netns" && echo "the installed tool works"
