"""Help in ``edition.toml``: its settings, where they can stand, what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cable_edition.core.settings.model import SETTINGS, Setting, Settings, tables_of
from cable_edition.lsp.offers import Offer, OfferKind

_TABLE = re.compile(r"\[([a-z_]{1,80})\]\s*(?:#.*)?$")
_NAME = re.compile(r"\s*([A-Za-z_]{0,80})")


def table_at(lines: Sequence[str], row: int) -> str:
    """Return the table that a line is in; empty above the first."""
    for at in range(min(row, len(lines) - 1), -1, -1):
        if found := _TABLE.match(lines[at].strip()):
            return found[1]
    return ""


def setting_at(lines: Sequence[str], row: int, column: int) -> Setting | None:
    """Return the setting whose name or value is at a place."""
    line = lines[row] if row < len(lines) else ""
    name = _NAME.match(line)
    if name is None or not name[1] or column < name.start(1):
        return None
    table = table_at(lines, row)
    return SETTINGS.get(f"{table}.{name[1]}" if table else name[1])


def setting_offers(lines: Sequence[str], row: int, column: int) -> Iterator[Offer]:
    """Yield the settings that the table of a line can have and has not, or the tables."""
    line = lines[row] if row < len(lines) else ""
    if "=" in line[:column] or "#" in line[:column]:
        return
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    start, end = min(start, column), max(min(column, len(line)), end if "=" not in line else 0)
    if line.lstrip().startswith("["):
        for table in tables_of(Settings()):
            name = f"[{table}]"
            yield Offer(name, name, name, start, end, OfferKind.KEY, "a table")
        return
    table = table_at(lines, row)
    given = {
        found[1]
        for at, one in enumerate(lines)
        if at != row and table_at(lines, at) == table and (found := _NAME.match(one))
    }
    for name, setting in SETTINGS.items():
        own, _, key = name.rpartition(".")
        if own == table and key not in given:
            new = key if "=" in line else f"{key} = "
            told = meaning_of(setting)
            yield Offer(key, new, key, start, end, OfferKind.KEY, "", told)


def meaning_of(setting: Setting) -> str:
    """Return what a setting means, what it takes and its default."""
    default = setting.default
    if isinstance(default, tuple):
        default = list(default)
    return f"{setting.meaning}\n\nIt takes {setting.form.says}. Default: {default!r}"
