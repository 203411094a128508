"""Which cable it is: the record's identifier, the classification line, the name of the file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonical_id, canonicalize, own_id, parse_id, year_of
from cable_edition.core.cable.model import Finding, Found
from cable_edition.core.cable.posts import known_post, post_table
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem

if TYPE_CHECKING:
    from cable_edition.core.cable.model import Opening
    from cable_edition.core.reading.header.transmission import HeaderParts
    from cable_edition.core.reading.raw import RawCable


@dataclass(slots=True)
class Identity:
    """The canonical id, the id as found, and the other ids the record is known by."""

    reference_id: str | None
    raw_id: str | None
    aliases: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    found: tuple[Finding, ...] = ()


#: The form whose document numbers cut the names of posts, and to how many characters.
#: The years in which the archives' system cut posts to so many characters.
_CUT_YEARS, _CUT = range(1973, 1980), 6
#: What gave the id, in the order in which they are asked.
_FOUND = (
    Finding("reference_id", Found.RECORD, "identifier"),
    Finding("reference_id", Found.POSITION, "classification line"),
    Finding("reference_id", Found.INFERENCE, "name of the file"),
    Finding("reference_id", Found.INFERENCE, "originator and date-time group"),
)


@lru_cache(64)
def id_of_name(name: str) -> str | None:
    """Return the canonical id that the name of a file is, less its directory and suffixes."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    return canonicalize(stem.split(".", 1)[0])


def given_id(raw: RawCable) -> str | None:
    """Return the canonical id that the record or else the file's name gives, or ``None``."""
    return _recorded(raw) or _named(raw)


def _recorded(raw: RawCable) -> str | None:
    """Return the canonical id of the record, a post that its form cuts in full where it can be.

    The system of the 1970s cut posts to six characters, blanks among them (``SANSA``). One that
    begins a single known post is that post.
    """
    found = parse_id(raw.raw_id) if raw.raw_id else None
    if found is None:
        return None
    if found.year in _CUT_YEARS and len(found.post) <= _CUT and not known_post(found.post):
        whole = [code for code in post_table().entries if code.startswith(found.post)]
        if len(whole) == 1:
            return canonical_id(found.year, whole[0], found.serial)
    return str(found)


def _is_cut(recorded: str, written: str) -> bool:
    """Whether the record's id is that of the classification line with its post cut."""
    one, other = parse_id(recorded), parse_id(written)
    return (
        one is not None
        and other is not None
        and one.year in _CUT_YEARS
        and (one.year, one.serial) == (other.year, other.serial)
        and len(one.post) <= _CUT
        and other.post.startswith(one.post)
    )


def _named(raw: RawCable) -> str | None:
    """Return the id that the file's name gives: to the first cable in it, and to no other."""
    return id_of_name(raw.name) if raw.extent.start == 0 else None


def _year_turns(given: str, written: str, moment: str) -> bool:
    """Whether two ids differ in the year alone, at a moment (ISO) within two days of its turn.

    Serials follow the year of the post, date-time groups that of Greenwich, and a cable may be
    sent some hours after it was given its serial.
    """
    one, other = parse_id(given), parse_id(written)
    if one is None or other is None or (one.post, one.serial) != (other.post, other.serial):
        return False
    day = moment[5:10]
    if day in {"01-01", "01-02"}:
        return one.year == other.year - 1
    return day in {"12-30", "12-31"} and one.year == other.year + 1


def identify(raw: RawCable, opening: Opening, head: HeaderParts) -> Identity:
    """Return the identity of a cable, with the ``head`` that was read of it.

    The record's identifier comes first, then post and serial of the classification line with the
    year of the date-time group or the record, then the name of the file. A message that none of
    them names gets an id of our own form from its originator and its date-time group. Problems:
    ``bad-id`` where the record's identifier is none, ``id-differs`` where the classification line
    or the name of the file gives another id, ``own-id`` where the id is of our own form, ``no-id``
    where there is none. Near New Year the record, or else the name of the file, knows the year of
    a serial better than the date-time group does.
    """
    year = head.year or (int(raw.created.text[:4]) if raw.created else None)
    problems: list[Problem] = []
    recorded = _recorded(raw)
    if raw.raw_id and recorded is None:
        message = f"The record's identifier {raw.raw_id[:80]} is not the id of a cable"
        problems.append(Problem("bad-id", message, offset=_offset(raw)))
    written = None
    if opening.post and opening.serial and year is not None:
        written = canonical_id(year, opening.post.text, opening.serial.text)
    if recorded and written and _is_cut(recorded, written):
        recorded = written
    named = _named(raw)
    certain = recorded or named
    moment = head.header.message_datetime or raw.created
    turned = bool(certain and written and moment and _year_turns(certain, written, moment.text))
    if turned:
        source = "record" if recorded else "file's name"
        message = (
            f"The {source} says {certain}, the date-time group makes it {written}; so near to New "
            f"Year the {source} is right"
        )
        problems.append(Problem("id-differs", message, offset=_post_offset(raw, opening)))
        written = certain
    own = None if recorded or written or named else _own(head)
    reference_id = recorded or written or named or own
    given = zip((recorded, written, named, own), _FOUND, strict=True)
    found = tuple(finding for one, finding in given if one)[:1]
    raw_id = raw.raw_id or (None if recorded or written else _stem(raw.name, named))
    if certain and not written and opening.post and opening.serial:
        written = canonical_id(year_of(certain), opening.post.text, opening.serial.text)
        written = certain if written and _is_cut(certain, written) else written
    if opening.post and reference_id and written and reference_id != written:
        source = "record" if recorded else "file's name"
        message = f"The {source} says {reference_id}, the classification line {written}"
        problems.append(Problem("id-differs", message, offset=_post_offset(raw, opening)))
    elif named and reference_id and not (turned or _same(named, reference_id)):
        source = "record" if recorded else "classification line with its date"
        message = f"The file's name says {named}, the {source} {reference_id}"
        problems.append(Problem("id-differs", message, offset=_post_offset(raw, opening)))
    if own:
        message = (
            f"The message has no id of a cable; {own} is this edition's own, from its originator "
            "and its date-time group"
        )
        problems.append(Problem("own-id", message, offset=raw.extent.start))
    if reference_id is None:
        message = "Neither a record, nor the classification line, nor the file's name gives an id"
        problems.append(Problem("no-id", message, offset=raw.extent.start))
    others = [*raw.aliases, raw_id, written]
    aliases = dict.fromkeys(other for other in others if other and other != reference_id)
    return Identity(reference_id, raw_id, tuple(aliases), tuple(problems), found)


def _own(head: HeaderParts) -> str | None:
    header = head.header
    if header.sender is None or header.message_datetime is None:
        return None
    return own_id(header.sender.text, header.message_datetime.text)


def _stem(name: str, named: str | None) -> str | None:
    return PurePosixPath(name.replace("\\", "/")).name.split(".", 1)[0] if named else None


def _same(named: str, other: str) -> bool:
    return named == other or _is_cut(named, other)


def _post_offset(raw: RawCable, opening: Opening) -> int:
    post = opening.post
    return raw.offsets.start(post.spans[0].start) if post else raw.extent.start


def _offset(raw: RawCable) -> int:
    found = raw.record.identifier
    return found.spans[0].start if found else raw.extent.start
