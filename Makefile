# The commands of this project; README.md says what each is for.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install develop demo test check bench pictures lock

install: $(BIN)/preau ## what a school runs
develop: $(VENV)/.develop $(BIN)/preau

$(VENV)/pyvenv.cfg:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement requirements/runtime.txt
	touch $@

$(VENV)/.develop: requirements/develop.txt | $(VENV)/pyvenv.cfg
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement requirements/develop.txt
	touch $@ $(VENV)/.runtime

$(BIN)/preau: Makefile | $(VENV)/.runtime
	printf '#!%s/%s/python\nimport sys\n\nsys.path.insert(0, "%s")\nfrom cli import main\n\nmain()\n' "$(CURDIR)" "$(BIN)" "$(CURDIR)" > $@
	chmod +x $@

demo: install
	$(BIN)/preau demo

test: develop
	$(BIN)/python -m tests.browser.chromium
	@# Every test on each database, side by side: much of a test is waiting.
	@$(BIN)/pytest --database=postgresql >$(VENV)/postgresql.log 2>&1 & other=$$!; trap "kill $$other" INT TERM; \
	echo "On SQLite:"; $(BIN)/pytest --database=sqlite; one=$$?; \
	wait $$other; two=$$?; echo "On PostgreSQL:"; cat $(VENV)/postgresql.log; test $$one = 0 -a $$two = 0

check: develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .

bench: develop
	$(BIN)/python -m bench

pictures: develop
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.browser.screens
	$(BIN)/python -m tests.browser.office_screens

lock: develop
	$(BIN)/pip install --quiet uv
	cd requirements && for name in runtime develop bench; do \
	  ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $$name.in -o $$name.txt; done
