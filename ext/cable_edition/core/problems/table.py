"""The one table of problems: every code that the edition can report."""

from __future__ import annotations

from types import MappingProxyType

from cable_edition.core.problems.code import Code, Origin
from cable_edition.core.problems.of_cables import CABLE_CODES
from cable_edition.core.problems.of_files import FILE_CODES
from cable_edition.core.problems.of_outputs import OUTPUT_CODES
from cable_edition.core.problems.of_promises import PROMISE_CODES

#: Code -> what is known of it, by alphabet.
CODES = MappingProxyType(
    dict(sorted((CABLE_CODES | FILE_CODES | PROMISE_CODES | OUTPUT_CODES).items()))
)


def codes_of(origin: Origin) -> dict[str, Code]:
    """Return the codes of one origin, by alphabet."""
    return {code: known for code, known in CODES.items() if known.origin is origin}


#: The codes that the record of a cable can have (``problems[].code``).
RECORD_CODES = frozenset(codes_of(Origin.CABLE))
