"""What is soon known of a text: that nothing there is like a name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.editing.names import Name
from cable_edition.core.editing.near_words import NearWords

NAMES = ("Zebedee Quux", "Vandermeer", "Karl de la Quux", "O'Quill, Ann", "Jörg Müller")


@given(
    name=st.sampled_from(NAMES),
    at=st.integers(0, 14),
    new=st.sampled_from(["", "a", "x", "é", "5", "0", "-", "–", " ", "\n", "Ж", "aa"]),
    taken=st.integers(0, 2),
    around=st.sampled_from(["Of {} today.", "{}", "JOHN {}S, ZEBEDEE", "{}es Quux. Qu ux"]),
)
@settings(max_examples=300)
def test_where_words_are_like_a_name_they_are_never_passed_over(
    name: str, at: int, new: str, taken: int, around: str
) -> None:
    text = around.format(name[:at] + new + name[at + taken :])
    if Name(name).near(text, alone=False):
        assert Name(name).may_be_near(NearWords(text))


@pytest.mark.parametrize("name", NAMES)
def test_a_text_without_such_words_is_passed_over(name: str) -> None:
    text = "THE MINISTER SAID THAT KARL AND ANN WOULD VISIT THE PORT; 1,200 LAMPS WERE LIT. " * 9
    assert not Name(name).may_be_near(NearWords(text))
    assert not Name(name).near(text, alone=False)


@pytest.mark.parametrize("words", ["Mr. Quux", "the Quuxes", "ZQUUX", "quux@example.org"])
def test_a_family_name_alone_is_near_where_it_is_looked_for(words: str) -> None:
    assert Name("Zebedee Quux").near(words)
    assert not Name("Zebedee Quux").near(words, alone=False)
