"""States of an edition read from what was published: a folder of data, a site, a bag, or its zip.

What is read is ``cables.jsonl`` and ``registers.json``. Both may be of an earlier version of the
program, or of somebody else: what they lack is absent, and what is no such file is told.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.changes.states import CableState, EditionState, Emended, fields_of, noted

CABLES, REGISTERS = "cables.jsonl", "registers.json"
#: Where the data may be, from the folder that is named: data, a site, a bag.
_PLACES = ("", "data/", "data/data/", "data/site/data/")
#: How the archive of a release is named, and its bag: title and version.
_NAMED = re.compile(r".+-(?P<version>[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6})(?:\.zip)?")
#: A line of more bytes is no cable.
_LONGEST = 50_000_000
_KINDS = {
    "people": "person",
    "organizations": "organization",
    "glossary": "term",
    "tags": "tag",
    "posts": "post",
}
#: How a zip or a file of data can fail its reader.
_BROKEN = (
    OSError,
    ValueError,
    KeyError,
    AttributeError,
    TypeError,
    EOFError,
    RecursionError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)


class StateError(ValueError):
    """Why a file or folder gives no state of an edition, in a sentence."""


def read_state(path: Path) -> EditionState:
    """Read a state from a folder of data, a site, a bag, or a zip of one of them.

    Raises :class:`StateError` where it is none of these, or cannot be read to its end.
    """
    try:
        with _opened(path) as (names, open_):
            found = _data_of(names, path)
            with open_(f"{found}{CABLES}") as lines:
                version, cables = _cables(lines)
            with open_(f"{found}{REGISTERS}") as file:
                entries = _entries(json.load(file))
    except StateError:
        raise
    except _BROKEN as error:
        said = str(error)[:120] or type(error).__name__
        raise StateError(f"{path} cannot be read as an edition: {said}") from None
    return EditionState(version, cables, entries)


def archives_of(folder: Path) -> dict[str, Path]:
    """Return the archives in a folder by the version in their names; of two, the first by name."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (named := _NAMED.fullmatch(path.name)) and not path.name.startswith("."):
            found.setdefault(named["version"], path)
    return found


def read_release(path: Path, version: str) -> EditionState:
    """Read the archive of a release.

    Raises :class:`StateError` as :func:`read_state` does, and where it is of another version.
    """
    state = read_state(path)
    if state.version != version:
        is_of = state.version or "no release"
        raise StateError(f"{path} is named after release {version} and is of {is_of}")
    return state


_Open = Callable[[str], IO[bytes]]


@contextmanager
def _opened(path: Path) -> Iterator[tuple[set[str], _Open]]:
    """Give the names of files, from the folder that counts, and what opens one of them."""
    if path.is_dir():
        wanted = [f"{place}{name}" for place in _PLACES for name in (CABLES, REGISTERS)]
        names = {name for name in wanted if (path / name).is_file()}
        yield names, lambda name: (path / name).open("rb")
        return
    with zipfile.ZipFile(path) as archive:
        inner = archive.namelist()
        tops = {PurePosixPath(name).parts[0] for name in inner if PurePosixPath(name).parts}
        top = f"{tops.pop()}/" if len(tops) == 1 else ""
        names = {name.removeprefix(top) for name in inner}
        yield names, lambda name: archive.open(f"{top}{name}" if f"{top}{name}" in inner else name)


def _data_of(names: set[str], path: Path) -> str:
    for place in _PLACES:
        if {f"{place}{CABLES}", f"{place}{REGISTERS}"} <= names:
            return place
    wanted = f"{CABLES} and {REGISTERS}"
    raise StateError(f"{path} has no {wanted}; name a folder of data, a site, or an archive")


def _cables(lines: IO[bytes]) -> tuple[str, dict[str, CableState]]:
    found: dict[str, CableState] = {}
    version = ""
    while line := lines.readline(_LONGEST):
        if not line.strip():
            continue
        record: dict[str, Any] = json.loads(line)
        own = record["editorial"]
        cable = str(own["id"])
        if not is_valid_id(cable) or cable in found:
            raise ValueError(f"{cable[:60]!r} is no id of a cable, or there twice")
        version = version or str((own.get("edition") or {}).get("version") or "")
        found[cable] = _cable(record, own)
    return version, found


def _cable(record: Mapping[str, Any], own: Mapping[str, Any]) -> CableState:
    words = _words(record)
    anchors = [str(one["anchor"]) for one in own["anchors"]]
    references = [one["anchor"] for one in own["anchors"] if one["kind"] == "reference"]
    items = record.get("references") or []
    words |= dict(zip(references, (str(one["text"]) for one in items), strict=True))
    return CableState(
        str((record.get("source") or {}).get("sha256") or ""),
        {anchor: words[anchor] for anchor in anchors},
        {
            str(one["id"]): noted(str(one["anchor"]), str(one["text"]))
            for one in own.get("notes") or ()
        },
        {
            str(one["id"]): Emended(str(one["anchor"]), str(one["source"]), str(one["reading"]))
            for one in own.get("emendations") or ()
        },
    )


def _words(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the words of a record by anchor, but for the items of its REF list."""
    found: dict[str, str] = {}
    for name in ("subject", "signature"):
        if record.get(name):
            found[name] = str(record[name])
    if by := record.get("classified_by"):
        found["classified-by"] = str(by["text"])
    parts = [*record.get("headings", ()), *record.get("closing", ())]
    for paragraph in record.get("paragraphs", ()):
        parts += paragraph["blocks"]
    return found | {str(one["anchor"]): str(one["text"]) for one in parts}


def _entries(registers: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        f"{kind} {entry['id']}": fields_of(entry)
        for name, kind in _KINDS.items()
        for entry in registers.get(name, ())
    }
