"""Files beside the sources that look like sidecars and are not read as such.

An editor who withholds words in a file that belongs to no cable believes them withheld, and they
would be published. So such a file stops the edition; any other that is read by nobody is named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import RELEASES
from cable_edition.core.releases.lock import is_shard
from cable_edition.core.yaml_files.source import Mapping, read_yaml

#: A name with the ending of YAML anywhere: 05OTTAWA1.YAML, 05OTTAWA1.txt.yaml, 05OTTAWA1.yaml~.
_LIKE_YAML = re.compile(r"\.ya?ml(?![a-z])", re.IGNORECASE)
_ZEROS = re.compile(r"(?<=[A-Z])0+(?=[0-9])")
_KEY = "redact"
#: Such a key in a file of another kind: JSON, TOML, YAML without its ending.
_ANY_KEY = re.compile(
    rb"^[ \t{\"'-]{0,20}[Rr]edact(?:ions?|ed)[\"']?[ \t]{0,8}[:=]\s{0,8}(?:[\[{-]|$)"
    rb"|^[ \t]{0,20}\[\[?redact(?:ions?|ed)\]",
    re.MULTILINE,
)
#: A key that a redaction must have.
_REASON = re.compile(rb"\breason[\"']?\s{0,8}[:=]", re.IGNORECASE)
#: How a list is named that somebody keeps of what is withheld, and as what it is kept.
_NAMED = re.compile(
    r"(?:[\w -]{0,40}[\W_])?(?:redact(?:ions?|ed)?|withh[eo]ld)(?![a-z])", re.IGNORECASE
)
_LISTS = frozenset([".csv", ".tsv", ".txt", ".json", ".toml", ".xml", ".xls", ".xlsx", ".ods"])
#: The locks of an edition; another file of that ending is of no use.
_LOCKS = frozenset({"anchors.lock", "volume.lock", "wider.lock", "whole.lock"})


def _is_lock(path: Path) -> bool:
    return path.name in _LOCKS or is_shard(path.name)


def astray(folder: Path, cables: Collection[str], held: Collection[Path] = ()) -> list[Problem]:
    """Return a problem for each file below ``folder`` that is no sidecar of one of ``cables``.

    ``cables`` are canonical ids, ``held`` the files that hold them. Problems:
    ``sidecar-astray`` (it withholds words, or cannot be read and might), ``sidecar-needless`` (a
    sidecar of no cable), ``file-unused`` (the name keeps it from being read as anything).
    """
    names = {_bare(cable): cable for cable in sorted(cables, reverse=True)}
    problems = []
    for path in _files(folder):
        if _LIKE_YAML.search(path.name):
            problems += _of_yaml(path, folder, cables, names)
        elif path.suffix.lower() == ".lock" and not _is_lock(path) and path.parent == folder:
            problems.append(_unused(path))
        elif (line := _withholding_otherwise(path)) is not None:
            problems.append(_astray(path, names, line))
        elif path not in held and _is_list_of_words(path):
            problems.append(_astray(path, names, 0))
    return problems


def astray_elsewhere(files: Iterable[Path], cables: Collection[str]) -> list[Problem]:
    """Return a problem ``sidecar-astray`` for each of some files that withholds words.

    That is for files of folders in which no sidecar is read, such as that of the registers.
    """
    names = {_bare(cable): cable for cable in sorted(cables, reverse=True)}
    found = [
        (path, _withholding(path))
        for path in files
        if _LIKE_YAML.search(path.name) and is_valid_id(_stem(path).upper()) and path.is_file()
    ]
    return [_astray(path, names, line) for path, line in found if line is not None]


def _stem(path: Path) -> str:
    return path.name.lstrip(".").split(".")[0]


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, hidden ones too, but none of a hidden folder."""
    yield from sorted(map(Path, _paths(str(folder))))


def _paths(folder: str) -> Iterator[str]:
    # What the system says of each is enough: a large edition has very many.
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                if not one.name.startswith("."):
                    yield from _paths(one.path)
            elif one.is_file():
                yield one.path


def _of_yaml(
    path: Path, folder: Path, cables: Collection[str], names: dict[str, str]
) -> list[Problem]:
    beside = path.parent == folder
    sidecar = path.suffix == ".yaml" and is_valid_id(path.stem)
    if (sidecar and path.stem in cables) or (beside and path.name == RELEASES):
        return []
    line = _withholding(path)
    if line is not None:
        return [_astray(path, names, line)]
    if sidecar:
        message = (
            f"no source holds a cable {path.stem}; mend the name of this file, or take it away"
        )
        return [Problem("sidecar-needless", message, str(path))]
    if path.suffix in {".yaml", ".yml"} and not path.name.startswith("."):
        return []  # told by its name already
    return [_unused(path)] if path.suffix.lower() in {".yaml", ".yml"} else []


def _astray(path: Path, names: dict[str, str], line: int) -> Problem:
    near = names.get(_bare(_stem(path)))
    name = f"{near}.yaml, beside the sources" if near else "the id of its cable, as 05OTTAWA1.yaml"
    message = (
        "this file withholds words, and belongs to no cable, so nothing would be withheld; "
        f"name it {'' if near else 'after '}{name}"
    )
    return Problem("sidecar-astray", message, str(path), line or None)


def _unused(path: Path) -> Problem:
    message = "this file is neither a source nor a sidecar, and is read by nobody; take it away"
    return Problem("file-unused", message, str(path))


def _withholding(path: Path) -> int | None:
    """Return the line of the key that withholds words, 0 if a file might, ``None`` if it cannot."""
    try:
        data = path.read_bytes()
    except OSError:
        return 0
    root, problems = read_yaml(data, str(path))
    if isinstance(root, Mapping):
        lines = [key.line for key, _ in root.pairs if key.value.casefold().startswith(_KEY)]
        return lines[0] if lines else None
    if root is None and not problems:
        return None
    return 0 if _KEY.encode() in data.replace(b"\x00", b"").lower() else None


def _withholding_otherwise(path: Path) -> int | None:
    """Return the line of the key that withholds words in a file that is not named as YAML.

    The words of a cable may begin a line so; what gives no reason is no redaction.
    """
    try:
        data = path.read_bytes().replace(b"\x00", b"")
    except OSError:
        return None
    if _KEY.encode() not in data.lower() or not _REASON.search(data):
        return None
    match = _ANY_KEY.search(data)
    return None if match is None else data.count(b"\n", 0, match.start()) + 1


def _is_list_of_words(path: Path) -> bool:
    """Tell by its name whether a file is a list of what is withheld, such as redactions.csv."""
    return path.suffix.lower() in _LISTS and _NAMED.match(path.stem) is not None


def _bare(name: str) -> str:
    """Return an id, or what was meant to be one, without its case, its signs and padding zeros."""
    return _ZEROS.sub("", re.sub(r"[\W_]", "", name.upper()))
