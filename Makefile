# Every target makes what it needs; `make html` and `make test` are the two to know.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILD := docs/_build
# On a terminal Sphinx shows how far it is; elsewhere only what is wrong.
QUIET = $(if $(MAKE_TERMOUT),,--quiet)

# The builds of all formats share their doctrees.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help html site serve pdf epub tex-there data archive test check verify shots clean distclean

# The day of the last change, so that the same edition gives the same bytes on any day.
EPOCH = $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null),1767225600)

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

$(READY): requirements/edition.txt requirements/tests.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cable Edition needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/tests.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

html: $(READY)  ## build the edition in docs/_build/html
	$(BIN)/sphinx-build -b html -d $(BUILD)/doctrees -j auto --nitpicky --fail-on-warning $(QUIET) docs $(BUILD)/html
	@echo "The edition is ready. Open $(abspath $(BUILD)/html/index.html) in a browser."

pdf: tex-there $(READY)  ## typeset the book in docs/_build/pdf (needs TeX)
	SOURCE_DATE_EPOCH=$(EPOCH) $(BIN)/sphinx-build -b latex -d $(BUILD)/doctrees -j auto --nitpicky --fail-on-warning $(QUIET) docs $(BUILD)/latex
	SOURCE_DATE_EPOCH=$(EPOCH) $(BIN)/cable-edition typeset $(BUILD)/latex $(BUILD)/pdf

epub: $(READY)  ## write the EPUB in docs/_build/epub
	SOURCE_DATE_EPOCH=$(EPOCH) $(BIN)/sphinx-build -b epub -d $(BUILD)/doctrees -j auto --nitpicky --fail-on-warning $(QUIET) docs $(BUILD)/epub
	@echo "The EPUB is ready: $(BUILD)/epub/cable-edition.epub"

tex-there:
	@for tool in xelatex latexmk makeindex; do command -v $$tool >/dev/null || { echo "The PDF needs TeX, and $$tool is missing; on Debian or Ubuntu: apt install latexmk texlive-xetex texlive-latex-extra texlive-fonts-recommended texlive-plain-generic fonts-texgyre lmodern fonts-freefont-otf"; exit 1; }; done

site: $(READY)  ## build the edition for a server in docs/_build/site, with the search by paragraph
	$(BIN)/sphinx-build -b html -D cable_search=pagefind -d $(BUILD)/doctrees-site -j auto --nitpicky --fail-on-warning $(QUIET) docs $(BUILD)/site

PORT ?= 8000
serve: site  ## serve that site on this machine, at http://localhost:8000 (PORT=... for another)
	@echo "Serving the edition at http://localhost:$(PORT)/ ; stop it with Ctrl-C."
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(BUILD)/site $(PORT)

data: $(READY)  ## write the edition as data in docs/_build/data
	$(BIN)/cable-edition export all --out $(BUILD)/data

# The site comes after the books, to which it leads. `make archive BOOKS=` does without them.
BOOKS = pdf epub
archive: $(BOOKS) html data  ## put site, books, data and sources into a BagIt bag and a zip in docs/_build/archive
	$(BIN)/cable-edition archive $(foreach kind,$(BOOKS),$(foreach book,$(wildcard $(BUILD)/$(kind)/*.$(kind)),--book $(book)))

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest -n auto -q

check: $(READY)  ## style, types and the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto -q

verify: html  ## prove the built pages against the sources
	$(BIN)/cable-edition verify $(BUILD)/html

shots: html  ## take pictures of the pages into docs/_build/shots: wide, dark, tablet, phone, print
	$(BIN)/python tests/edition/shots.py $(BUILD)/html $(BUILD)/shots

clean:  ## remove what was built
	rm -rf $(BUILD)

distclean: clean  ## remove the virtual environment too
	rm -rf $(VENV)
