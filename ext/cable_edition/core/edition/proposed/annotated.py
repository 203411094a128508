"""Entries for sidecars out of annotations: notes, and emendations from those that edit.

What cannot be placed, or has nothing to say, is told and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, NamedTuple

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.cable.places import place_name, texts_of
from cable_edition.core.editing.emendation import Emendation, emend, reading_text
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.editing.notes import Note
from cable_edition.core.editing.quotation import told_apart
from cable_edition.core.editing.sidecar.emendations import EmendationEntry
from cable_edition.core.editing.sidecar.notes import NOTE_KINDS
from cable_edition.core.editing.sidecar.place import Place
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.edition.proposed.annotation_file import Annotation, Words, last_part
from cable_edition.core.edition.proposed.annotation_places import (
    LostError,
    Spot,
    in_source,
    spot_of,
)
from cable_edition.core.edition.proposed.entry import slug, words_at
from cable_edition.core.edition.proposed.offer import Offer
from cable_edition.core.late_methods import dataclass
from cable_edition.core.myst.editorial_text import as_editorial, plain

#: A name for an annotation of ours: the file, and the anchor of a note.
_OURS = re.compile(r"#n-([a-z0-9]+(?:-[a-z0-9]+)*)\Z")
#: So long may the name of a note and a source be.
_LONGEST, _LONGEST_SOURCE = 40, 500


class Told(NamedTuple):
    """An annotation of which no entry is made: its number, its words, and why not."""

    number: int
    words: str
    why: str


@dataclass
class Annotated:
    """What annotations give: offers by number, those left out, and how many are no news.

    ``known`` are in the sidecar; ``passed`` are mentions and emendations that an edition itself
    exported, which it makes anew.
    """

    numbered: list[tuple[int, Offer]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    known: int = 0
    passed: int = 0

    @property
    def offers(self) -> list[Offer]:
        """The offers, in the order of the file."""
        return [offer for _, offer in self.numbered]


def annotated(cables: Sequence[EditedCable], annotations: Iterable[Annotation]) -> Annotated:
    """Return what annotations propose for the sidecars of these cables.

    One whose address names none of them is of the only cable, if there is but one.
    """
    by_id = {one.id: one for one in cables}
    found = Annotated()
    names: dict[str, set[str]] = {}
    for one in annotations:
        if _is_of_the_edition(one):
            found.passed += 1
            continue
        try:
            cable = _cable_of(one, by_id)
            taken = names.setdefault(cable.id, {note.id for note in cable.notes} | _names(cable))
            offer = _offer(one, cable, taken)
        except LostError as why:
            found.told.append(Told(one.number, one.exact or one.anchor, str(why)))
            continue
        if offer is None:
            found.known += 1
        else:
            found.numbered.append((one.number, offer))
    return found


def _names(cable: EditedCable) -> set[str]:
    return {one.id for found in cable.emendations.values() for one in found}


def _is_of_the_edition(one: Annotation) -> bool:
    """Whether it is a mention or an emendation as an edition exports them."""
    if one.motivation == "identifying":
        return not one.words
    return one.motivation == "describing" and any(
        words.purpose == "classifying" and words.value in RULES for words in one.words
    )


def _cable_of(one: Annotation, by_id: Mapping[str, EditedCable]) -> EditedCable:
    name = last_part(one.page).upper()
    # A public record names a cable and a version: 05OTTAWA286_a.
    for wanted in (name, name.partition("_")[0]):
        if wanted in by_id:
            return by_id[wanted]
    if len(by_id) == 1 and not is_valid_id(name):
        return next(iter(by_id.values()))
    raise LostError(
        "its address names no cable of these; if it is of one that has another address, name the "
        "source of that cable alone as FILE"
    )


def _offer(one: Annotation, cable: EditedCable, taken: set[str]) -> Offer | None:
    if one.is_reply:
        raise LostError("it is a reply to another annotation; make one note of both yourself")
    for words in one.words:
        if words.form not in {"plain", "markdown"}:
            raise LostError(f"its text is {words.form[:40]}; write it as plain text or Markdown")
    spot = spot_of(one, cable)
    make = _emendation if one.motivation == "editing" else _note
    entry, key, why = make(one, cable, spot, taken) or ({}, "", "")
    if not entry:
        return None
    text = dict(texts_of(cable.cable)).get(spot.anchor, "")
    at = words_at(cable.id, spot.anchor, text, spot.start, spot.end)
    path = cable.path.parent / f"{cable.id}.yaml"
    shown = at.words if not spot.whole else place_name(spot.anchor)
    return Offer("annotations", shown, (at,), path, entry, key, cable.path, why=why)


def _place(spot: Spot, text: str) -> dict[str, str]:
    if spot.whole:
        return {"at": spot.anchor}
    quoted = told_apart(text, spot.start, spot.end)
    if not quoted.exact:
        raise LostError("its words are all left out by emendations; quote a word beside them")
    keys = {"quote": quoted.exact, "prefix": quoted.prefix, "suffix": quoted.suffix}
    return {"at": spot.anchor, **{key: value for key, value in keys.items() if value}}


_Made = tuple[dict[str, Any], str, str] | None


def _note(one: Annotation, cable: EditedCable, spot: Spot, taken: set[str]) -> _Made:
    kinds = [words.value for words in one.words if words.purpose == "classifying"]
    told = [w for w in one.words if w.purpose not in {"classifying", "linking", "tagging"}]
    text = "\n\n".join(filter(None, map(_editorial, told)))
    if not text:
        raise LostError("it says nothing; a note needs a text")
    if any(_same(note.text, text) and _stands_at(note, spot, cable) for note in cable.notes):
        return None
    sources = [*one.links, *(w.value for w in one.words if w.purpose == "linking")]
    sources = [fold(source)[:_LONGEST_SOURCE] for source in sources if fold(source)]
    kind = next((kind for kind in kinds if kind in NOTE_KINDS), "")
    why = "" if kind else "whether it is a fact is not told"
    if kind == "fact" and not sources:
        kind, why = "", "it has no source, without which nothing is a fact"
    ours = _OURS.search(one.name)
    place = _place(spot, dict(texts_of(cable.cable)).get(spot.anchor, ""))
    entry: dict[str, Any] = {
        "id": _free(ours[1] if ours else slug(place.get("quote", spot.anchor)), "n-", taken),
        **place,
        "kind": kind or "inference",
        "text": text,
    }
    more = {"sources": sources, "author": one.creator, "date": one.date}
    return {**entry, **{key: value for key, value in more.items() if value}}, "notes", why


def _editorial(words: Words) -> str:
    return as_editorial(words.value, is_markdown=words.form == "markdown")


def _same(one: str, other: str) -> bool:
    return plain(one) == plain(other)


def _stands_at(note: Note, spot: Spot, cable: EditedCable) -> bool:
    if note.anchor != spot.anchor or (note.position is None) != spot.whole:
        return False
    if note.position is None:
        return True
    end = in_source(note.position, cable.emendations.get(note.anchor, ()), is_end=True)
    return end == spot.end


def _free(wanted: str, mark: str, taken: set[str]) -> str:
    """Return an id that nothing else of the cable has; it is noted in ``taken``."""
    base = name = wanted[:_LONGEST].strip("-") or "note"
    number = 2
    while f"{mark}{name}" in taken:
        name = f"{base}-{number}"
        number += 1
    taken.add(f"{mark}{name}")
    return name


def _emendation(one: Annotation, cable: EditedCable, spot: Spot, taken: set[str]) -> _Made:
    readings = [w for w in one.words if w.purpose in {"", "editing", "replacing"}]
    if spot.whole or len(readings) != 1:
        raise LostError(
            "it is to emend, and does not quote words and give one text to be read in their place"
        )
    text, read = dict(texts_of(cable.cable))[spot.anchor], fold(readings[0].value)
    place = _place(spot, text)
    here = cable.emendations.get(spot.anchor, ())
    touching = [item for item in here if item.start < spot.end and spot.start < item.end]
    if touching:
        if read == _reading(text, spot, touching):
            return None
        raise LostError(f"these words are emended already; mend `{touching[0].lemma}` there")
    if read == place["quote"]:
        raise LostError("it reads what the source has; there is nothing to emend")
    named = [w.value for w in one.words if w.purpose == "classifying" and w.value in RULES]
    rule = _rule(place, read, text, named)
    why = [_editorial(w) for w in one.words if w.purpose in {"commenting", "describing"}]
    entry: dict[str, Any] = {**place, "read": read, "rule": rule}
    if why:
        entry["reason"] = fold(" ".join(why))
    if here:
        entry["id"] = _free(f"{slug(read or place['quote'])}-{spot.anchor}", "e-", taken)
    return entry, "emendations", "" if why or rule != "conjecture" else "it gives no reason"


def _reading(text: str, spot: Spot, emendations: Sequence[Emendation]) -> str:
    """Return how the edition reads a stretch; one that an emendation goes beyond, as it stands."""
    moved = [
        replace(one, start=one.start - spot.start, end=one.end - spot.start) for one in emendations
    ]
    words = text[spot.start : spot.end]
    inside = all(one.start >= 0 and one.end <= len(words) for one in moved)
    return reading_text(words, moved) if inside else words


def _rule(place: Mapping[str, str], read: str, text: str, named: Sequence[str]) -> str:
    """Return the first rule that covers a change: one that is named, or a mechanical one."""
    mechanical = [rule.id for rule in RULES.values() if rule.mechanical]
    at = Place(place["at"], place["quote"], place.get("prefix", ""), place.get("suffix", ""), "", 0)
    for rule in (*named, *mechanical):
        entry = EmendationEntry(at, read, rule, RULES[rule].certainty)
        if not emend(((at.at, text),), (entry,))[1]:
            return rule
    return "conjecture"
