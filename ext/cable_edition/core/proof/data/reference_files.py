"""The proof of ``citations.*``: what each reference states of its cable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cable_edition.core.cable.dates import MONTHS
from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.ids import year_of
from cable_edition.core.cable.posts import body_in_words
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.escape import visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.differences import Difference, differences
from cable_edition.core.proof.data.found import field_problem, unreadable
from cable_edition.core.proof.data.json_files import read_json
from cable_edition.core.proof.data.stated import Stated

#: What a reference says of every cable.
_KIND, _VIEW = "Diplomatic cable", "Reading text"
#: What missions and offices of the United States begin with where they name no country.
_HAS_NO_COUNTRY = re.compile(
    r"(?i:Embassy|Consulate|Mission|Branch Office|Liaison Office|Interests Section"
    r"|(?:Secretary|Department) of State)(?!\w)"
)
_HAS_ONE = re.compile(r"(?i:united states|u\.s\.|\bamerican?\b)")
_DAY = re.compile("[0-9]{4}-(?:0[1-9]|1[0-2])-[0-3][0-9]")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENTRY = re.compile(r"@techreport\{(?P<id>[^,{}\s]{1,60}),\n(?P<fields>(?:  [a-z]+ += .*\n)+)\}\n")
_FIELD = re.compile(r"  (?P<name>[a-z]+) += (?P<value>.*?),?")
#: Commands of LaTeX that stand for one character.
_COMMAND = re.compile(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\([{}&%$#_])")
_LETTERS = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}
_PRIVATE = dict.fromkeys((0xE000, 0xE001, 0xE002), "\ufffd")

#: Reads a file of references into one dictionary of fields for each.
Reader = Callable[[bytes], list[Any]]


class _BadEntryError(ValueError):
    """Something between the entries of a file of references, or an entry out of form."""


def check_references(folder: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in those of the files that are there."""
    kinds: dict[str, tuple[Reader, Callable[[dict[str, Any]], dict[str, Any]]]] = {
        "citations.json": (_csl, lambda facts: facts),
        "citations.bib": (_bibtex, _as_bibtex),
        "citations.ris": (_ris, _as_ris),
    }
    for name, (read, written) in kinds.items():
        path = folder / name
        if not path.is_file():
            continue
        try:
            found = read(path.read_bytes())
        except (ValueError, RecursionError) as error:
            yield unreadable(path, error)
            continue
        for one, entry in zip_longest(against.edition.cables, found):
            if one is None or entry is None:
                what = "its reference is missing" if one else "the edition has no such reference"
                yield field_problem(path, one.id if one else "", Difference("", "", what))
                continue
            for difference in differences(written(_facts(one, stated)), entry):
                yield field_problem(path, one.id, difference)


def _facts(one: EditedCable, stated: Stated) -> dict[str, Any]:
    """Return the reference to a cable as CSL-JSON has it; what is not known is left out."""
    day = one.date if _DAY.fullmatch(one.date) else f"{year_of(one.id):04}"
    author = body_in_words(_line(one.origin))
    if _HAS_NO_COUNTRY.match(author) and not _HAS_ONE.search(author[:80]):
        author = f"U.S. {author}"
    found = {
        "id": one.id,
        "type": "document",
        "genre": _KIND,
        "title": _line(one.subject),
        "author": [{"literal": author}] if author else [],
        "issued": {"date-parts": [[int(part) for part in day.split("-")]]},
        "available-date": _day(stated.released),
        "number": one.id,
        "container-title": stated.title,
        "version": stated.version,
        "URL": stated.page(one.id) if stated.base_url else "",
        "DOI": stated.doi.replace("{id}", one.id),
        "note": f"{_edition_of(stated.released)}{_VIEW}",
    }
    return {key: value for key, value in found.items() if value}


def _day(date: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


def _edition_of(date: str) -> str:
    return f"Edition of {date[:4]}. " if date else ""


def _line(text: str) -> str:
    return fold(visible(text)).strip().translate(_PRIVATE)


def _csl(data: bytes) -> list[Any]:
    found = read_json(data)
    if not isinstance(found, list):
        raise _BadEntryError("it is no list of references")
    return found


def _bibtex(data: bytes) -> list[Any]:
    text, at, found = data.decode("utf-8"), 0, []
    while at < len(text):
        entry = _ENTRY.match(text, at)
        if entry is None:
            raise _BadEntryError(f"no entry where one must be: {text[at : at + 40]!r}")
        fields = [_FIELD.fullmatch(line) for line in entry["fields"].splitlines()]
        pairs = [(one["name"], one["value"]) for one in fields if one]
        if len(dict(pairs)) != len(fields):
            raise _BadEntryError(f"{entry['id']}: a field that stands twice, or has no value")
        found.append({"id": entry["id"], **{name: _plain(value) for name, value in pairs}})
        # The writer parts entries by an empty line.
        at = entry.end() + (text[entry.end() : entry.end() + 1] == "\n")
    return found


def _plain(value: str) -> str:
    """Return the words of a field: braces around it taken off, commands as their characters."""
    if value.startswith("{{") and value.endswith("}}"):
        value = f"{{{value[2:-2]}}}".replace("-{}-", "--").replace("-{}-", "--")
    if value.startswith("{") and value.endswith("}"):
        value = value[1:-1]
    return _COMMAND.sub(lambda one: _LETTERS.get(one[1] or "") or one[2], value)


def _as_bibtex(facts: dict[str, Any]) -> dict[str, Any]:
    year, *day = facts["issued"]["date-parts"][0]
    title, version = facts["container-title"], facts.get("version")
    address = str(facts.get("URL", ""))
    for mark, written in (("{", "%7B"), ("}", "%7D"), ("\\", "%5C"), (" ", "%20")):
        address = address.replace(mark, written)
    author = facts["author"][0]["literal"] if "author" in facts else ""
    said = f"Dated {day[1]} {MONTHS[day[0] - 1]} {year}. " if len(day) > 1 else ""
    said += f"In {{{title}}}" + (f", version {version}" if version else "")
    if "available-date" in facts:
        said += f", {facts['available-date']['date-parts'][0][0]}"
    said += f", {address}" if address else ""
    found = {
        "id": facts["id"],
        "author": author,
        "key": "" if author else facts["id"],
        "institution": author,
        "title": facts.get("title", ""),
        "year": str(year),
        "month": _MONTHS[day[0] - 1] if day else "",
        "day": str(day[1]) if len(day) > 1 else "",
        "number": facts["id"],
        "type": _KIND,
        "url": address,
        "doi": facts.get("DOI", ""),
        "note": f"{said}. {_VIEW}",
    }
    return {key: value for key, value in found.items() if value}


def _ris(data: bytes) -> list[Any]:
    found: list[Any] = []
    fields: dict[str, str] = {}
    for line in data.decode("utf-8").split("\r\n"):
        if not line and not fields:
            continue
        tag, mark, value = line[:2], line[2:6], line[6:]
        if mark != "  - " or tag in fields or (not fields and tag != "TY"):
            raise _BadEntryError(f"no line of a reference: {line[:60]!r}")
        if tag == "ER":
            found.append(fields)
            fields = {}
        else:
            fields[tag] = value
    if fields:
        raise _BadEntryError("the last reference has no end")
    return found


def _as_ris(facts: dict[str, Any]) -> dict[str, Any]:
    parts = facts["issued"]["date-parts"][0]
    day = "/".join(f"{part:02}" for part in parts)
    author = facts["author"][0]["literal"] if "author" in facts else ""
    found = {
        "TY": "RPRT",
        "AU": f"{author.replace(',', '')}," if author else "",
        "TI": facts.get("title", ""),
        "PY": f"{parts[0]:04}",
        "DA": f"{day}/" if len(parts) == 3 else "",
        "ID": facts["id"],
        "SN": facts["id"],
        "PB": author,
        "M3": _KIND,
        "T2": facts["container-title"],
        "ET": facts.get("version", ""),
        "UR": facts.get("URL", ""),
        "DO": facts.get("DOI", ""),
        "N1": facts["note"],
    }
    return {key: value for key, value in found.items() if value}
