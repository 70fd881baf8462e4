#!/usr/bin/env bash
# inspect.sh DIRECTORY: what every package must hold: README, licence, both frameworks with their documentation, symbols.
set -uo pipefail
cd "$1" || exit 1
bad=0
expect() { # expect FILE TEXT DESCRIPTION
    grep -qF -- "$2" <<<"$1" || { printf '%s: %s is missing\n' "$package" "$3"; bad=1; }
}

shopt -s nullglob
packages=(*.nupkg)
[ ${#packages[@]} -gt 0 ] || { echo "no package"; exit 1; }
for package in "${packages[@]}"; do
    files=$(python3 -m zipfile -l "$package")
    nuspec=$(python3 -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
print(z.read(next(n for n in z.namelist() if n.endswith(".nuspec"))).decode("utf-8-sig"))' "$package")
    id=${package%.*.*.*.nupkg}
    expect "$nuspec" '<license type="expression">MIT</license>' "the licence"
    expect "$nuspec" '<readme>README.md</readme>' "the README"
    expect "$nuspec" '<description>' "the description"
    expect "$files" 'README.md' "README.md"
    expect "$nuspec" 'commit="' "the commit it was built from"
    if grep -qF 'DotnetTool' <<<"$nuspec"; then
        expect "$files" 'DotnetToolSettings.xml' "the tool's settings"
        expect "$files" 'netns.dll' "netns.dll"
    else
        for framework in net8.0 net10.0; do
            expect "$files" "lib/$framework/$id.dll" "the library for $framework"
            expect "$files" "lib/$framework/$id.xml" "its documentation for $framework"
        done
        symbols=${package%.nupkg}.snupkg
        [ -f "$symbols" ] || { echo "$symbols is missing"; bad=1; continue; }
        expect "$(python3 -m zipfile -l "$symbols")" "lib/net10.0/$id.pdb" "the symbols"
    fi
    printf '%s: looked at\n' "$package"
done
exit "$bad"
