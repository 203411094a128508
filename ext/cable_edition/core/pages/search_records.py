"""What a search finds: each paragraph of each cable by itself, and each entry of the registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.model import Closing, Paragraph
from cable_edition.core.cable.places import places_of
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.pages.anchors import EntryAt, title_of
from cable_edition.core.registers.entries import Term


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A thing that is found: page and anchor, what is shown over it, its words, its filters."""

    docname: str
    anchor: str
    title: str
    words: str
    filters: dict[str, list[str]]
    date: str = ""


def cable_records(edition: Edition) -> Iterator[SearchRecord]:
    """Yield a record for each cable, and for each paragraph and closing line of it, in order.

    The words are the reading text of the edition; what it withholds is not in them. Filters are
    the post, the year, the classification and the TAGS of the cable, and the people named in it.
    """
    people = {person.id: person.name for person in edition.registers.people}
    posts = {post.code: post.name for post in edition.registers.posts}
    for one in edition.cables:
        filters = _filters(one, people, posts)
        for anchor, label, words in _places(one):
            title = f"{one.id}{label}: {one.subject}" if one.subject else f"{one.id}{label}"
            yield SearchRecord(f"cables/{one.id}", anchor, title, words, filters, one.date)


def _filters(
    one: EditedCable, people: dict[str, str], posts: dict[str, str]
) -> dict[str, list[str]]:
    parts = parse_id(one.id)
    named = {m.entry for found in one.mentions.values() for m in found if m.kind == "person"}
    filters = {
        "Post": [posts.get(parts.post, parts.post)] if parts else [],
        "Year": [one.date[:4]] if one.date else [],
        "Classification": [one.classification.capitalize()] if one.classification else [],
        "TAG": sorted({tag.text for tag in one.cable.opening.tags}),
        "Person": sorted({people[entry] for entry in named if entry in people}),
    }
    return {name: values for name, values in filters.items() if values}


def _places(one: EditedCable) -> Iterator[tuple[str, str, str]]:
    """Yield (anchor, label, words); the blocks of a paragraph are one place, as a reader has it."""
    yield "", "", " ".join(part for part in (one.id, one.subject, one.origin) if part)
    for place in places_of(one.cable):
        anchor, part = place.anchor, place.part
        if isinstance(part, Paragraph):
            words = " ".join(one.text(block.anchor) for block in part.blocks).strip()
            label = f" {anchor}" if part.n is None else f" ¶ {part.n}"
        elif isinstance(part, Closing):
            words, label = one.text(anchor), f" {anchor}"
        else:
            continue
        if words:
            yield anchor, label, words


def entry_records(entries: Iterable[EntryAt]) -> Iterator[SearchRecord]:
    """Yield a record for each entry of the registers: its name, its meaning, its statements."""
    for at in entries:
        name = title_of(at.entry)
        meant = [at.entry.expansion] if isinstance(at.entry, Term) else []
        words = " ".join([name, *meant, at.entry.tip, *(s.text for s in at.entry.statements)])
        kind = "TAG" if at.kind == "tag" else at.kind.capitalize()
        yield SearchRecord(at.docname, at.anchor, name, words, {"Register": [kind]})
