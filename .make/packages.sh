#!/bin/sh
# Builds what is given out, into dist/: .deb packages for amd64 and arm64 and a zip
# for Windows, with SHA256SUMS. From the same commit come the same bytes.
#   ONLY     platforms, default "linux/amd64 linux/arm64 windows/amd64"
#   DIST     folder, default dist
#   VERSION  for tests only: another version than the commit's, as v1.4.2
#
# nfpm (MIT) writes the .deb packages; later versions than this one need modules that
# the Go proxy does not give.
set -eu
NFPM=github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.43.4
only=${ONLY:-linux/amd64 linux/arm64 windows/amd64}
dist=$(mkdir -p "${DIST:-dist}" && cd "${DIST:-dist}" && pwd)
work=$dist/build
export TZ=UTC LC_ALL=C
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
case $only in */arm64*) .make/deps.sh arm64 ;; esac
case $only in *windows*) .make/deps.sh windows ;; esac

# The version is the one that Go reads off the commit, so that program and package
# say the same.
CGO_ENABLED=0 SHIP=1 OUT=$work .make/build.sh ./cmd/kiosk-update
built=$(go version -m "$work/kiosk-update" | awk '$1 == "mod" { print $3 }')
version=${VERSION:-$built}
case $version in
v*+dirty*) echo "The tree holds what is not committed; these packages cannot be built again." >&2 ;;
v*) ;;
*) echo "The commit has no version (is this a clone with its tags?): $version" >&2; exit 1 ;;
esac
version=${version%+dirty}
# As Debian orders versions: what comes before a release sorts before it.
deb=$(echo "${version#v}" | sed 's/-/~/; s/-/./g')

programs() { # programs OS ARCH: builds all programs for it
	echo "Building for $1/$2" >&2
	export GOOS=$1 GOARCH=$2 SHIP=1 OUT="$work/$1-$2"
	set -- ./cmd/hub ./cmd/kioskctl ./cmd/kiosk-update
	CGO_ENABLED=0 .make/build.sh "$@"
	case $GOOS/$GOARCH in
	linux/arm64)
		CC=aarch64-linux-gnu-gcc PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig .make/build.sh ./cmd/kiosk ;;
	windows/*)
		CC=x86_64-w64-mingw32-gcc LDFLAGS=-H=windowsgui .make/build.sh ./cmd/kiosk ;;
	*) .make/build.sh ./cmd/kiosk ;;
	esac
	unset GOOS GOARCH SHIP OUT
}

# The notices go where the programs go: what licences ask to be passed on.
notice() { # notice OS ARCH
	find "$work/$1-$2" -name NOTICE -delete
	find "$work/$1-$2" -type f | sort | xargs go run -tags "${TAGS:-x11}" ./cmd/bill --notice "$work/NOTICE"
	mv "$work/NOTICE" "$work/$1-$2/NOTICE"
}

debs() { # debs ARCH
	for package in kiosk hub; do
		(unset GOOS GOARCH CC; ARCH=$1 DEB_VERSION=$deb HANGVIET_VERSION=$version BUILT="$work/linux-$1" \
			go run "$NFPM" package --packager deb --config ".make/package/$package/nfpm.yaml" --target "$dist/" >/dev/null)
	done
}

# A zip of one folder, its files in order and all of the commit's time.
windows() { # windows ARCH
	tree=$work/zip
	rm -rf "$tree"
	mkdir -p "$tree/hangviet-kiosk"
	cp "$work/windows-$1"/*.exe .make/package/windows/* LICENSE assets/fonts/OFL.txt "$tree/hangviet-kiosk/"
	cp "$work/windows-$1/NOTICE" "$tree/hangviet-kiosk/NOTICE.txt"
	printf 'Package: hangviet-kiosk\nHangviet-Version: %s\nArchitecture: %s\n' "$version" "$1" >"$tree/hangviet-kiosk/control"
	find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
	chmod -R u=rwX,go=rX "$tree"
	zip=$dist/hangviet-kiosk_${version#v}_windows_$1.zip
	rm -f "$zip"
	(cd "$tree" && find hangviet-kiosk -type f | sort | zip -q -9 -X -D "$zip" -@)
}

rm -f "$dist"/*.deb "$dist"/*.zip "$dist/SHA256SUMS"
for platform in $only; do
	programs "${platform%/*}" "${platform#*/}"
	notice "${platform%/*}" "${platform#*/}"
	case $platform in
	linux/*) debs "${platform#*/}" ;;
	windows/*) windows "${platform#*/}" ;;
	esac
done
(cd "$dist" && sha256sum -- *.deb *.zip 2>/dev/null >SHA256SUMS || sha256sum -- *.deb >SHA256SUMS)
cat "$dist/SHA256SUMS"
