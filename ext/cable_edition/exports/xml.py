"""Writing XML: the one place where words of a cable become XML.

Characters that XML 1.0 forbids, or that a reader of the file would not see, become ``g`` elements
with the code point in ``n``; that is TEI's way to write a character outside the document's own.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"[&<>\r]")
_ATTRIBUTE_MARKS = re.compile(r"[&<>\"\t\r\n]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane | low) for plane in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_NO_ADDRESS = re.compile(r"[\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def _entity(match: re.Match[str]) -> str:
    return _ENTITIES.get(match[0]) or f"&#{ord(match[0])};"


def _code_point(match: re.Match[str]) -> str:
    return f"U+{ord(match[0]):04X}"


def attribute(value: str) -> str:
    """Return ``value`` as it stands between the double quotes of an attribute."""
    return _ATTRIBUTE_MARKS.sub(_entity, _HIDDEN.sub(_code_point, value))


def is_address(text: str) -> bool:
    """Whether a source is an address that an attribute can point to."""
    web = text.startswith(("http://", "https://"))
    return web and not _NO_ADDRESS.search(text)


class XmlWriter:
    """Writes one document or a part of one, from left to right."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []

    def start(self, tag: str, **attributes: str | int | None) -> None:
        """Open an element. ``xml_id`` is written ``xml:id``; empty attributes are left out."""
        self._open.append(tag)
        self._out.append(self._tag(tag, attributes) + ">")

    def end(self) -> None:
        """Close the element opened last."""
        self._out.append(f"</{self._open.pop()}>")

    def empty(self, tag: str, **attributes: str | int | None) -> None:
        """Write an element without content."""
        self._out.append(self._tag(tag, attributes) + "/>")

    def element(self, tag: str, text: str, **attributes: str | int | None) -> None:
        """Write an element with nothing but ``text`` in it."""
        self.start(tag, **attributes)
        self.text(text)
        self.end()

    def text(self, text: str) -> None:
        """Write words; hidden characters become ``g`` elements."""
        if _HIDDEN.search(text) is None:
            self._out.append(_MARKS.sub(_entity, text))
            return
        cursor = 0
        for match in _HIDDEN.finditer(text):
            self._out.append(_MARKS.sub(_entity, text[cursor : match.start()]))
            self._out.append(f'<g n="{_code_point(match)}"/>')
            cursor = match.end()
        self._out.append(_MARKS.sub(_entity, text[cursor:]))

    def line(self) -> None:
        """End a line of the file, between elements where white space means nothing."""
        self._out.append("\n")

    def raw(self, markup: str) -> None:
        """Write what another writer of this kind has made."""
        self._out.append(markup)

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open)

    def markup(self) -> str:
        """Return all that was written."""
        return "".join(self._out)

    @staticmethod
    def _tag(tag: str, attributes: dict[str, str | int | None]) -> str:
        parts = [f"<{tag}"]
        for name, value in attributes.items():
            if value is not None and value != "":
                shown = name.rstrip("_").replace("xml_", "xml:")
                parts.append(f'{shown}="{attribute(str(value))}"')
        return " ".join(parts)
