#!/bin/sh
# Makes a release of the commit, into dist/: the packages, the source, what licences ask
# to be passed on (NOTICE.txt), the bill of materials (CycloneDX), the notes of the
# release, the manuals, and SHA256SUMS over all. Nothing is published.
#
# The commit has to bear a tag as v1.2.0, nothing may be changed beside it, and
# CHANGELOG.md and FyneApp.toml have to name that version.
#   DIST     folder, default dist
#   ONLY     platforms, as for packages.sh
#   MANUALS  0: without the manuals, which take a screen, a browser and minutes
#   TWICE    1: once more from another clone with a build cache of its own, and compared.
#            The manuals are not: their pictures show the day and hour.
set -eu
export TZ=UTC LC_ALL=C
dist=$(mkdir -p "${DIST:-dist}" && cd "${DIST:-dist}" && pwd)
refuse() { echo "release: $1" >&2; exit 1; }

changed=$(git status --porcelain)
[ -z "$changed" ] || refuse "the tree holds what is not committed:
$changed"
tag=$(git tag --points-at HEAD --list 'v[0-9]*.[0-9]*.[0-9]*' --sort -version:refname | head -n 1)
[ -n "$tag" ] || refuse "the commit bears no tag; give it one, as: git tag -a v1.2.0 -m 1.2.0"
version=${tag#v}
made=$(git log -1 --format=%ct)
bill() { go run -tags "${TAGS:-x11}" ./cmd/bill --version "$version" "$@"; }

rm -f "$dist"/*.deb "$dist"/*.zip "$dist"/*.gz "$dist"/*.json "$dist"/*.md "$dist"/*.txt "$dist"/*.pdf "$dist/SHA256SUMS"
bill --notes "$dist/RELEASE_NOTES.md"
DIST=$dist .make/packages.sh >/dev/null
said=$(go version -m "$dist/build/kiosk-update" | awk '$1 == "mod" { print $3 }')
[ "$said" = "$tag" ] || refuse "the programs say that they are $said, not $tag"

name=hangviet-kiosk_$version
git -c tar.umask=0022 archive --format tar --prefix "hangviet-kiosk-$version/" HEAD | gzip -n -9 >"$dist/${name}_source.tar.gz"
programs=$(find "$dist"/build/*-* -type f ! -name NOTICE | sort)
bill --time "$made" --notice "$dist/NOTICE.txt" --sbom "$dist/$name.cdx.json" $programs
[ "${MANUALS:-1}" = 0 ] || OUT=$dist .make/manuals.sh
(cd "$dist" && find . -maxdepth 1 -type f ! -name SHA256SUMS | sed 's|^./||' | sort | xargs -d '\n' sha256sum -- >SHA256SUMS)
cat "$dist/SHA256SUMS"

[ "${TWICE:-}" = 1 ] || exit 0
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
git clone -q . "$again/clone"
(cd "$again/clone" && GOCACHE=$again/cache DIST=$again/dist MANUALS=0 TWICE='' .make/release.sh >/dev/null)
grep -v '\.pdf$' "$dist/SHA256SUMS" >"$again/first"
diff -u "$again/first" "$again/dist/SHA256SUMS" || refuse "built twice, these are other bytes"
echo "Built twice, from two clones with two build caches: the same bytes."
