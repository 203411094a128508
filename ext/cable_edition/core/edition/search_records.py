"""What a search finds of the cables: each paragraph by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any, TypeVar

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.model import Closing, Heading, Paragraph
from cable_edition.core.cable.places import Place, places_of
from cable_edition.core.collation.witness import Witness
from cable_edition.core.edition.model import EditedCable, Edition
from cable_edition.core.search.found import SearchCopy, SearchPage, SearchPlace

_Told = TypeVar("_Told")
#: What a cable has once and the page has above its text.
_OF_PAGE = frozenset(["to", "info", "subject", "classification", "captions", "eo", "tags"])


def quotable(cables: Sequence[EditedCable]) -> list[SearchPage]:
    """Return the cables with their places and copies, as quotations are compared with them."""
    return [_PageOfCable(one, one.id) for one in cables]


def cable_records(edition: Edition) -> Iterator[SearchPage]:
    """Yield what is found of each cable: itself, then its places in order.

    The words are the reading text of the edition, and those as transmitted where they differ; what
    it withholds is in neither. A subject belongs to the cable alone. Filters are the post, the
    year, the classification and the TAGS of the cable, and the people named in it.
    """
    people = {person.id: person.name for person in edition.registers.people}
    posts = {post.code: post.name for post in edition.registers.posts}
    for one in edition.cables:
        title = f"{one.id}: {one.subject}" if one.subject else one.id
        yield _PageOfCable(one, title, one.date, _filters(one, people, posts))


class _PageOfCable(SearchPage):
    """The page of a cable, whose places are made when they are asked for."""

    __slots__ = ("_one",)
    _one: EditedCable

    def __new__(cls, *_given: object, **values: Any) -> Any:
        """Return a page of a cable; given the values of a page, as for a copy, return a page."""
        return SearchPage(**values) if values else super().__new__(cls)

    def __init__(
        self,
        one: EditedCable,
        title: str,
        date: str = "",
        filters: Mapping[str, list[str]] = MappingProxyType({}),
    ) -> None:
        here = {"docname": f"cables/{one.id}", "part": "Cables", "title": title, "date": date}
        copies = tuple(map(_copy, one.witnesses))
        for name, value in {**here, "filters": filters, "copies": copies, "_one": one}.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        """Make the places."""
        if name != "places":
            raise AttributeError(name)
        object.__setattr__(self, name, tuple(_places(self._one)))
        return self.places

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is the same page."""
        names = [one.name for one in fields(SearchPage)]
        return isinstance(other, SearchPage) and all(
            getattr(self, name) == getattr(other, name) for name in names
        )

    __hash__ = SearchPage.__hash__

    def told(self, what: str, make: Callable[[], _Told]) -> _Told:
        """See :class:`SearchPage`."""
        return self._one.told(f"search {what}", make)


def _copy(one: Witness) -> SearchCopy:
    """Return the words of a witness as they are published, under the anchors of the page."""
    places = []
    for unit, anchor in zip(one.units, one.apparatus.anchors, strict=True):
        of_page = anchor in _OF_PAGE
        # A date is written anew by the edition, and no words of the copy.
        if unit.words and unit.kind != "date":
            label = "" if unit.number is None else f"¶ {unit.number}"
            places.append(SearchPlace("" if of_page else anchor, label, unit.words))
    return SearchCopy(one.siglum, tuple(places))


def _filters(
    one: EditedCable, people: dict[str, str], posts: dict[str, str]
) -> dict[str, list[str]]:
    parts = parse_id(one.id)
    named = one.told("people", lambda: _people(one))
    filters = {
        "Post": [posts.get(parts.post, parts.post)] if parts else [],
        "Year": [one.date[:4]] if one.date else [],
        "Classification": [one.classification.capitalize()] if one.classification else [],
        "TAG": sorted({*one.tags}),
        "Person": sorted({people[entry] for entry in named if entry in people}),
    }
    return {name: values for name, values in filters.items() if values}


def _people(one: EditedCable) -> list[str]:
    """Return the people whom a cable names."""
    return sorted({m.entry for found in one.mentions.values() for m in found if m.kind == "person"})


def _places(one: EditedCable) -> Iterator[SearchPlace]:
    """Yield the places; the blocks of a paragraph are one, as a reader has it."""
    places = list(places_of(one.cable))
    sent = _transmitted(one, places)
    subject = sent.get("subject", "")
    head = " · ".join(part for part in (one.id, one.subject, one.origin) if part)
    yield SearchPlace("", "", head, subject if subject != one.subject else "")
    if record := " · ".join(_record(one, places)):
        yield SearchPlace("", "record", record)
    for place in places:
        anchor, part = place.anchor, place.part
        if isinstance(part, Paragraph):
            anchors = [block.anchor for block in part.blocks]
            label = anchor if part.n is None else f"¶ {part.n}"
        elif isinstance(part, Heading):
            anchors, label = [anchor], "heading"
        elif isinstance(part, Closing) or place.kind in {"classified-by", "signature"}:
            anchors, label = [anchor], anchor.replace("-", " ")
        else:
            continue
        words = _joined(one.text(at) for at in anchors)
        before = _joined(sent.get(at, "") for at in anchors)
        if words or before:
            yield SearchPlace(anchor, label, words, before if before != words else "")


def _transmitted(one: EditedCable, places: Iterable[Place]) -> dict[str, str]:
    if not any(one.emendations.values()):
        return dict(one.texts)
    return {place.anchor: place.passage.text for place in places if place.passage is not None}


def _joined(texts: Iterable[str]) -> str:
    return " ".join(texts).strip()


def _record(one: EditedCable, places: Iterable[Place]) -> Iterator[str]:
    """Yield the words of the record that have no place of their own, once each."""
    header, opening = one.cable.header, one.cable.opening
    if header.sender:
        yield header.sender.text
    for line in (*header.action, *header.info):
        yield line.name
    if one.classification:
        yield one.classification
    for value in (*opening.captions, *opening.tags):
        yield value.text
    if opening.eo_line:
        yield opening.eo_line.text
    for place in places:
        if place.kind == "reference" and place.passage is not None:
            yield place.passage.text
