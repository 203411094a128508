"""The wanted list: cables that are cited and are not in the edition, and holes in the serials.

Nothing is told here but what cables of the edition say, and what an id says by itself: year, post
and serial.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cable_edition.core.cable.dates import day_in_words
from cable_edition.core.cable.ids import in_order, parse_id
from cable_edition.core.cable.posts import post_name
from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.edition.references import build_graph, items_of, items_told
from cable_edition.core.late_methods import dataclass
from cable_edition.core.nouns import joined
from cable_edition.core.words import say


class Citing(NamedTuple):
    """A cable that cites: its id, date and origin, the places, and the words as they stand there.

    A reference in the text of a paragraph has its words too, one that is named twice only once.
    ``siglum`` is that of the other witness that alone has them, empty for the base text.
    """

    cable: str
    date: str
    origin: str
    places: tuple[str, ...]
    words: tuple[str, ...]
    siglum: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cable that is cited and not in the edition.

    ``post`` is the code in the id and ``place`` its name, ``year`` has four digits; all are empty
    for an id of our own form. ``told`` is what editors say of it beside a cable: date and title.
    """

    id: str
    post: str
    place: str
    year: str
    serial: str
    citing: tuple[Citing, ...]
    told: tuple[str, ...] = ()

    @property
    def times(self) -> int:
        """At how many places it is cited."""
        return sum(len(one.places) for one in self.citing)

    @property
    def request(self) -> str:
        """What a request may say of it, in a sentence: only what is known."""
        first = self.citing[0]
        quoted = joined(f"“{word}”" for word in first.words)
        when = f" of {day_in_words(first.date)}" if first.date else ""
        where = f"another copy of {first.cable}" if first.siglum else first.cable
        cited = f"cited as {quoted} in {where}{when}" if quoted else f"cited in {where}"
        if self.post:
            # An office that reads a request knows no post "State".
            place = "the Department of State" if self.post == "STATE" else self.place
            what = f"Telegram {self.serial} from {place} of the year {self.year} ({self.id})"
        else:
            what = f"Telegram {self.id}"
        told = f", described by the editors as {joined(self.told)}" if self.told else ""
        return f"{what}, {cited}{told}."


class Unsettled(NamedTuple):
    """A reference to a cable that does not say which: who cites, where, and in what words."""

    cable: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Serials:
    """The serials of a post in a year: ``held`` are in the edition, ``absent`` lie between them.

    ``absent`` is a row of stretches, first and last; ``cited`` counts those cited in the edition.
    """

    post: str
    place: str
    year: str
    held: tuple[int, ...]
    absent: tuple[tuple[int, int], ...]
    cited: int

    @property
    def count(self) -> int:
        """How many numbers between the lowest and the highest are not here."""
        return sum(last - first + 1 for first, last in self.absent)

    @property
    def stretches(self) -> tuple[str, ...]:
        """The absent numbers as one writes them: ``4``, ``7 to 19``."""
        return tuple(
            str(first) if first == last else say("{first} to {last}", first=first, last=last)
            for first, last in self.absent
        )


def wanted_list(
    cables: Sequence[EditedCable], related: Mapping[str, Sequence[Related]]
) -> tuple[Wanted, ...]:
    """Return the cables that are cited and not in the edition: the most cited first, then by id.

    A cable that is here under another of its ids is not wanted.
    """
    graph = build_graph(cables)
    here = {*graph.inside, *(alias for one in cables for alias in aliases_told(one))}
    found: dict[str, list[Citing]] = {}
    for one in cables:
        cited = graph.cites.get(one.id, {})
        words = words_told(one) if cited else {}
        for to, places in cited.items():
            if to not in here:
                said = tuple(dict.fromkeys(words.get(to, ())))
                found.setdefault(to, []).append(Citing(one.id, one.date, one.origin, places, said))
    for one in cables:
        for to, citing in _in_witnesses(one, graph.cites.get(one.id, {})):
            if to not in here:
                found.setdefault(to, []).append(citing)
    told: dict[str, list[str]] = {}
    for records in related.values():
        for record in records:
            said_of = ", ".join(part for part in (record.date, record.title) if part)
            told.setdefault(record.id, []).append(said_of)
    rows = [
        _wanted(cable, tuple(citing), tuple(dict.fromkeys(told.get(cable, ()))))
        for cable, citing in found.items()
    ]
    return tuple(sorted(rows, key=lambda one: (-one.times, in_order(one.id))))


def _in_witnesses(one: EditedCable, known: Collection[str]) -> Iterator[tuple[str, Citing]]:
    """Yield what only other witnesses of a cable cite, each with the first that does."""
    told = {one.id, *known}
    for copy in one.witnesses:
        cited: dict[str, tuple[list[str], list[str]]] = {}
        for to, anchor, words in copy.cites:
            if to not in told and (place := copy.page_anchor(anchor)):
                places, said = cited.setdefault(to, ([], []))
                places.append(place)
                said += [words] if words else []
        for to, (places, said) in cited.items():
            words_there = tuple(dict.fromkeys(said))
            there = tuple(dict.fromkeys(places))
            yield to, Citing(one.id, one.date, one.origin, there, words_there, copy.siglum)
        told |= cited.keys()


def aliases_told(one: EditedCable) -> tuple[str, ...]:
    """Return the other ids of a cable, from its drawer."""
    return one.told("aliases", lambda: tuple(one.cable.aliases))


def words_told(one: EditedCable) -> dict[str, list[str]]:
    """Return how a cable writes each cable that it cites, by id."""
    return one.told("words of references", lambda: _written(one))


def _written(one: EditedCable) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in items_of(one.cable):
        if item.id:
            found.setdefault(item.id, []).append(item.text)
    for body in one.cable.body_references:
        if body.id and not body.label and not body.text.upper().startswith("REF"):
            found.setdefault(body.id, []).append(body.text)
    return found


def _wanted(cable: str, citing: tuple[Citing, ...], told: tuple[str, ...]) -> Wanted:
    parts = parse_id(cable)
    if parts is None:
        return Wanted(cable, "", "", "", "", citing, told)
    return Wanted(
        cable, parts.post, post_name(parts.post), str(parts.year), str(parts.serial), citing, told
    )


def unsettled(cables: Iterable[EditedCable]) -> tuple[Unsettled, ...]:
    """Return the references to cables of which the words do not say which, in order."""
    return tuple(
        Unsettled(one.id, item.anchor, item.text)
        for one in cables
        for item in items_told(one)
        if item.kind == "cable" and not item.id
    )


def serial_holes(
    cables: Iterable[EditedCable], wanted: Iterable[Wanted] = ()
) -> tuple[Serials, ...]:
    """Return the serials of each post and year of which the edition has two cables or more.

    They are in the order of post and year; where no number is absent there is nothing to return.
    """
    held: dict[tuple[str, int], set[int]] = {}
    for one in cables:
        if parts := parse_id(one.id):
            held.setdefault((parts.post, parts.year), set()).add(parts.serial)
    cited: dict[tuple[str, str], list[int]] = {}
    for want in wanted:
        if want.post:
            cited.setdefault((want.post, want.year), []).append(int(want.serial))
    found = []
    for (post, year), serials in sorted(held.items()):
        ordered = sorted(serials)
        absent = tuple((one + 1, other - 1) for one, other in pairwise(ordered) if other > one + 1)
        if not absent:
            continue
        between = [n for n in cited.get((post, str(year)), ()) if ordered[0] < n < ordered[-1]]
        found.append(
            Serials(post, post_name(post), str(year), tuple(ordered), absent, len(between))
        )
    return tuple(found)
