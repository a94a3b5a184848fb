.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
JIPING := $(VENV)/bin/jiping
UV := .tools/bin/uv
PROVIDER := .tools/provider
export PYTHONUTF8 := 1

.PHONY: help setup run test provider test-spark bench load check lock words access clean system system-spark

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(VENV)/.ready ## Prepare .venv with the product, its test and bench tools

$(UV):
	@python3 -m pip --version >/dev/null 2>&1 || { echo "Python needs pip first (Debian: apt install python3-pip)."; exit 1; }
	@echo "[1/3] uv"
	@python3 -m pip install --quiet --root-user-action=ignore --disable-pip-version-check --target .tools uv==0.13.9

$(VENV)/.ready: requirements.lock pyproject.toml | $(UV)
	@echo "[2/3] Python 3.11 and the packages of requirements.lock"
	@test -x $(VENV)/bin/python || $(UV) venv --quiet --python 3.11 $(VENV)
	@$(UV) pip install --quiet --python $(VENV) -r requirements.lock
	@echo "[3/3] the jiping command"
	@$(UV) pip install --quiet --python $(VENV) --no-deps --no-build-isolation -e .
	@touch $@

run: setup ## Open the app on the demonstration province at http://127.0.0.1:8501
	@$(JIPING) run

test: setup system provider ## Set up and run every check and test
	@$(VENV)/bin/pytest -n 2 --dist loadfile

system: ## Install what tests need of the system (Chromium, a CJK font, LibreOffice Calc), where it may
	@tests/system.sh browser
	@tests/system.sh office

provider: $(PROVIDER)/.ready ## Prepare the OpenID Connect provider that tests sign in at, with packages of its own

$(PROVIDER)/.ready: requirements-provider.lock | $(UV)
	@echo "the packages of requirements-provider.lock"
	@test -x $(PROVIDER)/bin/python || $(UV) venv --quiet --python 3.11 $(PROVIDER)
	@$(UV) pip install --quiet --compile-bytecode --python $(PROVIDER) -r requirements-provider.lock
	@touch $@

test-spark: setup $(VENV)/.spark system-spark ## Run the recipe on a local Spark cluster (extra `spark`, Java 17)
	@$(VENV)/bin/pytest tests/spark

$(VENV)/.spark: requirements-spark.in $(VENV)/.ready | $(UV)
	@echo "the packages of requirements-spark.in"
	@$(UV) pip install --quiet --python $(VENV) -r requirements-spark.in
	@touch $@

system-spark: ## Install what Spark needs (Java 17), where it may
	@tests/system.sh spark

check: setup ## Only the quick checks: format, lint, types, architecture
	@$(VENV)/bin/ruff format --check . && $(VENV)/bin/ruff check . && $(VENV)/bin/mypy && $(VENV)/bin/lint-imports

bench: setup ## Measure against the rivals, in one run (BENCH=--quick without what takes minutes)
	@$(VENV)/bin/python -m tests.bench $(BENCH)

load: setup ## One person waits for each page, 300 click through them (LOAD="--processes 2" behind nginx), 150 submit in a minute
	@$(VENV)/bin/python -m tests.load.pages
	@$(VENV)/bin/python -m tests.load.sessions $(LOAD)
	@$(VENV)/bin/python -m tests.load.uploads

lock: $(UV) ## Pin the newest versions that resolve together
	@$(UV) pip compile -q --upgrade --no-header --no-annotate --no-emit-index-url --universal --python-version 3.11 \
		requirements.in requirements-dev.in -o requirements.lock
	@$(UV) pip compile -q --upgrade --no-header --no-annotate --no-emit-index-url --universal --python-version 3.11 \
		requirements-provider.in -o requirements-provider.lock

words: setup ## Bring config/locale/zh_CN.po up to what the code says (then translate what is empty)
	@$(VENV)/bin/pybabel -q extract -k mark -k say --add-location=file -o .tools/jiping.pot config loaders metrics dashboard
	@$(VENV)/bin/pybabel -q update -N --ignore-obsolete -w 116 -l zh_CN -i .tools/jiping.pot -o config/locale/zh_CN.po

access: setup ## Write the tables of docs/access.md and its Chinese twin anew, as the code declares them
	@$(VENV)/bin/python -m tests.matrix

clean: ## Remove what setup made (never var/, where the data is)
	rm -rf $(VENV) .tools
