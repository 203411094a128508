"""One cable edited: what its sidecar and the registers say of it, laid over what was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import issued_words, texts_of
from cable_edition.core.collation.beside import copied_words
from cable_edition.core.editing.emendation import Emendations, emend, reading_text
from cable_edition.core.editing.layers import fit_mentions
from cable_edition.core.editing.notes import Note, place_notes, record_places
from cable_edition.core.editing.proposals import check_dismissed
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.editing.sidecar.witness_entries import NO_PROVENANCE
from cable_edition.core.edition.kept_cables import LAYERS, KeptEdited
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.kept_work import KeptWork, digest_of
from cable_edition.core.problems import Problem
from cable_edition.core.registers.mentions import Mention, MentionFinder
from cable_edition.core.registers.sources import describe

#: The reading text by anchor, what it mentions, and what is doubtful of that.
_Found = tuple[tuple[tuple[str, str], ...], dict[str, tuple[Mention, ...]], Sequence[Problem]]


#: What a layer is in which there is nothing.
_NOTHING: tuple[object, ...] = ({}, (), NO_PROVENANCE)


def laid_over(
    cable: Cable, sidecar: Sidecar | None
) -> tuple[Emendations, tuple[Note, ...], list[Problem]]:
    """Return the emendations and notes of a sidecar in their places over a cable.

    Problems, all of them in the sidecar: those of
    :func:`~cable_edition.core.editing.emendation.emend`, of
    :func:`~cable_edition.core.editing.notes.place_notes` and of
    :func:`~cable_edition.core.editing.proposals.check_dismissed`.
    """
    if sidecar is None:
        return {}, (), []
    texts = texts_of(cable)
    emendations, faults = emend(texts, sidecar.emendations)
    notes, unplaced = place_notes(texts, emendations, sidecar.notes, record_places(cable))
    stale = check_dismissed(issued_words(cable), sidecar.dismissed)
    if stale and sidecar.compared:
        # What is asked about may stand in another witness alone.
        copies = copied_words(sidecar)
        left = [
            one
            for one in sidecar.dismissed
            if all(check_dismissed(words, [one]) for words in copies)
        ]
        stale = check_dismissed(issued_words(cable), left)
    return emendations, notes, [*faults, *unplaced, *stale]


def edit_cable(
    cable: Cable,
    path: Path,
    finder: MentionFinder,
    sidecar: Sidecar | None,
    found: Callable[[Callable[[], _Found]], _Found] = lambda make: make(),
) -> tuple[EditedCable, list[Problem]]:
    """Lay what the editor lists and what the registers know over a cable.

    ``found`` gives the texts and mentions of an earlier build, or makes them.

    Problems, each with the file it is in: those of the mentions, and of :func:`laid_over`.
    """
    emendations, notes, faults = laid_over(cable, sidecar)
    texts, mentions, problems = found(partial(_texts, cable, emendations, finder))
    located = [replace(p, path=p.path or str(path)) for p in (*problems, *faults)]
    return EditedCable(cable, path, texts, mentions, emendations, notes), located


class Told(NamedTuple):
    """What an edition asks of each edited cable: what stands for its mentions, and what else.

    ``layers`` are those of :data:`~cable_edition.core.edition.kept_cables.LAYERS` that it has,
    ``names`` the words of names that counted for what was found.
    """

    mentions: str
    tags: tuple[str, ...]
    layers: tuple[str, ...]
    problems: tuple[Problem, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...]


def edit(
    cable: Cable,
    path: Path,
    finder: MentionFinder,
    sidecar: Sidecar | None,
    standing: Mapping[str, str],
    found: Callable[[Callable[[], _Found]], _Found],
) -> tuple[EditedCable, list[Problem]]:
    """Return a cable with all that its sidecar and the registers say, and what is doubtful."""
    one, doubts = edit_cable(cable, path, finder, sidecar, found)
    if sidecar and sidecar.provenance != NO_PROVENANCE:
        one = replace(one, provenance=sidecar.provenance)
    return with_sources(one, standing), doubts


def edited_cable(
    edit: Callable[[Callable[[Callable[[], _Found]], _Found]], tuple[EditedCable, list[Problem]]],
    cable: Cable,
    path: Path,
    finder: MentionFinder,
    kept: KeptWork,
    given: str,
    registers: tuple[str, str],
    *,
    is_alone: bool,
) -> tuple[EditedCable, Told]:
    """Return a cable, edited by ``edit``, or as it was in an earlier build, and what is told of it.

    One to which something comes that ``given`` does not stand for, as it is not alone, has nothing
    from an earlier build but its words. Of ``registers`` the first stands for all, the second for
    what decides what is found, but for the names of people.
    """
    made: list[EditedCable] = []
    found: list[_Found] = []

    def find(make: Callable[[], _Found]) -> _Found:
        found.append(make() if is_alone else kept.of("texts", (given, registers[0]), make))
        return found[0]

    def tell() -> Told:
        one, doubts = edit(find)
        made.append(one)
        said = digest_of((repr(one.mentions),)).hex()
        layers = tuple(name for name in LAYERS if getattr(one, name) not in _NOTHING)
        tags = tuple(tag.text for tag in cable.opening.tags)
        return Told(said, tags, layers, tuple(doubts), finder.names_asked)

    def holds(was: Told) -> bool:
        return all(finder.words_of(person) == words for person, words in was.names)

    if not is_alone:
        told = tell()
        return made[0], told
    told = kept.drawer("found", (given, registers[1])).of("edited", tell, holds=holds)
    # All else is made of what was found in it, whatever the registers know beside that.
    known = given, told.mentions
    drawer = kept.drawer("cables", known)
    if made:
        kept.keep("texts", known, found[0])
        made[0].keep_in(drawer)
        return made[0], told
    kept.still("texts", known)
    again = partial(kept.of, "texts", known)
    return KeptEdited(cable, path, drawer, told.layers, lambda: edit(again)[0]), told


def _texts(cable: Cable, emendations: Emendations, finder: MentionFinder) -> _Found:
    """Return the reading text by anchor, what it mentions, and what is doubtful of that."""
    texts = tuple(
        (anchor, reading_text(text, emendations.get(anchor, ())))
        for anchor, text in texts_of(cable)
    )
    cable_id = cable.reference_id or ""
    parts = parse_id(cable_id)
    found, problems = finder.find(
        texts, cable_id=cable_id, date=date_of(cable), post=parts.post if parts else ""
    )
    by_anchor: dict[str, list[Mention]] = {}
    for mention in found:
        by_anchor.setdefault(mention.anchor, []).append(mention)
    mentions = {
        anchor: fit_mentions(items, emendations.get(anchor, ()))
        for anchor, items in by_anchor.items()
    }
    return texts, mentions, problems


def with_sources(cable: EditedCable, known: Mapping[str, str]) -> EditedCable:
    """Return a cable whose notes have their sources described."""
    if not known or not cable.notes:
        return cable
    notes = (replace(one, sources=describe(one.sources, known)) for one in cable.notes)
    return replace(cable, notes=tuple(notes))
