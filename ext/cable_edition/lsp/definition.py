"""Where something is written that a file names: the line of a source, an entry of a register."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cable_edition.core.editing.quotation import Quotation, occurrences
from cable_edition.core.registers.entries import Entry
from cable_edition.core.regular_file import read_file
from cable_edition.core.yaml_files.fields import CABLE_ID
from cable_edition.lsp.desk import Desk, EditedFile, FileKind
from cable_edition.lsp.entries import ROLE_KINDS, entry_named
from cable_edition.lsp.roles import role_at
from cable_edition.lsp.spot import Spot, spot_at
from cable_edition.lsp.witness import Witness


class Target(NamedTuple):
    """A place in a file: its line and column, from 0."""

    path: Path
    row: int
    column: int = 0


def target_at(desk: Desk, file: EditedFile, row: int, column: int) -> Target | None:
    """Return where that is written which a place of a file names, or ``None``."""
    lines = desk.lines(file.path)
    if file.kind is FileKind.SETTINGS:
        return None
    if row < len(lines) and (role := role_at(lines[row], column)):
        if role.name in ROLE_KINDS:
            return _of_entry(entry_named(desk.registers(file.edition)[0], role.target))
        return _of_address(desk, file, role.target)
    spot = spot_at(lines, row, column)
    if spot is None or not spot.words or not (spot.in_value or spot.item) or not spot.keys:
        return None
    if file.kind is FileKind.SIDECAR and spot.keys[0] in {"base", "witnesses"}:
        return _named_source(file, spot.words)
    if file.kind is FileKind.SIDECAR and spot.key in {"at", "to", "quote"}:
        return _in_source(desk, file, spot)
    if CABLE_ID.fullmatch(spot.words.partition("#")[0]):
        return _of_address(desk, file, spot.words)
    if spot.key in {"see_also", "terms", "entry"}:
        return _of_entry(entry_named(desk.registers(file.edition)[0], spot.words))
    return None


def _in_source(desk: Desk, file: EditedFile, spot: Spot) -> Target | None:
    top = spot.keys[0]
    witness = desk.witness(file.edition, file.path.stem, file.path)
    anchor = spot.given("at") if spot.key == "quote" else spot.words
    offset = 0
    if spot.key == "quote":
        quotation = Quotation(spot.words, spot.given("prefix"), spot.given("suffix"))
        found = occurrences(witness.text(top, anchor), quotation)
        offset = found[0] if found else 0
    return _line(witness, top, anchor, offset)


def _line(witness: Witness, top: str, anchor: str, offset: int = 0) -> Target | None:
    if witness.path is None:
        return None
    place = witness.place_of(top, anchor, offset)
    if place is None or read_file(witness.path)[:5] == b"%PDF-":
        return Target(witness.path, 0)
    return Target(witness.path, *place)


def _of_address(desk: Desk, file: EditedFile, address: str) -> Target | None:
    cable, _, anchor = address.partition("#")
    if not CABLE_ID.fullmatch(cable):
        return None
    sources = desk.sources_of(file.edition, cable)
    if not sources:
        return None
    if not anchor:
        return Target(sources[0], 0)
    witness = desk.witness(file.edition, cable, desk.sidecar_of(file.edition, cable))
    return _line(witness, "notes", anchor)


def _named_source(file: EditedFile, name: str) -> Target | None:
    """Return a source that is named; nothing outside the folder of sources."""
    folder = file.edition.sources.resolve()
    path = (folder / name).resolve()
    return Target(path, 0) if path.is_relative_to(folder) and path.is_file() else None


def _of_entry(entry: Entry | None) -> Target | None:
    if entry is None or not entry.path:
        return None
    return Target(Path(entry.path), max(0, entry.line - 1))
