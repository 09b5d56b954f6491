#!/bin/sh
# Builds the named commands, and says so when it will take a while. All that is
# built is built here, with these flags and no others.
#   OUT      folder to build into, default bin
#   SHIP     1: as it is shipped, the same bytes wherever it is built
#
# What is shipped is built with the tag migrated_fynedo: Fyne then does not ask at
# every change which goroutine it comes from, a tenth of the UI thread's time.
# The tests are built without it, so that a change from a wrong one is noticed.
set -eu
export CGO_ENABLED="${CGO_ENABLED:-1}"
tags="${TAGS:-x11},migrated_fynedo"
out=${OUT:-bin}
mkdir -p "$out"
if [ "${SHIP:-}" = 1 ]; then
	# No path of this machine and no symbols; what is left is the commit.
	exec go build -trimpath -buildvcs=true -ldflags "-s -w ${LDFLAGS:-}" -tags "$tags" -o "$out/" "$@"
fi
if [ ! -x "$out/kiosk" ]; then
	echo "Compiling; the first time this takes about five minutes (the window toolkit is built from source):" >&2
	exec go build -v -tags "$tags" -o "$out/" "$@"
fi
exec go build -tags "$tags" -o "$out/" "$@"
