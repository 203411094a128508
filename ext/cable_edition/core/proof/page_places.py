"""Where the pages that an edition generates stand, and what stands there already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from cable_edition.core.changes.history import Step
from cable_edition.core.edition.assemble import Edition
from cable_edition.core.myst.markup import MARKER
from cable_edition.core.pages.all_pages import EditionPages
from cable_edition.core.pages.limits import PageLimits
from cable_edition.core.problems import Problem
from cable_edition.core.settings import Settings
from cable_edition.core.settings.edition_file import GENERATED

#: The folders of generated pages.
FOLDERS = GENERATED | {"cables"}


def pages_of(edition: Edition, settings: Settings, history: Sequence[Step] = ()) -> EditionPages:
    """Return the pages of an edition, divided as its settings say.

    ``history`` is what changed between its releases, as far as their archives are kept.
    """
    limits, record = settings.limits, settings.site.public_record
    on_a_page = PageLimits(limits.entries_per_page, limits.places_per_entry, limits.cables_per_page)
    return EditionPages(edition, on_a_page, record, history)


def is_taken(data: bytes) -> bool:
    """Tell whether what stands in the place of a generated page is somebody else's."""
    return bool(data) and not data.startswith(MARKER.encode())


def taken(shown: str) -> Problem:
    """Return the problem ``page-taken`` of a file that stands where a page must."""
    message = (
        "this is not a generated page, but the edition needs its place for one; move it to "
        "another folder"
    )
    return Problem("page-taken", message, shown)


def in_the_way(chapters: Iterable[Path], documents: Path) -> dict[str, Path]:
    """Return the chapters that may stand where a page must, by the name that it would have."""
    found = {}
    for path in chapters:
        at = path.relative_to(documents)
        if at.suffix == ".md" and at.parts[0] in FOLDERS and is_taken(_start(path)):
            found[at.with_suffix("").as_posix()] = path
    return found


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(MARKER.encode()))
    except OSError:
        return b""  # Sphinx tells of it.
