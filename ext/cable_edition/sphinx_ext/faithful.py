"""Words of cables stay as they are, whatever conf.py and other extensions do with words.

Sphinx makes typographic quotes and dashes by default; extensions of MyST make links, symbols and
quotes of plain characters; a catalogue of translations has other words; an extension may rewrite
the pages before they are read. All that is for the prose of an editor. A page that the edition has
generated is read as it was generated, with the syntax that it is written in, and its words are
neither typeset anew nor translated; on other pages the same holds for the nodes of cables.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from cable_edition.core.myst.markup import MARKER
from cable_edition.sphinx_ext.nodes import AS_SENT

if TYPE_CHECKING:
    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx

#: Before and after whatever other extensions do when a source is read.
_FIRST, _LAST = -1000, 10_000
#: The extensions of MyST that generated pages are written for (``core.myst.escape``).
_SYNTAX = ("attrs_block", "colon_fence", "deflist")
_GENERATED = "cable_page_is_generated"


class _GeneratedPages:
    """Reads generated pages with the syntax they are written in, all others as conf.py says."""

    def __init__(self) -> None:
        self._generated = ""
        self._of_conf_py: MdParserConfig | None = None

    def keep(self, _app: Sphinx, _docname: str, source: list[str]) -> None:
        """Note the text of a page before others can change it."""
        self._generated = source[0]

    def restore(self, app: Sphinx, _docname: str, source: list[str]) -> None:
        """Give a generated page its text back, and the parser the syntax of the page."""
        of_conf_py = self._of_conf_py or app.env.myst_config  # type: ignore[attr-defined]
        self._of_conf_py = of_conf_py
        config = of_conf_py
        generated = self._generated.startswith(MARKER)
        app.env.temp_data[_GENERATED] = generated
        if generated:
            source[0] = self._generated
            config = replace(
                of_conf_py,
                commonmark_only=False,
                gfm_only=False,
                enable_extensions=set(_SYNTAX),
                disable_syntax=[],
            )
        app.env.myst_config = config  # type: ignore[attr-defined]


class KeepWords(SphinxTransform):
    """Mark what Sphinx may neither typeset nor translate; before it does either."""

    default_priority = 5

    def apply(self, **_kwargs: Any) -> None:
        """Mark a generated page as a whole; of a cable's page, what its words stand in."""
        if not self.env.temp_data.get(_GENERATED):
            return
        self.document["support_smartquotes"] = False
        if self.env.docname.startswith("cables/"):
            for node in self.document.findall(nodes.TextElement):
                if isinstance(node, nodes.title) or isinstance(node.parent, nodes.field_body):
                    node.attributes.update(AS_SENT)


def setup_faithful(app: Sphinx) -> None:
    """Keep the words of generated pages from the first reading on."""
    pages = _GeneratedPages()
    app.connect("source-read", pages.keep, priority=_FIRST)
    app.connect("source-read", pages.restore, priority=_LAST)
    app.add_transform(KeepWords)
