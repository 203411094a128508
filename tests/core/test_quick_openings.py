"""The usual lines of an opening are read at once as they are read piece by piece."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cable_edition.core.cable.model import Cable, Segment
from cable_edition.core.cable.span import Span
from cable_edition.core.reading.parse import parse
from cable_edition.core.reading.partition import painted, partition
from cable_edition.core.reading.text import banners, eo, labels, numbering, opening, references
from cable_edition.core.reading.text import parse as text_parse
from cable_edition.core.reading.text.numbering import candidates
from cable_edition.core.reading.text.signoff import _IN_NAME, CAPITAL_NAME
from cable_edition.core.reading.text.view import View

#: What never matches.
NOTHING = re.compile("(?!)")


def cable(*, order: str = "", tags: str = "", refs: str = "", body: str = "", flat: bool) -> str:
    lines = [
        "P 210722Z JUL 06", "FM AMEMBASSY ROME", "TO SECSTATE WASHDC", "CONFIDENTIAL ROME 000012",
        "", f"E.O. 12958:{order}", f"TAGS:{tags}", "SUBJECT: A SUBJECT", "", f"REF:{refs}", "",
        f"1. (C) Text.{body}", "", "TORRES",
    ]  # fmt: skip
    return (" " if flat else "\n").join(lines)


def read_both_ways(text: str, module: ModuleType, name: str, off: object) -> tuple[Cable, Cable]:
    quick = parse(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, off)
        return quick, parse(text)


def made_of(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=9).map("".join)


REFS = made_of(
    " ", "\n", "\n\n", "A. ", "B. ", "C. ", "ROME 12", "ROME 99", "06 ROME 12", "STATE 3456",
    "05 TEL AVIV 7", "SAO PAULO 88", "NOWHERE 5", "MAY 4", ", ", "AND 13", " (NOTAL)", "(D) ", ".",
)  # fmt: skip


@given(REFS, st.booleans())
@example(" A. ROME 99 B. 05 STATE 123456", True)
@example(" A. ROME 12 B. STATE 1", False)
@example(" A. ROME 99 C. 05 STATE 123456", True)
@example(" B. ROME 99 A. 05 STATE 123456", True)
@example("ROME 12 B. ROME 12", False)
def test_a_plain_list_of_references_is_read_as_any_other(refs: str, flat: bool) -> None:
    text = cable(refs=refs, flat=flat)
    quick, long = read_both_ways(text, references, "plain_list", lambda *_: None)
    assert quick == long


def test_a_plain_list_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def long(*_: object) -> list[object]:
        raise AssertionError("the list was read piece by piece")

    monkeypatch.setattr(references, "_items", long)
    found = parse(cable(refs=" A. ROME 99 B. 05 STATE 123456", flat=True)).opening.references
    assert [(one.label, one.id) for one in found] == [("A", "06ROME99"), ("B", "05STATE123456")]


TAGS = made_of(
    " ", "\n", ", ", ",", "PREL", "PGOV", "IT", "PREL", "KDEM", "XXXX", "(SMITH, JO)", "A. "
)


@given(TAGS, st.booleans())
@example(" PREL, PGOV, IT", True)
def test_plain_tags_are_read_as_any_other(tags: str, flat: bool) -> None:
    quick, long = read_both_ways(
        cable(tags=tags, flat=flat), opening, "plain_tags", lambda *_: None
    )
    assert quick == long


ORDERS = made_of(
    " ", "DECL: ", "07/20/2016", "20/07/2016", "13/13/2016", "O7/20/16", "N/A", "X1", "\n"
)


@given(ORDERS, st.booleans())
@example(" DECL: 07/20/2016", True)
@example(" DECL: 05/06/2016", True)
@example(" DECL: 20/07/2016", False)
def test_a_usual_order_is_read_as_any_other(order: str, flat: bool) -> None:
    quick, long = read_both_ways(cable(order=order, flat=flat), eo, "_USUAL", NOTHING)
    assert quick == long


@given(
    made_of(
        "McKAY",
        "MacLEAN",
        " / ",
        "TORRES",
        "ZELAYA",
        " ",
        ".",
        " JR.",
        "end",
        "O'HARA",
        "\n",
        "ST. ",
        "-é",
    )
)
def test_a_name_in_capitals_is_looked_for_where_it_can_stand(tail: str) -> None:
    quick = CAPITAL_NAME.search(tail, len(tail.rstrip(_IN_NAME)))
    full = CAPITAL_NAME.search(tail)
    assert (quick and quick.span()) == (full and full.span())


@given(
    made_of(
        "xSUBJECT:", "1REF:", "xREFTEL(S):", "xref(s):", "aTAGS:", "xClassified By:", ":", " ", "a"
    )
)
def test_a_glued_label_is_looked_for_where_one_ends(text: str) -> None:
    if labels._GLUED.search(text):
        assert labels._GLUED_END.search(text)


#: A letter for the number one as a person would say it.
LETTER = re.compile(r"(?<![^ \n])[lI]\.[ ]{0,3}(?=\((?:C|S|U|SBU)\))")


@given(
    made_of(
        "\u00b6", " l. (C) Text", "\nI. (SBU) T", "l.(S)", "al. (C) x", "I.    (C)", " ", "ROME 12 "
    ),
    st.integers(0, 12),
)
def test_a_letter_for_the_number_one_is_looked_for_at_its_mark(text: str, begin: int) -> None:
    view = View(text, 0)
    found = next(
        (one for one in candidates(view, begin, len(text)) if one.own_line and one.mark), None
    )
    first = LETTER.search(view.work, begin)
    if first:
        assert found is not None
        assert (found.n, found.start, found.end) == (1, *first.span())
    assert first or not numbering._LETTER_ONE.search(view.work, begin + 6)


@pytest.mark.parametrize(
    ("module", "name"), [(banners, "_OF_IN_LEFT"), (text_parse, "_NUMBERED_LEFT")]
)
@given(made_of("\n", " ", "ROME 00000012 002", " OF ", "003", " OF 003", "2. (C) Text", "IV(C) x"))
def test_what_is_left_of_a_text_shows_its_banners_and_numbers(
    module: ModuleType, name: str, body: str
) -> None:
    quick, long = read_both_ways(cable(body=body, flat=False), module, name, re.compile(""))
    assert quick == long


@given(
    st.text(alphabet="ab ", min_size=12, max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), st.sampled_from("xyz")), max_size=5),
)
def test_marks_of_a_header_are_laid_as_segments_are(
    text: str, marks: list[tuple[int, int, str]]
) -> None:
    bounds = [(low, min(low + size, 12), kind, kind == "x") for low, size, kind in marks]
    segments = [Segment(kind, Span(low, high), content) for low, high, kind, content in bounds]
    assert painted(text, 0, 12, bounds) == partition(text, 0, 12, segments)
