"""What changed from each release to the next, as far as the archives of releases are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.changes.archives import StateError, archives_of, read_release
from cable_edition.core.changes.compare import Change, Deed, Hidden, compare
from cable_edition.core.changes.states import EditionState, state_of_edition
from cable_edition.core.edition.model import Edition
from cable_edition.core.problems import Problem

#: Gives what hides the words that are withheld now, or in one of two states.
Guard = Callable[[EditionState, EditionState], Hidden]
#: So many words of a change are shown.
_SHOWN = 40


class Step(NamedTuple):
    """What changed after the release ``before``, up to ``after``; up to now where it is empty."""

    before: str
    after: str
    changes: tuple[Change, ...]


def cables_of(changes: Iterable[Change]) -> dict[Deed, list[str]]:
    """Return the cables that came and those that went, by what was done; others are left out."""
    found: dict[Deed, list[str]] = {}
    for one in changes:
        if one.what == "cable":
            found.setdefault(one.deed, []).append(one.cable)
    return found


def history_of(
    edition: Edition, folder: Path | None, guard: Guard
) -> tuple[tuple[Step, ...], list[Problem]]:
    """Return the steps between releases whose archives are in a folder, the newest first.

    The last archive is compared with the edition as it is; that step is left out where nothing
    changed since. Problems: ``unreadable-file`` for an archive that is none.
    """
    if folder is None:
        return (), []
    kept = archives_of(folder)
    versions = [one.version for one in reversed(edition.releases.declared.releases)]
    states: list[tuple[str, EditionState]] = []
    problems: list[Problem] = []
    for version in versions:
        if version in kept:
            try:
                states.append((version, read_release(kept[version], version)))
            except StateError as error:
                problems.append(Problem("unreadable-file", str(error), str(kept[version])))
    return tuple(reversed(list(_steps(states, state_of_edition(edition), guard)))), problems


def _steps(
    states: Sequence[tuple[str, EditionState]], now: EditionState, guard: Guard
) -> Iterator[Step]:
    following = [*states[1:], ("", now)][: len(states)]
    for (version, one), (after, two) in zip(states, following, strict=True):
        guards = (guard(one, two), guard(one, now), guard(two, now))
        changes = tuple(compare(one, two, partial(_any, guards)))
        if changes or after:
            yield Step(version, after, changes)


def _any(guards: Sequence[Hidden], text: str) -> bool:
    return any(hides(text) for hides in guards)


def clipped(words: str) -> str:
    """Return the first words of a long text, with an ellipsis for the rest."""
    parts = words.split(" ")
    return words if len(parts) <= _SHOWN else f"{' '.join(parts[:_SHOWN])} …"
