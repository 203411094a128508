"""Rows of generated pages: what is written is read again, and what is no row keeps its words."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.escape import unescape_role, visible
from cable_edition.core.myst.role_rows import EmendedPlace, read_place, read_words, write_words
from cable_edition.core.myst.row_kinds import KINDS, CableRow, MovedRow, PlaceRow, RecordRow
from cable_edition.core.myst.rows import (
    Form,
    fields_of,
    join_texts,
    read_rows,
    row_of,
    split_texts,
    write_row,
)

EVERY_KIND = [(name, kind) for name, kinds in KINDS.items() for kind in kinds]
#: Texts in which much is a mark of the rows themselves.
TEXTS = st.text(st.characters() | st.sampled_from("|\\\\|| \t\u3000\x85{}`"), max_size=20)


def value_of(form: Form) -> st.SearchStrategy[Any]:
    """Return values that a field may hold, as a page writer has them."""
    if form.read is int:
        return st.integers(0, 10**15 - 1)
    if form.pattern.pattern == ".*":
        return TEXTS
    if form.pattern.pattern == ".+" and form.write is str:
        return TEXTS.map(lambda text: " ".join(text.split()) or "x")
    if form.pattern.pattern == ".+":
        return TEXTS.map(lambda text: text if visible(fold(text)).strip() else "x")
    if form.says.startswith("an http"):
        return st.just("https://example.org/05OTTAWA1|a\\b")
    return st.from_regex(form.pattern, fullmatch=True).filter(str.isascii)


def normal(form: Form, value: Any) -> Any:
    """Return the value as a page can say it."""
    return form.read(form.write(value).strip())


@pytest.mark.parametrize(("name", "kind"), EVERY_KIND)
@settings(max_examples=40)
@given(data=st.data())
def test_a_row_is_read_as_it_was_written(name: str, kind: type[Any], data: st.DataObject) -> None:
    forms = fields_of(kind)
    row = kind(*(data.draw(value_of(form)) for form in forms.values()))
    line = write_row(row)
    assert "\n" not in line
    found = read_rows([line], KINDS[name], name=f"cable:{name}")
    expected = kind(*(normal(form, v) for form, v in zip(forms.values(), row, strict=True)))
    assert found.bad == ()
    assert found.rows == (expected,)
    assert type(found.rows[0]) is kind


@given(st.lists(TEXTS, min_size=1, max_size=9))
def test_texts_on_a_line_are_read_as_they_were_written(texts: list[str]) -> None:
    assert split_texts(join_texts(texts)) == tuple(text.strip() for text in texts)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=60)
@given(line=st.text(st.sampled_from("|\\ ab1-#\u0664é(C)"), max_size=60) | TEXTS)
def test_any_line_is_a_row_or_keeps_its_words(name: str, line: str) -> None:
    found = read_rows([line], KINDS[name], name=name)
    assert len(found.rows) + len(found.bad) == bool(line.strip())
    assert [bad.words for bad in found.bad] in ([], [line.strip()])


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("a\\|b | c", ("a|b", "c")),
        ("a\\\\| b", ("a\\", "b")),
        ("a\\x | b\\", ("a\\x", "b\\")),
        ("|", ("", "")),
        ("", ("",)),
    ],
)
def test_a_backslash_escapes_a_bar_and_itself_alone(line: str, texts: tuple[str, ...]) -> None:
    assert split_texts(line) == texts


def test_a_problem_names_page_line_field_and_what_it_should_be() -> None:
    lines = ["05OTTAWA1 | 2005 | A | B | C", "", "05OTTAWA1 | 28 Jan | A | B | C", "05OTTAWA1"]
    found = read_rows(lines, (CableRow,), name="cable:cables", path="docs/cables/index.md", line=7)
    assert found.rows == (CableRow("05OTTAWA1", "2005", "A", "B", "C"),)
    shape = "a row of cable:cables is cable | date | origin | classification | subject"
    date = "date must be a date or nothing, not `28 Jan` [bad-generated-row]"
    assert [bad.problem.located() for bad in found.bad] == [
        f"docs/cables/index.md:9: {shape}; {date}",
        f"docs/cables/index.md:10: {shape}: 5 fields, not 1 [bad-generated-row]",
    ]
    assert [bad.words for bad in found.bad] == ["05OTTAWA1 | 28 Jan | A | B | C", "05OTTAWA1"]


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (MovedRow, ("p 1", "")),
        (MovedRow, ("p1", "05OTTAWA1#")),
        (MovedRow, ("p1", "05OTTAWA01")),
        (MovedRow, ('p1"onclick=x', "")),
        (CableRow, ("05OTTAWA1", "2005-13", "", "", "")),
        (CableRow, ("05ottawa1", "2005-12", "", "", "")),
        (PlaceRow, ("05OTTAWA1", "p1\n", "", "", "", "")),
        (RecordRow, ("subject", "", "words")),
        (RecordRow, ("subject", "Subject", "")),
    ],
)
def test_what_is_no_id_anchor_or_date_is_refused(kind: type[Any], parts: tuple[str, ...]) -> None:
    row, wrong = row_of(kind, parts, "rows")
    assert row is None
    assert " must be " in wrong


@pytest.mark.parametrize("number", ["-1", "1.0", "\u0661", "01", "1_000", "9" * 16, "9" * 5000, ""])
def test_a_number_is_written_in_plain_digits(number: str) -> None:
    found = read_rows([f"2005 | {number} | 0"], KINDS["timeline"], name="cable:timeline")
    assert found.rows == ()
    assert "cables must be a number" in found.bad[0].problem.message


def test_a_type_that_no_form_is_known_for_is_told_to_the_developer() -> None:
    with pytest.raises(TypeError, match="cannot be the type of a field"):
        fields_of(NamedTuple("Wrong", [("number", float)]))


# -- rows in a role -------------------------------------------------------------------------------

PLACES = st.builds(
    EmendedPlace,
    TEXTS,
    TEXTS,
    st.just("apostrophe"),
    st.from_regex("[a-z0-9-]{1,9}").filter(lambda text: re.fullmatch(r"[a-z0-9][a-z0-9-]*", text)),
)


def shown(text: str) -> str:
    return unescape_role(write_words([text]))


def shown_place(place: EmendedPlace) -> EmendedPlace:
    return place._replace(reading=shown(place.reading), source=shown(place.source))


@given(PLACES)
def test_an_emended_place_is_read_as_it_was_written(place: EmendedPlace) -> None:
    assert read_place(write_words([place])) == (shown_place(place), "")


@given(st.lists(st.tuples(PLACES, TEXTS), max_size=3), TEXTS)
def test_words_with_emended_places_are_read_as_they_were_written(
    places: list[tuple[EmendedPlace, str]], first: str
) -> None:
    written: list[str | EmendedPlace] = [first]
    expected: list[str | EmendedPlace] = [shown(first)]
    for place, text in places:
        written += [place, text]
        expected += [shown_place(place), shown(text)]
    assert read_words(write_words(written)) == (tuple(one for one in expected if one), "")


@given(st.text(st.sampled_from("ab|\\u{7c}"), max_size=40))
def test_words_of_a_role_are_read_or_refused(body: str) -> None:
    pieces, wrong = read_words(body)
    assert (pieces is None) == bool(wrong)
    assert pieces is None or body.count("|") % 5 == 0


@pytest.mark.parametrize("body", ["", "a", "a|b|c", "a|b|apostrophe|e 1", "a|b||e-1", "a|b|c|d|e"])
def test_what_is_no_emended_place_is_refused(body: str) -> None:
    place, wrong = read_place(body)
    assert place is None
    assert wrong.startswith("a row of cable:emend is reading | source | rule | emendation")
