"""``releases.yaml``: the releases, and what an editor declares of anchors that were issued.

Five lists: ``releases`` (written by ``cable-edition release``), ``redirects`` (an anchor or a cable
has another address now), ``revisions`` (an address stands for other words now, or a source was
replaced), ``withdrawn`` (a cable is not published any more) and ``retired`` (a register does not
have an entry any more). Each has a reason that readers see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path

from cable_edition.core.cable.ids import ID, is_valid_id
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.problems import Problem
from cable_edition.core.regular_file import read_file
from cable_edition.core.releases.lock import VERSION
from cable_edition.core.releases.record import LockRecord, Tally
from cable_edition.core.settings.forms import BASE, slashed
from cable_edition.core.yaml_files.fields import Fields, is_date
from cable_edition.core.yaml_files.source import Mapping as MappingNode
from cable_edition.core.yaml_files.source import Node, read_yaml

RELEASES = "releases.yaml"

RELEASE_KEYS = {
    "version": "The version of the release",
    "date": "The day of the release",
    "note": "A sentence for the page of releases",
    "address": "Where the site of this release is kept",
    "lock": "How many lines the lock had, and its checksum",
    "issued": "How many cables were issued, and the checksum of their addresses",
    "cables": "What the release did to each cable",
}
CHANGE_KEYS = {
    "id": "The id of the cable",
    "change": "What the release did to it",
    "anchors": "The anchors that it added, or put on other words",
}
KEYS = {
    "releases": "The releases, newest first; `cable-edition release` writes them",
    "redirects": "Anchors and cables that have another address now",
    "revisions": "Anchors that stand on other words now, and sources that were replaced",
    "withdrawn": "Cables that are not published any more",
    "retired": "Entries that the registers do not have any more",
}
_REASON = {
    "reason": "Why; readers see it",
    "date": "Since when",
}
#: What a release can have done to a cable.
CHANGES = ("new", "revised", "redacted", "redirected", "withdrawn")

_PLACE = late(rf"{ID}(?:#[a-z][A-Za-z0-9-]{{0,199}})?")
_ENTRY = late(r"(?:person|organization|term|tag|post) [A-Za-z0-9][A-Za-z0-9_-]{0,199}")
_DAY = late(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT = late(r"[0-9]{1,9}")
_DIGEST = late(r"[0-9a-f]{64}")
_PLACE_FORM = "the id of a cable, or with an anchor 05OTTAWA286#p4"
_ENTRY_FORM = "the kind and the id of an entry: person pascual-carlos"
_VERSION_FORM = "a version such as 1.0.2"


@dataclass(frozen=True, slots=True)
class CableChange:
    """What a release did to a cable; ``anchors`` are those it added or put on other words."""

    cable: str
    change: str
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A release with its day (ISO), an editor's note, and what changed in each cable.

    ``record`` is what it says of its lock, ``None`` in a release of before there were records;
    ``line`` is in ``releases.yaml``. ``address`` is where its site is kept, with a slash at its
    end, or empty.
    """

    version: str
    date: str
    note: str = ""
    cables: tuple[CableChange, ...] = ()
    record: LockRecord | None = None
    address: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What became of an address: ``at`` is a cable or ``CABLE#anchor``.

    For a retired entry ``at`` is its kind and id.
    ``to`` is where a redirect leads, or where the words of a revised place stand now; ``after`` is
    the release that a revision follows. ``line`` is in ``releases.yaml``.
    """

    at: str
    reason: str
    date: str
    to: str = ""
    after: str = ""
    line: int = 0

    @property
    def cable(self) -> str:
        """The cable that the address is in."""
        return self.at.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The anchor, or an empty string for a whole cable."""
        return self.at.partition("#")[2]


@dataclass(frozen=True, slots=True)
class Declared:
    """All of ``releases.yaml``; releases stand with the newest first."""

    releases: tuple[Release, ...] = ()
    redirects: tuple[Declaration, ...] = ()
    revisions: tuple[Declaration, ...] = ()
    withdrawn: tuple[Declaration, ...] = ()
    retired: tuple[Declaration, ...] = ()

    @property
    def newest(self) -> Release | None:
        """The last release, ``None`` before the first; all outputs have version and date of it."""
        return self.releases[0] if self.releases and self.releases[0].version else None


def read_releases(folder: Path, unsaved: bytes | None = None) -> tuple[Declared, list[Problem]]:
    """Read ``releases.yaml`` of a folder of sources; without the file nothing is declared.

    ``unsaved`` is what an editor has on the screen for it, to be read in its place.

    Problems: those of the YAML reader and its fields, ``wrong-type`` (not a mapping),
    ``declared-twice`` (an address declared twice), and ``release-record`` beside those of an entry
    of ``releases``: without it no output could say its version and date.
    """
    path = folder / RELEASES
    try:
        data = read_file(path) if unsaved is None else unsaved
    except FileNotFoundError:
        return Declared(), []
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        return Declared(), [Problem("unreadable-file", message, str(path))]
    declared, problems = _read(data, str(path))
    return declared, list(problems)


def newest_release(folder: Path) -> Release | None:
    """Return the last release of a folder of sources; ``None`` before the first.

    Its version and date are those of the edition. Faults of the file are for
    :func:`read_releases` to tell.
    """
    return read_releases(folder)[0].newest


@lru_cache(maxsize=1)
def _read(data: bytes, path: str) -> tuple[Declared, tuple[Problem, ...]]:
    """Read the file; the settings and the check of the anchors both want it, and it may be long."""
    root, problems = read_yaml(data, path)
    if root is None:
        return Declared(), tuple(problems)
    declared, faults = _declared(root, path)
    return declared, (*problems, *faults)


def _declared(root: Node, path: str) -> tuple[Declared, list[Problem]]:
    problems: list[Problem] = []
    if not isinstance(root, MappingNode):
        message = "releases.yaml is a mapping with `releases:`"
        fault = Problem("wrong-type", message, path, root.line)
        return Declared(), [fault]
    fields = Fields(root, path, problems, what="releases.yaml", keys=KEYS)
    return read_keys(fields), problems


def read_keys(fields: Fields) -> Declared:
    """Return what the keys of ``releases.yaml`` say."""
    releases = tuple(
        _release(one) for one in fields.children("releases", "a release", RELEASE_KEYS)
    )
    redirects = _declarations(
        *(fields, "redirects", "a redirect"),
        {"from": "The address that was issued", "to": "Where it leads now", **_REASON},
    )
    revisions = _declarations(
        *(fields, "revisions", "a revision"),
        {
            "at": "The address whose words, or whose source, are others now",
            "after": "The release that this follows",
            "to": "Where the words that stood there stand now",
            **_REASON,
        },
    )
    withdrawn = _declarations(
        fields, "withdrawn", "a withdrawal", {"cable": "The id of the cable", **_REASON}
    )
    retired = _declarations(
        *(fields, "retired", "a retired entry"),
        {"entry": "The kind and the id of the entry", **_REASON},
    )
    return Declared(releases, redirects, revisions, withdrawn, retired)


def _release(fields: Fields) -> Release:
    version = fields.identifier("version", VERSION, _VERSION_FORM)
    date = fields.date("date", required=True)
    if is_date(date) and not _DAY.fullmatch(date):
        message = f"a release has a day, and {date} is none; write it like 2026-11-23"
        fields.note("malformed-date", message, fields.line_of("date"))
    changes = []
    for one in fields.children("cables", "a change", CHANGE_KEYS):
        cable = one.text("id", required=True)
        if cable and not is_valid_id(cable):
            one.note(
                "malformed-id", f"`{cable[:80]}` is no id of a cable; write it like 05OTTAWA286"
            )
        change = one.choice("change", CHANGES, "revised")
        changes.append(CableChange(cable, change, one.texts("anchors")))
    note = fields.text("note")
    address = _address(fields)
    record = _record(fields)
    if fields.failed:
        message = "the record of a release cannot be understood; mend the fault named with it"
        fields.note("release-record", message)
    return Release(version, date, note, tuple(changes), record, address, fields.line)


def _address(fields: Fields) -> str:
    if not fields.has("address"):
        return ""
    address = fields.text("address")
    if address and not BASE.fits(address):
        fields.note("bad-value", f"`address` must be {BASE.says}", fields.line_of("address"))
        return ""
    return slashed(address)


def _record(fields: Fields) -> LockRecord | None:
    """Read what a release says of its lock: both keys, or neither."""
    found = [_tally(fields, key, unit) for key, unit in (("lock", "lines"), ("issued", "cables"))]
    lines, issued = found
    if lines and issued:
        return LockRecord(lines, issued)
    for key, one, other in (("lock", issued, lines), ("issued", lines, issued)):
        if one and not other and not fields.has(key):
            fields.note("missing-key", f"a release with its record needs `{key}`")
    return None


def _tally(fields: Fields, key: str, unit: str) -> Tally | None:
    one = fields.mapping(key, f"`{key}`", {unit: "How many there were", "sha256": "Their SHA-256"})
    if one is None:
        return None
    count = one.identifier(unit, _COUNT, "a number")
    digest = one.identifier("sha256", _DIGEST, "a SHA-256 of 64 digits")
    return None if one.failed else Tally(int(count), digest)


def _declarations(
    fields: Fields, key: str, what: str, keys: Mapping[str, str]
) -> tuple[Declaration, ...]:
    found: dict[tuple[str, str], Declaration] = {}
    for one in fields.children(key, what, keys):
        place = next(iter(keys))
        forms = (_ENTRY, _ENTRY_FORM) if place == "entry" else (_PLACE, _PLACE_FORM)
        at = one.identifier(place, *forms)
        if place == "cable" and "#" in at:
            one.note("bad-value", "a whole cable is withdrawn; write its id alone")
        to = _target(one, at, required=key == "redirects") if "to" in keys else ""
        after = one.identifier("after", VERSION, _VERSION_FORM) if "after" in keys else ""
        reason = one.text("reason", required=True)
        date = one.date("date", required=True)
        if at and (at, after) in found:
            one.note("declared-twice", f"{at} was declared before; keep one")
        elif at and not one.failed:
            found[at, after] = Declaration(at, reason, date, to, after, one.line)
    return tuple(found.values())


def _target(fields: Fields, at: str, *, required: bool) -> str:
    if not required and not fields.has("to"):
        return ""
    to = fields.identifier("to", _PLACE, _PLACE_FORM)
    if required and to and ("#" in to) and "#" not in at:
        fields.note("bad-value", "a whole cable leads to a whole cable; write its id alone")
    if to and to == at:
        fields.note("bad-value", f"{at} cannot lead to itself")
    return to
