"""The moment that stands for now in all that is made (``SOURCE_DATE_EPOCH``).

See https://reproducible-builds.org/specs/source-date-epoch/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH = "SOURCE_DATE_EPOCH"
#: The last second that a zip can name: the end of 2107, in UTC.
_LAST = 4_354_819_199


def epoch_of(environment: Mapping[str, str]) -> int | None:
    """Return the seconds since 1970 that the environment gives, or ``None`` where it gives none.

    Raises ``ValueError``, with a sentence for the reader, for what is no number or none that every
    format can hold.
    """
    given = environment.get(EPOCH, "").strip()
    if not given:
        return None
    number = int(given) if given.isascii() and given.isdigit() and len(given) <= 12 else _LAST + 1
    if number > _LAST:
        raise ValueError(
            f"{EPOCH} is a number of seconds since 1970, up to the end of 2107 ({_LAST}), not "
            f"{given[:40]!r}"
        )
    return number
