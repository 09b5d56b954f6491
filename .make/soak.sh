#!/bin/sh
# Runs a kiosk for hours with visitors, votes, releases and a hub that is killed
# again and again, and prints what has grown; see bench soak. The kiosk is as it is
# shipped, but also counts the textures it holds. Arguments go to bin/bench soak.
#
# Sticks are mounted in a mount namespace of its own, so that no other kiosk of
# this machine sees them, and so that it needs no rights. There is no system bus,
# so the kiosk looks at the mount points.
set -eu
.make/build.sh ./cmd/bench ./cmd/hub
TAGS="${TAGS:-x11},textures" .make/build.sh -o bin/kiosk-counting ./cmd/kiosk
export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent
own=--mount
[ "$(id -u)" -eq 0 ] || own="--user --map-root-user --mount"
# shellcheck disable=SC2086 # these are words
exec unshare $own sh -c 'mount -t tmpfs -o size=1m soak /media && exec bin/bench soak --kiosk bin/kiosk-counting "$@"' soak "$@"
