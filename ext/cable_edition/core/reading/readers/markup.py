"""Markup of HTML and XML taken off a text, each character's place in the source kept.

No tree is built: a parser that builds one does not say at which character of the source its words
stand, and pages and exports are often not well-formed.
"""

from __future__ import annotations

import html
import re

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Passage
from cable_edition.core.cable.span import Span
from cable_edition.core.reading.readers.pieces import Pieces

#: Tags and entities. A ``<`` that closes nowhere near is a character like another.
_TOKEN = re.compile(
    r"<!?/?(?P<tag>[A-Za-z][A-Za-z0-9]{0,15})\b[^<>]{0,2000}>|<!--|<!DOCTYPE[^<>]{0,400}>"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});",
)
_BREAKS = frozenset(
    {"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr", "blockquote"}
)
_HIDDEN_CLOSE = re.compile(r"</(?:script|style|head|title)\b", re.IGNORECASE)
#: The other elements of pages. Another word in angle brackets is a word of the text, unless it is
#: of a vocabulary with a prefix, has attributes, or closes itself.
_ELEMENT = re.compile(
    r"(?:a|abbr|acronym|address|area|article|aside|b|base|bdi|bdo|big|body|button|"
    r"canvas|caption|center|cite|code|col|colgroup|data|dd|del|details|dfn|"
    r"dialog|dir|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|"
    r"frame|frameset|h5|h6|header|hgroup|html|i|iframe|img|input|ins|kbd|label|"
    r"legend|link|main|map|mark|menu|meta|meter|nav|nobr|noscript|object|"
    r"optgroup|option|output|param|picture|pre|progress|q|s|samp|search|section|"
    r"select|small|source|span|strike|strong|sub|summary|sup|svg|tbody|td|"
    r"template|textarea|tfoot|th|thead|time|track|tt|u|var|video|wbr|head|"
    r"title|script|style)\Z"
)
_MADE = re.compile(r"[=:]|/>\Z")
_HIDDEN = frozenset({"script", "style", "head", "title"})


def read_markup(text: str, start: int, end: int, pieces: Pieces, *, page: bool = True) -> None:
    """Add ``text[start:end]`` to ``pieces``: characters, decoded entities, and empty markup.

    In a ``page`` a word in angle brackets that is no element of pages is a word of the text.
    """
    cursor = position = start
    comments = hidden = True
    while match := _TOKEN.search(text, position, end):
        position = match.end()
        piece = match[0]
        words = ""
        if piece.startswith("&"):
            words = html.unescape(piece)
            if words == piece:
                continue
        elif piece == "<!--":
            closed = text.find("-->", position, end) if comments else -1
            if closed < 0:
                comments = False
                continue
            position = closed + 3
        elif (tag := (match["tag"] or "").lower()) in _BREAKS:
            words = "\n"
        elif tag in _HIDDEN and not piece.startswith("</"):
            shut = _HIDDEN_CLOSE.search(text, position, end) if hidden else None
            hidden = shut is not None
            position = shut.start() if shut else position
        elif page and tag and not _ELEMENT.match(tag) and not _MADE.search(piece):
            continue
        pieces.plain(cursor, match.start())
        pieces.escaped(words, match.start(), position)
        cursor = position
    pieces.plain(cursor, end)


def without_markup(piece: str, *, page: bool = True) -> str:
    """Return ``piece`` without markup, its entities decoded; see :func:`read_markup`."""
    pieces = Pieces(piece)
    read_markup(piece, 0, len(piece), pieces, page=page)
    return pieces.text()


def words_of(text: str, start: int, end: int) -> Passage | None:
    """Return the words of ``text[start:end]`` without markup, or ``None`` where there are none."""
    pieces = Pieces(text)
    read_markup(text, start, end, pieces)
    words = pieces.text()
    if not words.strip(WHITE):
        return None
    first = len(words) - len(words.lstrip(WHITE))
    span = pieces.offsets().span(Span(first, len(words.rstrip(WHITE))))
    return Passage(fold(words), (span,))


def is_of_page(name: str) -> bool:
    """Whether an element of this name, in small letters, is one of pages."""
    return name in _BREAKS or name in {"html", "body"} or _ELEMENT.match(name) is not None


def opens_markup(sample: str) -> bool:
    """Whether the first sign of a text is that of a tag: what is no page need not be looked at."""
    return sample[:200].lstrip("\ufeff \t\r\n")[:1] == "<"


#: The first element of a page, or of a piece of one that keeps its lines.
_PAGE = re.compile(r"<(?:!DOCTYPE html|html|head|body|pre|code)\b", re.IGNORECASE)


def opens_page(sample: str) -> bool:
    """Whether a text begins as a page does, whose words stand among markup."""
    return opens_markup(sample) and _PAGE.match(sample.lstrip("\ufeff \t\r\n")) is not None
