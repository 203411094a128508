"""Where the cursor is in a YAML file: behind which keys, in which entry, on which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from cable_edition.core.late_methods import dataclass
from cable_edition.lsp.flow import Piece, pieces_at
from cable_edition.lsp.rows import Row, plain, row_of


@dataclass(frozen=True, slots=True)
class Given:
    """The value of a key of an entry: its words, and where they are written.

    ``end`` is in the line ``row``; a value over several lines ends with its first there.
    """

    words: str
    row: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text. ``keys`` lead to it from the root; lists count for nothing.

    In a value (``in_value``) the last key is that of the value. Where a key stands or could stand,
    ``keys`` are those around it. ``item`` is true for what stands behind a dash, or in square
    brackets, without a key: it may become either. ``words`` are what stands there, between the
    columns ``start`` and ``end``; ``typed`` what of it is before the cursor. ``entry`` are the keys
    of the mapping around the place; ``column`` is where its keys begin, or -1 in a line of its own.
    """

    keys: tuple[str, ...]
    in_value: bool
    words: str
    typed: str
    row: int
    start: int
    end: int
    entry: dict[str, Given] = field(default_factory=dict)
    item: bool = False
    column: int = -1

    @property
    def key(self) -> str:
        """The last key, or an empty string at the root."""
        return self.keys[-1] if self.keys else ""

    def given(self, key: str) -> str:
        """Return the words of another key of the entry, or an empty string."""
        found = self.entry.get(key)
        return found.words if found else ""


def spot_at(lines: Sequence[str], row: int, column: int) -> Spot | None:
    """Return the place of a cursor in a YAML file; ``None`` in a comment, where nothing helps."""
    if row >= len(lines):
        return None
    line = lines[row]
    column = min(column, len(line))
    here = row_of(line)
    quoted = line[here.at : here.at + 1] in {"'", '"', "{", "["}
    if line.lstrip().startswith("#") or (not quoted and " #" in line[here.at : column]):
        return None
    if column < len(line) - len(line.lstrip()) and line.strip():
        return None
    if not line.strip():
        here = Row(line, column, column, "", column)
    rows = _Rows(lines)
    if owner := rows.owner(row, here):
        at = len(line) - len(line.lstrip())
        shown = (line.strip(), line[at:column], row, at, len(line.rstrip()))
        return Spot(rows.chain(owner), True, *shown, rows.entry(owner))
    opens = here.value[:1] in {"{", "["} and column > here.at
    if opens and (found := _in_flow(rows, row, here, column)):
        return found
    if here.key and column >= here.at:
        words = here.value
        end = max(here.at + len(words), column) if not words else here.at + len(words)
        typed = line[here.at : column]
        shown = (plain(words), typed, row, here.at, end)
        return Spot(rows.chain(row), True, *shown, rows.entry(row), column=here.column)
    if here.key:
        # One in quotation marks ends before the colon.
        end = max(here.column + len(here.key), line.index(":", here.column))
        if not here.column <= column <= end:
            return None
        shown = (here.key, line[here.column : min(column, end)], row, here.column, end)
        keys = rows.chain(row)[:-1]
        return Spot(keys, False, *shown, rows.entry(row), column=here.column)
    if here.value and column < here.at:
        return None
    shown = (plain(here.value), line[here.at : column], row, here.at, len(line.rstrip()))
    if not here.value:
        shown = ("", "", row, column, column)
    keys = rows.around(row, here)
    entry = rows.entry(row, here)
    return Spot(keys, False, *shown, entry, item=here.is_item, column=here.column)


def _in_flow(rows: _Rows, row: int, here: Row, column: int) -> Spot | None:
    """Return the place in a mapping or list that is written in one line."""
    levels = pieces_at(here.text, here.at, column)
    if not levels:
        return None
    keys = list(rows.chain(row) if here.key else rows.around(row, here))
    entry: dict[str, Given] = {}
    found: Spot | None = None
    for level in levels:
        piece = next((one for one in level if one.start <= column <= one.end), level[-1])
        if piece.opened == "{":
            pairs = [_pair(here.text, row, one) for one in level]
            entry = {name: given for name, given in pairs if name}
        name, value = _pair(here.text, row, piece)
        at = (
            piece.start
            + len(here.text[piece.start : piece.end])
            - len(here.text[piece.start : piece.end].lstrip())
        )
        if name and column >= value.start:
            keys.append(name)
            typed = here.text[value.start : column]
            found = Spot(tuple(keys), True, value.words, typed, row, value.start, value.end, entry)
            continue
        end = at + len(here.text[at : piece.end].rstrip())
        if name:
            end = at + len(name)
            if column > end:
                return None
        at = min(at, column)
        words = name or plain(here.text[at:end])
        item = piece.opened == "["
        found = Spot(
            tuple(keys), False, words, here.text[at:column], row, at, max(end, column), entry, item
        )
    return found


def _pair(text: str, row: int, piece: Piece) -> tuple[str, Given]:
    """Return the key of a part, perhaps empty, and its value."""
    written = text[piece.start : piece.end]
    one = row_of(written)
    if not one.key:
        return "", Given("", row, piece.start, piece.end)
    start = piece.start + one.at
    end = start + len(one.value)
    return one.key, Given(plain(one.value), row, start, max(start, end))


class _Rows:
    """The lines of a file, and how they hang together by their blanks."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def _row(self, at: int) -> Row:
        return row_of(self._lines[at])

    def owner(self, row: int, here: Row) -> int | None:
        """Return the line whose value goes on in this one: a text of several lines."""
        if not here.text.strip() and not here.column:
            return None
        for at in range(row - 1, -1, -1):
            one = self._row(at)
            if one.is_empty:
                continue
            column = one.column if one.key else one.dash
            if column >= here.dash:
                continue
            if one.key and one.value and not (one.value[0] in "{[#" and not here.text.strip()):
                goes_on = one.opens_block or (not here.key and not here.is_item)
                return at if goes_on and here.text.strip() else None
            return None
        return None

    def around(self, row: int, here: Row | None = None) -> tuple[str, ...]:
        """Return the keys around the mapping or list that a line is in."""
        parent = self._parent(row, here or self._row(row))
        return self.chain(parent) if parent is not None else ()

    def chain(self, row: int) -> tuple[str, ...]:
        """Return the keys that lead to the key of a line, and that key."""
        keys: list[str] = []
        at: int | None = row
        while at is not None:
            one = self._row(at)
            keys.append(one.key)
            at = self._parent(at, one)
        return tuple(reversed(keys))

    def _parent(self, row: int, here: Row) -> int | None:
        """Return the line of the key under which the mapping or list of a line stands."""
        listed = here.is_item
        limit = here.dash
        for at in range(row - 1, -1, -1):
            one = self._row(at)
            if one.is_empty:
                continue
            if not listed and one.is_item and one.column == here.column:
                # The first line of the entry: from here on its dash counts.
                listed, limit = True, one.dash
                continue
            if not one.key or one.value:
                if one.dash < limit and one.key and one.value and one.column < limit:
                    return None
                continue
            if one.column < limit or (listed and one.column == limit and not one.is_item):
                return at
        return None

    def entry(self, row: int, here: Row | None = None) -> dict[str, Given]:
        """Return the keys of the mapping that a line is in, with their values."""
        own = here or self._row(row)
        found: dict[str, Given] = {}
        first = row
        if not own.is_item:
            for at in range(row - 1, -1, -1):
                one = self._row(at)
                if one.is_empty or one.dash > own.column:
                    continue
                if one.column == own.column and one.key:
                    first = at
                    if one.is_item:
                        break
                elif one.column < own.column or one.dash < own.column:
                    break
        for at in range(first, len(self._lines)):
            one = self._row(at) if at != row or here is None else here
            if one.is_empty or one.dash > own.column:
                continue
            if at != first and (one.is_item or one.column != own.column):
                if at != row:
                    break
                continue
            if one.key:
                found.setdefault(one.key, self._given(at, one))
        return found

    def _given(self, row: int, one: Row) -> Given:
        value = one.value
        block = one.opens_block
        rest: list[str] = []
        for at in range(row + 1, len(self._lines)):
            below = self._row(at)
            if below.text.strip() and below.dash <= one.column:
                break
            if not value:
                break
            rest.append(below.text.strip())
        words = plain(" ".join([*([] if block else [value]), *rest])) if not block else ""
        words = words or " ".join(" ".join(rest).split())
        return Given(words, row, one.at, one.at + len(value))
