"""What a quick look passes over is what the full search would not find either."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.cable.fold import WHITE, fold
from cable_edition.core.cable.model import Segment
from cable_edition.core.cable.span import Span
from cable_edition.core.reading.capitals import capitals_of
from cable_edition.core.reading.header import patterns
from cable_edition.core.reading.parse import parse
from cable_edition.core.reading.partition import partition
from cable_edition.core.reading.text import (
    body_references,
    headings,
    items,
    labels,
    number_places,
    numbering,
    paragraphs,
)
from cable_edition.core.reading.text import parse as text_parse
from cable_edition.core.reading.text.items import item_starts
from cable_edition.core.reading.text.marking import MARK, mark_at
from cable_edition.core.reading.text.numbering import candidates
from cable_edition.core.reading.text.view import View, line_breaks_before


def made_of(*pieces: str, most: int = 12) -> st.SearchStrategy[str]:
    """Return texts put together from pieces, with blanks and line ends between them."""
    return st.lists(st.sampled_from([*pieces, " ", "\n", "x"]), max_size=most).map("".join)


def spans(matches: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


CLASSES = made_of(
    "SECRET", "S E C R E T", "T O P  ", "TOP ", "CONFIDENTIAL", "LIMITED ", "OFFICIAL USE",
    "L I M I T E D   O F F I C I A L   U S E", "LIMOFFUSE", "UNCLAS", "SIFIED", "/", "SERVICE",
)  # fmt: skip


@given(CLASSES, st.integers(0, 30))
def test_classifications_are_looked_for_where_they_stand(text: str, start: int) -> None:
    found = spans(patterns.classifications(text, start, len(text)))
    assert found == spans(patterns.CLASSIFICATION.finditer(text, start, len(text)))


STOPS = made_of("E.O. 12958", "EO12958", "E. O.", " 1", "1. ", "\u00b6", "TAGS:", "SUBJ", "SIPDIS")


@given(STOPS, st.integers(0, 60))
def test_the_end_of_a_header_is_looked_for_where_it_can_stand(text: str, end: int) -> None:
    full, quick = patterns.STOP.search(text, 0, end), patterns.stop_of(text, end)
    assert (full and full.span()) == (quick and quick.span())


LABELS = made_of(
    "E.O. 12958:", "e.o. 12356", "(U) ", "( S )", "TAGS:", "tags", "TASG", "SUBJECT:", "S U B J",
    "SUJECT", "\u017fubject:", "REF:", "REASONS:", "Classified By:", "DECL:", "EXECUTIVE ORDER",
)  # fmt: skip


@given(LABELS, st.integers(0, 20))
def test_labels_are_tried_where_their_words_begin(text: str, begin: int) -> None:
    found = spans(labels._label_words(text, begin, len(text)))
    assert found == spans(labels._LABEL.finditer(text, begin, len(text)))


BLANKS = made_of("word", "    ", "\n\n\n", " " * 20)


@given(BLANKS, st.integers(0, 40), st.integers(0, 60))
def test_bounds_without_blank_ends_and_the_word_before(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    low, high = View(text, 0).trim(start, end)
    assert text[low:high] == text[start:end].strip(" \n")
    before = text[start:end].rstrip(" \n")
    breaks, last = line_breaks_before(text, end, start)
    assert last == (start + len(before) - 1 if before else min(start, end) - 1)
    assert breaks == text.count("\n", last + 1, end)


@given(st.text(alphabet=f"a-{WHITE}\u2003\x1c", max_size=30))
def test_white_space_is_folded_as_one_pattern_says(text: str) -> None:
    assert fold(text) == re.sub(f"[{WHITE}]+", " ", text).strip(" ")


@given(made_of("(C)", "(S", "(U)", ")", "]", "(SBU)", "(c)", "}"), st.integers(0, 6))
def test_usual_marks_are_those_that_the_pattern_finds(text: str, at: int) -> None:
    found, mark = MARK.match(text, at), mark_at(text, at)
    if mark and not (found and found["words"]):
        assert found is not None
        assert found.span() == mark[1:]
        assert mark.text == f"({(found['level'] or found['bare'] or found['open']).upper()})"


@pytest.mark.parametrize("first", ["A. ", "a) ", "1. ", "i. ", "- ", "* ", "\u2022 ", "o "])
def test_a_list_in_a_run_of_text_is_seen_by_its_first_item(first: str) -> None:
    following = {"A. ": "B. ", "a) ": "b) ", "1. ": "2. ", "i. ": "ii. "}.get(first, first)
    text = f"Text ends. {first}One ends. {following}Two ends."
    assert item_starts(text, 0, len(text)) == [11, text.index(following, 12)]


ITEMS = made_of(
    "Text ends. ", "A. ", "B. ", "a) ", "b) ", "1. ", "2. ", " - ", "-- ", "* ", "\u2022 ", " o ",
    "i. ", "ii. ", "word", "\no Text", "1.", "a.\n", ": ", most=20,
)  # fmt: skip


@given(ITEMS, st.integers(0, 30), st.integers(0, 120))
def test_items_are_looked_for_where_a_first_one_can_stand(text: str, start: int, end: int) -> None:
    end = min(end, len(text))
    quick = [item_starts(text, start, end), item_starts(text, 0, end)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(items, "_KEPT", -1)
        assert quick == [item_starts(text, start, end), item_starts(text, 0, end)]


LOST = made_of(
    "\n\n1. (C) Text.", "\n\n2. (C) Text.", "\n9. (S) Text.", "\n  7. (U) Text.", " 8. (C) text",
    "\n#3 (C) Text.", "\nPara 4 (SBU) Text.", "\n5\u00b6(C) Text.", "\nIV. (C) Text.", "(C) text",
    most=8,
)  # fmt: skip


@given(LOST)
def test_lost_numbers_are_told_whether_they_are_counted_first_or_not(text: str) -> None:
    text = f"CONFIDENTIAL ROME 001234\n\nSUBJECT: X\n\n1. (C) Text.{text}\n"
    quick = parse(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parse, "_NUMBERED_LEFT", re.compile(""))
        assert quick == parse(text)


@given(
    made_of("word", "\u00b6", "  "),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), st.sampled_from("abc")), max_size=6),
)
def test_a_partition_made_at_once_is_that_made_mark_by_mark(
    text: str, marks: list[tuple[int, int, str]]
) -> None:
    view = View(text, 0)
    for start, length, kind in marks:
        view.paint(kind, start, min(start + length, len(text)))
    painted = sorted(view.segments, key=lambda mark: mark[0])
    whole = view._apart(painted)
    assert whole is None or whole == view._overlapping(painted)
    segments = [Segment(kind, Span(low, high), content) for low, high, kind, content in painted]
    row = partition(text, 0, len(text), segments)
    assert [text[slice(*one.span)] for one in row if one.kind in "abc"] == [
        text[slice(*one.span)] for one in view.partition() if one.kind in "abc"
    ]


NUMBERS = made_of(
    "1", "12", "3.", "4)", "(2)", "5, ", "6: ", "7.)", "(C)", "C) ", "text", "19", "2005", "---",
    "\u00b6", "1. (U) ", " 2. Text", "\u017f", ". ", most=30,
)  # fmt: skip


@given(NUMBERS, st.booleans(), st.sampled_from([100, 1000]))
def test_numbers_told_off_by_their_neighbours_begin_no_paragraph(
    text: str, opening: bool, window: int
) -> None:
    view = View(text, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(number_places, "_FIRST", window)
        patch.setattr(number_places, "_MORE", window)
        found = list(candidates(view, 0, len(text), opening=opening))
        patch.setattr(numbering, "possible_numbers", every_number)
        assert found == list(candidates(view, 0, len(text), opening=opening))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Text 4) C) more", [5]),
        ("Text 4, (C) more", [5]),
        ("Text 4: \u017f) more", [5]),
        ("Text. 4. More", [6]),
        ("Text 4.) more", [5]),
        ("Text 4). more", [5]),
        ("--- 4) more", [4]),
        ("4) more", [0]),
        ("text\n4) more", [5]),
        ("text (4) more", [6]),
        ("text  4) more", [6]),
        ("Text 4) word", []),
        ("Text 4), word", []),
        ("Text 4; word", []),
        ("Text 1234. More", []),
        ("Text 12% more", []),
        ("Text a4. More", []),
    ],
)
def test_a_number_is_told_off_by_what_stands_beside_it(text: str, places: list[int]) -> None:
    found = number_places.possible_numbers(text, 0, len(text))
    assert list(found) == places


def every_number(text: str, begin: int, end: int, *, sentences: bool) -> Iterator[int]:
    for match in re.compile("[0-9]+").finditer(text, begin, end):
        if len(match[0]) < 4 and (match.start() == begin or text[match.start() - 1] in " \n("):
            yield match.start()


@given(
    made_of("Message Attributes", "FM ", "M", "TAGS", "PAGE 01", "\u20ac", "a", "\t", "\u00a0"),
    st.integers(0, 12),
    st.integers(1, 12),
)
def test_words_of_a_text_are_among_its_capitals(text: str, start: int, length: int) -> None:
    word = text[start : start + length]
    assert capitals_of(word) in capitals_of(text)


@given(made_of("ref", "ref A", "REFTEL", "septel", "s", "_", "\u00e9", "(", "reform", "\u017f"))
def test_words_of_references_are_where_they_can_begin(text: str) -> None:
    places = body_references._possible_words(text)
    assert {match.start() for match in body_references._WORD.finditer(text)} <= {
        *places,
        # Such a word alone has no letter and is no reference.
        *(m.start() for m in body_references._WORD.finditer(text) if not (m["first"] or m["tel"])),
    }


CABLES = made_of(
    "\n\n1. (C) ", " 2. (U) ", "\n3. (S) ", "\n\n2. (C) ", "(1. (C) ", "para 4. (C) ", "Text.",
    "Text", "\n- item", "\na. item", " o item", "\nkey: value", "    ", "HEADING", "\n-------\n",
    "...", "\nPAGE 02 ROME 01234 01 OF 02 082030Z\n", "BEGIN TEXT", "END TEXT", "\n\nNAME", "\n\n",
    most=16,
)  # fmt: skip


def test_an_ellipsis_before_a_number_ends_no_sentence() -> None:
    cable = parse("CONFIDENTIAL ROME 1 1. (C) Text has small letters. WHAT IS NEXT... 2. (C) Text.")
    assert [heading.passage.text for heading in cable.headings] == ["WHAT IS NEXT..."]


@pytest.mark.parametrize(
    ("module", "name", "off"),
    [
        (numbering, "_marked", lambda *_: None),
        (numbering, "_run_on", lambda _: False),
        (paragraphs, "_whole", lambda *_: None),
        (headings, "_sentence_before", lambda *_: False),
    ],
)
@given(text=CABLES, flat=st.booleans())
def test_the_quick_way_reads_what_the_long_one_does(
    module: ModuleType, name: str, off: Callable[..., object], text: str, flat: bool
) -> None:
    text = f"CONFIDENTIAL ROME 001234\n\nSUBJECT: X\n\n{text}"
    text = " ".join(text.split()) if flat else text
    quick = parse(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, off)
        assert quick == parse(text)
