# make test is the gate; make check is the inner loop. Both are named in README.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := check
.PHONY: test check setup lint format vet staticcheck templ generate run screens unit browser floor fault proof proof-full result audit

export GOFLAGS := -buildvcs=false
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
TEMPL := go run github.com/a-h/templ/cmd/templ@v0.3.977
COUNTS := $(CURDIR)/build/counts.tsv

# A package needs a browser when its tests import a driver; they run one after
# the other. The program's own tests are two lanes, one for each core: what is
# laid out and listened to; and journeys, robots, limits and what is read.
BROWSER = go list -f '{{range .TestImports}}{{.}} {{end}}{{range .XTestImports}}{{.}} {{end}}{{.ImportPath}}' ./... | awk '/changban\/a11y\/(browser|gecko|listen)/{print $$NF}'
# What needs a quiet machine comes before them: Orca speaks late on a busy one,
# and the program starts late.
ALONE := ^Test(ProofOrca|SecondStart)
PROOFS := ^Test(Proof|Pages|HTML|Looks|Every|Keyboard|Elder)
# The first lane; the second takes the rest of the proof, what is read and not laid out.
LAID := ^Test(Proof|Every|Keyboard|Elder)
OTHERS = go list ./... | grep -vxF -f <($(BROWSER); echo none)
# Race detection pays where goroutines meet. A package whose code has any runs
# under the detector whole, but for what walks a table one step after the other:
# that takes ten times as long there and finds nothing. Where tests alone start
# any, the tests of those files run under it once more.
MEETS := \bgo func|\.Go\(|t\.Parallel\(|"sync
DIRS = go list -f '{{.Dir}} {{.ImportPath}}'
RACED = $(DIRS) $$($(OTHERS)) | while read -r dir path; do \
	! ls "$$dir"/*.go | grep -v _test.go | xargs -r grep -qE '$(MEETS)' || echo "$$path"; done
PLAIN = $(OTHERS) | grep -vxF -f <($(RACED); echo none)
MEETING = $(DIRS) $$($(PLAIN)) | while read -r dir path; do grep -lE '$(MEETS)' "$$dir"/*_test.go /dev/null 2>/dev/null || true; done
TABLES := ^Test(EveryServiceIsSent|RolesAndStates|RolesAndStations|StepsFollowTheContract)$$

## test: everything CI runs (installs what is missing when root)
test: setup
	@mkdir -p build && rm -f $(COUNTS)
	$(MAKE) --no-print-directory lint
	PORTAL_COUNTS=$(COUNTS) $(MAKE) --no-print-directory unit browser
	PORTAL_COUNTS=$(COUNTS) $(MAKE) --no-print-directory floor

## check: format, vet, staticcheck and the tests without browser and servers
check: format vet staticcheck
	@packages=$$($(OTHERS)); go test -short $$packages

setup:
	@.ci/setup

lint: format vet staticcheck templ

format:
	@out=$$(gofmt -l $$(find . -name node_modules -prune -o -name '*.go' -print)); \
	if [ -n "$$out" ]; then echo "gofmt these files:"; echo "$$out"; exit 1; fi

vet:
	go vet ./...

staticcheck:
	$(STATICCHECK) ./...

templ:
	@.ci/fresh-templ

## generate: make the *_templ.go of every page
generate:
	@find a11y portal -name '*.templ' -printf '%h\n' | sort -u | while read -r dir; do $(TEMPL) generate -path "$$dir" </dev/null; done

unit:
	@packages=$$($(PLAIN)); go test -count=1 -timeout 15m $$packages
	@packages=$$($(RACED)); go test -count=1 -race -timeout 25m -skip '$(TABLES)' $$packages
	@packages=$$($(RACED)); go test -count=1 -timeout 15m -run '$(TABLES)' $$packages
	@files=$$($(MEETING)); names=$$(grep -hoE '^func Test[A-Za-z0-9_]+' $$files | sed 's/func //' | paste -sd '|'); \
	go test -count=1 -race -timeout 15m -run "^($$names)$$" $$(dirname $$files | sort -u)

browser:
	@packages=$$($(BROWSER) | grep -vx changban/cmd/portal); go test -count=1 -p 1 -timeout 30m $$packages
	@go test -count=1 -timeout 75m -run '$(ALONE)' ./cmd/portal
	@go test -count=1 -timeout 75m -skip '$(LAID)|$(ALONE)' ./cmd/portal & lane=$$!; status=0; \
	go test -count=1 -timeout 75m -run '$(LAID)' -skip '$(ALONE)' ./cmd/portal || status=$$?; wait $$lane || status=$$?; exit $$status

# Runs last and reads what all other tests counted.
floor:
	go test -count=1 -v -tags floor -run '^TestFloor$$' ./a11y/floor

## fault: the worker killed at every point as often as FAULTS says, on both stores
FAULTS ?= 200
fault: setup
	PORTAL_FAULTS=$(FAULTS) go test -count=1 -v -timeout 120m -run '^TestWorkerKilled$$' ./portal/store/sqlite ./portal/store/postgres

## run: start the portal with the demo
run:
	go run ./cmd/portal

# Packages whose tests prove a check of a11y/requirements.tsv.
PROVING = grep -rlE 'floor\.(Prove|Part)\(' --include='*_test.go' a11y portal cmd | xargs -n1 dirname | sort -u | sed 's|^|./|'
PROOF := $(CURDIR)/build/proof.tsv
RESULT = { PORTAL_COUNTS=$(PROOF) PORTAL_RESULT=$(CURDIR)/a11y/result.tsv go test -count=1 -v -tags floor -run '^TestWriteResult$$' ./a11y/floor && \
	go test -count=1 -run '^TestSelfAssessment$$' ./a11y -update && go test -count=1 -run '^TestProofTrees$$' ./cmd/portal -update; }
PAGE ?= /zh-Hans

## proof: the accessibility proof alone, as in make test
proof: setup
	@mkdir -p build && rm -f $(PROOF)
	@packages=$$($(PROVING) | grep -vx './cmd/portal'); PORTAL_COUNTS=$(PROOF) go test -count=1 -p 1 -timeout 60m $$packages
	PORTAL_COUNTS=$(PROOF) go test -count=1 -timeout 60m -run '$(PROOFS)' ./cmd/portal

# The result is written whatever was found: what is red belongs into the statement.
## proof-full: the whole product of the proof; writes a11y/result.tsv and the self-assessment
proof-full: setup
	@mkdir -p build && rm -f $(PROOF)
	@export PORTAL_PROOF=full PORTAL_COUNTS=$(PROOF); status=0; \
	go test -count=1 -timeout 240m -skip '$(PROOFS)|$(ALONE)' ./cmd/portal & lane=$$!; \
	go test -count=1 -p 1 -timeout 240m $$($(PROVING) | grep -vx './cmd/portal') || status=$$?; \
	go test -count=1 -timeout 240m -run '$(PROOFS)' ./cmd/portal || status=$$?; wait $$lane || status=$$?; \
	$(RESULT) || status=$$?; exit $$status

## result: what the last proof-full counted, published once more; PROOF=build/counts.tsv publishes what make test counted
result:
	@$(RESULT)

## audit: what all rules say of one page, e.g. make audit PAGE=/zh-Hans/help WHO=qiqige
audit: setup
	PORTAL_PAGE='$(PAGE)' PORTAL_WHO='$(WHO)' go test -count=1 -v -run '^TestOnePage$$' ./cmd/portal

## screens: contact sheets of the pages into docs/screens
screens: setup
	PORTAL_SCREENS=$(CURDIR)/docs/screens go test -count=1 -timeout 30m -run '^TestScreens$$' ./cmd/portal
