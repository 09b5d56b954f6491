#!/bin/sh
# Builds the named commands into bin/, and says so when it will take a while.
set -eu
export CGO_ENABLED="${CGO_ENABLED:-1}"
mkdir -p bin
if [ ! -x bin/kiosk ]; then
	echo "Compiling; the first time this takes about five minutes (the window toolkit is built from source):" >&2
	exec go build -v -tags "${TAGS:-x11}" -o bin/ "$@"
fi
exec go build -tags "${TAGS:-x11}" -o bin/ "$@"
