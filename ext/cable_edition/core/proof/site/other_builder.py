"""Sites whose pages stand where another builder or setting puts them, which are not proved."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

#: Stands in a site whose pages are all one.
_ON_ONE_PAGE = b'id="document-cables/'
_BUILD = "build the site with `-b html`"


def other_builder(site: Path, ids: Iterable[str]) -> str:
    """Return in words that pages of cables stand elsewhere, and what to do; else nothing."""
    one = next(iter(ids), None)
    if one is None:
        return ""
    pages, first = site / "cables", site / "index.html"
    if (pages / one / "index.html").is_file():
        said = "each page stands in a folder of its own, as the builder dirhtml writes them"
        return f"{said}; {_BUILD}"
    if first.is_file() and _ON_ONE_PAGE in first.read_bytes():
        return f"all stands on one page, as the builder singlehtml writes it; {_BUILD}"
    if not any(pages.glob("*.html")):
        for path in sorted(pages.glob(f"{glob.escape(one)}.*")):
            said = f"the pages end in {path.suffix}, as `html_file_suffix` says"
            return f"{said}; take that setting out of conf.py"
    return ""
