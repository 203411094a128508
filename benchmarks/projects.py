"""The two Sphinx projects of the benchmark: the edition of N cables, and its twin in bare MyST."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from synthetic import Corpus, Form, write_sources
from twin import write_twin

Side = Literal["edition", "plain"]
SIDES: tuple[Side, Side] = ("edition", "plain")

#: What both projects have in common: theme, search, parser and the options that cost time.
_CONF = """\
project = "A synthetic edition"
author = "made up"
extensions = {extensions}
html_theme = "furo"
smartquotes = False
nitpicky = True
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
exclude_patterns = ["registers"]
"""
_INDEX = """\
# A synthetic edition

```{{toctree}}
{pages}
```
"""
#: The register pages that the edition writes by itself.
_EDITION_PAGES = (
    "cables",
    "people",
    "organizations",
    "glossary",
    "tags",
    "posts",
    "classifications",
    "chronology",
)


def write_project(side: Side, corpus: Corpus, root: Path, *, form: Form, transmitted: bool) -> None:
    """Write the whole project of one side into the new folder ``root``."""
    docs = root / "docs"
    docs.mkdir(parents=True)
    extensions = ["myst_parser", "sphinx_design"]
    if side == "edition":
        extensions.append("cable_edition")
        write_sources(corpus, root / "source_cables", form)
        corpus.world.write_registers(docs / "registers")
        pages = "\n".join(f"{page}/index" for page in _EDITION_PAGES)
        (docs / "index.md").write_text(_INDEX.format(pages=pages), encoding="utf-8")
    else:
        write_twin(corpus, docs, form=form, transmitted=transmitted)
    (docs / "conf.py").write_text(_CONF.format(extensions=extensions), encoding="utf-8")
