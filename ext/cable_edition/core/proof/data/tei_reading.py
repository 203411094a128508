"""Reading the text of a TEI file back: its characters with what lies on each, and its apparatus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import NamedTuple

from lxml import etree

from cable_edition.core.cable.fold import WHITE
from cable_edition.core.late_methods import dataclass
from cable_edition.core.proof.data.tei_layout import without_white
from cable_edition.core.proof.data.tei_marks import Mark, Run
from cable_edition.core.proof.data.xml_tree import (
    XML_ID,
    Node,
    attributes_of,
    hidden_character,
    name_of,
    tree_of,
)

#: Element -> the attributes that it can have in a text. What is not here is no element of a text.
_KNOWN: dict[str, frozenset[str]] = {
    "text": frozenset(),
    "body": frozenset(),
    "div": frozenset({"type"}),
    "ab": frozenset({"type", "subtype", XML_ID, "resp"}),
    "p": frozenset({"n", XML_ID, "resp"}),
    "head": frozenset({XML_ID, "resp"}),
    "list": frozenset(),
    "item": frozenset({XML_ID, "resp"}),
    "quote": frozenset({XML_ID, "resp"}),
    "seg": frozenset({"type", XML_ID, "resp"}),
    "fw": frozenset({"type"}),
    "milestone": frozenset({"unit", "n"}),
    "choice": frozenset(),
    "sic": frozenset(),
    "corr": frozenset({"type", "ana", "resp", "cert", XML_ID}),
    "persName": frozenset({"key", "ref"}),
    "orgName": frozenset({"type", "key", "ref"}),
    "term": frozenset({"type", "subtype", "key", "ref", "resp"}),
    "ref": frozenset({"type", "cRef", "n", XML_ID, "resp"}),
    "gap": frozenset({"reason", "agent"}),
    "desc": frozenset(),
    "unclear": frozenset({"reason"}),
}
#: Elements that hold elements alone.
_FRAMES = frozenset({"text", "body", "div", "list", "choice", "gap"})
_ON_WORDS = frozenset({"persName", "orgName", "term", "ref", "gap", "unclear"})
_LEFTOVERS = frozenset({"number", "marking", "label", "unread"})


class Part(NamedTuple):
    """An element that is a part of the page: name, attributes, and where it stands.

    ``place`` is the type of its division, the number of that, and the element right around it:
    ``section 2 div``.
    """

    name: str
    attributes: dict[str, str]
    place: str


class Apparatus(NamedTuple):
    """A note or the reading of an emended place, after so many characters that are words."""

    rank: int
    tree: Node


@dataclass(slots=True)
class OpeningField:
    """A field of the opening: its kind, who says so, and how many characters it has as words."""

    kind: str
    resp: str
    words: int = 0


@dataclass(slots=True)
class TeiText:
    """The text of a TEI file as it was read.

    ``written`` is all of it, unfolded; ``runs`` what is no white space, in order. ``fields``
    are those of the opening, in order; ``divisions`` the types of all divisions. ``unknown`` says
    what no text of the edition can have.
    """

    written: str = ""
    runs: list[Run] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    readings: list[Apparatus] = field(default_factory=list)
    notes: list[Apparatus] = field(default_factory=list)
    pages: list[tuple[int, str]] = field(default_factory=list)
    fields: list[OpeningField] = field(default_factory=list)
    divisions: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


class _Open(NamedTuple):
    """An element that is open, with what lies on the characters in it."""

    name: str
    leftover: str
    anchor: str
    marks: frozenset[Mark]
    division: str
    rank: int = 0


def read_text(text: etree._Element) -> TeiText:
    """Read a ``text`` element."""
    return _Reader().read(text)


class _Reader:
    def __init__(self) -> None:
        self.found = TeiText()
        self._written: list[str] = []
        self._rank = 0
        self._emended = ""

    def read(self, text: etree._Element) -> TeiText:
        stack: list[_Open] = [_Open("", "", "", frozenset(), "")]
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._words(element.tail, stack[-1])
                continue
            name = name_of(element)
            if event == "start":
                if name in {"note", "corr", "g"}:
                    self._apart(name, element, stack[-1])
                    skipped = element
                    continue
                stack.append(self._opened(name, element, stack[-1]))
                self._words(element.text, stack[-1])
            elif event == "end":
                self._closed(stack.pop(), element)
                if element is not text:
                    self._words(element.tail, stack[-1])
            else:
                self.found.unknown.append("a comment")
                self._words(element.tail, stack[-1])
        self.found.written = "".join(self._written)
        return self.found

    def _apart(self, name: str, element: etree._Element, at: _Open) -> None:
        """Take what is no element over words: a note, a reading, a hidden character."""
        if name == "g":
            character = hidden_character(element)
            if character is None:
                self.found.unknown.append("an element g without a character")
            else:
                self._words(character, at)
        elif name == "note":
            self.found.notes.append(Apparatus(self._rank, tree_of(element)))
        elif at.name != "choice":
            self.found.unknown.append("a reading (corr) outside choice")
        else:
            self.found.readings.append(Apparatus(self._rank, tree_of(element)))

    def _opened(self, name: str, element: etree._Element, at: _Open) -> _Open:
        attributes = attributes_of(element)
        known = _KNOWN.get(name)
        if known is None:
            self.found.unknown.append(f"the element {name}")
        elif strange := sorted(attributes.keys() - known):
            self.found.unknown.append(f"the attribute {strange[0]} of {name}")
        _, leftover, anchor, marks, division, _ = at
        type_ = attributes.get("type", "")
        identity = attributes.get(XML_ID, "")
        part = Part(name, attributes, f"{division} {at.name}")
        if name == "fw" or (name == "seg" and not identity and type_ in _LEFTOVERS):
            leftover = type_
            self._only(name, attributes, "type")
        elif name == "div":
            self.found.divisions.append(type_)
            division = f"{type_} {len(self.found.divisions)}"
        elif name in _ON_WORDS:
            marks |= {(name, tuple(sorted(attributes.items())))}
        elif name == "sic":
            marks |= {("sic", (("id", _corrected(element)),))}
        elif name == "milestone":
            number = attributes.get("n", "")
            unit = attributes.get("unit", "")
            self.found.pages.append((self._rank, number if unit == "page" else f"{unit} {number}"))
        elif identity or name == "p":
            anchor = identity
            self.found.parts.append(part)
        elif name == "ab":
            self.found.fields.append(OpeningField(type_, attributes.get("resp", "")))
            self._only(name, attributes, "type", "resp")
        elif name in {"quote", "seg", "item", "list"}:
            self.found.parts.append(part)
            if name != "list":
                anchor = f"{anchor} {name}"
        return _Open(name, leftover, anchor, marks, division, self._rank)

    def _only(self, name: str, attributes: dict[str, str], *known: str) -> None:
        """Tell of an attribute that this element has in other places only."""
        for strange in sorted(attributes.keys() - {*known})[:1]:
            self.found.unknown.append(f"the attribute {strange} of {name} there")

    def _closed(self, one: _Open, element: etree._Element) -> None:
        """Tell of an element that has not what it is for."""
        if one.name in {"choice", "gap"}:
            parts = [name_of(child) for child in element]
            wanted = ["sic", "corr"] if one.name == "choice" else ["desc"]
            if parts != wanted:
                said = ", ".join(parts) or "nothing"
                self.found.unknown.append(f"an element {one.name} with {said} in it")
        if one.name in _ON_WORDS and self._rank == one.rank:
            self.found.unknown.append(f"an element {one.name} without words")

    def _words(self, words: str | None, at: _Open) -> None:
        if not words or (at.name in _FRAMES and not words.strip(WHITE)):
            return
        if at.name in _FRAMES or at.name == "milestone":
            self.found.unknown.append(f"words in {at.name}")
        self._written.append(words)
        letters = without_white(words)
        if not letters:
            return
        if at.leftover:
            self.found.runs.append(Run(letters, at.leftover, "", frozenset()))
            return
        self.found.runs.append(Run(letters, "", at.anchor, at.marks))
        self._rank += len(letters)
        if at.division == "opening 1" and self.found.fields:
            self.found.fields[-1].words += len(letters)


def _corrected(sic: etree._Element) -> str:
    """Return the id of the reading beside the words of the source."""
    after = sic.getnext()
    return "" if after is None else attributes_of(after).get(XML_ID, "")


def repeated_ids(root: etree._Element) -> Iterator[str]:
    """Yield the ids that more than one element has; the parts of a divided ``ref`` are one."""
    seen: set[str] = set()
    for element in root.iter("*"):
        name = attributes_of(element).get(XML_ID)
        if name in seen and name_of(element) != "ref":
            yield str(name)
        if name:
            seen.add(name)
