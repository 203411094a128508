"""What the registers of an edition must show: each entry, and every place where it occurs."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from cable_edition.core.cable.places import place_name
from cable_edition.core.edition.pictures.people_pairs import people_pairs
from cable_edition.core.edition.pictures.tags_in_time import tags_in_time
from cable_edition.core.edition.tag_pairs import tag_pairs
from cable_edition.core.proof.site.editor_words import shown_words
from cable_edition.core.proof.site.expected import Expected, Tokens, el, joined_by, text
from cable_edition.core.proof.site.known import KINDS, Known, Placed, anchor_of
from cable_edition.core.proof.site.lists import (
    Expectation,
    Ids,
    Part,
    further,
    made_of,
    prose,
    statement,
    subsection,
    titled,
    tree,
)
from cable_edition.core.proof.site.pictures import picture_part
from cable_edition.core.proof.site.site_page import PageTree
from cable_edition.core.registers.concordance import Occurrence
from cable_edition.core.registers.entries import (
    Entry,
    Organization,
    Person,
    Post,
    Statement,
    Tag,
    Term,
)
from cable_edition.core.words import around, say, say_number

_TITLES = {
    "person": "People",
    "organization": "Organizations",
    "term": "Glossary",
    "tag": "TAGS",
    "post": "Posts",
}
_LEADS = {
    "person": "Everyone whom the cables name, with the office held at the time and every place "
    "where the name occurs.",
    "organization": "The bodies that the cables name. Where an acronym stands for one of them, its "
    "places are counted here too.",
    "term": "Acronyms, codes and expressions as these cables use them. Each entry lists its uses "
    "with the words around them.",
    "tag": "The codes by which cables were filed: Traffic Analysis by Geography and Subject.",
    "post": "The posts that sent the cables, with every cable of each.",
}
_FILES = {
    "person": "people",
    "organization": "organizations",
    "term": "glossary",
    "tag": "tags",
    "post": "posts",
}
_KINDS_OF_TAG = {
    "subject": "subject TAG",
    "geographic": "geographic TAG",
    "program": "program TAG",
    "organization": "organization TAG",
    "person": "person TAG",
    "free": "free-style tag",
}
_LETTERS_FROM = 10
#: So many places a page lists at most.
_ON_A_PAGE = 10_000
_BODIES = {
    Person: "The same person in {link}.",
    Organization: "The same organization in {link}.",
    Post: "The same post in {link}.",
}
#: The beginning of an address of an authority file, and what the file is called.
_AUTHORITIES = {
    "https://www.wikidata.org/entity": "Wikidata",
    "https://viaf.org/viaf": "VIAF",
    "https://id.loc.gov/authorities/names": "Library of Congress",
    "https://d-nb.info/gnd": "GND",
    "https://www.geonames.org": "GeoNames",
}
Places = Mapping[tuple[str, str], Sequence[Occurrence]]


def registers(known: Known) -> dict[str, Expectation]:
    """Return the pages of all registers."""
    places: Places = ChainMap(
        cast("Any", _post_places(known)),
        cast("Any", _tag_places(known)),
        cast("Any", known.edition.places),
    )
    together = tag_pairs(known.edition.cables) if len(known.edition.cables) > 1 else {}
    found: dict[str, Expectation] = {}
    for kind in _TITLES:
        found |= _Register(known, kind, places, together).pages()
    return found


def halved(most: int, counts: Sequence[int]) -> int:
    """Return how many places each entry of a page shows, of those with so many each."""
    listed = sum(min(count, most) for count in counts)
    return most if most == 1 or listed <= _ON_A_PAGE else halved(most // 2, counts)


def _tag_places(known: Known) -> dict[tuple[str, str], list[Occurrence]]:
    found: dict[tuple[str, str], list[Occurrence]] = {}
    for one in known.edition.cables:
        codes = [tag.text for tag in one.cable.opening.tags]
        for at, code in enumerate(codes):
            line = ", ".join(codes)
            begin = len(", ".join([*codes[:at], ""]))
            row = Occurrence(one.id, "tags", line[:begin], code, line[begin + len(code) :])
            found.setdefault(("tag", code), []).append(row)
    return found


def _post_places(known: Known) -> dict[tuple[str, str], list[Occurrence]]:
    found: dict[tuple[str, str], list[Occurrence]] = {}
    for one in known.edition.cables:
        if post := known.posts.get(one.id):
            row = "classification" if one.classification else "source"
            line = f"{one.date}, {one.origin}".removesuffix(", ").removeprefix(", ")
            line += ": " if line and one.subject else ""
            place = Occurrence(one.id, row, line, one.subject, "")
            found.setdefault(("post", post.entry.id), []).append(place)
    for key, places in found.items():
        places.extend(known.edition.places.get(key, ()))
    return found


class _Register:
    """The pages of one register."""

    def __init__(
        self,
        known: Known,
        kind: str,
        places: Places,
        together: Mapping[str, Sequence[tuple[str, int]]],
    ) -> None:
        self._known = known
        self._kind = kind
        self._places = places
        self._together = together
        self._limit = known.against.settings.limits.places_per_entry
        #: How many places each entry shows.
        self._shown: dict[str, int] = {}
        self._source = f"registers/{_FILES[kind]}.yaml"

    def pages(self) -> dict[str, Expectation]:
        folder = KINDS[self._kind][0]
        index = f"{folder}/index"
        by_page: dict[str, list[Placed]] = {index: []}
        for placed in self._known.entries.values():
            if placed.kind == self._kind:
                by_page.setdefault(placed.page, []).append(placed)
        found: dict[str, Expectation] = {}
        more = list(by_page)[1:]
        for entries in by_page.values():
            counts = [len(self._places.get((one.kind, one.entry.id), ())) for one in entries]
            shown = halved(self._limit, counts)
            for placed in entries:
                self._shown[placed.entry.id] = shown
                for name, page in self._overflow(placed):
                    found[name] = page
                    more.append(name)
        for number, (name, entries) in enumerate(by_page.items(), 1):
            found[name] = self._page(number, entries, more if number == 1 else [])
        return found

    def _page(self, number: int, entries: list[Placed], more: list[str]) -> Expectation:
        title = say(_TITLES[self._kind])
        if number > 1:
            title = say("{title}, page {number}", title=title, number=number)

        def page(read: PageTree) -> Expected:
            parts: list[Part] = []
            if number == 1:
                parts += [prose(say(_LEADS[self._kind])), self._tool]
            if self._kind == "term" and len(entries) >= _LETTERS_FROM:
                parts.append(self._letters(entries))
            parts += [self._entry(placed) for placed in entries]
            picture = self._picture() if number == 1 else ""
            if picture:
                ids = Ids(read)
                drawn = picture_part(self._known, read.name)
                parts.append(subsection(self._known, ids, picture, drawn, tree(more)))
            else:
                parts.append(tree(more))
            return titled(self._known, read, title, self._source, *parts)

        return page

    def _picture(self) -> str:
        cables = self._known.edition.cables
        if self._kind == "person" and list(
            people_pairs(cables, self._known.edition.registers.people)
        ):
            return say("Who appears with whom")
        return say("TAGS over time") if self._kind == "tag" and list(tags_in_time(cables)) else ""

    def _letters(self, entries: list[Placed]) -> Part:
        """Return the links to the first entry of each letter."""
        first: dict[str, Placed] = {}
        for placed in entries:
            marks = [mark for mark in placed.title if mark.isalnum()]
            if marks:
                first.setdefault(marks[0].upper(), placed)

        def part(page: Expected) -> None:
            links = [
                self._known.entry_link(placed, letter, placed.page)
                for letter, placed in first.items()
            ]
            lines = [
                f"{{term}}`{letter}`" if letter == placed.target
                else f"{{term}}`{letter} <{placed.target}>`"
                for letter, placed in first.items()
            ]  # fmt: skip
            page.add(
                el("div", el("p", joined_by(" ", links)), cls="cable-letters"),
                "```{container} cable-letters", " ".join(lines), "```",
            )  # fmt: skip

        return part

    def _tool(self, page: Expected) -> None:
        if self._kind == "tag" and len(self._known.edition.cables) > 1:
            page.add(el("div", cls="cable-tag-filter"), "```{cable:tag-filter}", "```")

    def _overflow(self, placed: Placed) -> Iterator[tuple[str, Expectation]]:
        found = self._places.get((self._kind, placed.entry.id), ())
        step = 2 * self._limit
        folder = KINDS[self._kind][0]
        for number, at in enumerate(range(self._shown[placed.entry.id], len(found), step), 2):
            title = say("{name}: places, part {number}", name=placed.title, number=number)
            part = _places(self._known, found[at : at + step])
            yield (
                f"{folder}/more/{placed.anchor}-{number}",
                made_of(self._known, title, self._source, part),
            )

    def _entry(self, placed: Placed) -> Part:
        def part(page: Expected) -> None:
            inner = Expected()
            entry = placed.entry
            inner.add(el("h2", placed.title, self._known.heading.link(placed.anchor)))
            for one in (*self._head(placed), *self._statements(placed, entry.statements)):
                one(inner)
            for line in _same_as(entry):
                line(inner)
            self._see_also(inner, placed)
            self._with(inner, placed)
            found = self._places.get((placed.kind, entry.id), ())
            if found:
                said = say_number(len(found), "{n} place in the cables", "{n} places in the cables")
                shown = Expected()
                _places(self._known, found[: self._shown[entry.id]])(shown)
                further("More places: {link}.", [name for name, _ in self._overflow(placed)])(shown)
                if placed.kind == "term":
                    inner.add(
                        el("details", el("summary", said), shown.raw, cls="cable-folded"),
                        f":::{{cable:folded}} {said}", *shown.lines, ":::",
                    )  # fmt: skip
                else:
                    inner.add(el("p", el("em", said)), f"*{said}*")
                    inner.add(shown.raw, *shown.lines)
            else:
                said = say("No place in the words of the cables is listed here.")
                inner.add(el("p", el("em", said)), f"*{said}*")
            former = [anchor_of(self._kind, old) for old in entry.formerly]
            spans = [el("span", id=name) for name in former]
            options = [f":former: {' '.join(former)}"] if former else []
            body = [token for span in spans for token in span] + inner.raw
            page.add(
                el("section", body, cls="cable-entry", id=placed.anchor),
                f"::::{{cable:entry}} {placed.kind} {entry.id}", *options, *inner.lines, "::::",
            )  # fmt: skip

        return part

    def _statements(self, placed: Placed, found: Sequence[Statement]) -> Iterator[Part]:
        for one in found:
            yield statement(self._known, placed.page, one)

    def _strong(self, placed: Placed, written: str, *, lead: str = "", after: str = "") -> Part:
        shown = shown_words(written, lambda *role: self._known.role_link(placed.page, *role))
        return lambda page: page.add(
            el("p", lead, el("strong", shown.tokens), after), f"{lead}**{shown.line}**{after}"
        )

    def _head(self, placed: Placed) -> Iterator[Part]:
        entry = placed.entry
        if isinstance(entry, Person):
            if entry.office:
                office = Statement(f"**{entry.office}**", entry.office_status, entry.office_sources)
                yield statement(self._known, placed.page, office)
            if entry.spelled:
                yield prose(say("Spelled {words} in the cable.", words=", ".join(entry.spelled)))
        elif isinstance(entry, Term):
            yield from self._term(placed, entry)
        elif isinstance(entry, Tag):
            meaning = entry.tip or entry.name or say("meaning not known")
            kind = f" ({say(_KINDS_OF_TAG.get(entry.kind, entry.kind))})"
            yield lambda page: page.add(
                el("p", el("strong", meaning), kind), f"**{meaning}**{kind}"
            )
        elif isinstance(entry, (Organization, Post)):
            if entry.tip:
                yield prose(entry.tip)
            if entry.country:
                yield prose(say("Country: {name}.", name=entry.country))

    def _term(self, placed: Placed, entry: Term) -> Iterator[Part]:
        if entry.expansion:
            yield self._strong(placed, entry.expansion)
            if entry.tip and entry.tip != entry.expansion:
                yield prose(entry.tip)
        for sense in entry.senses:
            lead, after = around("Sense: {link}.")
            after = f"{after} {sense.tip}"
            yield self._strong(placed, sense.expansion, lead=lead, after=after)
            yield from self._statements(placed, sense.statements)

    def _see_also(self, page: Expected, placed: Placed) -> None:
        links: list[Tokens] = []
        lines = []
        for target in placed.entry.see_also:
            other = next(
                (found for kind in KINDS if (found := self._known.entries.get((kind, target)))),
                None,
            )
            if other:
                links.append(self._known.entry_link(other, other.title, placed.page))
                role = KINDS[other.kind][2]
                short = other.title == other.target
                lines.append(
                    f"{{{role}}}`{other.title}`" if short
                    else f"{{{role}}}`{other.title} <{other.target}>`"
                )  # fmt: skip
        if placed.entry.see_also:
            before, after = around("See also {link}.")
            listed = ", ".join(lines)
            page.add(el("p", before, joined_by(", ", links), after), f"{before}{listed}{after}")

    def _with(self, page: Expected, placed: Placed) -> None:
        others = self._together.get(placed.entry.id, ()) if placed.kind == "tag" else ()
        if not others:
            return
        parts = []
        for code, count in others:
            link = self._known.entry_link(self._known.entries["tag", code], code, placed.page)
            parts.append([*link, *text(f" ({count})")])
        lines = ", ".join(f"{{cable:tag}}`{code} <{code}>` ({count})" for code, count in others)
        before, after = around("On cables with {link}.")
        page.add(el("p", before, joined_by(", ", parts), after), f"{before}{lines}{after}")


def _same_as(entry: Entry) -> Iterator[Part]:
    """Yield the sentences that lead to authority files."""
    kind = next((word for type_, word in _BODIES.items() if isinstance(entry, type_)), "")
    own = getattr(entry, "same_as", ())
    town = getattr(entry, "place_same_as", ())
    for message, addresses in ((kind, own), ("The town where it is, in {link}.", town)):
        if addresses:
            yield _led_to(message, addresses)


def _led_to(message: str, addresses: Sequence[str]) -> Part:
    """Return a sentence that ends in links to authority files, each with its name and the id."""

    def part(page: Expected) -> None:
        lead, end = around(message)
        tokens, line = text(lead), lead
        for number, address in enumerate(addresses, 1):
            words = _authority_words(address)
            tokens = [*tokens, *el("a", words, href=address)]
            line += f"[{words}]({address})"
            if number < len(addresses):
                between = ", "
                if number == len(addresses) - 1:
                    between = say("{several} and {last}", several="", last="")
                tokens, line = [*tokens, *text(between)], line + between
        page.add(el("p", tokens, end), f"{line}{end}")

    return part


def _authority_words(address: str) -> str:
    begin, _, number = address.rpartition("/")
    return f"{_AUTHORITIES[begin]} ({number})"


def _places(known: Known, found: Sequence[Occurrence]) -> Part:
    def part(page: Expected) -> None:
        items = []
        lines = []
        for one in found:
            first = not one.before or one.before[-1] == " "
            last = not one.after or one.after[0] == " "
            joined = ("" if last else "after") if first else ("before" if last else "both")
            items.append(
                el(
                    "li",
                    el("a", f"{one.cable}, {place_name(one.anchor)}", cls="cable-place",
                       href=f"cables/{one.cable}#{one.anchor}"),
                    el(
                        "q",
                        el("span", one.before, cls="cable-before"),
                        el("mark", one.words),
                        el("span", one.after, cls="cable-after"),
                        **known.as_sent,
                    ),
                )
            )  # fmt: skip
            fields = (one.cable, one.anchor, one.before, one.words, one.after, joined)
            lines.append(" | ".join(fields))
        if items:
            page.add(el("ul", *items, cls="cable-places"), "```{cable:places}", *lines, "```")

    return part
