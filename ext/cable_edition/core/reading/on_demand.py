"""The parser, loaded when the first text is parsed.

Loading it makes some three hundred regular expressions, which takes longer than all else that a
build does in which no source changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.cable.model import Cable
    from cable_edition.core.reading.parse import Corrector


def parse_all(
    data: str | bytes,
    *,
    name: str = "",
    corrector: Corrector | None = None,
    year: int | None = None,
) -> Iterator[Cable]:
    """Yield the cables of ``data``; see :func:`cable_edition.core.reading.parse.parse_all`."""
    from cable_edition.core.reading import parse  # noqa: PLC0415

    return parse.parse_all(data, name=name, corrector=corrector, year=year)
