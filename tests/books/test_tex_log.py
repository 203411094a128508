"""The reader of LaTeX's log: what a reader of the book would notice, and nothing else."""

from __future__ import annotations

import pytest

from cable_edition.press.tex_log import complaints

QUIET = """\
This is XeTeX, Version 3.141592653
Overfull \\hbox (1.99pt too wide) in paragraph at lines 1--2
Underfull \\vbox (badness 10000) has occurred while \\output is active
Package hyperref Warning: Option `pdflang' has already been used,
LaTeX Font Info:    Font shape `TU/x/m/n' will be
Output written on a.xdv (63 pages, 702856 bytes).
"""


def test_a_quiet_log_has_no_complaint() -> None:
    assert complaints(QUIET) == []


@pytest.mark.parametrize(
    "line",
    [
        r"Overfull \hbox (2.01pt too wide) in paragraph at lines 10--11",
        r"Overfull \vbox (12.0pt too high) has occurred while \output is active",
        "Missing character: There is no Ж (U+0416) in font TeX Gyre Pagella!",
        "LaTeX Warning: Reference `cables/x:p4' on page 3 undefined on input line 9.",
        "LaTeX Warning: Hyper reference `cables/x:p4' on page 3 undefined on input line 9.",
        "LaTeX Warning: Label `cables/x:p4' multiply defined.",
        "LaTeX Warning: There were undefined references.",
        "! Undefined control sequence.",
    ],
)
def test_a_fault_is_a_complaint(line: str) -> None:
    assert complaints(QUIET + line + "\n") == [line]
