"""``python -m cable_edition.sphinx_ext``: Sphinx with the arguments of ``sphinx-build``."""

from __future__ import annotations

import sys

from cable_edition.sphinx_ext.starting import run_sphinx

if __name__ == "__main__":
    sys.exit(run_sphinx(sys.argv[1:]))
