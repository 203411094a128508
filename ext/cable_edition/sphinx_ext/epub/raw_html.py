"""HTML that a chapter brings as it is, in the form that XML asks for.

A page of an EPUB is XML: an element without an end is closed in its start, each attribute has a
value in quotation marks, and of the names of characters XML knows five. What a chapter leaves open
stays open; the page is told then.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docutils import nodes

from cable_edition.core.late_pattern import late

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Elements without an end (https://html.spec.whatwg.org/multipage/syntax.html#void-elements).
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr"}
)
_NAME = late(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?\Z")
_UNFIT = late(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Writer(HTMLParser):
    """Writes each token of a piece of HTML anew; a piece may begin or end within an element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, closed=tag in _VOID)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(_UNFIT.sub("", data), quote=False))

    def handle_comment(self, data: str) -> None:
        """Leave a comment out: it may hold what no comment of XML can."""

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], *, closed: bool) -> None:
        # Where a name stands twice, HTML takes the first.
        given = dict(reversed([one for one in attrs if _NAME.match(one[0])]))
        said = "".join(
            f' {name}="{escape(_UNFIT.sub("", name if value is None else value))}"'
            for name, value in reversed(given.items())
        )
        self.parts.append(f"<{tag}{said}{' /' * closed}>")


def as_xml(html: str) -> str:
    """Return a piece of HTML with its elements and characters as XML has them.

    Elements that the piece opens or closes alone do so there, too. Declarations and comments, and
    attributes whose names XML refuses, are left out.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)


def close_raw_html(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Put the HTML of a chapter into that form before its page of an EPUB is written."""
    if app.builder.name != "epub":
        return
    for node in list(doctree.findall(nodes.raw)):
        if "html" in node.get("format", "").split():
            text = as_xml(node.astext())
            node.replace_self(nodes.raw(text, text, **node.attributes))
