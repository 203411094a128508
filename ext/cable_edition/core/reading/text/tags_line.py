"""The TAGS line: split where run together, persons kept with their tag, captions left out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import Span, Value
from cable_edition.core.cable.spelling import slipped
from cable_edition.core.nouns import joined
from cable_edition.core.reading.text.patterns import CAPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cable_edition.core.reading.text.view import View

#: A name in brackets, which a line end may break; one that is never closed ends with its line.
_NAMED = r"(?:\([^()]{1,80}\)|\([^()\n]{1,80})"
_PIECE = re.compile(rf"[^,;\n ()]{{1,80}}(?:[ ]{{0,3}}\n?[ ]{{0,3}}{_NAMED})?|{_NAMED}")
_NO_TAGS = frozenset(
    {
        *("SENSITIVE", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "UNCLAS"),
        *(caption.replace(" ", "") for caption in CAPTIONS),
    }
)
_CODE = re.compile(r"(?:[A-Z]{2}|[A-Z]{4}|K[A-Z0-9]{3,4})\Z")
_LONG = 6
_new = tuple.__new__
#: Codes parted by other signs than a comma (``PREL/PGOV``, ``PREL.PGOV``).
_PARTED = re.compile(r"[/.]")


@cache
def _names() -> dict[str, str]:
    """Return the names of the packaged table of TAGS in capitals, by code."""
    table = files("cable_edition.core") / "data" / "tags.tsv"
    rows = [row.split("\t") for row in table.read_text("utf-8").splitlines()]
    return {row[0]: row[2].upper() for row in rows if row[0][:1] not in {"#", ""}}


@cache
def known_codes() -> frozenset[str]:
    """Return the codes of the packaged table of TAGS."""
    return frozenset(_names())


def read_tags(view: View, start: int, end: int) -> list[Value]:
    """Return the TAGS between two offsets in order, upper case, no doubles."""
    found: list[Value] = []
    seen: set[str] = set()
    work = view.work
    known = known_codes()
    for low, high in _mended(work, _pieces(work, start, end)):
        code = work[low:high]
        if code not in known and (whole := "".join(code.split()).replace("0", "O")) in known:
            code = whole
        if code in known:
            if code not in seen:
                seen.add(code)
                found.append(Value(code, (Span(low, high),)))
            continue
        for word, a, b in _split(code, low):
            name = " ".join(word.upper().split()).strip(".:-/'\"#[]{}*")
            name = _without_meaning(name)
            if not name or name in seen or name.replace(" ", "") in _NO_TAGS:
                continue
            if not any(map(str.isalnum, name)):
                continue
            seen.add(name)
            # A banner or a pilcrow may stand inside; it is no part of the tag.
            found.append(Value(name, tuple(piece.span for piece in view.pieces(a, b))))
    return found


#: Codes and commas alone.
_CODES = re.compile(r"[ \n]{0,4}[A-Z]{2,4}(?:,[ \n]{0,2}[A-Z]{2,4}){0,40}+[ \n]{0,4}")
_ONE_CODE = re.compile(r"[A-Z]+")


def plain_tags(view: View, start: int, end: int) -> list[Value] | None:
    """Return the TAGS between two offsets, or ``None`` where they are not all known, each once."""
    work = view.work
    if _CODES.fullmatch(work, start, end) is None or view.broken(start, end):
        return None
    known = known_codes()
    found: dict[str, Value] = {}
    for match in _ONE_CODE.finditer(work, start, end):
        code = match[0]
        if code not in known or code in found:
            return None
        found[code] = _new(Value, (code, (_new(Span, match.span()),)))
    return list(found.values())


def _without_meaning(name: str) -> str:
    """Return a code without the name that the table has for it: ``EC (ECUADOR)`` is ``EC``."""
    code, bracket, meaning = name.partition(" (")
    known = _names().get(code) if bracket else None
    return code if known and meaning.rstrip(")") == known else name


def _mended(work: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join two pieces that a copy parted by a blank or a line end, where only both are a code."""
    known = known_codes()
    found: list[tuple[int, int]] = []
    for low, high in pieces:
        first, last = found[-1] if found else (low, low)
        one, other = work[first:last], work[low:high]
        if (
            1 < len(one) + len(other) < _LONG
            and other.isalpha()
            and not (one in known and other in known)
            and one + other in known
            and not work[last:low].strip(" \n")
            and last < low
        ):
            found[-1] = (first, high)
        else:
            found.append((low, high))
    return found


def _pieces(work: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at commas; inside a piece at blanks, unless its words are free words of one tag."""
    pieces: list[tuple[int, int]] = []
    words = [(match.start(), match.end()) for match in _PIECE.finditer(work, start, end)]
    commas = any(char in ",;" for char in work[start:end])
    group: list[tuple[int, int]] = []
    for index, (low, high) in enumerate(words):
        group.append((low, high))
        after = words[index + 1][0] if index + 1 < len(words) else end
        gap = work[high:after]
        if index + 1 == len(words) or "," in gap or ";" in gap or "\n" in gap:
            pieces += _group(work, group, commas=commas)
            group = []
    return pieces


def _group(work: str, group: list[tuple[int, int]], *, commas: bool) -> list[tuple[int, int]]:
    if len(group) == 1 or not commas:
        return group
    free = [
        (low, high)
        for low, high in group
        if not _CODE.match(work[low:high].split("(", maxsplit=1)[0].strip(" .").upper())
        and work[low:high].strip(".").upper() not in known_codes()
    ]
    if len(free) == len(group):
        return [(group[0][0], group[-1][1])]
    return group


def _split(word: str, at: int) -> list[tuple[str, int, int]]:
    """Split codes that run together (``PRELPGOVCA``) where known codes fill the whole word."""
    name = word.strip(".").upper()
    if len(name) < _LONG or not (name.isascii() and name.isalpha()) or name in known_codes():
        parts = _PARTED.split(word.rstrip("."))
        if len(parts) > 1 and all(_CODE.match(part.upper()) for part in parts):
            found, place = [], at
            for part in parts:
                found.append((part, place, place + len(part)))
                place += len(part) + 1
            return found
        return [(word, at, at + len(word))]
    cuts = _segment(name)
    if not _is_row(cuts):
        return [(word, at, at + len(word))]
    return [(word[a:b], at + a, at + b) for a, b in cuts]


#: The letters of a code of a subject.
_SUBJECT = 4


@lru_cache(1024)
def near_code(name: str) -> str | None:
    """Return the known code of a subject that ``name`` is but for one letter, if it is none.

    Codes of programs begin with K, and new ones are made; a name that is near to several codes is
    told with the first.
    """
    known = known_codes()
    if len(name) != _SUBJECT or not name.isalpha() or name[0] == "K" or name in known:
        return None
    return min(
        (code for code in known if len(code) == _SUBJECT and slipped(name, code)), default=None
    )


def unknown_code(name: str) -> bool:
    """Tell whether a tag has the form of a code, is none that is known, and is near to none.

    Free words are tags too (names of people and organizations), and are none of these.
    """
    return (
        _CODE.match(name) is not None
        and name.isalpha()
        and name not in known_codes()
        and near_code(name) is None
    )


def tell_unknown(view: View, tags: Iterable[Value]) -> None:
    """Tell of the codes that no table knows."""
    unknown = [tag for tag in tags if unknown_code(tag.text)]
    if unknown:
        named = joined(dict.fromkeys(tag.text for tag in unknown))
        message = f"the table of TAGS does not know {named}"
        view.problem("tag-unknown", message, unknown[0].spans[0].start)


def are_codes(name: str) -> bool:
    """Tell whether capitals are known codes, one or several run together."""
    return name in known_codes() or _is_row(_segment(name))


def _is_row(cuts: list[tuple[int, int]]) -> bool:
    """Tell whether pieces are a row of codes: the short ones alone would fill many a name."""
    return any(high - low >= 4 for low, high in cuts)


def _segment(name: str) -> list[tuple[int, int]]:
    known = known_codes()
    best: list[int | None] = [0] + [None] * len(name)
    for end in range(1, len(name) + 1):
        for size in (4, 5, 2, 3):
            if end >= size and best[end - size] is not None and name[end - size : end] in known:
                best[end] = end - size
                break
    if best[len(name)] is None:
        return []
    cuts: list[tuple[int, int]] = []
    end = len(name)
    while end > 0:
        low = best[end] or 0
        cuts.append((low, end))
        end = low
    return cuts[::-1]
