#!/bin/sh
# Runs every fuzz test of the project for FUZZTIME each (default 30s).
set -eu
grep -rl --include='*_test.go' '^func Fuzz' cmd data ui | while read -r file; do
	sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' "$file" | while read -r name; do
		echo "$(dirname "$file") $name"
		go test -tags "${TAGS:-x11}" -run '^$' -fuzz "^$name\$" -fuzzminimizetime 10x -fuzztime "${FUZZTIME:-30s}" "./$(dirname "$file")"
	done
done
