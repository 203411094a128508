"""Doubt as data: located problems with closed codes.

The core never logs and never raises for content. It returns problems; the command line prints
them, the pages show them, and the Sphinx layer turns some of them into warnings. What a code means,
how much it matters and what to do is said once, in the table :data:`CODES`.
"""

from __future__ import annotations

from cable_edition.core.problems.code import CableWarning, Code, Origin, Severity
from cable_edition.core.problems.problem import Problem
from cable_edition.core.problems.table import CODES, RECORD_CODES, codes_of

__all__ = [
    "CODES",
    "RECORD_CODES",
    "CableWarning",
    "Code",
    "Origin",
    "Problem",
    "Severity",
    "codes_of",
]
