#!/usr/bin/env bash
# inside.sh: what the tests prove of code inside on .NET 10, proved as a native program (net9.0: the feeds of many machines have no native runtime pack of net10.0), and on .NET 8.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# expect PATTERN PROGRAM ARGUMENT...: one process, one line; what it says on stderr (an idle thread that will come home, say) explains a failure and is none.
expect() {
    local pattern=$1 errors line
    shift
    errors=$(mktemp "$work/errors.XXXXXX")
    line=$(timeout -k 5 60 "$@" 2>"$errors")
    [[ $line =~ $pattern ]] && return
    printf '%s: %s\n' "${*:2}" "$line"
    cat "$errors"
    return 1
}

prove() {
    local program=$1/LinuxNetns.InsideProof clean='^inside yes outside 0 wrong 0 unrelated yes stray 0$' running=0 way proof
    "$program" list | head -1
    while read -r way proof; do
        expect "$clean" "$program" one "$way" "$proof" &
        # Three at a time; any that fails is counted.
        [ $((++running)) -lt 3 ] || { wait -n || failed=1; running=$((running - 1)); }
    done < <("$program" list | tail -n +2)
    while [ $((running--)) -gt 0 ]; do wait -n || failed=1; done
    expect '^wrong none told all at home 0$' "$program" crowd guarded || failed=1
    expect '^wrong some told all at home 0$' "$program" crowd unguarded || failed=1
    expect 'steps [1-9][0-9]+ checked [1-9][0-9]{2,} outside 0 unrelated [1-9][0-9]{2,} wrong 0 stray 0$' "$program" stress 5 || failed=1
}

dotnet publish tests/LinuxNetns.InsideProof --nologo -v q -c Release -p:ProofFramework=net9.0 -p:PublishAot=true -o "$work/native" || exit 1
prove "$work/native"
dotnet publish tests/LinuxNetns.InsideProof --nologo -v q -c Release -p:ProofFramework=net8.0 -r linux-x64 --self-contained -o "$work/net8.0" || exit 1
prove "$work/net8.0"
[ "$failed" -eq 0 ] && echo "nothing in the wrong network"
exit "$failed"
