"""An element as its parser writes it out again: words and tags in turn.

What a parser has read it writes in one form, however the file had it: every element has an end,
every value is in quotation marks, and no word has a ``<``. So a long part is taken apart by one
pattern, where asking each element for what it has takes many times as long.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree, html

from cable_edition.core.late_pattern import late

_TAG = late(r"(<!--.*?-->|<\?.*?\?>|<[^>]*>)", re.DOTALL)
_NAME = r"[^\s\"'<>/=]+"
_START = late(rf"<({_NAME})((?: {_NAME}=\"[^\"<>]*\")*)(/?)>")
_ATTRIBUTE = late(rf" ({_NAME})=\"([^\"]*)\"")
_REFERENCE = late(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}
#: What a parser writes for a character that no document may hold.
_LOST = "&#xFFFD;"
_CONTROL = late(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
#: White space that is none in a document.
_FEEDS = {0x0B: " ", 0x0C: " "}


def html_parser() -> html.HTMLParser:
    """Return a parser of pages in UTF-8 whose elements are all of one class.

    lxml's own asks a function in Python for the class of each element, each time that one is met:
    a fifteenth of a proof.
    """
    parser = html.HTMLParser(encoding="utf-8")
    kinds = etree.ElementDefaultClassLookup(
        element=html.HtmlElement,
        comment=html.HtmlComment,
        pi=html.HtmlProcessingInstruction,
        entity=html.HtmlEntity,
    )
    parser.set_element_class_lookup(kinds)
    return parser


class Tag(NamedTuple):
    """A start tag: its name, its attributes, and whether it is the end of its element too.

    One that a parser can read and no writer writes, as with ``<`` in a name, has its whole text
    for a name.
    """

    name: str
    attributes: dict[str, str]
    is_empty: bool

    def get(self, name: str, default: str = "") -> str:
        """Return the value of an attribute."""
        return self.attributes.get(name, default)


def pieces_of(element: html.HtmlElement) -> list[str]:
    """Return an element in pieces: words, a tag or comment, words, and so on.

    Words stand first and last, and may be empty; within them and in values of attributes ``&``
    and ``<`` are written as references (:func:`read_back`). What comes after the element is left
    out.
    """
    return pieces_in(written_of(element))


def written_of(element: html.HtmlElement) -> str:
    """Return an element as its parser writes it, without what comes after it."""
    written: str = etree.tostring(element, encoding="unicode", with_tail=False)
    if _LOST in written and _show_controls(element):
        written = etree.tostring(element, encoding="unicode", with_tail=False)
    return written


def pieces_in(written: str) -> list[str]:
    """Return what a parser wrote in pieces (:func:`pieces_of`)."""
    return _TAG.split(written)


def _show_controls(element: html.HtmlElement) -> bool:
    """Give characters that are not written again the form in which a page shows them."""
    has_any = False
    for one in element.iter():
        for at, text in (("text", one.text), ("tail", one.tail)):
            if text and (shown := _shown(text)) != text:
                setattr(one, at, shown)
                has_any = True
        for name, value in one.items():
            if (shown := _shown(value)) != value:
                one.set(name, shown)
                has_any = True
    return has_any


def _shown(text: str) -> str:
    return _CONTROL.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text.translate(_FEEDS))


def read_back(written: str) -> str:
    """Return the text that words or a value were written for."""
    return _REFERENCE.sub(_character, written) if "&" in written else written


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def tag_of(written: str) -> Tag:
    """Return a start tag by its text."""
    match = _START.fullmatch(written)
    if match is None:
        return Tag(written[1:-1].rstrip("/"), {}, written.endswith("/>"))
    said = {name: read_back(value) for name, value in _ATTRIBUTE.findall(match[2])}
    return Tag(match[1], said, bool(match[3]))


def is_comment(piece: str) -> bool:
    """Whether a piece is a comment or an instruction, and no tag."""
    return piece[1] in "!?"


def comment_of(piece: str) -> str:
    """Return what a comment says."""
    return piece[4:-3]


def end_of(pieces: list[str], at: int) -> int:
    """Return where in pieces an element ends whose tag stands at ``at``."""
    depth = 0
    while True:
        piece = pieces[at]
        if piece[1] == "/":
            depth -= 1
        elif not piece.endswith("/>") and not is_comment(piece):
            depth += 1
        if depth <= 0:
            return at
        at += 2
