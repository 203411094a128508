"""What can stand at the cursor: keys, words of a closed list, anchors, ids, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.proposals import proposals
from cable_edition.core.editing.sidecar.reading import TEXT
from cable_edition.core.registers.entries import Entry
from cable_edition.core.releases.declared import read_releases
from cable_edition.core.yaml_files.fields import CABLE_ID
from cable_edition.core.yaml_files.scalar import scalar
from cable_edition.lsp.desk import Desk, EditedFile, FileKind
from cable_edition.lsp.entries import ROLE_KINDS, entries_for
from cable_edition.lsp.offers import Offer, OfferKind
from cable_edition.lsp.roles import Role, role_at
from cable_edition.lsp.settings_file import setting_offers
from cable_edition.lsp.shapes import keys_under, words_for
from cable_edition.lsp.spot import Spot, spot_at
from cable_edition.lsp.stretches import stretches
from cable_edition.lsp.witness import Witness

#: So many are offered at once of what may be thousands.
MOST = 400
_QUOTING = frozenset({"quote", "through"})
_SHOWN = 90


def offers_at(desk: Desk, file: EditedFile, row: int, column: int) -> list[Offer]:
    """Return what can stand at a place of a file, in the order in which it is to be shown."""
    lines = desk.lines(file.path)
    if file.kind is FileKind.SETTINGS:
        return list(setting_offers(lines, row, column))[:MOST]
    line = lines[row] if row < len(lines) else ""
    if role := role_at(line, column):
        return list(_in_role(desk, file, role))[:MOST]
    spot = spot_at(lines, row, column)
    if spot is None:
        return []
    return list(_offers(desk, file, spot))[:MOST]


def _offers(desk: Desk, file: EditedFile, spot: Spot) -> Iterator[Offer]:
    if spot.in_value:
        yield from _values(desk, file, spot)
        return
    for key in keys_under(file.schema, spot.keys):
        if key.name in spot.entry and key.name != spot.words:
            continue
        new = f"{key.name}:" if key.takes_mappings or key.takes_list else f"{key.name}: "
        more = "needed" if key.needed else ""
        yield Offer(key.name, new, key.name, spot.start, spot.end, OfferKind.KEY, more, key.meaning)
    if spot.item and spot.keys:
        yield from _values(desk, file, spot)


def _values(desk: Desk, file: EditedFile, spot: Spot) -> Iterator[Offer]:
    for word in words_for(file.schema, spot.keys):
        yield _offer(spot, word, OfferKind.WORD)
    if file.kind is FileKind.SIDECAR:
        yield from _of_sidecar(desk, file, spot)
    elif file.kind is FileKind.RELEASES:
        yield from _of_releases(desk, file, spot)
    else:
        yield from _of_register(desk, file, spot)


def _of_sidecar(desk: Desk, file: EditedFile, spot: Spot) -> Iterator[Offer]:
    cable, top = file.path.stem, spot.keys[0]
    if spot.keys in {("base",), ("witnesses",), ("witnesses", "file")}:
        for name in desk.source_names(file.edition):
            yield _offer(spot, name, OfferKind.FILE)
    elif spot.keys == ("related", "id"):
        yield from _cables(desk, file, spot)
    elif spot.key in {"at", "to"}:
        witness = desk.witness(file.edition, cable, file.path)
        for anchor in witness.anchors(top):
            words = witness.text(top, anchor)
            yield _offer(spot, anchor, OfferKind.PLACE, place_name(anchor), words)
    elif spot.key in _QUOTING or (top, spot.key) == ("redactions", "name"):
        witness = desk.witness(file.edition, cable, file.path)
        yield from _quotations(witness, spot)
    elif spot.keys == ("emendations", "read") and (quoted := spot.given("quote")):
        yield _offer(spot, quoted, OfferKind.QUOTATION, "the words quoted, to change", quoted)


def _quotations(witness: Witness, spot: Spot) -> Iterator[Offer]:
    top, at = spot.keys[0], spot.given("at")
    typed = spot.typed.lstrip("\"' ")
    if top == "dismissed":
        cable = witness.published
        for one in proposals(cable) if cable else ():
            if one.data.anchor == at or not at:
                yield _offer(spot, one.data.words, OfferKind.QUOTATION, one.data.kind.noun)
        return
    if spot.key == "name" or (top == "reading" and at in {"", TEXT}):
        texts: Iterable[str] = witness.texts(top).values() if typed else ()
    else:
        texts = [witness.text(top, at)]
    for text in texts:
        for words in stretches(text, typed):
            yield _offer(spot, words, OfferKind.QUOTATION, "", words)


def _of_releases(desk: Desk, file: EditedFile, spot: Spot) -> Iterator[Offer]:
    if spot.key == "after":
        declared, _ = read_releases(file.path.parent, desk.unsaved(file.path))
        for one in declared.releases:
            yield _offer(spot, one.version, OfferKind.WORD, one.date)
    elif spot.key == "entry":
        registers, _ = desk.registers(file.edition)
        for kind, entry in registers.by_kind():
            yield _offer(spot, f"{kind} {entry.id}", OfferKind.ENTRY, entry.name, entry.tip)
    elif spot.key in {"from", "to", "at", "cable", "id"}:
        yield from _addresses(desk, file, spot)


def _of_register(desk: Desk, file: EditedFile, spot: Spot) -> Iterator[Offer]:
    if spot.key == "cables":
        yield from _cables(desk, file, spot)
        return
    registers, _ = desk.registers(file.edition)
    if spot.keys == ("senses", "posts"):
        for post in registers.posts:
            yield _offer(spot, post.code, OfferKind.ENTRY, post.name, post.tip)
    for entry in entries_for(registers, file.schema, spot.keys):
        yield _of_entry(spot, entry)


def _in_role(desk: Desk, file: EditedFile, role: Role) -> Iterator[Offer]:
    spot = Spot((), True, role.target, role.target, 0, role.start, role.end)
    if kind := ROLE_KINDS.get(role.name):
        for other, entry in desk.registers(file.edition)[0].by_kind():
            if other == kind:
                yield _of_entry(spot, entry, as_text=False)
    elif role.name == "cable:par":
        yield from _addresses(desk, file, spot, as_text=False)
    else:
        yield from _cables(desk, file, spot, as_text=False)


def _cables(desk: Desk, file: EditedFile, spot: Spot, *, as_text: bool = True) -> Iterator[Offer]:
    for cable in desk.cable_ids(file.edition):
        yield _offer(spot, cable, OfferKind.CABLE, as_text=as_text)


def _addresses(
    desk: Desk, file: EditedFile, spot: Spot, *, as_text: bool = True
) -> Iterator[Offer]:
    """Offer cables; behind the ``#`` of one, its anchors."""
    cable, mark, _ = spot.typed.lstrip("\"'").partition("#")
    if not mark or not CABLE_ID.fullmatch(cable):
        yield from _cables(desk, file, spot, as_text=as_text)
        return
    path = desk.sidecar_of(file.edition, cable)
    witness = desk.witness(file.edition, cable, path)
    for anchor in witness.anchors("notes"):
        words = witness.text("notes", anchor)
        address = f"{cable}#{anchor}"
        yield _offer(spot, address, OfferKind.PLACE, place_name(anchor), words, as_text=as_text)


def _of_entry(spot: Spot, entry: Entry, *, as_text: bool = True) -> Offer:
    return _offer(spot, entry.id, OfferKind.ENTRY, entry.name, entry.tip, as_text=as_text)


def _offer(
    spot: Spot, words: str, kind: OfferKind, more: str = "", told: str = "", *, as_text: bool = True
) -> Offer:
    new = words
    if as_text and (kind is OfferKind.QUOTATION or not _is_plain(words) or spot.typed[:1] == '"'):
        new = scalar(words)
    label = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    sought = new if spot.typed[:1] in {'"', "'"} and new[:1] == spot.typed[:1] else words
    return Offer(label, new, sought, spot.start, spot.end, kind, more, told)


def _is_plain(words: str) -> bool:
    """Whether words can stand in YAML as they are, as a text."""
    safe = words.replace("-", "").replace("/", "").replace(".", "").replace(" ", "")
    return safe.isalnum() and safe.isascii() and not _like_a_number(words)


def _like_a_number(words: str) -> bool:
    """Whether other programs take words for a number: ``05E286``, ``2005``."""
    try:
        float(words)
    except ValueError:
        return False
    return True
