"""Who quotes it: the works that quote cables of the edition, and the same at each cable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from cable_edition.core.cable.places import place_name
from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.inline import role
from cable_edition.core.myst.markup import fence, opening, toctree
from cable_edition.core.pages.reference_pages import place_words
from cable_edition.core.quotations.quoted import Quoted, QuotedAt, elsewhere, own_anchor
from cable_edition.core.quotations.shown import is_of_copy
from cable_edition.core.words import marked, say, say_number

#: The page; its further parts are numbered.
QUOTED = "quoted/index"
_SOURCE = "the register of quotations"
_LEAD = marked(
    "Works that quote cables of this edition, as far as its editors know them, each with its "
    "quotations as they stand in the work. Every quotation was compared with the words of the "
    "cables. Exact: word for word, whatever the marks and capitals. As transmitted: some words are "
    "those of the copy, where the edition reads otherwise. Altered: the work has other words, and "
    "they are named. Absent: no cable of this edition has such words."
)
_WORDS = {
    "exact": marked("exact"),
    "emended": marked("as transmitted"),
    "altered": marked("altered"),
    "absent": marked("absent"),
}
#: What a role can lead to.
_PLACES = "phu"


class QuotedPieces:
    """Writes who quotes what; made once for an edition. ``limit`` quotations stand on one page."""

    def __init__(self, quoted: Sequence[Quoted], limit: int) -> None:
        self._parts = list(_parts(quoted, limit))
        self._page = {
            one.quotation.id: _docname(number)
            for number, part in enumerate(self._parts, 1)
            for one in part
        }
        found: dict[str, list[tuple[QuotedAt, Quoted]]] = {}
        for one in quoted:
            if one.at:
                found.setdefault(one.at.cable, []).append((one.at, one))
        self._of_cable = found

    def works_at(self, cable: str) -> Mapping[str, int]:
        """Return anchor -> how many works quote words that begin there."""
        works: dict[str, set[str]] = {}
        for at, one in self._of_cable.get(cable, ()):
            works.setdefault(at.anchor, set()).add(one.work.id)
        return {anchor: len(ids) for anchor, ids in works.items()}

    def section(self, cable: str, order: Iterable[str]) -> str:
        """Return the section of a cable's page; ``order`` has the anchors of its places."""
        found = self._of_cable.get(cable)
        if not found:
            return ""
        rank = {anchor: number for number, anchor in enumerate(order, 1)}
        rows = sorted(
            found,
            key=lambda row: (is_of_copy(row[0].anchor), rank.get(row[0].anchor, 0)),
        )
        lines = "\n".join(f"- {self._line(at, one)}" for at, one in rows)
        return fence("cable:section", "quoted-in", {"title": say("Quoted in")}, lines, "::::")

    def _line(self, at: QuotedAt, one: Quoted) -> str:
        link = f"[{escape(one.work.short, line_start=False)}](/{self._page[one.quotation.id]}.md)"
        where = _place(at, with_cable=False)
        return f"{where + ': ' if where else ''}{link}{_of_work(one)}, {_verdict(one)}"

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield the page, in parts where it would be too long; nothing without a quotation."""
        further = [_docname(number) for number in range(2, len(self._parts) + 1)]
        for number, part in enumerate(self._parts, 1):
            listing = _listing(part)
            if number > 1:
                title = opening(say("Who quotes it, page {number}", number=number), _SOURCE)
                yield _docname(number), f"{title}\n{listing}"
                continue
            links = ", ".join(f"[{n}](/{name}.md)" for n, name in enumerate(further, 2))
            more = [say("More works: {link}.", link=links) + "\n"] if further else []
            body = [opening(say("Who quotes it"), _SOURCE), f"{say(_LEAD)}\n", listing, *more]
            yield QUOTED, "\n".join([*body, toctree(further)])


def _docname(number: int) -> str:
    return QUOTED if number == 1 else f"quoted/more/{number}"


def _parts(quoted: Sequence[Quoted], limit: int) -> Iterator[list[Quoted]]:
    """Yield the quotations of each page: by work in the order of the register, works kept whole."""
    order = {one.work.id: number for number, one in reversed(list(enumerate(quoted)))}
    found: list[Quoted] = []
    ranked = sorted(quoted, key=lambda one: order[one.work.id])
    for _, group in groupby(ranked, key=lambda one: one.work.id):
        rows = list(group)
        if found and len(found) + len(rows) > limit:
            yield found
            found = []
        found += rows
    if found:
        yield found


def _listing(part: Sequence[Quoted]) -> str:
    lines = []
    for _, group in groupby(part, key=lambda one: one.work.id):
        rows = list(group)
        work = rows[0].work
        source = f" ([{say('source')}]({work.address}))" if work.address else ""
        lines.append(f"- {escape(work.reference or work.id)}{source}\n")
        lines += [f"  - {_quotation(one)}" for one in rows]
        lines.append("")
    return "\n".join(lines)


def _quotation(one: Quoted) -> str:
    words = escape(f"“{' '.join(one.quotation.words.split())}”", line_start=False)
    places = ", ".join(_place(at, with_cable=True) for at in one.places)
    if one.more:
        places += " " + say_number(
            len(one.places), "and more than this {n} cable", "and more than these {n} cables"
        )
    where = f": {places}" if places else ""
    return f"{words}{_of_work(one)}, {_verdict(one)}{where}{_named(one)}"


def _of_work(one: Quoted) -> str:
    page = one.quotation.page
    return f", {escape(page, line_start=False)}" if page else ""


def _verdict(one: Quoted) -> str:
    said = say(_WORDS[one.verdict])
    if changes := [step for step in one.diff if step[0] == "~"]:
        told = ", ".join(
            say("{words} for {link}", words=_quoted(step[1]), link=_sent(step[2]))
            for step in changes
        )
        return f"{said} ({told})"
    return said


def _quoted(words: str) -> str:
    return escape(f"“{words}”", line_start=False) if words else say("nothing")


def _sent(words: str) -> str:
    return f"“{role('sent', words, '')}”" if words else say("nothing")


def _named(one: Quoted) -> str:
    """Return what the work names, where that is another place."""
    said = one.quotation
    lost = one.verdict == "absent" and said.cable
    if not (lost or elsewhere(one)):
        return ""
    named = " ".join(part for part in (said.cable, place_words(said.paragraph)) if part)
    return escape("; " + say("the work names {place}", place=named), line_start=False)


def _place(at: QuotedAt, *, with_cable: bool) -> str:
    """Return the link to a place; of one without an address the cable alone, or nothing."""
    first, last = own_anchor(at.anchor), own_anchor(at.last)
    if not is_of_copy(at.anchor) and (first[:1] not in _PLACES or not first[1:2].isdigit()):
        name = _in_witness(place_name(first) if first not in {"", "record"} else say("head"), at)
        return f"{role('cited', at.cable, at.cable)}, {name}" if with_cable else name
    said = place_words(first)
    if last not in {"", first}:
        said = say("{first} to {last}", first=said, last=place_words(last))
    said = _in_witness(said, at)
    said = f"{at.cable} {said}" if with_cable else said
    return f"{{cable:par}}`{said} <{at.cable}#{at.anchor}>`"


def _in_witness(name: str, at: QuotedAt) -> str:
    """Return the name of a place, with the copy that has the words."""
    if not at.witness:
        return name
    return f"{name}, {say('witness {siglum}', siglum=at.witness)}"
