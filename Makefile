# Every target makes what it needs; `make html` and `make test` are the two to know.
# No path but those below the project is ever put into a shell line: the folder of the project
# may have any name.
VENV := .venv
# The Python of the environment that is there, else `python3`; `make PYTHON=python3.12 ...` for another.
ifeq ($(origin PYTHON),undefined)
PYTHON := $(shell for one in $(VENV)/bin/python python3; do "$$one" -c '' 2>/dev/null && echo "$$one" && break; done)
endif
PY := $(shell '$(PYTHON)' -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
INSTALL := $(RUN) pip install --quiet --disable-pip-version-check
DOCS = docs
BUILD = docs/_build
# Where a command finds `edition.toml`, if not in the folder of the project.
SETTINGS =
# On a terminal Sphinx shows how far it is; elsewhere only what is wrong.
QUIET = $(if $(MAKE_TERMOUT),,--quiet)
SPHINX = $(RUN) cable_edition.sphinx_ext -j auto --nitpicky --fail-on-warning $(QUIET)

# The builds of all formats share their doctrees.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help epoch-good html example site serve pdf epub tex-there data archive verify shots wheel
.PHONY: example-html example-site example-serve example-pdf example-epub example-data example-archive example-verify
.PHONY: test test-outputs test-long style check catalogs golden lock clean distclean

# The day of the last change, so that the same edition gives the same bytes on any day.
EPOCH = $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null),1767225600)

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

# The environment, one set of packages on top of the other, each as its lock file has it: what makes
# the edition, what the tests need, what the outside tools need.
$(VENV)/.python-$(PY):
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && test -f 'requirements/edition-$(PY).txt' || { echo "Cable Edition needs one of these versions of Python: $(PYTHONS). Name one with: make PYTHON=python3.12 ..."; exit 1; }
	@'$(PYTHON)' -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	'$(PYTHON)' -m venv --clear $(VENV)
	@touch $@

$(VENV)/.edition-ready: $(VENV)/.python-$(PY) requirements/edition-$(PY).txt pyproject.toml
	$(INSTALL) --require-hashes -r requirements/edition-$(PY).txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tests-ready: $(VENV)/.edition-ready requirements/tests-$(PY).txt
	$(INSTALL) --require-hashes -r requirements/tests-$(PY).txt
	@touch $@

$(VENV)/.outputs-ready: $(VENV)/.tests-ready requirements/outputs-$(PY).txt
	$(INSTALL) --require-hashes -r requirements/outputs-$(PY).txt
	@touch $@

$(VENV)/.node-ready: $(VENV)/.outputs-ready tests/node/package-lock.json
	$(BIN)/python tests/tools/node.py
	@touch $@

# Sphinx itself ends with a crash report on a moment that is no number.
epoch-good:
	@case "$$SOURCE_DATE_EPOCH" in *[!0-9]* | ???????????*) echo "SOURCE_DATE_EPOCH is a number of seconds since 1970, up to the end of 2107 (4354819199), not $$SOURCE_DATE_EPOCH" >&2; exit 2;; esac

html: epoch-good $(VENV)/.edition-ready  ## build the edition in docs/_build/html
	$(SPHINX) -b html -d $(BUILD)/doctrees $(DOCS) $(BUILD)/html
	@printf 'The edition is ready. Open %s in a browser.\n' "$$PWD/$(BUILD)/html/index.html"

example: example-html  ## build the small made-up edition that has everything; example-pdf, -epub, -site, -serve, -data, -archive, -verify

# `make example-pdf` is `make pdf` of that edition.
example-html example-site example-serve example-pdf example-epub example-data example-archive example-verify: example-%:
	@$(MAKE) --no-print-directory $* DOCS=tests/everything/docs BUILD=docs/_build/example SETTINGS='--settings tests/everything/edition.toml'

pdf: epoch-good tex-there $(VENV)/.edition-ready  ## typeset the book in docs/_build/pdf (needs TeX)
	SOURCE_DATE_EPOCH='$(EPOCH)' $(SPHINX) -b latex -d $(BUILD)/doctrees $(DOCS) $(BUILD)/latex
	SOURCE_DATE_EPOCH='$(EPOCH)' $(RUN) cable_edition typeset $(SETTINGS) $(BUILD)/latex $(BUILD)/pdf

epub: epoch-good $(VENV)/.edition-ready  ## write the EPUB in docs/_build/epub
	SOURCE_DATE_EPOCH='$(EPOCH)' $(SPHINX) -b epub -d $(BUILD)/doctrees $(DOCS) $(BUILD)/epub
	@echo "The EPUB is ready, in $(BUILD)/epub."

tex-there:
	@for tool in xelatex latexmk makeindex; do command -v $$tool >/dev/null || { echo "The PDF needs TeX, and $$tool is missing; on Debian or Ubuntu: apt install latexmk texlive-xetex texlive-latex-extra texlive-fonts-recommended texlive-plain-generic fonts-texgyre lmodern fonts-freefont-otf"; exit 1; }; done

site: html  ## the same as make html: what works on a disk works on a server

PORT ?= 8000
serve: html  ## serve the edition on this machine, at http://localhost:8000 (PORT=... for another)
	@echo "Serving the edition at http://localhost:$(PORT)/ ; stop it with Ctrl-C."
	@$(RUN) http.server --bind 127.0.0.1 --directory $(BUILD)/html '$(PORT)'

data: $(VENV)/.edition-ready  ## write the edition as data in docs/_build/data
	$(RUN) cable_edition export all $(SETTINGS) --out $(BUILD)/data

# The site comes after the books, to which it leads. `make archive BOOKS=` does without them.
BOOKS = pdf epub
archive: $(BOOKS) html data  ## put site, books, data and sources into a BagIt bag and a zip in docs/_build/archive
	$(RUN) cable_edition archive $(SETTINGS) --books '$(BOOKS)' --site $(BUILD)/html --data $(BUILD)/data --out $(BUILD)/archive

verify: html  ## prove the built pages, and the data beside them, against the sources
	$(RUN) cable_edition verify $(SETTINGS) $(BUILD)/html
	@test ! -d $(BUILD)/html/data || $(RUN) cable_edition verify $(SETTINGS) $(BUILD)/html/data

test: $(VENV)/.tests-ready  ## run the fast tests: all that a change needs, in some minutes
	$(RUN) pytest --stage fast -n auto -q

test-outputs: $(VENV)/.node-ready  ## run the tests with browsers, Java, TeX, wheels and other Pythons
	@$(BIN)/python tests/tools/pythons.py
	$(RUN) pytest --stage outputs -n auto -q

test-long: $(VENV)/.tests-ready  ## run the tests that take long: random sequences, large numbers
	$(RUN) pytest --stage long -q

style: $(VENV)/.tests-ready  ## style and types
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

check: style test  ## style, types and the fast tests

catalogs: $(VENV)/.tests-ready  ## bring the catalogs of other languages up to what the code says
	$(RUN) tests.catalogs

golden: $(VENV)/.outputs-ready  ## write the files anew that tests compare with; read the difference before you keep it
	$(RUN) tests.golden

wheel: $(VENV)/.edition-ready  ## build the program as a wheel in dist
	$(RUN) pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

shots: html $(VENV)/.outputs-ready  ## take pictures of the pages into docs/_build/shots: wide, dark, tablet, phone, print
	$(BIN)/python tests/edition/shots.py $(BUILD)/html $(BUILD)/shots

# The lock files say version and hashes of every package, for each Python. What they hold is kept
# where it still serves; `make lock UPGRADE=--upgrade` takes the newest of all.
PYTHONS := 3.11 3.12 3.13
UPGRADE =
COMPILE = $(VENV)/lock/bin/uv pip compile pyproject.toml --quiet --python-platform linux \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-python-downloads $(UPGRADE)

$(VENV)/lock/bin/uv: $(VENV)/.edition-ready
	$(RUN) venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

lock: $(VENV)/lock/bin/uv $(VENV)/.outputs-ready  ## write the lock files in requirements from pyproject.toml, and that of tests/node
	$(BIN)/python tests/tools/node.py lock
	for python in $(PYTHONS); do \
		$(COMPILE) --python-version $$python --group build --extra works -o requirements/edition-$$python.txt && \
		$(COMPILE) --python-version $$python --group tests -c requirements/edition-$$python.txt -o requirements/tests-$$python.txt && \
		$(COMPILE) --python-version $$python --group outputs -c requirements/tests-$$python.txt -o requirements/outputs-$$python.txt || exit 1; \
	done

clean:  ## remove what was built
	rm -rf $(BUILD) build dist

distclean: clean  ## remove the virtual environment too
	rm -rf $(VENV)
