"""Editorial prose as a book sets it: curly quotation marks, and dashes for ranges.

The words of a cable are set as they were sent. What the editors wrote is theirs to set well:
chapters, the statements of the registers, notes, and the reasons of emendations. Code stays code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.smartquotes import educate_tokens, smartchars
from sphinx import addnodes

from cable_edition.core.settings.edition_file import GENERATED
from cable_edition.sphinx_ext import nodes as ours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Folders of generated pages that hold the prose of the registers, and no word of a cable.
_REGISTERS = frozenset({"people", "organizations", "glossary", "tags", "posts"})
_CODE = (nodes.literal, nodes.literal_block, nodes.math, nodes.raw, nodes.problematic)
_CODE_BLOCKS = (nodes.FixedTextElement, nodes.Special)
#: A year, a page or a paragraph to another one. Not a month (``2005-11``), a day, or a number
#: with more parts.
_RANGE = re.compile(r"(?<![\w./:-])([1-9][0-9]{0,3})-([1-9][0-9]{0,3})(?![\w/-]|[.:]\w)")


def set_prose(book: nodes.document, language: str) -> None:
    """Set the editorial prose of a book that was put together from its pages, in place."""
    for page in book.findall(addnodes.start_of_file):
        for block in _blocks(page):
            _set_block(block, language)


def prose(text: str, language: str) -> str:
    """Return a text of the editors with curly quotation marks, and dashes for ranges."""
    return "".join(_set([("plain", text)], language))


def _blocks(page: nodes.Element) -> Iterator[nodes.TextElement]:
    """Yield the blocks of a page, without those of the pages in it, that editors wrote."""
    folder = page["docname"].partition("/")[0] if "/" in page["docname"] else ""
    written = folder in _REGISTERS or folder not in {*GENERATED, "cables"}
    roots = [page] if written else list(page.findall(_is_editorial))
    for root in roots:
        for block in root.findall(nodes.TextElement):
            inner = isinstance(block.parent, nodes.TextElement)
            if not inner and not isinstance(block, _CODE_BLOCKS) and _page_of(block) is page:
                yield block


def _is_editorial(node: nodes.Node) -> bool:
    """Tell whether a part of a page that holds words of cables is written by the editors."""
    if isinstance(node, ours.cable_note):
        return True
    return isinstance(node, nodes.paragraph) and "cable-statement" in node["classes"]


def _page_of(node: nodes.Node) -> nodes.Node | None:
    while node is not None and not isinstance(node, addnodes.start_of_file):
        node = node.parent
    return node


def _set_block(block: nodes.TextElement, language: str) -> None:
    texts = list(block.findall(nodes.Text))
    tokens = [("literal" if isinstance(one.parent, _CODE) else "plain", str(one)) for one in texts]
    for one, text in zip(texts, _set(tokens, language), strict=True):
        if text != str(one):
            one.parent.replace(one, nodes.Text(text))


def _set(tokens: Iterable[tuple[str, str]], language: str) -> Iterator[str]:
    known = language if language in smartchars.quotes else "en"
    listed = list(tokens)
    # A backslash is a sign of the library's own; in these texts it is a backslash.
    escaped = ((kind, text.replace("\\", r"\\")) for kind, text in listed)
    for (kind, _), text in zip(listed, educate_tokens(escaped, "q", known), strict=True):
        yield _RANGE.sub(_dash, text) if kind == "plain" else text.replace(r"\\", "\\")


def _dash(found: re.Match[str]) -> str:
    first, second = found[1], found[2]
    month = len(first) == 4 and len(second) < 3 and int(second) <= 12
    runs_on = len(second) < len(first) or int(second) > int(first)
    return f"{first}–{second}" if runs_on and not month else found[0]
