"""Portion marks as data, and the whole checked against them."""

from __future__ import annotations

import pytest

from cable_edition.core.cable.portions import portion_problems, portions_of
from cable_edition.core.reading.parse import parse

HEAD = "{} OTTAWA 000001\n\nE.O. 12958: DECL: 01/26/2009\nTAGS: PREL, CA\nSUBJECT: A VISIT\n\n"


def cable(whole: str, *marks: str) -> str:
    body = "\n\n".join(f"{n}. {mark} Words." for n, mark in enumerate(marks, 1))
    return HEAD.format(whole) + body + "\n\nDICKSON\n"


def test_marks_are_counted_the_highest_first() -> None:
    found = portions_of(parse(cable("S E C R E T", "(C)", "(U)", "(S//NF)", "(C)", "(SBU)", "")))
    assert [(one.mark, one.count) for one in found.marks] == [
        ("(S//NF)", 1),
        ("(C)", 2),
        ("(SBU)", 1),
        ("(U)", 1),
    ]
    assert found.unmarked == 1
    assert found.marks[0].meaning == "Secret, no foreign nationals"


@pytest.mark.parametrize(
    ("whole", "mark", "agreement"),
    [
        ("C O N F I D E N T I A L", "(C)", "agrees"),
        ("UNCLAS", "(SBU)", "agrees"),
        ("S E C R E T", "(C)", "above"),
        ("C O N F I D E N T I A L", "(S)", "below"),
        ("C O N F I D E N T I A L", "", "unknown"),
    ],
)
def test_the_whole_is_compared_with_the_highest_portion(
    whole: str, mark: str, agreement: str
) -> None:
    found = parse(cable(whole, mark, "(U)" if mark else ""))
    assert portions_of(found).agreement == agreement
    codes = [problem.code for problem in portion_problems(found)]
    assert codes == (["classification-below-portion"] if agreement == "below" else [])
