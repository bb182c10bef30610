SHELL := /bin/sh
PYTHON ?= python3
UV_VERSION := 0.13.9
V := .venv
UV := .tools/bin/uv
PY := $(V)/bin/python
export UV_PYTHON_DOWNLOADS := never
# Compiled modules are kept even where the surroundings ask Python not to: else each of our many short processes
# compiles 1,600 modules anew, 3 s of CPU every time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup run test test-restore test-security test-faults journeys check audit sbom bench pictures plans format lock vendor clean
setup: $(V)/.ok          ## build the environment from the lockfile
run: $(V)/.ok            ## everything: database, province, partners, web, worker
	@$(PY) -m tinhso.config.launch run
test: $(V)/.ok-test browser token  ## the whole suite, browser journeys included
	@$(PY) -m tinhso.config.launch test -- $(PY) -m pytest -q -n 2
check: $(V)/.ok-test browser token ## format, types, contracts, templates, migrations, tests
	$(V)/bin/ruff format --check .
	$(V)/bin/ruff check .
	$(V)/bin/lint-imports --no-cache
	$(PY) -m tinhso.config.launch exec -- $(V)/bin/mypy
	$(V)/bin/djlint tinhso --check --lint --quiet
	$(PY) manage.py makemigrations --check --dry-run
	@$(PY) -m tests.security.audit
	@$(PY) -m tinhso.config.launch test -- $(PY) -m pytest -q -n 2
test-restore: $(V)/.ok-test ## backups: a province drilled, lost, tampered with, brought back (minutes)
	@$(PY) -m pytest -q tests/restore/drills.py
test-security: $(V)/.ok-test  ## the tests of security alone, every visitor before every door with every row
	@TINHSO_EVERY_DOOR=1 $(PY) -m tinhso.config.launch test -- $(PY) -m pytest -q -n 2 tests/security
audit: $(V)/.ok-test     ## known weaknesses in what we depend on; fails when nobody can be asked
	@$(PY) -m tests.security.audit --must
sbom: $(V)/.ok-test      ## the bill of materials, CycloneDX 1.6: var/sbom.cdx.json
	@mkdir -p $${TINHSO_STATE:-var} && $(PY) -m tests.security.sbom > $${TINHSO_STATE:-var}/sbom.cdx.json
	@echo $${TINHSO_STATE:-var}/sbom.cdx.json
bench: $(V)/.ok-test     ## the benchmark: a table, and bench/results.json
	@$(PY) -m tinhso.config.launch exec -- $(PY) -m bench
test-faults: $(V)/.ok-test ## break a house of its own under load, for minutes; nothing may be lost (docs/how-to/faults.md)
	@$(PY) -m bench.faults
.PHONY: bench-years
bench-years: $(V)/.ok-test ## ten years: counts, lists and search at 10 thousand, 1 and 10 million dossiers; BENCH_KEEP=1 asks them again
	@BENCH_DATABASE=tinhso_years BENCH_SIZES=10000,1000000,10000000 BENCH_ITEMS=growth BENCH_RESULTS=$${TINHSO_STATE:-var}/years.json \
		$(PY) -m tinhso.config.launch exec -- $(PY) -m bench
pictures: $(V)/.ok-test browser ## remake the pictures of the README
	@$(PY) -m tinhso.config.launch test -- $(PY) -m pytest -q tests/journeys/test_pictures.py --pictures
plans: $(V)/.ok-test     ## keep the plans of the hot questions as they are now (tests/plans/expected)
	@$(PY) -m tinhso.config.launch test -- $(PY) -m pytest -q tests/plans --write-plans
format: $(V)/.ok-test
	$(V)/bin/ruff format .
	$(V)/bin/ruff check --fix .
	$(V)/bin/djlint tinhso --reformat --quiet
.PHONY: test-ha
test-ha: $(V)/.ok-test   ## fail-over for real: kills each machine of a province under load (brings its own engines)
	@$(PY) -m deploy.proof $(HA)
.PHONY: test-spark
S := .venv-spark
test-spark: $(S)/.ok     ## the metrics on Apache Spark beside DuckDB, to the last digit (half a gigabyte, and Java 17)
	@$(S)/bin/python -m tests.spark
$(S)/.ok: requirements-spark.lock | $(UV)
	@command -v java > /dev/null || { echo "Spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless"; exit 1; }
	@$(UV) venv -q --allow-existing --python $(PYTHON) $(S)
	@$(UV) pip install -q --python $(S)/bin/python --require-hashes -r requirements-spark.lock
	@touch $@
.PHONY: browser
browser: $(V)/.ok-test   ## a Chromium for the journeys: the system's, Debian's, or Playwright's
	@$(PY) tests/journeys/find_browser.py
.PHONY: token
token: $(V)/.ok-test     ## SoftHSM, a token made of software for the tests: the system's, or Debian's unpacked under .tools
	@$(PY) tinhso/engines/signing/tests/softhsm.py
$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@$(PYTHON) -m pip install -q --disable-pip-version-check --no-warn-script-location --target .tools uv==$(UV_VERSION)
$(V)/.ok: requirements.lock | $(UV)
	@$(UV) venv -q --allow-existing --python $(PYTHON) $(V)
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements.lock
	@touch $@
$(V)/.ok-test: requirements-test.lock $(V)/.ok
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements-test.lock
	@touch $@
lock: | $(UV)            ## pin every dependency with its hashes
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.lock requirements.in
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements.lock -o requirements-test.lock requirements-test.in
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements.lock -o requirements-spark.lock requirements-spark.in
vendor:                  ## refresh the committed front-end files (needs Node)
	cd vendor && npm ci --ignore-scripts && python3 copy_files.py
clean:                   ## remove the environment and all state
	rm -rf $(V) $(S) .tools $${TINHSO_STATE:-var}
