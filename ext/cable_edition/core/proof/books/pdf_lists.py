"""What lists and registers are in a book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cable_edition.core.proof.books.pdf_inline import RunWriter
from cable_edition.core.proof.books.pdf_run import Letters
from cable_edition.core.proof.books.pdf_tree import Part
from cable_edition.core.words import around, say

_BULLETS = ("•", "-", "∗", "·")


class ListWriter(RunWriter):
    """Writes lists of cables and of places, rules and emendations."""

    def _list(self, part: Part, level: int) -> None:
        for item in part.parts():
            if name := item.get("id"):
                self._at = name
            self._set(_BULLETS[min(level, len(_BULLETS) - 1)])
            for child in item.parts():
                if child.tag == "ul":
                    self._list(child, level + 1)
                else:
                    self._inline(child)

    def _cables(self, part: Part) -> None:
        rows = [row for body in part.parts() if body.tag == "tbody" for row in body.parts()]
        if len(rows) == 1 and self._page == "cables/index":
            return
        for row in rows:
            date, name, origin, classification, subject = row.parts()
            self._at = name.words()
            self._set(date.words(), Letters.SENT)
            self._inline(name, Letters.SENT)
            about = "; ".join(p for p in (origin.words(), classification.words()) if p)
            said = f". {about}" + (f". {subject.words()}" if subject.words() else "")
            self._set(said, Letters.SENT)

    def _places(self, part: Part) -> None:
        by_cable: dict[str, dict[str, str]] = {}
        for item in part.parts():
            link = item.first("a")
            if link is not None:
                words, href = link.words(), link.get("href")
                cable = href.partition("#")[0].partition("/")[2]
                by_cable.setdefault(cable, {})[href] = words.removeprefix(f"{cable}, ")
        lines: list[list[tuple[str, dict[str, str]]]] = []
        before = ""
        for one in by_cable.items():
            said = _only_place(one[1])
            if said and said == before:
                lines[-1].append(one)
            else:
                lines.append([one])
            before = said
        for line in lines:
            self._places_line(line)

    def _places_line(self, line: list[tuple[str, dict[str, str]]]) -> None:
        """Write a cable with its places, or several that have one, to which their names lead."""
        for number, (cable, places) in enumerate(line):
            self._set(", " if number else "")
            address = next(iter(places)) if len(line) > 1 else f"cables/{cable}"
            self._set(cable, Letters.SENT, self._target(address))
        self._set(":")
        for number, (href, words) in enumerate(line[0][1].items()):
            self._set(", " if number else "")
            self._set(words, to=self._target(href) if len(line) == 1 else "")
        self._set(".")

    def _rules(self, part: Part) -> None:
        for term, *told in _grouped(part):
            code = term.first("code")
            self._at = term.get("id")
            name = term.words().removesuffix(code.words() if code else "").strip()
            count, source = _followed(told[0].parts()[1].words())
            self._set(f"{name}: {told[0].parts()[0].words()} ({count}; {source})")

    def _emendations(self, part: Part) -> None:
        for body in part.parts():
            if body.tag == "tbody":
                place, *rows = body.parts()
                for row in rows:
                    self._emendation(place.words(), row)

    def _emendation(self, place: str, row: Part) -> None:
        """Write a line of the book, which names the place of each emendation."""
        source, edition = row.parts()
        self._at = row.get("id")
        link = source.first("a")
        to = self._target(link.get("href")) if link else ""
        self._set(place, Letters.CAPITALS, to)
        read = "".join(one for one in edition.children if isinstance(one, str))
        self._set(f"{read}] {source.words()}", Letters.SENT)
        for said in edition.parts():
            self._set(said.words())


def _followed(told: str) -> tuple[str, str]:
    """Return at how many places a rule was followed, and where it was seen, of what a site tells.

    That is ``mechanical; 3 places; seen in: 05OTTAWA286``.
    """
    kind, _, rest = told.partition("; ")
    places, _, source = rest.partition("; ")
    if kind == say("mechanical"):
        before, after = around("seen in: {cable}", "cable")
        source = source.removeprefix(before).removesuffix(after)
    return "".join(sign for sign in places if sign.isdigit()), source


def _only_place(places: Mapping[str, str]) -> str:
    """Return what the one place of a cable is called; nothing for several, and for paragraphs."""
    only = next(iter(places.values())) if len(places) == 1 else ""
    return "" if only.startswith("¶") else only


def _grouped(part: Part) -> Iterator[list[Part]]:
    """Yield each term of a list with what is said of it, two and two elements."""
    listed = part.parts()
    terms = [number for number, one in enumerate(listed) if one.tag == "dt"]
    for number, end in zip(terms, [*terms[1:], len(listed)], strict=True):
        yield listed[number:end]
