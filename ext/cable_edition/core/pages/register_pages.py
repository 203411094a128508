"""The pages of the registers: each entry with what is known of it and every place it occurs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Literal

from cable_edition.core.authorities import authority_of
from cable_edition.core.edition.model import NOTHING_KEPT
from cable_edition.core.edition.whole import mark_of
from cable_edition.core.kept_work import KeptWork, digest_of
from cable_edition.core.myst.editorial_text import inline
from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.inline import code_role, role
from cable_edition.core.myst.markup import fence, opening, rows, statement, toctree
from cable_edition.core.myst.row_kinds import PlaceRow
from cable_edition.core.pages.anchors import FOLDERS, EntryAt, page_name, title_of
from cable_edition.core.pages.limits import places_shown
from cable_edition.core.registers.concordance import Occurrence
from cable_edition.core.registers.entries import Entry, Organization, Person, Post, Tag, Term
from cable_edition.core.words import marked, say, say_list, say_number, spoken

Places = Mapping[tuple[str, str], Sequence[Occurrence]]
#: Tells whether a page is there already with the text that a SHA-256 stands for; it stays then.
Stands = Callable[[str, str], bool]


#: From so many entries on a page of the glossary on, it has links to its letters.
LETTERS_FROM = 10
TITLES = {
    "person": marked("People"),
    "organization": marked("Organizations"),
    "term": marked("Glossary"),
    "tag": marked("TAGS"),
    "post": marked("Posts"),
}
INTRODUCTIONS = {
    "person": marked(
        "Everyone whom the cables name, with the office held at the time and every place "
        "where the name occurs."
    ),
    "organization": marked(
        "The bodies that the cables name. Where an acronym stands for one of them, its "
        "places are counted here too."
    ),
    "term": marked(
        "Acronyms, codes and expressions as these cables use them. Each entry lists its uses "
        "with the words around them."
    ),
    "tag": marked(
        "The codes by which cables were filed: Traffic Analysis by Geography and Subject."
    ),
    "post": marked("The posts that sent the cables, with every cable of each."),
}
SOURCES = {
    "person": "registers/people.yaml",
    "organization": "registers/organizations.yaml",
    "term": "registers/glossary.yaml",
    "tag": "registers/tags.yaml",
    "post": "registers/posts.yaml",
}
#: What a row says where no blank stands before its words, or after them.
_JOINED: dict[tuple[bool, bool], Literal["", "before", "after", "both"]] = {
    (False, False): "",
    (True, False): "before",
    (False, True): "after",
    (True, True): "both",
}
KIND_NAMES = {
    "subject": marked("subject TAG"),
    "geographic": marked("geographic TAG"),
    "program": marked("program TAG"),
    "organization": marked("organization TAG"),
    "person": marked("person TAG"),
    "free": marked("free-style tag"),
}


#: What an entry is, in the sentence that tells who it is elsewhere.
SAME = {
    Person: marked("The same person in {link}."),
    Organization: marked("The same organization in {link}."),
    Post: marked("The same post in {link}."),
}


class RegisterPages:
    """Writes the pages of one register.

    ``placed`` holds every entry of the edition with its page; ``places`` where each occurs;
    ``places_per_entry`` is how many of them stand with the entry, or fewer where a page would list
    too many (:func:`.places_shown`), before they go to pages of their own; ``pictures`` stand at
    the end of the first page of a kind, ``tools`` below its introduction; ``together`` are the TAGS
    that stand with a TAG, and on how many cables.
    ``kept`` has what an earlier build wrote of the same entries.
    """

    def __init__(
        self,
        placed: Mapping[tuple[str, str], EntryAt],
        places: Places,
        places_per_entry: int,
        pictures: Mapping[str, str] | None = None,
        tools: Mapping[str, str] | None = None,
        together: Mapping[str, Sequence[tuple[str, int]]] | None = None,
        kept: KeptWork = NOTHING_KEPT,
    ) -> None:
        self._placed = placed
        self._places = places
        self._limit = places_per_entry
        self._pictures = pictures or {}
        self._tools = tools or {}
        self._together = together or {}
        self._kept = kept

    def pages(self, kind: str, stands: Stands | None = None) -> Iterator[tuple[str, str]]:
        """Yield (docname, MyST text) of the register of a kind of entry.

        ``stands`` is asked for pages of places alone that are known without their text.
        """
        folder = FOLDERS[kind]
        by_page: dict[str, list[EntryAt]] = {page_name(folder, 1): []}
        for entry in self._placed.values():
            if entry.kind == kind:
                by_page.setdefault(entry.docname, []).append(entry)
        further: list[str] = list(by_page)[1:]
        texts: dict[str, str] = {}
        for number, (docname, entries) in enumerate(by_page.items(), 1):
            title = say(TITLES[kind])
            if number > 1:
                title = say("{title}, page {number}", title=title, number=number)
            parts = [opening(title, SOURCES[kind])]
            if number == 1:
                parts.append(say(INTRODUCTIONS[kind]) + "\n")
                parts.append(self._tools.get(kind, ""))
            parts.append(_letters(kind, entries))
            shown = places_shown((len(self._found(at)) for at in entries), self._limit)
            for at in entries:
                overflow = self._overflow(at, shown)
                further += overflow
                parts.append(self._kept_entry(at, shown, [*overflow]))
                yield from self._overflow_pages(at, overflow, stands)
            texts[docname] = "\n".join(parts)
        index = page_name(folder, 1)
        if picture := self._pictures.get(kind, ""):
            texts[index] += "\n" + picture
        texts[index] += "\n" + toctree(further) if further else ""
        yield from texts.items()

    def _found(self, at: EntryAt) -> Sequence[Occurrence]:
        return self._places.get((at.kind, at.entry.id), ())

    def _kept_entry(self, at: EntryAt, shown: int, overflow: list[str]) -> str:
        """Return the text of an entry, that of an earlier build if all is as it was."""
        found = self._found(at)
        others = self._together.get(at.entry.id) if at.kind == "tag" else ()
        links = [self._see(target) for target in at.entry.see_also]
        said = [repr(one) for one in (at.entry, at.former, len(found), overflow, others, links)]
        mark = mark_of(found)
        places = (
            part
            for one in (() if mark else found[:shown])
            for part in (one.cable, one.anchor, one.before, one.words, one.after, repr(one.sense))
        )
        given = digest_of((spoken().tag, *said, f"{shown} {mark}" if mark else "", *places))
        drawer = self._kept.drawer("entries", (at.kind, at.entry.id))
        return drawer.of(
            "text", lambda: self._entry(at, len(found), found[:shown], overflow), given
        )

    def _entry(
        self, at: EntryAt, count: int, places: Sequence[Occurrence], overflow: list[str]
    ) -> str:
        entry = at.entry
        parts = list(self._head(at))
        parts += [statement(one) for one in entry.statements]
        parts += same_as_lines(entry)
        if entry.see_also:
            links = [self._see(target) for target in entry.see_also]
            named = ", ".join(link for link in links if link)
            parts.append(say("See also {link}.", link=named) + "\n")
        if at.kind == "tag" and (others := self._together.get(entry.id)):
            named = ", ".join(f"{code_role(code)} ({count})" for code, count in others)
            parts.append(say("On cables with {link}.", link=named) + "\n")
        if count:
            said = say_number(count, "{n} place in the cables", "{n} places in the cables")
            shown = rows("cable:places", map(place_row, places))
            if overflow:
                pages = ", ".join(f"[{n}](/{name}.md)" for n, name in enumerate(overflow, 2))
                shown += "\n" + say("More places: {link}.", link=pages) + "\n"
            # In the glossary the meaning counts, and the places are folded up below it.
            folds = at.kind == "term"
            shown = shown.rstrip("\n")
            parts.append(
                fence("cable:folded", said, {}, shown, ":::") if folds else f"*{said}*\n\n{shown}\n"
            )
        else:
            none = say("No place in the words of the cables is listed here.")
            parts.append(f"*{none}*\n")
        options = {"former": " ".join(at.former)} if at.former else {}
        body = "\n".join(parts).rstrip("\n")
        return fence("cable:entry", f"{at.kind} {entry.id}", options, body, "::::")

    def _head(self, at: EntryAt) -> Iterator[str]:
        entry = at.entry
        if isinstance(entry, Person):
            if entry.office:
                yield fence(
                    "cable:statement",
                    entry.office_status,
                    {},
                    "\n".join([f"**{inline(entry.office)}**", *entry.office_sources]),
                )
            if entry.spelled:
                spelled = escape(", ".join(entry.spelled), line_start=False)
                yield say("Spelled {words} in the cable.", words=spelled) + "\n"
        elif isinstance(entry, Term) and entry.expansion:
            yield f"**{inline(entry.expansion)}**\n"
            if entry.tip and entry.tip != entry.expansion:
                yield f"{escape(entry.tip)}\n"
        elif isinstance(entry, Tag):
            kind = say(KIND_NAMES.get(entry.kind, entry.kind))
            meaning = escape(entry.tip or entry.name or say("meaning not known"))
            yield f"**{meaning}** ({kind})\n"
        elif isinstance(entry, (Organization, Post)):
            if entry.tip:
                yield f"{escape(entry.tip)}\n"
            if entry.country:
                yield say("Country: {name}.", name=escape(entry.country, line_start=False)) + "\n"
        if isinstance(entry, Term):
            for sense in entry.senses:
                tip = escape(sense.tip, line_start=False)
                yield say("Sense: {link}.", link=f"**{inline(sense.expansion)}**") + f" {tip}\n"
                yield from (statement(one) for one in sense.statements)

    def _see(self, target: str) -> str:
        for kind in ("person", "organization", "term", "tag", "post"):
            at = self._placed.get((kind, target))
            if at:
                name = title_of(at.entry)
                return role(kind, name, name if kind == "term" else target)
        return ""

    def _overflow(self, at: EntryAt, shown: int) -> dict[str, slice]:
        """Return the pages of the places that do not stand with an entry, and those of each."""
        step, count = self._limit * 2, len(self._found(at))
        return {
            f"{FOLDERS[at.kind]}/more/{at.anchor}-{number}": slice(start, start + step)
            for number, start in enumerate(range(shown, count, step), 2)
        }

    def _overflow_pages(
        self, at: EntryAt, overflow: Mapping[str, slice], stands: Stands | None
    ) -> Iterator[tuple[str, str]]:
        found = self._found(at)
        if not overflow:
            return
        pages: dict[str, str] = {}
        for number, docname in enumerate(overflow, 2):
            name = escape(title_of(at.entry))
            title = say("{name}: places, part {number}", name=name, number=number)
            pages[docname] = opening(title, SOURCES[at.kind])

        def text(docname: str) -> str:
            listed = rows("cable:places", map(place_row, found[overflow[docname]]))
            return f"{pages[docname]}\n{listed}"

        mark = mark_of(found)
        if not mark or stands is None:
            yield from ((docname, text(docname)) for docname in pages)
            return
        # Of places that are as they were it is known what the pages are, and nothing is read.
        given = digest_of((spoken().tag, mark, repr(overflow), *pages.values()))
        made: dict[str, str] = {}

        def digests() -> dict[str, str]:
            made.update((docname, text(docname)) for docname in pages)
            return {name: sha256(one.encode()).hexdigest() for name, one in made.items()}

        drawer = self._kept.drawer("entries", (at.kind, at.entry.id))
        for docname, digest in drawer.of("more", digests, given).items():
            if not stands(docname, digest):
                yield docname, made.get(docname) or text(docname)


def same_as_lines(entry: Entry) -> Iterator[str]:
    """Yield in a sentence each what authority files have of an entry, and of the town of a post."""
    if not isinstance(entry, Person | Organization | Post):
        return
    told = [(SAME[type(entry)], entry.same_as)]
    if isinstance(entry, Post):
        told.append((marked("The town where it is, in {link}."), entry.place_same_as))
    for message, addresses in told:
        links = [f"[{authority_of(one).named}]({one})" for one in addresses]
        if links:
            yield say(message, link=say_list(links)) + "\n"


def _letters(kind: str, entries: Sequence[EntryAt]) -> str:
    """Return links to the first entry of each letter, where the entries of a glossary are many."""
    if kind != "term" or len(entries) < LETTERS_FROM:
        return ""
    first: dict[str, str] = {}
    for at in entries:
        name = title_of(at.entry)
        letter = next((char.upper() for char in name if char.isalnum()), "")
        first.setdefault(letter, name)
    links = " ".join(role(kind, letter, name) for letter, name in first.items() if letter)
    return fence("container", "cable-letters", {}, links)


def place_row(place: Occurrence) -> PlaceRow:
    """Return the row of a place; it keeps whether blanks part its words from those around."""
    first = bool(place.before) and not place.before.endswith(" ")
    last = bool(place.after) and not place.after.startswith(" ")
    joined = _JOINED[first, last]
    return PlaceRow(place.cable, place.anchor, place.before, place.words, place.after, joined)
