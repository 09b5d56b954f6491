#!/bin/sh
# Runs go test with the project's one build configuration. Nothing is taken from
# the test cache: it cannot see what the programs under test and `go list` read.
set -eu
exec go test -count=1 -tags "${TAGS:-x11}" -timeout 20m "$@"
