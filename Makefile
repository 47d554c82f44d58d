# The commands of this project; README.md says what each is for.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := @PYTHON="$(PYTHON)" sh requirements/install.sh

# Four side by side on two cores, since much of a test is waiting; the folders with the longest files come first.
TESTS := $(BIN)/pytest --numprocesses=4 --dist=loadfile --no-loadscope-reorder
# Where this is set, each of a thousand processes compiles anew what it imports.
unexport PYTHONDONTWRITEBYTECODE

# The version of MDN's browser-compat-data that tests/support/engines/compat.json is made from.
DATA := 8.1.9

.PHONY: install postgres develop demo test test-old check bench pictures compat lock upgrade

install: ## what a school runs
	$(INSTALL) runtime

postgres: ## the same, and the driver for PostgreSQL
	$(INSTALL) postgres

develop:
	$(INSTALL) develop

demo: install
	$(BIN)/preau demo

test: develop
	$(BIN)/python -m tests.support.browser.chromium
	@# The second database is tried whatever the first says.
	@echo "On SQLite:"; $(TESTS) --database=sqlite; one=$$?; \
	echo "On PostgreSQL:"; $(TESTS) --database=postgresql && exit $$one

test-old: develop ## the parents' journey in Chromium 49 and in w3m, the office in Chromium 49; pictures and pages in seen/
	$(BIN)/python -m tests.support.engines.install
	$(BIN)/pytest tests/old/walk_*.py

check: develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	@$(BIN)/python -m language.catalogues --missing

bench: develop
	$(BIN)/python -m bench

pictures: develop
	$(BIN)/python -m tests.support.browser.chromium
	$(BIN)/python -m tests.support.browser.screens
	$(BIN)/python -m tests.support.browser.office_screens
	$(BIN)/python -m tests.support.browser.language_sheet
	$(BIN)/python -m tests.support.browser.contact_sheet parents docs/pictures/parents.png phone
	$(BIN)/python -m tests.support.browser.contact_sheet office docs/pictures/office.png office

compat: develop ## what old engines lack of CSS, by MDN's data; needs npm
	npm pack --silent --pack-destination $(VENV) @mdn/browser-compat-data@$(DATA)
	$(BIN)/python -m tests.support.engines.reduce $(VENV)/mdn-browser-compat-data-$(DATA).tgz
	rm $(VENV)/mdn-browser-compat-data-$(DATA).tgz

# The tools of this target have an environment of their own, and so has what the SBOM lists: what a school runs.
LOCK := $(VENV)/lock
COMPILE = $(LOCK)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE) --output-file requirements/

lock: ## requirements/*.txt from pyproject.toml, each package as it was where possible
	$(PYTHON) -m venv --clear $(LOCK)
	$(LOCK)/bin/python -m pip install --quiet --no-deps --require-hashes --requirement requirements/lock.txt
	$(COMPILE)runtime.txt pyproject.toml --group build --excludes requirements/unused.txt >/dev/null
	$(COMPILE)postgres.txt pyproject.toml --group build --extra postgres --excludes requirements/unused.txt \
	  --constraints requirements/runtime.txt >/dev/null
	$(COMPILE)develop.txt pyproject.toml --group build --group dev --constraints requirements/postgres.txt >/dev/null
	$(COMPILE)lock.txt --group lock >/dev/null
	$(COMPILE)bench.txt --group bench >/dev/null
	$(COMPILE)old.txt --group old --no-deps >/dev/null
	$(LOCK)/bin/uv venv --quiet --python $(LOCK)/bin/python $(LOCK)/school
	$(LOCK)/bin/uv pip install --quiet --python $(LOCK)/school --no-deps --require-hashes --requirement requirements/postgres.txt
	$(LOCK)/bin/uv pip install --quiet --python $(LOCK)/school --no-deps --no-build-isolation --editable .
	$(LOCK)/bin/cyclonedx-py environment $(LOCK)/school --pyproject pyproject.toml --output-reproducible \
	  --output-format JSON --output-file requirements/sbom.cdx.json
	$(PYTHON) requirements/sbom.py requirements/sbom.cdx.json
	rm -r $(LOCK)

upgrade: UPGRADE = --upgrade
upgrade: lock ## the same, with each package's newest version
