# Two commands matter: `make demo` shows a whole release on this machine, `make test` checks everything.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

MVN := mvn -B -ntp

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / - /' | sort

.PHONY: test
test: test-java ## Run every check: Java, Python, infrastructure, formatting

.PHONY: test-java
test-java: ## Java: compile, unit and property tests, architecture, SpotBugs, formatting
	$(MVN) verify

.PHONY: fmt
fmt: ## Format all sources
	$(MVN) spotless:apply

.PHONY: lint
lint: ## Formatting and static analysis only
	$(MVN) -DskipTests verify
