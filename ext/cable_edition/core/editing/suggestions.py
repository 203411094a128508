"""What the rules of emendation propose for a cable, less what its sidecar has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.cable.places import texts_of
from cable_edition.core.editing.emendation import emend
from cable_edition.core.editing.emendation_rules import Change, proposals
from cable_edition.core.editing.quotation import Quotation, quote
from cable_edition.core.editing.sidecar import read_sidecar
from cable_edition.core.yaml_files.scalar import scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cable_edition.core.cable.model import Cable
    from cable_edition.core.editing.emendation import Emendations
    from cable_edition.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed entry: the place, the words to quote, the words to read, the rule."""

    at: str
    quotation: Quotation
    read: str
    rule: str

    def yaml(self) -> str:
        """Return the entry as YAML for the list ``emendations``, a line a key."""
        return _entry(self)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The proposals for one cable; ``applied`` counts the emendations of its sidecar."""

    cable: str
    entries: tuple[Suggestion, ...]
    applied: int
    has_key: bool
    problems: tuple[Problem, ...] = ()

    def yaml(self) -> str:
        """Return the entries as YAML for the sidecar, under their key if it has none yet."""
        name = f"{self.cable}.yaml" if self.cable else "the sidecar"
        head = (
            f"# add to `emendations` in {name}\n" if self.has_key else f"# {name}\nemendations:\n"
        )
        return head + "".join(one.yaml() for one in self.entries)


def suggestions(cable: Cable, path: str) -> Suggestions:
    """Propose emendations for a cable read from ``path``; its sidecar is looked for beside it."""
    cable_id = cable.reference_id or ""
    beside = Path(path).parent / f"{cable_id}.yaml"
    sidecar, problems = read_sidecar(beside) if cable_id else (None, [])
    texts = texts_of(cable)
    applied, faults = emend(texts, sidecar.emendations if sidecar else ())
    return Suggestions(
        cable_id,
        proposed(texts, applied),
        sum(map(len, applied.values())),
        bool(sidecar and sidecar.emendations),
        (*problems, *faults),
    )


def proposed(texts: Sequence[tuple[str, str]], applied: Emendations) -> tuple[Suggestion, ...]:
    """Return what the rules propose for the ``texts`` of a cable, less what is ``applied``."""
    entries = []
    for anchor, text in texts:
        taken = [(one.start, one.end) for one in applied.get(anchor, ())]
        entries += [
            _suggestion(anchor, text, change)
            for change in proposals(text)
            if not any(start < change.end and change.start < end for start, end in taken)
        ]
    return tuple(entries)


def _suggestion(anchor: str, text: str, change: Change) -> Suggestion:
    quotation = quote(text, change.start, change.end)
    exact = quotation.exact
    # A quotation may hold more than one garbled mark; each is proposed for itself.
    left = change.start - quotation.start
    read = exact[:left] + change.reading + exact[left + len(change.source) :]
    return Suggestion(anchor, quotation, read, change.rule)


def _entry(one: Suggestion) -> str:
    lines = [
        f"  - at: {one.at}",
        f"    rule: {one.rule}",
        f"    quote: {scalar(one.quotation.exact)}",
    ]
    if one.quotation.prefix:
        lines.append(f"    prefix: {scalar(one.quotation.prefix)}")
    if one.quotation.suffix:
        lines.append(f"    suffix: {scalar(one.quotation.suffix)}")
    return "\n".join([*lines, f"    read: {scalar(one.read)}"]) + "\n"
