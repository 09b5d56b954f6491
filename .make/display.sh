#!/bin/sh
# Runs a command on a virtual display of its own and ends the display with it.
#   SCREEN  size and depth, default 1080x1920x24
set -eu
number=$(mktemp)
trap 'rm -f "$number"; [ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM
Xvfb -displayfd 3 -screen 0 "${SCREEN:-1080x1920x24}" -nolisten tcp -dpi 96 3>"$number" 2>/dev/null &
xvfb=$!
tries=0
until [ -s "$number" ]; do
	tries=$((tries + 1))
	[ "$tries" -lt 100 ] || { echo "The virtual display did not start within 10 s." >&2; exit 1; }
	sleep 0.1
done
DISPLAY=":$(cat "$number")" "$@"
