"""What the rules propose for a cable, as entries to put into its sidecar at once."""

from __future__ import annotations

from collections.abc import Iterator

from cable_edition.core.cable.places import place_name, texts_of
from cable_edition.core.editing.proposals import proposals
from cable_edition.core.editing.reading_proposals import reading_proposals
from cable_edition.core.editing.suggestions import proposed
from cable_edition.core.edition.assemble import laid_over
from cable_edition.core.nouns import number_of
from cable_edition.lsp.desk import Desk, EditedFile, FileKind
from cable_edition.lsp.fixes import Edit, Fix
from cable_edition.lsp.rows import row_of

_LISTS = frozenset({"emendations", "reading", "redactions", "dismissed"})
#: So many single entries are offered of one list.
_MOST = 12


def proposed_entries(desk: Desk, file: EditedFile, row: int, day: str) -> list[Fix]:
    """Return the entries that can be added to the list that a line of a sidecar is in.

    On a line that is empty or has a key of the sidecar itself, those of all lists: emendations as
    ``suggest`` proposes them, corrections of the reading and questions on personal data as
    ``check`` tells them. ``day`` is the date of a redaction, ISO.
    """
    if file.kind is not FileKind.SIDECAR:
        return []
    sidecar, problems = desk.sidecar(file.path)
    witness = desk.witness(file.edition, file.path.stem, file.path)
    cable = witness.published
    if sidecar is None or problems or cable is None or not witness.openly:
        return []
    lines = desk.lines(file.path)
    found: list[Fix] = []
    here = _list_at(lines, row)
    if here in {"", "emendations"}:
        entries = proposed(texts_of(cable), laid_over(cable, sidecar)[0])
        texts = [one.yaml() for one in entries]
        if len(texts) > 1:
            title = f"Add all {number_of(len(texts), 'proposed emendation')}"
            found += _added(lines, "emendations", "".join(texts), title)
        for one in entries[:_MOST]:
            title = f"Emend `{one.quotation.exact}` to `{one.read}` at {place_name(one.at)}"
            found += _added(lines, "emendations", one.yaml(), title)
    if here in {"", "reading"}:
        for likely in reading_proposals(witness.openly)[:_MOST] if not sidecar.reading else ():
            title = f"{likely.message[:1].upper()}{likely.message[1:]}: {likely.quotation.exact}"
            found += _added(lines, "reading", f"  - {likely.entry()}\n", title[:120])
    if here in {"", "redactions", "dismissed"}:
        for asked in proposals(cable, sidecar.dismissed)[:_MOST]:
            words = asked.data.words
            if here != "dismissed":
                entry = f"  - {asked.redaction(day)}\n"
                found += _added(lines, "redactions", entry, f"Withhold `{words}`")
            if here != "redactions":
                entry = f"  - {asked.dismissal()}\n"
                found += _added(lines, "dismissed", entry, f"Dismiss the question on `{words}`")
    return found


def _list_at(lines: list[str], row: int) -> str:
    """Return the key at the root of a sidecar that a line belongs to, or an empty string."""
    for at in range(min(row, len(lines) - 1), -1, -1):
        one = row_of(lines[at])
        if one.is_empty:
            if at == row and not lines[at].strip():
                return ""
            continue
        if one.key and not one.dash and not one.is_item:
            return one.key if one.key in _LISTS or at < row else ""
    return ""


def _added(lines: list[str], key: str, entries: str, title: str) -> Iterator[Fix]:
    """Yield the edit that adds entries at the end of a list, or with its key at the end."""
    head = next((at for at, one in enumerate(lines) if one.startswith(f"{key}:")), None)
    if head is None:
        last = len(lines) - 1
        end = len(lines[last])
        before = "\n" if lines[last].strip() else ""
        yield Fix(title, (Edit(last, end, last, end, f"{before}{key}:\n{entries}"),))
        return
    if row_of(lines[head]).value:
        return  # written in one line
    last, dash = head, 2
    for at in range(head + 1, len(lines)):
        one = row_of(lines[at])
        if one.is_empty:
            continue
        if not one.dash and not one.is_item:
            break
        if last == head:
            dash = one.dash
        last = at
    shifted = "".join(f"{' ' * dash}{line[2:]}\n" for line in entries.splitlines())
    end = len(lines[last])
    yield Fix(title, (Edit(last, end, last, end, f"\n{shifted.rstrip()}"),))
