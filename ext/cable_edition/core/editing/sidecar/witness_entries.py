"""The key ``witnesses`` of a sidecar: the other copies of a cable, and where each comes from.

A copy that is only named has to be there. One with a siglum is compared with the base text::

    witnesses:
      - 05OTTAWA1-scan.txt
      - {siglum: B, file: 05OTTAWA1-release.txt, kind: release, date: 2011-06-01}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

from cable_edition.core.cable.fold import fold
from cable_edition.core.late_methods import dataclass
from cable_edition.core.yaml_files.source import Scalar

if TYPE_CHECKING:
    from cable_edition.core.yaml_files.fields import Fields

#: What a copy is: leaked, released by a body, printed, or kept in an archive.
WitnessKind = Literal["leak", "release", "print", "archive"]
WITNESS_KINDS: tuple[WitnessKind, ...] = get_args(WitnessKind)
WITNESS_KEYS = {
    "siglum": "The short name of the witness in the apparatus",
    "file": "The name of its source",
    "kind": "What kind of witness it is",
    "date": "The date of the witness itself",
    "body": "The body that released or printed it",
    "obtained": "How it was had",
}
PROVENANCE_KEYS = {name: WITNESS_KEYS[name] for name in ("kind", "date", "body", "obtained")}
#: The base text is A.
BASE_SIGLUM = "A"
SIGLUM = re.compile(r"[B-Z][A-Za-z0-9]{0,7}")


@dataclass(frozen=True, slots=True)
class WitnessEntry:
    """A witness as written: ``body`` released or printed it, ``obtained`` is how it was had."""

    siglum: str
    file: str
    kind: WitnessKind
    date: str
    body: str
    obtained: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the base text comes from, as written; what is not known is empty."""

    kind: str = ""
    date: str = ""
    body: str = ""
    obtained: str = ""


NO_PROVENANCE = Provenance()


def read_provenance(fields: Fields) -> Provenance:
    """Return what the key ``provenance`` of a sidecar says of the base text."""
    child = fields.mapping("provenance", "the provenance of the base text", PROVENANCE_KEYS)
    if child is None:
        return NO_PROVENANCE
    kind = child.choice("kind", WITNESS_KINDS, "archive") if child.has("kind") else ""
    return Provenance(kind, child.date("date"), child.text("body"), child.text("obtained"))


def read_witnesses(fields: Fields) -> tuple[dict[str, int], tuple[WitnessEntry, ...]]:
    """Return the names of all witnesses with their lines, and those to be compared, as written.

    Problems beside those of the fields: ``repeated-id`` (a siglum that another has).
    """
    names: dict[str, int] = {}
    entries: list[WitnessEntry] = []
    for node in fields.nodes("witnesses"):
        if isinstance(node, Scalar):
            name = "" if node.is_null else fold(node.value)
            if name:
                names.setdefault(name, node.line)
            else:
                fields.note("wrong-type", "a witness is the name of a file", node.line)
        elif child := fields.child(node, "a witness", WITNESS_KEYS):
            entry = _entry(child)
            if entry.siglum.casefold() in {one.siglum.casefold() for one in entries}:
                message = f"the siglum {entry.siglum} was given before; choose another"
                child.note("repeated-id", message, child.line_of("siglum"))
            if entry.file:
                names.setdefault(entry.file, child.line_of("file"))
            if not child.failed:
                entries.append(entry)
    return names, tuple(entries)


def _entry(child: Fields) -> WitnessEntry:
    siglum = child.identifier(
        "siglum", SIGLUM, "a capital letter from B on (A is the base text), as B or Ca"
    )
    file = child.text("file", required=True)
    if not child.has("kind"):
        known = " or ".join(WITNESS_KINDS)
        child.note("missing-key", f"a witness needs `kind`: {known}")
    return WitnessEntry(
        siglum,
        file,
        child.choice("kind", WITNESS_KINDS, "archive"),
        child.date("date"),
        child.text("body"),
        child.text("obtained"),
        child.path,
        child.line,
    )
