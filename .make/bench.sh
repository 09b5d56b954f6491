#!/bin/sh
# Prints the speed report of cmd/bench, which starts a virtual display of its own
# and measures on the disk of this folder. Arguments go to bin/bench.
set -eu
.make/build.sh ./cmd/kiosk ./cmd/bench
exec bin/bench "$@"
