#!/bin/sh
# lint.sh GOFUMPT STATICCHECK GOVULNCHECK GOSEC: each a module path with its version.
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

# gosec, without the rules that say nothing here:
#   G104  an error that is dropped is dropped on purpose; the line says why
#   G115  what comes from outside is bounded where it is read (fuzz tests hold that),
#         the rest are sizes and places of a screen
#   G301, G302, G306  content, photos, records and pictures are for everybody; keys and
#         databases are made 0600, which tests hold
#   G304  files are named by who runs the program or by their digests; names that
#         come over the network are tried in data/hub/attack_test.go
# Every other exception is explained at its line, by "#nosec RULE -- reason". The one
# file in C is not looked at: gosec cannot read it.
go run "$4" -quiet -tags "$tags" -exclude-generated -exclude=G104,G115,G301,G302,G304,G306 -exclude-dir=ui/surface ./...

# The vulnerability database is on the Internet; without it there is nothing to ask.
if curl -sfm 10 -o /dev/null https://vuln.go.dev/index/db.json 2>/dev/null; then
	go run "$3" -tags "$tags" ./...
else
	echo "govulncheck: its database cannot be reached from here; not run."
fi
