#!/bin/sh
# Walks simulated visitors through a kiosk that is never restarted and prints
# what it weighs after the first of them and at the end. The kiosk is as it is
# shipped, but also counts the textures it holds. Arguments go to bin/bench visits.
set -eu
.make/build.sh ./cmd/bench
TAGS="${TAGS:-x11},textures" .make/build.sh -o bin/kiosk-counting ./cmd/kiosk
exec bin/bench visits --kiosk bin/kiosk-counting "$@"
