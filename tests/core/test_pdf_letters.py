"""Letters of a PDF are those of the edition, whatever lines, hyphens and ligatures make of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.proof.books.pdf_letters import compare, letters_of, told
from cable_edition.core.proof.books.pdf_text import Piece, letters


def lines(*texts: str) -> list[Piece]:
    """Return pieces, each a line below the other."""
    return [Piece(0, 90.7, 600.0 - 12.8 * at, 9.96, text) for at, text in enumerate(texts)]


def agree(expected: str, *texts: str, whole: bool = True) -> bool:
    return compare(letters(expected), letters_of(lines(*texts)), whole=whole).agree


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("He came.", ("He came.",)),
        ("He came.", ("Hecame.",)),
        ("shared efforts", ("shared ef-", "forts")),
        ("shared efforts", ("shared ef\u2010", "forts")),
        ("shared efforts", ("shared e\ufb00orts",)),
        ("a post-conflict case", ("a post-", "conflict case")),
        ("-- first", ("-- first",)),
        ("he went -- and came", ("he went -", "-- and came")),
        ("he went -- and came", ("he went --", "and came")),
        ("o\ufb03ce", ("office",)),
        ("\u00c7elik", ("C\u0327elik",)),
        ("co\u00adordinate", ("coordinate",)),
        ("", ()),
    ],
)
def test_what_only_the_setting_changed_agrees(expected: str, found: tuple[str, ...]) -> None:
    assert agree(expected, *found)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("He came.", ("He come.",)),
        ("He came.", ("He came",)),
        ("He came.", ("He came. He left.",)),
        ("He came.", ("he came.",)),
        ("He came.", ()),
        ("", ("He came.",)),
        ("efforts", ("ef-forts",)),
        ("well-known", ("wellknown",)),
        ("well--known", ("well-", "known")),
        ('"no"', ("\u201cno\u201d",)),
        ("it's", ("it\u2019s",)),
        ("cafe", ("caf\u00e9",)),
    ],
)
def test_another_letter_sign_or_word_is_found(expected: str, found: tuple[str, ...]) -> None:
    assert not agree(expected, *found)


def test_more_may_follow_the_last_words_of_a_cable() -> None:
    assert agree("DICKSON", "DICKSON", "Emendations", whole=False)
    assert not agree("DICKSON", "DICKSO", whole=False)


def test_both_readings_are_told_with_what_stands_before() -> None:
    expected, found = letters("He came at noon."), letters_of(lines("He came at", "moon."))
    said = told(expected, found, compare(expected, found, whole=True))
    assert said == (
        "at letter 8, blanks aside: the edition has 'Hecameat>>noon.', the book has "
        "'Hecameat>>moon.'"
    )


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=30), st.data())
def test_any_division_into_lines_agrees_and_any_lost_letter_is_found(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    cut = data.draw(st.integers(1, max(1, len(text) - 1)))
    hyphen = data.draw(st.sampled_from(["", "-", "\u2010"]))
    assert agree(text, f"{text[:cut]}{hyphen}", text[cut:])
    signs = letters(text)
    lost = data.draw(st.integers(0, len(signs) - 1))
    less = "".join(signs[:lost] + signs[lost + 1 :])
    assert not agree(text, less)
