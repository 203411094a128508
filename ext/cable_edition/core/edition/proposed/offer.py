"""What an editor is offered: an entry, the file and list it is for, and the words it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Literal, get_args

from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import texts_of
from cable_edition.core.editing.proposals import UNSEEN, proposals
from cable_edition.core.editing.quotation import Quotation, occurrences
from cable_edition.core.editing.reading_proposals import reading_proposals
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.editing.suggestions import Suggestions
from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.proposed.all_kinds import proposed_entries
from cable_edition.core.edition.proposed.entry import EntryProposal, WordsAt, words_at
from cable_edition.core.late_methods import dataclass

#: The kinds of offers for sidecars and for registers.
SidecarProposal = Literal["emendations", "readings", "personal-data"]
SIDECAR_KINDS: tuple[SidecarProposal, ...] = get_args(SidecarProposal)
REGISTER_KINDS: tuple[EntryProposal, ...] = get_args(EntryProposal)


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry to be put into ``path``, under ``key`` of a sidecar, or into the list of a register.

    ``source`` is the file of the cable, for what goes into its sidecar. ``dismissals`` are
    sidecars, each with its source and what to put under its ``dismissed`` to leave words alone.
    With ``into``, the id of an entry of a register, what ``entry`` has under ``key`` is for that
    list of the entry. ``why`` says in words what is doubtful. What is not ``whole`` wants a word of
    the editor first.
    """

    kind: str
    words: str
    places: tuple[WordsAt, ...]
    path: Path
    entry: dict[str, Any]
    key: str = ""
    source: Path | None = None
    dismissals: tuple[tuple[Path, Path, dict[str, str]], ...] = ()
    why: str = ""
    whole: bool = True
    into: str = ""


def register_offers(
    edition: Edition, folder: Path, kinds: Collection[EntryProposal], sources: Collection[Path]
) -> Iterator[Offer]:
    """Yield what the cables of an edition give for the registers in ``folder``.

    With ``sources``, only what stands in a cable of one of these files.
    """
    paths = {one.id: one.path for one in edition.cables}
    for one in proposed_entries(edition, kinds):
        if sources and not any(paths[at.cable] in sources for at in one.places):
            continue
        dismissals = {
            (at.cable, at.anchor, at.words): (
                paths[at.cable].parent / f"{at.cable}.yaml",
                paths[at.cable],
                {"at": at.anchor, "quote": at.words},
            )
            for at in one.places
            if at.anchor and at.anchor != "tags"
        }
        path = folder / one.file
        left = tuple(dismissals.values())
        yield Offer(one.kind, one.words, one.places, path, one.entry, dismissals=left)


def emendation_offers(cable: Cable, path: Path, found: Suggestions) -> Iterator[Offer]:
    """Yield the emendations that the rules propose for a cable."""
    texts = dict(texts_of(cable))
    for one in found.entries:
        words, start = one.quotation.exact, one.quotation.start
        at = words_at(found.cable, one.at, texts[one.at], start, start + len(words))
        yield _of_sidecar("emendations", f"{words} -> {one.read}", at, path, one.entry())


def personal_offers(cable: Cable, path: Path, sidecar: Sidecar | None, day: str) -> Iterator[Offer]:
    """Yield what is likely personal data in a cable, to be withheld from ``day`` on."""
    texts = dict(texts_of(cable))
    seen = []
    for one in proposals(cable, sidecar.dismissed if sidecar else ()):
        data, entry = one.data, one.entry(day)
        if entry in seen:
            continue
        seen.append(entry)
        text = texts.get(data.anchor, data.words)
        end = data.start + len(data.words)
        at = words_at(cable.reference_id or "", data.anchor, text, data.start, end)
        dismissal = {"at": data.anchor, "quote": data.words}
        yield _of_sidecar(
            "personal-data", data.words, at, path, entry, dismissal=dismissal, why=data.kind.noun
        )


def reading_offers(cable: Cable, path: Path) -> Iterator[Offer]:
    """Yield what an editor may want to correct in the reading of a cable."""
    texts = dict(texts_of(cable))
    for one in reading_proposals(cable):
        text, quoted = texts.get(one.at, one.quotation.exact), one.quotation
        found = occurrences(text, Quotation(quoted.exact, quoted.prefix, quoted.suffix))
        start = found[0] if found else 0
        at = words_at(cable.reference_id or "", one.at, text, start, start + len(quoted.exact))
        yield _of_sidecar("readings", quoted.exact, at, path, one.keys(), why=one.message)


#: The list of a sidecar that each kind is for.
_KEYS = {"emendations": "emendations", "readings": "reading", "personal-data": "redactions"}


def _of_sidecar(
    kind: SidecarProposal,
    words: str,
    at: WordsAt,
    source: Path,
    entry: dict[str, Any],
    *,
    dismissal: dict[str, str] | None = None,
    why: str = "",
) -> Offer:
    path = source.parent / f"{at.cable}.yaml"
    dismissals = ((path, source, dismissal),) if dismissal else ()
    whole = bool(at.cable) and entry.get("name") != UNSEEN
    return Offer(
        kind, words, (at,), path, entry, _KEYS[kind], source, dismissals, why=why, whole=whole
    )
