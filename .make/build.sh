#!/bin/sh
# Builds the named commands into bin/, and says so when it will take a while.
#
# What is shipped is built with the tag migrated_fynedo: Fyne then does not ask at
# every change which goroutine it comes from, a tenth of the UI thread's time.
# The tests are built without it, so that a change from a wrong one is noticed.
set -eu
export CGO_ENABLED="${CGO_ENABLED:-1}"
tags="${TAGS:-x11},migrated_fynedo"
mkdir -p bin
if [ ! -x bin/kiosk ]; then
	echo "Compiling; the first time this takes about five minutes (the window toolkit is built from source):" >&2
	exec go build -v -tags "$tags" -o bin/ "$@"
fi
exec go build -tags "$tags" -o bin/ "$@"
