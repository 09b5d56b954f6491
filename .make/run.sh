#!/bin/sh
# Shows the kiosk on the built-in sample: in a window where there is a display,
# otherwise on a virtual one whose picture is kept in screen.png.
set -eu
.make/build.sh ./cmd/kiosk
data=${KIOSK_DATA:-.kiosk}
if [ -n "${DISPLAY:-}" ]; then
	exec bin/kiosk --data "$data" --windowed --size "${KIOSK_SIZE:-1280x720}"
fi
echo "No display here: the kiosk runs on a virtual one; look at screen.png, renewed every 5 s. Ctrl-C ends it."
exec .make/display.sh .make/watch.sh bin/kiosk --data "$data" --size "${KIOSK_SIZE:-1080x1920}"
