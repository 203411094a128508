"""Which cable it is: the record's identifier, the classification line, the name of the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonical_id, canonicalize, year_of
from cable_edition.core.cable.model import Finding, Found
from cable_edition.core.problems import Problem

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Opening
    from cable_edition.core.reading.raw import RawCable


@dataclass(frozen=True, slots=True)
class Identity:
    """The canonical id, the id as found, and the other ids the record is known by."""

    reference_id: str | None
    raw_id: str | None
    aliases: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    found: tuple[Finding, ...] = ()


#: What gave the id, in the order in which they are asked.
_FOUND = (
    Finding("reference_id", Found.RECORD, "identifier"),
    Finding("reference_id", Found.POSITION, "classification line"),
    Finding("reference_id", Found.INFERENCE, "name of the file"),
)


def id_of_name(name: str) -> str | None:
    """Return the canonical id that the name of a file is, less its directory and suffixes."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    return canonicalize(stem.split(".", 1)[0])


def given_id(raw: RawCable) -> str | None:
    """Return the canonical id that the record or else the file's name gives, or ``None``."""
    found = canonicalize(raw.raw_id) if raw.raw_id else None
    return found or _named(raw)


def _named(raw: RawCable) -> str | None:
    """Return the id that the file's name gives: to the first cable in it, and to no other."""
    return id_of_name(raw.name) if raw.extent.start == 0 else None


def identify(raw: RawCable, opening: Opening, year: int | None) -> Identity:
    """Return the identity of a cable; ``year`` is that of its date-time group or record.

    The record's identifier comes first, then post and serial of the classification line with the
    year, then the name of the file. Problems: ``bad-id`` where the record's identifier is none,
    ``id-differs`` where the classification line gives another id, ``no-id`` where nothing does.
    """
    problems: list[Problem] = []
    recorded = canonicalize(raw.raw_id) if raw.raw_id else None
    if raw.raw_id and recorded is None:
        message = f"The record's identifier {raw.raw_id[:80]} is not the id of a cable"
        problems.append(Problem("bad-id", message, offset=_offset(raw)))
    written = None
    if opening.post and opening.serial and year is not None:
        written = canonical_id(year, opening.post.text, opening.serial.text)
    named = _named(raw)
    reference_id = recorded or written or named
    given = zip((recorded, written, named), _FOUND, strict=True)
    found = tuple(finding for one, finding in given if one)[:1]
    raw_id = raw.raw_id or (None if recorded or written else _stem(raw.name, named))
    if named and not written and opening.post and opening.serial:
        written = canonical_id(year_of(named), opening.post.text, opening.serial.text)
    if opening.post and reference_id and written and reference_id != written:
        source = "record" if recorded else "file's name"
        message = f"The {source} says {reference_id}, the classification line {written}"
        offset = raw.offsets.start(opening.post.spans[0].start)
        problems.append(Problem("id-differs", message, offset=offset))
    if reference_id is None:
        message = "Neither a record, nor the classification line, nor the file's name gives an id"
        problems.append(Problem("no-id", message, offset=raw.extent.start))
    others = [*raw.aliases, raw_id, written]
    aliases = dict.fromkeys(other for other in others if other and other != reference_id)
    return Identity(reference_id, raw_id, tuple(aliases), tuple(problems), found)


def _stem(name: str, named: str | None) -> str | None:
    return PurePosixPath(name.replace("\\", "/")).name.split(".", 1)[0] if named else None


def _offset(raw: RawCable) -> int:
    found = raw.record.identifier
    return found.spans[0].start if found else raw.extent.start
