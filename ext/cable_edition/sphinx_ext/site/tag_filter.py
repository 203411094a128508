"""Cables by several TAGS: the place for it on the page of TAGS, and the data that its script reads.

The data are one script file, loaded when a reader chooses the first TAG; so it also works on a copy
on a local disk. Without a script each TAG names the others that stand with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from cable_edition.core.edition.tag_pairs import codes_of
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.directive import CableDirective
from cable_edition.sphinx_ext.nodes import skip
from cable_edition.sphinx_ext.site.lookup import cable_address
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from cable_edition.core.edition.assemble import EditedCable

DATA_FILE = "_static/cable-tags.js"
#: More of a subject is not needed to know a cable again.
_SUBJECT = 90


class tag_filter(nodes.General, nodes.Element):  # noqa: N801 - as docutils names its nodes
    """Where the script puts the choice of TAGS; nothing without it, or on paper."""


class TagFilter(CableDirective):
    """``{cable:tag-filter}``: the choice of cables by several TAGS."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the place for it."""
        node = tag_filter()
        self.set_source_info(node)
        return [node]


def _visit(self: Any, _node: tag_filter) -> None:
    if self.builder.name in BUILDERS:
        self.body.append('<div class="cable-tag-filter"></div>\n')
    raise nodes.SkipNode


def filter_data(cables: Sequence[EditedCable], address: str) -> str:
    """Return the script file: TAGS, and for each cable that has one, id, date, subject, TAGS.

    ``address`` is that of a cable's page from the first page, with ``{id}`` for the id.
    """
    codes = sorted({code for one in cables for code in codes_of(one)})
    known = {code: place for place, code in enumerate(codes)}
    rows = [
        [one.id, one.date, _short(one.subject), [known[code] for code in own]]
        for one in cables
        if (own := codes_of(one))
    ]
    data = {"codes": codes, "cables": rows, "address": address}
    # In a file of its own no text can end the script; these two ended lines in old browsers.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.cableTags = {text};\n"


def _short(subject: str) -> str:
    text = subject.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= _SUBJECT else f"{text[: _SUBJECT - 3].rstrip()}..."


def _finish(app: Sphinx, error: Exception | None) -> None:
    """Write the file of TAGS."""
    if error or app.builder.name not in BUILDERS:
        return
    cables = state_of(app).edition.cables
    path = Path(app.outdir) / DATA_FILE
    if len(cables) > 1:
        text = filter_data(cables, cable_address(app))
        path.write_text(text, "utf-8", newline="\n")
    else:
        path.unlink(missing_ok=True)


def _add_script(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: object
) -> None:
    if pagename == "tags/index" and app.builder.name in BUILDERS:
        app.add_js_file("cable-tag-filter.js", loading_method="defer")


def setup_tag_filter(app: Sphinx) -> None:
    """Connect it."""
    app.add_directive_to_domain("cable", "tag-filter", TagFilter)
    without: dict[str, Any] = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(tag_filter, html=(_visit, None), **without)
    app.connect("html-page-context", _add_script)
    app.connect("build-finished", _finish)
