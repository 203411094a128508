"""What is told of the words under the cursor: a key, an anchor, a quotation, an id."""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.quotation import Quotation, occurrences
from cable_edition.core.registers.entries import Entry
from cable_edition.core.yaml_files.fields import CABLE_ID
from cable_edition.lsp.desk import Desk, EditedFile, FileKind
from cable_edition.lsp.entries import ROLE_KINDS, entry_named
from cable_edition.lsp.roles import role_at
from cable_edition.lsp.settings_file import meaning_of as meaning_of_setting
from cable_edition.lsp.settings_file import setting_at
from cable_edition.lsp.shapes import keys_under, meaning_of
from cable_edition.lsp.spot import Spot, spot_at

#: The longest text that is shown of one place.
_MOST = 4000
_ADDRESS = re.compile(rf"(?P<cable>{CABLE_ID.pattern})(?:#(?P<anchor>[a-z][A-Za-z0-9-]{{0,199}}))?")


class Told(NamedTuple):
    """Words about the stretch of a line between two columns; plain text, no Markdown."""

    words: str
    start: int
    end: int


def told_at(desk: Desk, file: EditedFile, row: int, column: int) -> Told | None:
    """Return what is to be told of a place in a file, or ``None``.

    The words of a cable are those that are published, but below ``redactions``, which name others.
    """
    lines = desk.lines(file.path)
    if file.kind is FileKind.SETTINGS:
        setting = setting_at(lines, row, column)
        return Told(meaning_of_setting(setting), 0, len(lines[row])) if setting else None
    if row < len(lines) and (role := role_at(lines[row], column)):
        words = ""
        if role.name in ROLE_KINDS:
            entry = entry_named(desk.registers(file.edition)[0], role.target)
            words = about_entry(entry) if entry else ""
        else:
            words = about_address(desk, file, role.target)
        return Told(words, role.start, role.end) if words else None
    spot = spot_at(lines, row, column)
    if spot is None or not spot.words:
        return None
    words = _told(desk, file, spot)
    return Told(words[:_MOST], spot.start, spot.end) if words else None


def _told(desk: Desk, file: EditedFile, spot: Spot) -> str:
    if not spot.in_value and not spot.item:
        return meaning_of(file.schema, (*spot.keys, spot.words))
    if file.kind is FileKind.SIDECAR and spot.keys and (words := _of_sidecar(desk, file, spot)):
        return words
    if CABLE_ID.fullmatch(spot.words.partition("#")[0]):
        return about_address(desk, file, spot.words)
    known = {one.name for one in keys_under(file.schema, spot.keys[:-1])}
    if spot.key in known and file.kind is not FileKind.SIDECAR:
        entry = entry_named(desk.registers(file.edition)[0], spot.words)
        if entry is not None and spot.key in {"see_also", "terms", "entry"}:
            return about_entry(entry)
    return ""


def _of_sidecar(desk: Desk, file: EditedFile, spot: Spot) -> str:
    top = spot.keys[0]
    witness = desk.witness(file.edition, file.path.stem, file.path)
    if spot.key in {"at", "to"}:
        words = witness.text(top, spot.words)
        known = spot.words in witness.anchors(top)
        return "\n\n".join(filter(None, [place_name(spot.words), words])) if known else ""
    if spot.key == "quote":
        at = spot.given("at")
        text = witness.text(top, at)
        if not text:
            return ""
        quotation = Quotation(spot.words, spot.given("prefix"), spot.given("suffix"))
        found = occurrences(text, quotation)
        if len(found) != 1:
            times = f"{len(found)} times" if found else "nowhere"
            return f"These words stand {times} at {place_name(at) if at else 'the text'}.\n\n{text}"
        start, end = found[0], found[0] + len(spot.words)
        return f"{text[:start]}»{text[start:end]}«{text[end:]}"
    return ""


def about_entry(entry: Entry) -> str:
    """Return what a register says of an entry, in a line or two."""
    expansion = getattr(entry, "expansion", "") or getattr(entry, "office", "")
    return "\n\n".join(filter(None, [f"{entry.name} ({entry.id})", expansion, entry.tip]))


def about_address(desk: Desk, file: EditedFile, address: str) -> str:
    """Return the date and the subject of a cable of the edition, and what stands at an anchor."""
    found = _ADDRESS.fullmatch(address)
    if found is None or not desk.sources_of(file.edition, found["cable"]):
        return ""
    sidecar = desk.sidecar_of(file.edition, found["cable"])
    witness = desk.witness(file.edition, found["cable"], sidecar)
    words = witness.text("notes", found["anchor"] or "")
    return "\n\n".join(filter(None, [witness.title, words]))
