"""A list of names with ids of authority files, and the entries of registers that have such a name.

An editor supplies the list: CSV with a head that names the columns ``name`` and ``id``, or JSON
Lines, an object with ``name`` and ``id`` (a text, or a list of them) on each. Other columns and
keys are passed over. Names are compared without case, accents and signs; ``Roe, Jane, 1950-2010``
is Jane Roe. The same name is not yet the same person: what is found is to be proposed, no more.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cable_edition.core.authorities import OF_NAMES, OF_PLACES, AuthorityId, read_authority
from cable_edition.core.problems import Problem
from cable_edition.core.registers.entries import Entry, Organization, Person, Post, Registers

#: Years of a life behind a name, as libraries write them.
_YEARS = re.compile(
    r"[\s,(]{1,3}(?:approximately |ca\. ?|born |b\. ?)?[0-9]{3,4}\??"
    r"(?: ?[-\u2013] ?[0-9]{0,4}\??)?\)?\.?\Z"
)
_WORD = re.compile(r"[^\W_]+")
#: Longer lines are no names with ids.
_LONGEST = 5000


class Listed(NamedTuple):
    """A line of a list: its number, the name, and the ids as they stand there."""

    line: int
    name: str
    ids: tuple[str, ...]


class Match(NamedTuple):
    """An entry and an id that the list has for its name; ``key`` is the key that takes it."""

    entry: Person | Organization | Post
    kind: str
    key: str
    id: AuthorityId
    line: int
    name: str


class Doubt(NamedTuple):
    """Why an id is not proposed for an entry, in words."""

    entry: Entry
    why: str


def read_list(data: bytes, path: str, problems: list[Problem]) -> Iterator[Listed]:
    """Yield the lines of a list; ``path`` names the file in problems, and tells its form.

    A line that cannot be read is a problem, and the others are read.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem("not-utf8", "the file is not UTF-8; save it as UTF-8", path))
        return
    if path.lower().endswith((".jsonl", ".ndjson", ".json")):
        yield from _json_lines(text, path, problems)
    else:
        yield from _csv(text, path, problems)


def _csv(text: str, path: str, problems: list[Problem]) -> Iterator[Listed]:
    head, _, _ = text.partition("\n")
    for delimiter in (",", ";", "\t"):
        columns = [one.strip().strip('"').casefold() for one in head.split(delimiter)]
        if {"name", "id"} <= {*columns}:
            break
    else:
        message = "the first line names no columns `name` and `id`; begin the file with name,id"
        problems.append(Problem("missing-key", message, path, 1))
        return
    name, number = columns.index("name"), columns.index("id")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        next(rows)
        for row in rows:
            if any(row):
                padded = [*row, *[""] * (max(name, number) + 1 - len(row))]
                yield Listed(rows.line_num, padded[name].strip(), tuple(padded[number].split()))
    except csv.Error as error:
        message = f"the line is no CSV ({error}); quote its values"
        problems.append(Problem("wrong-type", message, path, rows.line_num))


def _json_lines(text: str, path: str, problems: list[Problem]) -> Iterator[Listed]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line) if len(line) <= _LONGEST else None
        except (ValueError, RecursionError):
            one = None
        name = one.get("name") if isinstance(one, dict) else None
        ids = one.get("id") if isinstance(one, dict) else None
        listed = [ids] if isinstance(ids, str) else ids
        if isinstance(name, str) and isinstance(listed, list) and _are_texts(listed):
            yield Listed(number, name.strip(), tuple(listed))
        else:
            message = (
                "the line is no object with `name` and `id`; write "
                '{"name": "Roe, Jane", "id": "wikidata:Q42"}'
            )
            problems.append(Problem("wrong-type", message, path, number))


def _are_texts(values: list[object]) -> bool:
    return all(isinstance(one, str) for one in values)


def name_key(name: str) -> str:
    """Return a name as names are compared; empty for one without a letter or digit."""
    bare = _YEARS.sub("", name[:_LONGEST].strip())
    last, comma, first = bare.partition(",")
    turned = f"{first} {last}" if comma and "," not in first else bare
    marked = unicodedata.normalize("NFKD", turned.casefold())
    plain = "".join(one for one in marked if not unicodedata.combining(one))
    return " ".join(_WORD.findall(plain))


def _keys(entry: Person | Organization | Post) -> Iterator[str]:
    """Yield the names of an entry that stand for it alone: no surname, no form with limits."""
    yield name_key(entry.name)
    if isinstance(entry, Person | Organization):
        yield name_key(entry.sort)
    for form in entry.forms:
        limited = form.surname or form.cables or form.within or form.outside
        if not limited and " " in (key := name_key(form.text)):
            yield key


def matches(
    lines: Iterable[Listed], registers: Registers, path: str, problems: list[Problem]
) -> tuple[list[Match], list[Doubt]]:
    """Return the ids that a list has for names of entries, and what stands against some.

    An id that an entry has already is left out. Where the list has two ids of one scheme for a
    name, or another than the entry has, an editor has to look, and none is proposed. Ids of lines
    whose names no entry has are not looked at. Time grows with the lines, not with the entries.
    """
    named: dict[str, dict[str, tuple[str, Person | Organization | Post]]] = {}
    towns: dict[str, list[Post]] = {}
    for kind, entry in registers.by_kind():
        if isinstance(entry, Person | Organization | Post) and entry.path:
            for key in filter(None, _keys(entry)):
                named.setdefault(key, {})[f"{kind} {entry.id}"] = (kind, entry)
        if isinstance(entry, Post) and entry.path:
            towns.setdefault(entry.code.casefold(), []).append(entry)
    found: dict[tuple[str, str, str, str], dict[str, Match]] = {}
    for one in lines:
        key = name_key(one.name)
        entries = list(named.get(key, {}).values())
        posts = towns.get(key.replace(" ", ""), [])
        for words in one.ids if entries or posts else ():
            number = read_authority(words)
            if not isinstance(number, AuthorityId):
                problems.append(Problem("malformed-id", f"`{words[:80]}` {number}", path, one.line))
                continue
            scheme = number.scheme.key
            taken: list[tuple[str, Person | Organization | Post]] = []
            if scheme in OF_NAMES:
                taken, where = entries, "same_as"
            elif scheme in OF_PLACES:
                taken, where = [("post", post) for post in posts], "place_same_as"
            for owner, its in taken:
                match = Match(its, owner, where, number, one.line, one.name)
                at = (owner, its.id, where, scheme)
                found.setdefault(at, {}).setdefault(number.address, match)
    return _settled(found)


def _settled(
    found: Mapping[tuple[str, str, str, str], Mapping[str, Match]],
) -> tuple[list[Match], list[Doubt]]:
    proposed, doubts = [], []
    for by_address in found.values():
        one = next(iter(by_address.values()))
        has = [a for a in getattr(one.entry, one.key) if a.startswith(one.id.scheme.address)]
        new = [match for address, match in by_address.items() if address not in has]
        listed = ", ".join(f"{match.id.id} (line {match.line})" for match in new)
        name = one.id.scheme.name
        if has and new:
            why = f"it has another id of {name} than the list, {listed}; see which is right"
            doubts.append(Doubt(one.entry, why))
        elif len(new) > 1:
            why = f"the list has {len(new)} of this name in {name}: {listed}; see which is meant"
            doubts.append(Doubt(one.entry, why))
        else:
            proposed += new
    return proposed, doubts
