#!/bin/sh
# Runs a command and keeps screen.png, a picture of the display, fresh every 5 s.
set -eu
"$@" &
shown=$!
trap 'kill "$shown" 2>/dev/null || true; rm -f .screen.png' EXIT
trap 'exit 130' INT TERM
sleep 2
while kill -0 "$shown" 2>/dev/null; do
	import -window root .screen.png && mv -f .screen.png screen.png
	sleep 5 &
	wait $! || true
done
wait "$shown"
