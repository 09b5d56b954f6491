#!/bin/sh
# Runs go test with the project's one build configuration.
set -eu
exec go test -tags "${TAGS:-x11}" -timeout 20m "$@"
