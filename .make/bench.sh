#!/bin/sh
# Prints the speed report of cmd/bench, which starts a virtual display of its own
# and measures on the disk of this folder, and then a short run of the visits.
# Arguments go to bin/bench; with any there are no visits.
set -eu
.make/build.sh ./cmd/kiosk ./cmd/bench
bin/bench "$@"
[ "$#" -gt 0 ] || .make/visits.sh --visits 300 --warm 150 --rest 70s
