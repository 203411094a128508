"""Canonical ids of cables, and the names of pages and anchors made from them.

A canonical id is the two-digit year, the post in capitals without blanks, and the serial without
leading zeros (``05OTTAWA286``). Two-digit years above 10 are 19xx: the public collections run
from 1966 to 2010. Posts pass the table of posts (``data/posts.tsv``). A message that has no such
id gets one of our own form, from originator and date-time group: ``CNO-20050714T2136Z``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cable_edition.core.cable.posts import post_table, squeezed

#: The last two-digit year that is 20xx in an id.
PIVOT = 10

#: The form of an id, for patterns of its users: that of a cable, or one of our own.
ID = r"(?:[0-9]{2}[A-Z]{2,40}[1-9][0-9]{0,6}|[A-Z]{2,40}-[0-9]{8}T[0-9]{4}Z)"
_VALID = re.compile(ID)
_OWN = re.compile(r"[A-Z]{2,40}-(?P<year>[0-9]{4})[0-9]{4}T[0-9]{4}Z")
_MOMENT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):[0-9]{2}Z")
_RAW = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})[ _-]{0,2}"
    r"(?P<post>[A-Z][A-Z .'/_-]{0,60}?)[ _-]{0,2}(?P<serial>[0-9]{1,8})(?:_[A-Za-z])?"
)
_SECTION = re.compile(r"SECTION[0-9O]{1,2}OF[0-9O]{1,2}(?=[A-Z])")
_MANGLED = re.compile(
    r"(?P<year>[0-9]{2})SECTION[0-9]{1,2}OF[0-9]{1,2}(?P<rest>[A-Z]{2,40}[0-9]{1,8})"
)
_BETWEEN = re.compile(r"[\s._-]+")
#: A zero that stands for the letter.
_ZERO = re.compile(r"0(?=[A-Z])|(?<=[A-Z])0")
_ANCHOR = re.compile(r"[a-z][A-Za-z0-9-]*")


class CableId(NamedTuple):
    """The parts of a canonical id: four-digit year, post in capitals, serial."""

    year: int
    post: str
    serial: int

    def __str__(self) -> str:
        """Return the canonical id."""
        return f"{self.year % 100:02}{self.post}{self.serial}"


def is_post_of_several_words(post: str) -> bool:
    """Whether words are the name of a known post, such as ``TEL AVIV``, and not free words."""
    return squeezed(post) in post_table().of_several_words


@lru_cache(maxsize=8192)
def canonical_post(post: str) -> str:
    """Return ``post`` as ids write it (``USUN New York`` is ``USUNNEWYORK``), ``""`` if empty.

    A word for the kind of mission, a section mark or a caption read into the post is dropped, a
    zero among letters is an O, and other writings that the table of posts has lead to the post.
    Names that the table does not know are kept.
    """
    table = post_table()
    name = post.upper()
    if "0" in name:
        name = _ZERO.sub("O", name)
    name = squeezed(_SECTION.sub("", _BETWEEN.sub("", name)))
    for word in (*table.leading, *table.prefixes):
        if name.startswith(word) and len(name) >= len(word) + 2:
            name = name[len(word) :]
    return table.aliases.get(name, name)


def full_year(year: int) -> int:
    """Return the four-digit year of an id's ``year``: two digits above 10 are 19xx."""
    if year >= 100:
        return year
    return 1900 + year if year > PIVOT else 2000 + year


@lru_cache(maxsize=256)
def canonical_id(year: int, post: str, serial: str | int) -> str | None:
    """Return the canonical id, or ``None`` where the parts make no valid one.

    ``year`` has two or four digits; ``serial`` may be padded with zeros, for which a copy may have
    the letter; its digits may stand apart.
    """
    digits = str(serial).replace(" ", "").replace("O", "0")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 10 or year < 0:
        return None
    made = f"{full_year(year) % 100:02}{canonical_post(post)}{int(digits)}"
    return made if is_valid_id(made) else None


@lru_cache(maxsize=256)
def parse_id(raw: str) -> CableId | None:
    """Read an id in any of the forms in which records have it; ``None`` if it is none.

    Takes blanks, padded serials, four-digit years, the ``_b`` of doubled records of the 1970s,
    and the known wrong forms with a section mark before the post (``09SECTION01OF03ROME12``).
    """
    text = raw.strip().upper()
    if len(text) > 120:
        return None
    mangled = _MANGLED.fullmatch(text)
    if mangled:
        text = mangled["year"] + mangled["rest"]
    match = _RAW.fullmatch(text)
    if match is None:
        return None
    year = full_year(int(match["year"]))
    post, serial = canonical_post(match["post"]), int(match["serial"])
    found = CableId(year, post, serial)
    return found if is_valid_id(str(found)) else None


def in_order(cable_id: str) -> tuple[str, int]:
    """Return what ids are sorted by: serials as numbers, so that 05ROME9 comes before 05ROME10."""
    head = cable_id.rstrip("0123456789")
    serial = cable_id[len(head) :]
    return (head, int(serial)) if serial.isascii() and serial else (cable_id, 0)


def canonicalize(raw: str) -> str | None:
    """Return the canonical id of a raw one (see :func:`parse_id`), or ``None``.

    An id of our own form is its own canonical form.
    """
    found = parse_id(raw)
    if found is not None:
        return str(found)
    text = raw.strip().upper()
    return text if is_own_id(text) else None


def own_id(origin: str, moment: str) -> str | None:
    """Return the id that a message without one has in this edition, or ``None``.

    It is made of the originator and the date-time group (ISO 8601 with ``Z``), as in
    ``CNO-20050714T2136Z``; no collection has such ids. Offices of the originator (``//N1//``) are
    no part of its name.
    """
    name = canonical_post(origin.partition("//")[0])
    when = _MOMENT.fullmatch(moment)
    if when is None:
        return None
    year, month, day, hour, minute = when.groups()
    made = f"{name[:40]}-{year}{month}{day}T{hour}{minute}Z"
    return made if is_own_id(made) else None


def is_own_id(text: str) -> bool:
    """Whether ``text`` is an id of our own form: the message has none that others know."""
    return _OWN.fullmatch(text) is not None


def is_valid_id(text: str) -> bool:
    """Whether ``text`` is a canonical id, and so safe as a file name and in a URL."""
    return _VALID.fullmatch(text) is not None


def year_of(cable: str) -> int:
    """Return the four-digit year of a canonical id; raise :class:`ValueError` for another."""
    own = _OWN.fullmatch(_checked(cable))
    return int(own["year"]) if own else full_year(int(cable[:2]))


def docname_of(cable: str) -> str:
    """Return the Sphinx document of a cable; raise :class:`ValueError` for an invalid id."""
    return f"cables/{_checked(cable)}"


def target_of(cable: str, anchor: str) -> str:
    """Return the name of an anchor in roles and inventories (``05OTTAWA286#p4``)."""
    return f"{_checked(cable)}#{_checked_anchor(anchor)}"


def unique_anchor(cable: str, anchor: str = "") -> str:
    """Return the id that is unique where many cables share a file (``c-05OTTAWA286-p4``)."""
    name = f"c-{_checked(cable)}"
    return f"{name}-{_checked_anchor(anchor)}" if anchor else name


def _checked(cable: str) -> str:
    if not is_valid_id(cable):
        raise ValueError(f"not a canonical cable id: {cable!r}")
    return cable


def _checked_anchor(anchor: str) -> str:
    if _ANCHOR.fullmatch(anchor) is None:
        raise ValueError(f"not an anchor: {anchor!r}")
    return anchor
