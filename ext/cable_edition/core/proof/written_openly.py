"""What editors wrote that would publish withheld words: each piece, with its file and its line.

An editor has registers, sidecars, witnesses and releases before him, and none of the pages that are
made of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, cast

from cable_edition.core.edition.model import EditedCable, Edition
from cable_edition.core.regular_file import read_file
from cable_edition.core.releases.declared import RELEASES

#: What a sidecar itself withholds, with the names: the lines below a key at the margin.
_WITHHOLDS = re.compile(r"^['\"]?redactions\b.*\n(?:(?:[ \t#-].*)?\n)*", re.MULTILINE)
#: A search of a text: the line of what it finds, and whose that is.
Search = Callable[[str], tuple[int, str] | None]


class Written(NamedTuple):
    """A piece that an editor wrote: what it is, its words, its file, its line if that is known."""

    what: str
    words: str
    path: str
    line: int | None = None

    def located(self, search: Search) -> tuple[str, int | None]:
        """Return file and line of what ``search`` finds in it.

        Words that are written otherwise in the file, as with escapes, have the file alone.
        """
        if self.line:
            return self.path, self.line
        found = search(_said_in(Path(self.path)))
        return self.path, found[0] if found else None


def written_in(edition: Edition) -> Iterator[Written]:
    """Yield all that editors wrote beside the cables: registers, sidecars, witnesses, releases."""
    for register, entries in edition.registers.by_file():
        for entry in entries:
            path, line = getattr(entry, "path", ""), getattr(entry, "line", None)
            # What comes from a cable alone, as a TAG without an entry, has no file.
            place = (path, line or None) if path else (f"{register}.yaml", None)
            # In what folder an edition stands is no word of it.
            said = repr(replace(cast("Any", entry), path="") if path else entry)
            yield Written(f"an entry of the register {register}", said, *place)
    for one in edition.cables:
        yield from _of_cable(edition, one)
    yield from _of_releases(edition)


def _of_cable(edition: Edition, one: EditedCable) -> Iterator[Written]:
    sidecar = edition.sidecars.get(one.id)
    path = str(sidecar.path if sidecar else one.path)

    def said(what: str, *words: str) -> Written:
        return Written(what, "\n".join(words), path)

    for note in one.notes:
        yield said(f"the note {note.id}", note.id, note.text, *note.sources, note.author)
    for number, redaction in enumerate(one.redactions, 1):
        yield said(f"the reason of redaction {number}", redaction.reason)
    for witness in one.witnesses:
        told = (witness.siglum, witness.file, witness.body, witness.obtained)
        yield said(f"the witness {witness.siglum}", *told)
        words = "\n".join(unit.words for unit in witness.units)
        yield Written(f"the witness {witness.siglum}", words, str(witness.path))
    for other in edition.related.get(one.id, ()):
        yield said(f"the related record {other.id}", other.title, other.note, other.source)
    if sidecar:
        for number, emendation in enumerate(sidecar.emendations, 1):
            yield said(f"emendation {number}", emendation.read, emendation.reason)
        for number, reading in enumerate(sidecar.reading, 1):
            yield said(f"correction {number} of the reading", reading.reason)


def _of_releases(edition: Edition) -> Iterator[Written]:
    """Yield what ``releases.yaml`` tells readers; it stands in the folder of the sources."""
    declared = edition.releases.declared
    folders = dict.fromkeys(folder for one in edition.cables for folder in one.path.parents)
    path = next((folder / RELEASES for folder in folders if (folder / RELEASES).is_file()), None)
    for release in declared.releases:
        what = f"the note on release {release.version}"
        yield Written(what, release.note, str(path or RELEASES))
    for one in (
        *declared.redirects,
        *declared.revisions,
        *declared.withdrawn,
        *declared.retired,
    ):
        what = f"the reason in line {one.line}"
        yield Written(what, one.reason, str(path or RELEASES), one.line)


def _said_in(path: Path) -> str:
    """Return what a file says, with as many lines as it has, but for what it withholds."""
    try:
        text = read_file(path).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""
    return _WITHHOLDS.sub(lambda found: "\n" * found[0].count("\n"), text)
