# Thin targets over scripts/ and the binary's own commands. `make` prints them.

help: ## print the targets
	@grep -E '^[a-z]+: .*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)$$/  make \1\t\2/' | expand -t 16

run: ## start everything with the toy country; prints one address to open
	go run ./cmd/tirkeu demo

test: ## examine everything: style, walls, both databases, races, fuzz, browser
	scripts/test

quick: ## tests of one pass, from the cache where nothing changed
	go vet ./... && go test ./...

fuzz: ## every fuzz target for a minute, or FUZZTIME=10m
	scripts/fuzz

bench: ## measure the service on both databases
	scripts/bench

audit: ## replay all facts of TIRKEU_DATA and name every difference
	go run ./cmd/tirkeu audit

shots: ## pictures of every page, into var/shots
	scripts/shots

docs: ## print anew the documents that the program prints
	go test -count=1 ./internal/archtest -run 'TestPrinted' -update

.PHONY: help run test quick fuzz bench audit shots docs
.DEFAULT_GOAL := help
