"""Words of a book side by side with those that must be they: what is the same, and what is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cable_edition.core.proof.books.pdf_drawing import Drawing
from cable_edition.core.proof.books.pdf_flow import align, misplaced
from cable_edition.core.proof.books.pdf_run import PICTURE, Letters, Run
from cable_edition.core.proof.books.pdf_text import Piece
from cable_edition.core.proof.books.pdf_tree import tree
from cable_edition.core.proof.site.expected import el


def lines(*texts: str, page: int = 0) -> list[Piece]:
    return [Piece(page, 90.0, 500.0 - 12 * n, 10.0, text) for n, text in enumerate(texts)]


def differs(runs: Sequence[Run], *texts: str) -> bool:
    return align(runs, lines(*texts)).difference is not None


SENT = Letters.SENT


@pytest.mark.parametrize(
    ("run", "texts"),
    [
        (Run("the consultations", "p1"), ["the con-", "sultations"]),
        (Run("post-conflict", "p1", letters=SENT), ["post-", "conflict"]),
        (Run("lamps -- there", "p1", letters=SENT), ["lamps --", "there"]),
        (Run('"one" of 1976-2005', "n"), ["“one” of 1976–2005"]),
        (Run("l'office", "n"), ["l’office"]),
        (Run("People", "h", letters=Letters.CAPITALS), ["PEOPLE"]),
        (Run("Gro\u00dfe", "h", letters=Letters.CAPITALS), ["GRO\u00dfE"]),
        (Run("the office", "p1", letters=SENT), ["the oﬃce"]),
        (Run("one\u00adtwo", "p1", letters=SENT), ["onetwo"]),
        (Run("a\x85b", "p1", letters=SENT), ["a\\u{85}b"]),
    ],
)
def test_what_a_book_sets_otherwise_is_the_same(run: Run, texts: list[str]) -> None:
    assert not differs([run], *texts)


@pytest.mark.parametrize(
    ("run", "texts"),
    [
        (Run("People", "h"), ["PEOPLE"]),
        (Run('"one"', "p1", letters=SENT), ["“one”"]),
        (Run("1976-2005", "p1", letters=SENT), ["1976–2005"]),
        (Run("post-conflict", "p1"), ["postconflict"]),
        (Run("consultations", "p1"), ["con-sultations"]),
        (Run("lamps -- there", "p1", letters=SENT), ["lamps -", "there"]),
        (Run("one", "p1"), ["one", "more"]),
        (Run("one two", "p1"), ["one"]),
        (Run("one", "p1"), []),
    ],
)
def test_what_is_no_way_of_setting_is_told(run: Run, texts: list[str]) -> None:
    assert differs([run], *texts)


def test_the_place_and_both_readings_are_told() -> None:
    runs = [Run("One. ", "05ROME1, p1"), Run("Two lamps.", "05ROME1, p2")]
    difference = align(runs, lines("One.", "Two lambs.")).difference
    assert difference is not None
    assert difference.at == "05ROME1, p2"
    assert difference.told() == (
        "the edition has 'One.Twolam>>ps.', the book has 'One.Twolam>>bs.'"
    )


def test_a_picture_is_passed_over_and_what_follows_is_not() -> None:
    runs = [Run("Head", "h"), Run("", "h", PICTURE), Run("After it.", "p1")]
    aligned = align(runs, lines("Head", "Person 4", "After it."))
    assert aligned.difference is None
    assert aligned.skipped == {1}
    assert differs(runs, "Head", "Person 4", "Before it.")
    assert differs(runs, "Lead", "Person 4", "After it.")
    assert not differs(runs[:2], "Head", "Person 4")


def test_each_piece_must_lead_where_its_words_do() -> None:
    runs = [Run("By ", "p1"), Run("Jane Roe", "p1", "people/index#person-roe"), Run(".", "p1")]
    aligned = align(runs, lines("By", "Jane Roe", "."))
    assert aligned.leads == {0: {""}, 1: {"people/index#person-roe"}, 2: {""}}
    assert aligned.firsts == {0: 0, 1: 1, 2: 2}


def test_words_above_those_before_them_are_misplaced() -> None:
    first, second = lines("One", "two")
    assert list(misplaced([first, second])) == []
    assert list(misplaced([second, first])) == [first]
    left = second._replace(x=80.0)
    assert list(misplaced([second, left])) == [left]
    raised = second._replace(x=120.0, y=second.y + 3.6)
    assert list(misplaced([second, raised])) == []


def test_a_value_with_quotation_marks_is_read_whole() -> None:
    part = tree(el("a", "x", cls="one two", href="cables/05ROME1#p1", title='say "x" now'))
    (link,) = part.parts()
    assert link.get("title") == 'say "x" now'
    assert (link.tag, link.classes, link.get("href")) == ("a", ["one", "two"], "cables/05ROME1#p1")
    assert link.words() == "x"


class _Box:
    left, bottom, right, top = 0.0, 0.0, 400.0, 600.0


class _Page(dict[str, object]):
    mediabox = _Box()


UNIT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
AT = (1.0, 0.0, 0.0, 1.0, 100.0, 300.0)
WORDS = [(b"Tf", ["/F1", 10.0], UNIT), (b"TJ", [[b"\0\1\0\2\0\3\0\4"]], AT)]


@pytest.mark.parametrize(
    ("operations", "told"),
    [
        (WORDS, ""),
        ([(b"Tr", [3], UNIT), *WORDS], "not seen"),
        ([(b"q", [], UNIT), (b"Tr", [3], UNIT), (b"Q", [], UNIT), *WORDS], ""),
        ([(b"g", [1.0], UNIT), *WORDS], "colour of paper"),
        ([(b"rg", [0.1, 0.2, 0.4], UNIT), *WORDS], ""),
        ([(b"k", [0.0, 0.0, 0.0, 0.0], UNIT), *WORDS], "colour of paper"),
        ([(b"Tf", ["/F1", 1.0], UNIT), WORDS[1]], "too small"),
        ([WORDS[0], (b"TJ", WORDS[1][1], (1, 0, 0, 1, -50.0, 300.0))], "beside the page"),
        ([*WORDS, (b"re", [90.0, 290.0, 50.0, 20.0], UNIT), (b"f", [], UNIT)], "covers"),
        ([(b"re", [90.0, 290.0, 50.0, 20.0], UNIT), (b"f", [], UNIT), *WORDS], ""),
        (
            [*WORDS, (b"m", [95.0, 303.0], UNIT), (b"l", [130.0, 303.0], UNIT), (b"S", [], UNIT)],
            "struck out",
        ),
        ([*WORDS, (b"m", [95.0, 290.0], UNIT), (b"l", [130.0, 290.0], UNIT), (b"S", [], UNIT)], ""),
        ([(b"BDC", ["/OC", "/L"], UNIT), *WORDS], "switched off"),
        ([(b"re", [0.0, 0.0, 1.0, 1.0], UNIT), (b"W", [], UNIT), *WORDS], "not seen"),
    ],
)
def test_words_that_are_not_seen_are_told(
    operations: list[tuple[bytes, list[object], tuple[float, ...]]], told: str
) -> None:
    drawing = Drawing(_Page())
    for operator, given, text in operations:
        drawing.take(operator, given, UNIT, text)
    assert [told in fault for fault in drawing.faults] == ([True] if told else [])


def test_the_line_above_the_notes_is_black_and_as_long_as_it_is() -> None:
    for length, ink, rule in ((51.02, 0.0, 200.0), (51.02, 0.32, None), (90.0, 0.0, None)):
        drawing = Drawing(_Page())
        for operator, given in (
            (b"g", [ink]), (b"m", [90.7, 200.0]), (b"l", [90.7 + length, 200.0]), (b"S", [])
        ):  # fmt: skip
            drawing.take(operator, given, UNIT, UNIT)
        assert drawing.rule == rule
