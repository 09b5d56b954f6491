# Hàng Việt Kiosk. `make run` shows the kiosk on the sample, `make test` checks
# everything. Both first install what is missing (Debian and Ubuntu).

GO      ?= go
TAGS    ?= x11
PROGRAMS = kiosk hub kioskctl

GOFUMPT     = mvdan.cc/gofumpt@v0.12.0
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.1.4
GOSEC       = github.com/securego/gosec/v2/cmd/gosec@v2.22.9

# What `make tour` and the virtual screen of `make run` need beside the build.
TOUR ?= tour

# How long `make soak` goes on.
HOURS ?= 2

.PHONY: run demo test build e2e tour manuals siege kills inspect qr lint bench visits soak sample mutants fuzz deps-run deps-test

run: deps-run ## the kiosk on the built-in sample
	@.make/run.sh

demo: deps-run ## a hub on the sample with a kiosk in the window and three simulated ones that vote
	@.make/demo.sh

test: deps-test lint build ## everything that CI checks
	.make/test.sh ./...

build: ## the three programs, into bin/
	@.make/build.sh $(addprefix ./cmd/,$(PROGRAMS))

e2e: deps-test build ## only the end-to-end tests, in a real window
	.make/test.sh -v ./cmd/e2e/...

KILLS ?= 500
kills: deps-test ## kill -9 of everything, KILLS times at random during normal work; an hour and more
	KILLS=$(KILLS) .make/test.sh -v -timeout 6h -run 'TestKilledAtWork' ./cmd/e2e

siege: deps-test ## imports amid 200 kills, 2000 harmed folders, 1500 harmed ledgers, sticks, a rough network; minutes
	SIEGE=1 .make/test.sh -v -run 'Killed|Corrupted|FullDisk|Stick|RoughNetwork' ./data/exchange ./cmd/hub
	SIEGE=1 .make/test.sh -v -run 'EachPage|SingleBytes|MisplacedBytes' ./data/store

inspect: deps-test ## every screen measured in every scheme, text size and form; minutes
	INSPECT_ALL=1 FYNE_CACHE=10s .make/test.sh -timeout 60m -run TestEveryScreenIsSound ./cmd/kiosk

# Where `make qr` writes its tables.
QR ?= qr.md
qr: deps-test ## QR codes of every kind and length, read by two readers from clean and from camera pictures, into qr.md; minutes
	HANGVIET_QR=$(abspath $(QR)) .make/test.sh -timeout 60m -run TestQRCodesAreRead ./ui/kit

tour: deps-test build ## every screen as PNG, into tour/, and the pictures of README
	.make/display.sh bin/kiosk tour --out $(TOUR)
	$(GO) run -tags $(TAGS) ./cmd/poster --from $(TOUR) --out assets/pictures

manuals: deps-test build ## the manuals as PDF, into dist/, with pictures of the present programs
	.make/manuals.sh

lint: deps-build ## format, vet, staticcheck, gosec, govulncheck
	.make/lint.sh $(GOFUMPT) $(STATICCHECK) $(GOVULNCHECK) $(GOSEC)

QUICK ?=
bench: deps-build ## every figure asked for beside its reference, into dist/bench.md; hours, with QUICK=1 a quarter of one
	.make/bench.sh $(if $(QUICK),--quick)

visits: deps-test ## 5,000 simulated visitors, weighed after the first and at the end; about half an hour
	.make/visits.sh

soak: deps-test ## a kiosk for HOURS (default 2) with visitors, votes, releases and a hub that dies, and what has grown
	.make/soak.sh --hours $(HOURS)

sample: build ## draws and publishes assets/sample again
	.make/sample.sh

mutants: ## breaks each promise on purpose and shows that the tests notice; a quarter of an hour
	.make/mutants.sh

fuzz: ## each fuzz test for FUZZTIME (default 30s)
	.make/fuzz.sh

.PHONY: release release-twice
release: deps-test build ## packages, source, NOTICE, bill of materials, notes, manuals and checksums of the tagged commit, into dist/
	.make/release.sh

release-twice: deps-test build ## a release, once more from another clone, and compared; an hour
	TWICE=1 .make/release.sh

.PHONY: deps-build
deps-build:
	@.make/deps.sh build
deps-run:
	@.make/deps.sh build run
deps-test:
	@.make/deps.sh build run test

# The Debian releases that packages are tried in.
SUITES ?= bookworm trixie

.PHONY: packages packages-test
packages: deps-build ## .deb for amd64 and arm64, .zip for Windows, into dist/
	.make/packages.sh

packages-test: deps-test ## the packages in clean Debian 12 and 13 (SUITES): install, update, freeze, remove; half an hour each
	for suite in $(SUITES); do SUITE=$$suite .make/packages-test.sh system || exit 1; done
	.make/packages-test.sh elsewhere
