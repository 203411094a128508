"""Entries of the registers in authority files: ``same_as`` and ``place_same_as``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cable_edition.core.authorities import (
    OF_NAMES,
    OF_PLACES,
    SCHEMES,
    AuthorityId,
    authority_of,
    pattern_of,
    read_authority,
)
from cable_edition.core.nouns import joined
from cable_edition.core.problems import Problem
from cable_edition.core.registers.entries import Entry, Organization, Person, Post, Registers
from cable_edition.core.yaml_files.fields import Fields


class SameAs(NamedTuple):
    """An entry, and an id that an authority file has for the same."""

    kind: str
    entry: Person | Organization | Post
    id: AuthorityId


def same_as(fields: Fields, *, has_place: bool = False) -> tuple[str, ...]:
    """Read ``same_as``: addresses as the edition writes them; an id that comes twice is noted.

    ``has_place`` tells that the entry takes ``place_same_as`` too, where ids of towns belong.
    """
    return _ids(fields, "same_as", OF_NAMES, has_place=has_place)


def place_same_as(fields: Fields) -> tuple[str, ...]:
    """Read ``place_same_as``."""
    return _ids(fields, "place_same_as", OF_PLACES, has_place=False)


def _ids(fields: Fields, key: str, allowed: tuple[str, ...], *, has_place: bool) -> tuple[str, ...]:
    found: dict[str, int] = {}
    form = f"ids as `scheme:id`, or addresses, of {joined([SCHEMES[one].name for one in allowed])}"
    for words, line in fields.distinct_ids(key, pattern_of(allowed), form):
        one = read_authority(words, allowed)
        if isinstance(one, AuthorityId):
            if one.address in found:
                first = found[one.address]
                message = f"`{words[:80]}` is {one.named}, as in line {first}; keep one of the two"
                fields.note("duplicate-id", message, line)
            found.setdefault(one.address, line)
            continue
        is_town = has_place and isinstance(read_authority(words, OF_PLACES), AuthorityId)
        more = "; the town of a post belongs under `place_same_as`" if is_town else ""
        fields.note("malformed-id", f"`{words[:80]}` {one}{more}", line)
    return tuple(found)


def all_same_as(registers: Registers) -> Iterator[SameAs]:
    """Yield each id of each entry, register by register, in the order of their files."""
    for kind, entry in registers.by_kind():
        if isinstance(entry, Person | Organization | Post):
            for address in entry.same_as:
                yield SameAs(kind, entry, authority_of(address))


def same_twice(registers: Registers) -> list[Problem]:
    """Name each id that two entries have: they would be one and the same."""
    problems = []
    first: dict[str, Entry] = {}
    for _, entry, found in all_same_as(registers):
        other = first.setdefault(found.address, entry)
        if other is not entry:
            message = (
                f"`{entry.id}` and `{other.id}` ({other.path}:{other.line}) are both said to be "
                f"{found.named}; take it from one, or make them one entry"
            )
            problems.append(Problem("duplicate-id", message, entry.path, entry.line))
    return problems
