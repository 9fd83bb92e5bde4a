# Two commands matter: `make demo` shows a whole release on this machine, `make test` checks everything.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

MVN := mvn -B -ntp

# Says in one sentence what is missing and how to get it.
define need
command -v $(1) >/dev/null 2>&1 || { echo "$(2)" >&2; exit 1; }
endef

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / - /' | sort

# Beside each other, as much of it waits. First what does without the built program beside its build, then what starts it.
.PHONY: test
test: ## Run every check: Java, Python, infrastructure, formatting
	@$(MAKE) --no-print-directory -j2 --output-sync=line test-java test-app test-bench infra-checked infra-programs
	@$(MAKE) --no-print-directory -j3 --output-sync=line infra-applied test-page test-programs

.PHONY: demo
demo: ## A whole release on this machine, with real traffic, in under three minutes
	@./bluegreen demo

.PHONY: jenkins
jenkins: ## A Jenkins with the plugin, the library, the local cloud and a job: JENKINS_WAR=... PLUGINS_DIR=...
	@config/jenkins/start

.PHONY: test-jenkins
test-jenkins: ## The plugin in a real Jenkins: JENKINS_REPOSITORY=<address of the Jenkins project's Maven repository> (Maven 3.9.6 or newer)
	@[ -n "$(JENKINS_REPOSITORY)" ] || { echo "Name a Maven repository with Jenkins in it: make test-jenkins JENKINS_REPOSITORY=... (docs/jenkins.md)" >&2; exit 1; }
	$(MVN) -f pom-jenkins.xml -s config/jenkins/settings.xml -Djenkins.repository=$(JENKINS_REPOSITORY) verify

.PHONY: test-java
test-java: venv ## Java: compile, unit and property tests, architecture, SpotBugs, formatting
	@$(call need,javac,JDK 17 or newer is missing: install it with 'apt-get install openjdk-17-jdk-headless'.)
	@$(call need,mvn,Maven 3.8 or newer is missing: install it with 'apt-get install maven'.)
	$(MVN) verify -DskipITs

.PHONY: test-programs
test-programs: venv ## What starts the built program or opens the packed plugin, the runbooks among it; after test-java
	$(MVN) failsafe:integration-test failsafe:verify

.PHONY: fmt
fmt: fmt-app ## Format all sources
	$(MVN) spotless:apply

.PHONY: lint
lint: lint-app ## Formatting and static analysis only
	$(MVN) -DskipTests -Djacoco.skip verify

# --- Python: the application and the tools that other checks use -------------------------------------------------
VENV := build/venv
# The interpreter that makes the virtual environment; PYTHON=python3.12 to choose another.
PYTHON ?= python3

.PHONY: venv
venv: $(VENV)/.stamp ## Python's virtual environment, build/venv, made once and again when requirements/ changes

$(VENV)/.stamp: requirements/app.txt requirements/test.txt requirements/constraints.txt
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "Python 3.11 or newer with venv is missing: install it with 'apt-get install python3 python3-venv' (Debian 12 or newer), or name one by PYTHON=." >&2; exit 1; }
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements/test.txt
	touch $@

.PHONY: venv-upgrade
venv-upgrade: ## Newest versions into requirements/constraints.txt
	rm -rf build/venv-upgrade && $(PYTHON) -m venv build/venv-upgrade
	sed '/^-c /d' requirements/app.txt > build/venv-upgrade/app.txt
	sed '/^-c /d' requirements/test.txt > build/venv-upgrade/test.txt
	build/venv-upgrade/bin/pip install --quiet --disable-pip-version-check -r build/venv-upgrade/test.txt
	{ head -1 requirements/constraints.txt; build/venv-upgrade/bin/pip freeze; } > build/venv-upgrade/constraints.txt
	mv build/venv-upgrade/constraints.txt requirements/constraints.txt

.PHONY: app-archive
app-archive: venv ## The application as a release archive, build/releases/$RELEASE.tar.gz
	@[ -n "$(RELEASE)" ] || { echo "Name the release: make app-archive RELEASE=7" >&2; exit 1; }
	rm -rf build/archive && mkdir -p build/archive build/releases
	cp -R app/start app/gunicorn.conf.py app/release.json app/migrations app/orders build/archive/
	find build/archive -name __pycache__ -prune -exec rm -rf {} +
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --target build/archive/vendor -r requirements/app.txt
	tar -czf build/releases/$(RELEASE).tar.gz -C build/archive .

.PHONY: test-app
test-app: lint-app ## Application: formatting, lint, types, tests against real PostgreSQL, branch coverage
	cd app && ../$(VENV)/bin/pytest --cov --cov-report=term

.PHONY: lint-app
lint-app: venv
	cd app && ../$(VENV)/bin/ruff format --check . && ../$(VENV)/bin/ruff check . && ../$(VENV)/bin/mypy

.PHONY: fmt-app
fmt-app: venv
	cd app && ../$(VENV)/bin/ruff format . && ../$(VENV)/bin/ruff check --fix .

# --- Infrastructure: Terraform and workflows -----------------------------------------------------------------------
VENV_INFRA := build/venv-infra
ACTIONLINT := build/bin/actionlint

.PHONY: venv-infra
venv-infra: $(VENV_INFRA)/.stamp ## checkov in build/venv-infra

$(VENV_INFRA)/.stamp: requirements/infra.txt
	rm -rf $(VENV_INFRA)
	$(PYTHON) -m venv $(VENV_INFRA)
	$(VENV_INFRA)/bin/pip install --quiet --disable-pip-version-check -r requirements/infra.txt
	touch $@

$(ACTIONLINT):
	@command -v go >/dev/null || { echo "Go is missing: install it from https://go.dev/dl, it builds actionlint." >&2; exit 1; }
	GOBIN=$(CURDIR)/build/bin go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

.PHONY: test-infra
test-infra: ## Infrastructure: format, validity and tests of all modules, checkov, documented variables, workflows
	@$(MAKE) --no-print-directory -j3 --output-sync=target infra-applied infra-checked infra-programs

.PHONY: infra-checked
infra-checked: venv-infra $(ACTIONLINT)
	infra/check
	LOG_LEVEL=ERROR $(VENV_INFRA)/bin/checkov --quiet --compact --skip-download --framework terraform --skip-path infra/tests -d infra
	$(PYTHON) infra/documented
	$(ACTIONLINT)

# Beside the others: it waits most of its time, for load balancers to come and to go.
.PHONY: infra-applied
infra-applied: venv
	$(VENV)/bin/pytest -q -p no:cacheprovider infra/tests/test_apply.py

.PHONY: infra-programs
infra-programs: venv
	$(VENV)/bin/pytest -q -p no:cacheprovider --ignore=infra/tests/test_apply.py infra/tests

# --- The page in a real browser ----------------------------------------------------------------------------------
VENV_PAGE := build/venv-page
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: test-page
test-page: $(VENV_PAGE)/.stamp chromium ## The page in a headless Chromium; screenshots go to build/screenshots
	$(MVN) -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
	CHROMIUM="$${CHROMIUM:-$(or $(CHROMIUM),/usr/bin/chromium)}" $(VENV_PAGE)/bin/pytest -q -p no:cacheprovider src/test/page

$(VENV_PAGE)/.stamp: requirements/page.txt
	rm -rf $(VENV_PAGE)
	$(PYTHON) -m venv $(VENV_PAGE)
	$(VENV_PAGE)/bin/pip install --quiet --disable-pip-version-check -r requirements/page.txt
	touch $@

.PHONY: chromium
chromium:
	@test -n "$(CHROMIUM)" || { test "$$(id -u)" = 0 && apt-get update -q && apt-get install -y -q chromium; } || { \
	    echo "Chromium is missing: install it with 'apt-get install chromium', or name one by CHROMIUM=/path/to/it." >&2; exit 1; }

# --- Measured against what people would use instead --------------------------------------------------------------
VENV_BENCH := build/venv-bench
BENCH_PROGRAMS := nginx haproxy wrk

.PHONY: bench
bench: bench-ready ## Measures against AWS CLI, boto3, Ansible, Terraform, nginx and HAProxy: bench/RESULTS.md, about 25 minutes on two cores
	$(VENV_BENCH)/bin/python -m bench

.PHONY: bench-again
bench-again: bench-ready ## Once more, and whether both reports agree within the spread that they state
	$(VENV_BENCH)/bin/python -m bench --into build/bench/again
	$(VENV_BENCH)/bin/python -m bench.agree bench/results.json build/bench/again/results.json

.PHONY: bench-quick
bench-quick: bench-ready ## The same with less of everything: build/bench/quick/RESULTS.md, about 4 minutes
	$(VENV_BENCH)/bin/python -m bench --quick --into build/bench/quick

.PHONY: bench-ready
bench-ready:
	@$(MAKE) --no-print-directory -j2 --output-sync=line $(VENV_BENCH)/.stamp bench-programs bench-java

.PHONY: bench-java
bench-java:
	@$(call need,mvn,Maven 3.8 or newer is missing: install it with 'apt-get install maven'.)
	$(MVN) -q -DskipTests -Dspotbugs.skip -Dspotless.check.skip package dependency:build-classpath -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test

# Of Ansible's tens of thousands of files only what is measured is compiled: the rest would take longer than the quick bench.
$(VENV_BENCH)/.stamp: requirements/bench.txt
	rm -rf $(VENV_BENCH)
	$(PYTHON) -m venv $(VENV_BENCH)
	$(VENV_BENCH)/bin/pip install --quiet --no-compile --disable-pip-version-check -r requirements/bench.txt
	$(VENV_BENCH)/bin/python -m compileall -q -j 2 -x 'ansible_collections/(?!amazon|community/aws)' $(VENV_BENCH)/lib
	touch $@

# Without them the load balancer has nobody to be compared with; the report then says so.
.PHONY: bench-programs
bench-programs:
	@export PATH=$$PATH:/usr/sbin; for program in $(BENCH_PROGRAMS); do command -v $$program >/dev/null || absent="$${absent:-} $$program"; done; \
	[ -z "$${absent:-}" ] || { test "$$(id -u)" = 0 && apt-get update -q && RUNLEVEL=1 apt-get install -y -q --no-install-recommends $${absent/nginx/nginx-light}; } || \
	    echo "Missing:$$absent; get them with 'apt-get install nginx-light haproxy wrk'. The report will say what was not measured." >&2

.PHONY: venv-bench-upgrade
venv-bench-upgrade: ## Newest versions into requirements/bench.txt
	rm -rf build/venv-bench-upgrade && $(PYTHON) -m venv build/venv-bench-upgrade
	build/venv-bench-upgrade/bin/pip install --quiet --disable-pip-version-check ansible boto3 awscli "moto[server]"
	{ head -1 requirements/bench.txt; build/venv-bench-upgrade/bin/pip freeze; } > build/venv-bench-upgrade/bench.txt
	mv build/venv-bench-upgrade/bench.txt requirements/bench.txt

.PHONY: test-bench
test-bench: venv ## The report's arithmetic, and the form of bench/
	$(VENV)/bin/ruff format --check bench && $(VENV)/bin/ruff check bench
	$(VENV)/bin/python -m pytest -q -p no:cacheprovider bench/tests

# --- Documentation ------------------------------------------------------------------------------------------------
.PHONY: docs
docs: ## What is generated from the code: references of steps and commands, the phases' diagram
	$(MVN) -q test -Dtest=GeneratedDocsTest -Ddocs.write=true
	$(MAKE) diagrams

.PHONY: diagrams
diagrams: ## Diagrams: docs/diagrams/*.dot to SVG
	@$(call need,dot,Graphviz is missing: install it with 'apt-get install graphviz'.)
	docs/diagrams/draw

VENV_RECORDINGS := build/venv-recordings

.PHONY: recordings
recordings: $(VENV_RECORDINGS)/.stamp $(VENV_PAGE)/.stamp chromium ## Recordings: make demo in a terminal, the timeline of its traffic, a film of the page during a rollback
	@$(call need,npm,Node.js with npm is missing: install it with 'apt-get install nodejs npm'.)
	@$(call need,ffmpeg,ffmpeg is missing: install it with 'apt-get install ffmpeg'.)
	docs/recordings/record-demo
	$(PYTHON) docs/recordings/timeline build/demo docs/recordings/timeline.svg
	CHROMIUM="$${CHROMIUM:-$(or $(CHROMIUM),/usr/bin/chromium)}" $(VENV_PAGE)/bin/python docs/recordings/film_rollback.py docs/recordings/rollback.webm

$(VENV_RECORDINGS)/.stamp: requirements/recordings.txt
	rm -rf $(VENV_RECORDINGS)
	$(PYTHON) -m venv $(VENV_RECORDINGS)
	$(VENV_RECORDINGS)/bin/pip install --quiet --disable-pip-version-check -r requirements/recordings.txt
	touch $@
