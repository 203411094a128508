"""How the checkers of data say what they found."""

from __future__ import annotations

from pathlib import Path

from cable_edition.core.problems import Problem
from cable_edition.core.proof.data.differences import Difference


def place_of(cable: str, anchor: str = "") -> str:
    """Return a place as messages name it: ``05OTTAWA286#p4``."""
    return f"{cable}#{anchor}" if anchor else cable


def field_problem(path: Path, cable: str, one: Difference) -> Problem:
    """Return the problem of a field of the data that is not as the edition has it."""
    named = " ".join(part for part in (place_of(cable, one.anchor), one.place) if part)
    return Problem("field-differs", f"{named}: {one.what}" if named else one.what, str(path))


def missing(path: Path) -> Problem:
    """Return the problem of a file that must be there."""
    return Problem("file-missing", "the edition has this file; here it is missing", str(path))


def unreadable(path: Path, why: object) -> Problem:
    """Return the problem of a file that cannot be read as what it must be."""
    return Problem("file-unreadable", f"cannot be read: {why}", str(path))
