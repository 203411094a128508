"""Dates of rows that could be of two days: the other rows of the file say which is meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import Finding, Found, Value
from cable_edition.core.reading.readers.created import (
    as_collections_write,
    created_value,
    is_ambiguous,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cable_edition.core.reading.raw import RawCable
    from cable_edition.core.reading.readers.created import Order

_SHOWN = Finding(
    "message_datetime", Found.INFERENCE, "order of day and month in other rows of the file"
)


class DatedRows:
    """The rows of one file; ``order`` looks through it, and is asked once, when it is needed."""

    def __init__(self, order: Callable[[], Order | None]) -> None:
        self._look = order
        self._order: Order | None = None
        self._looked = False

    def settled(self, raw: RawCable) -> RawCable:
        """Return ``raw`` with its date, where only the order of day and month was in doubt.

        Where the file does not show the order, ``raw`` stays as it is.
        """
        written = raw.record.created
        if raw.created or written is None or not is_ambiguous(written.text):
            return raw
        if not self._looked:
            self._order, self._looked = self._look(), True
        created = created_value(written, self._order) if self._order else None
        if created is None:
            return raw
        listed = Value(as_collections_write(created.text), created.spans)
        return replace(
            raw,
            created=created,
            record=replace(raw.record, created=listed),
            found=(*raw.found, _SHOWN),
        )
