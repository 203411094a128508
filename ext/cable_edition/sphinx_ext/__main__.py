"""``python -m cable_edition.sphinx_ext``: Sphinx with the arguments of ``sphinx-build``."""

from __future__ import annotations

import gc
import sys

if __name__ == "__main__":
    # Modules stay: the collector looks from where the extension is set up (core/rare_rounds.py).
    gc.disable()
    from cable_edition.sphinx_ext.starting import run_sphinx

    sys.exit(run_sphinx(sys.argv[1:]))
