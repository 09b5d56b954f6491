#!/bin/sh
# Prints the speed report of cmd/bench, which starts a virtual display of its own
# and measures on the disk of this folder, and then a short run of the visits.
# Arguments go to bin/bench; with any there are no visits.
#
# The large measures keep their data set in BENCH_DATA (default .bench-data), which
# is made when it is missing: BENCH_PRODUCTS=20000 with BENCH_PHOTOS=3 take some
# 20 GB and half an hour.
set -eu
.make/deps.sh bench
.make/build.sh ./cmd/kiosk ./cmd/kioskctl ./cmd/hub ./cmd/bench
bin/bench "$@"
[ "$#" -gt 0 ] || .make/visits.sh --visits 300 --warm 150 --rest 70s
