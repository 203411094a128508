"""What ``cable-edition release --compare`` tells: two states of an edition found and compared."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import rich_click as click

from cable_edition.cli._edition import ChosenEdition
from cable_edition.cli._format import tell_json
from cable_edition.cli._revisions import Repository, RevisionError
from cable_edition.core.cable.places import place_name
from cable_edition.core.changes.archives import StateError, archives_of, read_release, read_state
from cable_edition.core.changes.compare import Change, compare, pieces
from cable_edition.core.changes.states import EditionState, state_of_edition
from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.edition.assemble import assemble
from cable_edition.core.myst.escape import visible
from cable_edition.core.nouns import joined, number_of
from cable_edition.core.proof.past_releases import hiding

#: What stands for the edition as it is now.
NOW = "now"
_WHAT = {
    "cable": "",
    "source": "",
    "words": "",
    "emendation": "emendation ",
    "note": "note ",
    "entry": "",
}
_WITHHELD = "words are withheld"


def tell_changes(edition: ChosenEdition, before: str, after: str, *, as_json: bool) -> None:
    """Compare two states and tell what changed; end the run with status 2 where one is not found.

    Each is a file or folder, a release, a revision of git, or ``now``.
    """
    found = _States(edition)
    try:
        one, two = found.state(before), found.state(after)
    except (StateError, RevisionError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    hides = hiding(found.redacted, one, two)
    counts: Counter[tuple[str, str]] = Counter()
    cable = ""
    for change in compare(one, two, hides):
        counts[change.what, change.deed] += 1
        if as_json:
            tell_json(_item(change))
            continue
        if change.what != "entry" and change.cable != cable:
            cable = change.cable
            click.echo(cable)
        for line in _lines(change):
            click.echo(visible(line))
    if as_json:
        told = {"before": one.version or before, "after": two.version or after}
        tell_json({**told, "changes": sum(counts.values())})
    else:
        click.echo(_summary(counts, _shown(one, before), _shown(two, after)))


def _shown(state: EditionState, name: str) -> str:
    version = state.version
    return name if version in {"", name} else f"{name} ({version})"


class _States:
    """Finds states, and gathers what any of them withholds."""

    def __init__(self, edition: ChosenEdition) -> None:
        self._edition = edition
        self._now: EditionState | None = None
        self.redacted: list[Redacted] = []
        if edition.sources.is_dir():
            assembled = edition.assembled()
            self._now = state_of_edition(assembled)
            self.redacted += assembled.redacted.values()

    def state(self, name: str) -> EditionState:
        """Return what a name stands for."""
        if name == NOW:
            if self._now is None:
                self._edition.existing_sources()
            return self._now or EditionState("", {}, {})
        if Path(name).exists():
            return read_state(Path(name))
        folder = self._edition.file.archives
        if folder is not None and (kept := archives_of(folder).get(name)):
            return read_release(kept, name)
        return self._revision(name)

    def _revision(self, name: str) -> EditionState:
        repository = Repository(self._edition.file.root.resolve())
        try:
            revision = repository.revision(name)
        except RevisionError:
            revision = ""
        if not revision:
            raise StateError(
                f"{name} is no archive or folder of data, no release in the folder of archives, "
                "and no revision or tag of git"
            )
        with TemporaryDirectory() as made:
            sources, registers = repository.put(revision, Path(made).resolve())
            edition = assemble(sources, registers)
        self.redacted += edition.redacted.values()
        fatal = sum(problem.fatal for problem in edition.problems)
        if fatal:
            faults = number_of(fatal, "fault")
            click.echo(f"{name} has {faults}; what can be read of it is compared", err=True)
        return state_of_edition(edition)


def _item(change: Change) -> dict[str, Any]:
    """Return a change for programs; ``words`` are what differs, with some words around."""
    both = change.deed == "changed"
    found = pieces(change.before, change.after) if both else []
    return {**change._asdict(), "words": [one._asdict() for one in found]}


def _lines(change: Change) -> Iterator[str]:
    """Yield the lines of a change, with ``[-words before-]`` and ``{+words after+}``."""
    if change.what == "cable":
        yield f"  {change.deed}"
        return
    if change.what == "source":
        yield "  another copy of the source; no word of the places changed"
        return
    indent = "" if change.what == "entry" else "  "
    lead = f"{indent}{_WHAT[change.what]}{_name(change)}"
    if change.deed == "withheld":
        yield f"{lead}: {_WITHHELD}"
    elif change.deed == "added":
        yield f"{lead} added: {{+{change.after}+}}"
    elif change.deed == "removed":
        yield f"{lead} removed: [-{change.before}-]"
    else:
        for one in pieces(change.before, change.after):
            old = f"[-{one.before}-]" if one.before else ""
            new = f"{{+{one.after}+}}" if one.after else ""
            yield f"{lead}: {' '.join(filter(None, (one.lead, old, new, one.tail)))}"


def _name(change: Change) -> str:
    if change.what == "entry":
        return f"{change.entry}, {change.at}" if change.at else change.entry
    return place_name(change.at) if change.what == "words" else change.at


def _summary(counts: Counter[tuple[str, str]], before: str, after: str) -> str:
    def of(what: str, deed: str, noun: str, more: str = "") -> list[str]:
        count = counts[what, deed]
        return [f"{number_of(count, noun, more)} {deed}"] if count else []

    told = [
        *of("cable", "added", "cable"),
        *of("cable", "removed", "cable"),
        *of("source", "changed", "source"),
        *(one for deed in ("added", "removed", "changed") for one in of("words", deed, "place")),
        *(
            one
            for deed in ("added", "removed", "changed")
            for one in of("emendation", deed, "emendation")
        ),
        *(one for deed in ("added", "removed", "changed") for one in of("note", deed, "note")),
    ]
    entries = sum(count for (what, _), count in counts.items() if what == "entry")
    told += [f"{number_of(entries, 'change')} in registers"] if entries else []
    withheld = sum(count for (_, deed), count in counts.items() if deed == "withheld")
    told += [f"words withheld at {number_of(withheld, 'place')}"] if withheld else []
    return f"{before} to {after}: {joined(told) if told else 'nothing changed'}"
