#!/bin/sh
# Measures everything that the project asks a figure for and writes dist/bench.md;
# see bench --help. Arguments go to bin/bench: --quick for a quarter of an hour,
# --only NAME for one measure, told on standard output.
#
# What is measured beside ours is installed where it is missing; what cannot be is
# said to be missing in the report, and the rest is measured.
#
# The whole takes hours and some 30 GB beside this folder, less where the disk has
# less. The large catalogue is kept in BENCH_DATA (default .bench-data) from one
# report to the next.
set -eu
.make/deps.sh screen
for reference in chromium kiwix nginx zstd postgresql; do
	.make/deps.sh "$reference" || echo "bench: $reference could not be installed; the report says so" >&2
done
.make/build.sh ./cmd/kiosk ./cmd/kioskctl ./cmd/hub ./cmd/bench
exec bin/bench "$@"
