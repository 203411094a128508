"""How the fields of a cable were found, as ``parse --explain`` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.cli._excerpt import visible
from cable_edition.core.registers.explained import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.cable.model import Cable
    from cable_edition.core.registers.explained import Explained, ListEntry

#: How much of a value is shown, and how wide the names of fields are.
_SHOWN, _WIDE = 90, 18


def explained_lines(cable: Cable) -> Iterator[str]:
    """Yield what is said of a cable: a line for it, one for each field, and those of its lists."""
    source = cable.source
    yield f"{cable.reference_id or 'no id'}  {visible(source.name)}, form {source.format}"
    told, absent = explained(cable)
    for item in told:
        yield from _field(item)
    if absent:
        yield f"  not found: {', '.join(absent)}"


def _field(item: Explained) -> Iterator[str]:
    value = item.value if len(item.value) <= _SHOWN else f"{item.value[: _SHOWN - 3]}..."
    yield f"  {item.field:{_WIDE}}{visible(value)}"
    by = f": {item.by}" if item.by else ""
    at = f", line {item.line}" if item.line else ""
    yield f"  {'':{_WIDE}}by {item.how.value}{visible(by)}{at}"
    for entry in item.entries:
        yield f"  {'':{_WIDE}}{visible(_entry(entry))}"


def _entry(entry: ListEntry) -> str:
    if not entry.known:
        return f"{entry.list} has no {entry.key}"
    words = f" ({entry.words})" if entry.words else ""
    written = f", for `{entry.written}`" if entry.written else ""
    source = f"source: {entry.source}" if entry.looked_up else "no source was looked up"
    return f"{entry.list}: {entry.key}{words}{written}; {source}"
