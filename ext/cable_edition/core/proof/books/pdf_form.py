"""What a page of the site is in a book: the same words in the order and the form of the book.

It is made from what the site must show, which is worked out anew from sources, sidecars and
registers. Numbers of paragraphs stand alone, notes at the feet of pages, the text as transmitted
is an apparatus, and the record is the head of a document with a note on its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from cable_edition.core.cable.dates import MONTHS
from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.proof.books.pdf_run import (
    OUTSIDE,
    PICTURE,
    Bookmark,
    Letters,
    Run,
    Stretch,
)
from cable_edition.core.proof.books.pdf_tree import Part

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
#: Rows of the record that are the note on the source, in its order.
_SOURCE = (
    "Redaction",
    "Extract",
    "WikiLeaks",
    "Source file",
    "Checksum",
    "Attributes of the copy",
)
_LABELLED = frozenset({"Source file", "Attributes of the copy"})
_ENDED = frozenset({"Source file", "Checksum", "Attributes of the copy", "WikiLeaks"})
#: Rows that the line below the title says already.
_SAID = frozenset({"Identifier", "Origin", "Classification"})
_RULE = re.compile(r"(?:mechanical|conjecture); ([0-9]+) places?; (?:seen in: )?(.*)", re.DOTALL)
_PICTURES = frozenset({"Who appears with whom", "TAGS over time", "Portion marks"})
_BULLETS = ("•", "-", "∗", "·")
_NOT_SHOWN = frozenset(
    {"cable-views", "cable-former", "headerlink", "cable-permalink", "cable-emendation-link"}
    | {"cable-tag-filter", "cable-cite-link"}
)


class BookForm:
    """Writes pages of the site into stretches of a book.

    ``begin`` gives the stretch in which a cable begins, ``below`` writes the pages below a page,
    and ``is_left_out`` tells whether the book has no page of a name.
    """

    def __init__(
        self,
        stretch: Stretch,
        page: str,
        depth: int,
        below: Callable[[int], Stretch],
        is_left_out: Callable[[str], bool],
    ) -> None:
        self._stretch = stretch
        self._page = page
        self._depth = depth
        self._below = below
        self._is_left_out = is_left_out
        self._out = stretch.body
        self._at = ""
        self._notes: dict[str, Part] = {}
        self._cable: EditedCable | None = None
        self._is_document = False

    def write(self, root: Part, cable: EditedCable | None = None) -> Stretch:
        """Write a page; ``cable`` is the cable that it shows. Return the stretch it ends in."""
        self._cable = cable
        self._is_document = self._page.startswith("cables/") and self._page != "cables/index"
        for part in root.walk():
            if "cable-note" in part.classes:
                self._notes[part.get("id")] = part
        self._all(root, self._depth)
        return self._stretch

    # -- runs -------------------------------------------------------------------------------------

    @property
    def _where(self) -> str:
        name = self._page.partition("/")[2] if self._is_document else self._page
        return f"{name}, {self._at}" if self._at and self._at != name else name

    def _add(self, words: str, letters: Letters = Letters.EDITED, to: str = "") -> None:
        self._out.append(Run(words, self._where, to, letters))

    def _bookmark(
        self, level: int, title: str, *, in_contents: bool = True, page: str = ""
    ) -> None:
        mark = Bookmark(level, title, len(self._stretch.body), in_contents, page)
        self._stretch.bookmarks.append(mark)

    def _target(self, address: str) -> str:
        if _WEB.match(address):
            return address
        whole = f"{self._page}{address}" if address.startswith("#") else address
        return OUTSIDE if self._is_left_out(whole.partition("#")[0]) else whole

    def _inline(self, part: Part, letters: Letters = Letters.EDITED, to: str = "") -> None:
        before: Part | None = None
        for child in part.children:
            if isinstance(child, str):
                self._add(child, letters, to)
                before = before if not child else None
                continue
            classes = child.classes
            if "cable-note-ref" in classes:
                self._note(child, follows=before is not None and "cable-note-ref" in before.classes)
            elif _NOT_SHOWN.isdisjoint(classes):
                self._inner(child, classes, letters, to)
            before = child

    def _inner(self, child: Part, classes: list[str], letters: Letters, to: str) -> None:
        href = child.get("href") if child.tag == "a" else ""
        if "cable-source" in classes and href:
            self._add(href, letters, href)
            return
        if href and "cable-emendation" not in classes:
            to = self._target(href)
        if "cable-words" in classes or "cable-mark" in classes:
            letters = Letters.SENT
        self._inline(child, letters, to)

    def _note(self, part: Part, *, follows: bool) -> None:
        link = part.first("a")
        name = link.get("href")[1:] if link else ""
        note = self._notes.get(name)
        if note is None:
            return
        if follows:
            self._add(",")
        self._add(part.words(), to=f"{self._page}#{name}")
        out, at = self._out, self._at
        self._out, self._at = self._stretch.notes, name
        self._add(part.words())
        head, *texts = note.parts()
        lemma = next((p for p in head.parts() if "cable-lemma" in p.classes), None)
        if lemma is not None:
            self._add(f"{lemma.words()}: ")
        for text in texts:
            self._inline(text)
        self._out, self._at = out, at

    # -- blocks -----------------------------------------------------------------------------------

    def _all(self, part: Part, depth: int) -> None:
        for child in part.children:
            if isinstance(child, str):
                self._add(child)
            else:
                self._block(child, depth)

    def _block(self, part: Part, depth: int) -> None:
        classes, tag = part.classes, part.tag
        if not _NOT_SHOWN.isdisjoint(classes):
            return
        if "toctree-wrapper" in classes:
            self._stretch = self._below(depth)
            self._out = self._stretch.body
        elif tag == "section":
            self._section(part, classes, depth)
        elif tag in {"h1", "h2"}:
            self._heading(part, tag, depth)
        elif "cable-record" in classes:
            self._record(part)
        elif "admonition" in classes:
            self._box(part)
        elif "cable-par" in classes:
            self._paragraph(part)
        elif "cable-transmitted" in classes:
            self._apparatus()
        elif "cable-list" in classes:
            self._cables(part)
        elif "cable-places" in classes:
            self._places(part)
        elif "cable-rules" in classes:
            self._rules(part)
        elif "cable-emendations" in classes:
            self._emendations(part)
        elif tag == "ul":
            self._list(part, 0)
        elif tag in {"p", "li"}:
            if name := part.get("id"):
                self._at = name
            self._inline(part)
        else:
            self._all(part, depth)

    def _section(self, part: Part, classes: list[str], depth: int) -> None:
        if name := part.get("id"):
            self._at = name
        if "cable-notes-section" in classes:
            for child in part.parts():
                if child.tag != "ol":
                    self._block(child, depth)
            return
        if "cable-entry" in classes:
            self._entry(part, depth)
            return
        if "cable-section" in classes:
            title, *rest = part.parts()
            here = f"{self._page}#{self._at}"
            self._bookmark(2, _bare(title), in_contents=False, page=here)
            self._inline(title, Letters.SENT)
            for child in rest:
                self._block(child, depth)
            return
        self._all(part, depth + 1)

    def _entry(self, part: Part, depth: int) -> None:
        for child in part.parts():
            if child.tag == "h2":
                self._bookmark(1, _bare(child), in_contents=False)
                self._inline(child)
            else:
                self._block(child, depth)

    def _heading(self, part: Part, tag: str, depth: int) -> None:
        """Write a title; ``depth`` is that of the section around it, from 1 for a chapter."""
        words = _bare(part)
        if self._is_document and tag == "h1":
            self._title(part)
        elif self._is_document:
            self._bookmark(2, words, in_contents=False)
            self._inline(part, Letters.CAPITALS)
        elif self._page.startswith("chronology/") and tag == "h2":
            self._bookmark(1, words, in_contents=False)
            self._inline(part)
        else:
            level = depth - 1
            page = self._page if tag == "h1" else ""
            self._bookmark(level, words, in_contents=level < 2, page=page)
            self._inline(part, Letters.CAPITALS if depth in {1, 3} else Letters.EDITED)
            if depth == 4:
                self._add(".")
        if words in _PICTURES and tag == "h2" and not self._is_document:
            self._out.append(Run("", self._where, PICTURE))

    def _title(self, part: Part) -> None:
        name = self._page.partition("/")[2]
        subject = part.words().removeprefix(name).removeprefix(":").strip()
        self._bookmark(1, f"{name} {subject}".strip(), page=self._page)
        self._at = name
        self._add(name, Letters.SENT)
        self._add(subject, Letters.SENT)

    def _record(self, part: Part) -> None:
        rows: dict[str, Part] = {}
        label = ""
        for child in part.parts():
            if child.tag == "dt":
                label = _bare(child)
            else:
                rows[label.removesuffix(":")] = child
        self._at = "record"
        self._line(rows)
        source = [(name, rows[name]) for name in _SOURCE if name in rows]
        if source:
            out, at = self._out, self._at
            self._out, self._at = self._stretch.notes, "source"
            self._add("Source.", Letters.CAPITALS)
            for name, row in source:
                self._source(name, row)
            self._out, self._at = out, at
        for name, row in rows.items():
            if name in _SAID or name in _SOURCE:
                continue
            inner = row.first("p")
            self._at = (inner.get("id") if inner else "") or "record"
            self._add(name, Letters.CAPITALS)
            self._field(row)
        self._at = "record"

    def _line(self, rows: dict[str, Part]) -> None:
        shown: list[Callable[[], None]] = []
        if "Origin" in rows:
            shown.append(lambda: self._field(rows["Origin"]))
        if "Created" in rows:
            shown.append(lambda: self._add(_day_of(rows["Created"].words()), Letters.SENT))
        if "Classification" in rows:
            shown.append(lambda: self._field(rows["Classification"]))
        for number, one in enumerate(shown):
            if number:
                self._add("·")
            one()

    def _field(self, row: Part) -> None:
        for child in row.parts():
            if child.tag == "ul":
                for item in child.parts():
                    self._at = item.get("id") or self._at
                    self._field(item)
            else:
                self._inline(child, Letters.SENT)

    def _source(self, name: str, row: Part) -> None:
        if name in _LABELLED:
            self._add(f"{name}: ")
        link = next((p.get("href") for p in row.walk() if p.get("href")), "")
        if name == "WikiLeaks" and link:
            self._add(link, to=link)
        else:
            self._field(row)
        if name in _ENDED and (name != "WikiLeaks" or link):
            self._add(".")

    def _box(self, part: Part) -> None:
        title, listed = part.parts()
        self._at = "missing" if "cable-missing" in part.classes else "revised"
        self._add(title.words(), Letters.CAPITALS)
        for item in listed.parts():
            for paragraph in item.parts():
                self._inline(paragraph)
            if not item.words().strip().rstrip("”\"'").endswith("."):
                self._add(".")

    def _paragraph(self, part: Part) -> None:
        self._at = part.get("id")
        for child in part.parts():
            if "cable-number" in child.classes:
                self._add(child.words().removeprefix("¶").strip(), Letters.SENT)
            else:
                for block in child.parts():
                    self._at = block.get("id") or part.get("id")
                    self._inline(block)

    def _list(self, part: Part, level: int) -> None:
        for item in part.parts():
            if name := item.get("id"):
                self._at = name
            self._add(_BULLETS[min(level, len(_BULLETS) - 1)])
            for child in item.parts():
                if child.tag == "ul":
                    self._list(child, level + 1)
                else:
                    self._inline(child)

    def _apparatus(self) -> None:
        one = self._cable
        emended = [e for placed in one.emendations.values() for e in placed] if one else []
        if one is None or not emended or self._is_left_out("emendations/index"):
            return
        self._at = "emendations"
        self._add("Emendations", Letters.CAPITALS)
        for anchor, placed in groupby(emended, key=lambda e: e.anchor):
            readings = list(placed)
            self._at = readings[0].id
            self._add(place_name(anchor), to=f"{self._page}#{readings[0].id}")
            for number, e in enumerate(readings):
                self._at = e.id
                between = "· " if number else ""
                doubt = "" if RULES[e.rule].mechanical else "*"
                self._add(f"{between}{doubt}{fold(e.read)}] {fold(e.lemma)}", Letters.SENT)
        self._at = "emendations"
        if any(not RULES[e.rule].mechanical for e in emended):
            self._add("* a conjecture; the register of emendations gives the reasons")

    # -- lists and registers ----------------------------------------------------------------------

    def _cables(self, part: Part) -> None:
        rows = [row for body in part.parts() if body.tag == "tbody" for row in body.parts()]
        if len(rows) == 1 and self._page == "cables/index":
            return
        for row in rows:
            date, name, origin, classification, subject = row.parts()
            self._at = name.words()
            self._add(date.words(), Letters.SENT)
            self._inline(name, Letters.SENT)
            about = "; ".join(p for p in (origin.words(), classification.words()) if p)
            said = f". {about}" + (f". {subject.words()}" if subject.words() else "")
            self._add(said, Letters.SENT)

    def _places(self, part: Part) -> None:
        by_cable: dict[str, dict[str, str]] = {}
        for item in part.parts():
            link = item.first("a")
            if link is not None:
                words, href = link.words(), link.get("href")
                cable = href.partition("#")[0].partition("/")[2]
                by_cable.setdefault(cable, {})[href] = words.removeprefix(f"{cable}, ")
        for cable, places in by_cable.items():
            self._add(cable, Letters.SENT, self._target(f"cables/{cable}"))
            self._add(":")
            for number, (href, words) in enumerate(places.items()):
                self._add(", " if number else "")
                self._add(words, to=self._target(href))
            self._add(".")

    def _rules(self, part: Part) -> None:
        for term, *told in _grouped(part):
            code = term.first("code")
            self._at = term.get("id")
            name = term.words().removesuffix(code.words() if code else "").strip()
            said = _RULE.fullmatch(told[0].parts()[1].words())
            count, source = (said[1], said[2]) if said else ("", "")
            self._add(f"{name}: {told[0].parts()[0].words()} ({count}; {source})")

    def _emendations(self, part: Part) -> None:
        rows = [row for body in part.parts() if body.tag == "tbody" for row in body.parts()]
        for row in rows:
            place, source, edition, rule, certainty = row.parts()
            self._at = row.get("id")
            self._inline(place, Letters.CAPITALS)
            read = "".join(one for one in edition.children if isinstance(one, str))
            self._add(f"{read}] {source.words()}", Letters.SENT)
            self._add(f"{rule.words()}, {certainty.words()}")
            for reason in edition.parts():
                self._add(reason.words())


def _grouped(part: Part) -> Iterator[list[Part]]:
    """Yield each term of a list with what is said of it, two and two elements."""
    listed = part.parts()
    terms = [number for number, one in enumerate(listed) if one.tag == "dt"]
    for number, end in zip(terms, [*terms[1:], len(listed)], strict=True):
        yield listed[number:end]


def _bare(part: Part) -> str:
    """Return the words of a heading without the numbers of notes."""
    return "".join(
        one if isinstance(one, str) else "" if "cable-note-ref" in one.classes else _bare(one)
        for one in part.children
    ).strip()


def _day_of(created: str) -> str:
    """Return a day as a book gives it: ``2005-01-28 20:38:00`` is ``28 January 2005``."""
    found = _DAY.match(created)
    if found is None or not 1 <= int(found[2]) <= 12:
        return created
    return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}"
