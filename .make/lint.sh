#!/bin/sh
# lint.sh GOFUMPT STATICCHECK GOVULNCHECK: each a module path with its version.
set -eu
tags=${TAGS:-x11}
unformatted=$(go run "$1" -l assets cmd data ui)
if [ -n "$unformatted" ]; then
	echo "Not gofumpt-clean:" "$unformatted" >&2
	exit 1
fi
go vet -tags "$tags" ./...
# The hub and kioskctl are offered for Windows as well, without C.
CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go vet ./data/... ./cmd/hub ./cmd/kioskctl
go run "$2" -tags "$tags" -checks inherit,ST1000 ./...

# The vulnerability database is on the Internet; without it there is nothing to ask.
if curl -sfm 10 -o /dev/null https://vuln.go.dev/index/db.json 2>/dev/null; then
	go run "$3" -tags "$tags" ./...
else
	echo "govulncheck: its database cannot be reached from here; not run."
fi
