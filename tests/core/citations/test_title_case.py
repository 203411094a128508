"""Subjects in capitals are set as the styles want titles, where each word is known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.citations.title_case import Named, Titles, _seen, titles_of

BODY = ("We met after the election; the next steps of the Widget Fund are clear to the fund.",)
KEPT = Titles()


def of(
    subject: str, *body: str, named: tuple[Named, ...] = (), codes: tuple[str, ...] = ()
) -> Titles:
    return titles_of(subject, body or BODY, named, codes)


@pytest.mark.parametrize(
    ("subject", "headline", "sentence"),
    [
        ("THE NEXT STEPS", "The Next Steps", "The next steps"),
        ("POST-ELECTION VIEWS", "", ""),
        ("VIEWS AFTER THE ELECTION", "Views After the Election", "Views after the election"),
        ("TALKS WITH FRANCE: WHAT IS NEXT", "Talks with France: What Is Next",
         "Talks with France: What is next"),
        ("A VISIT TO NEW DELHI", "A Visit to New Delhi", "A visit to New Delhi"),
        ("FRANCE'S VIEWS", "France's Views", "France's views"),
        ("MEETING OF S/CRS AND U.S. MINISTERS", "Meeting of S/CRS and U.S. Ministers",
         "Meeting of S/CRS and U.S. ministers"),
        ("WHAT WE WORK TOWARD", "", ""),
        ("\"WHY NOT?\" IS THE QUESTION", "\"Why Not?\" Is the Question",
         "\"Why not?\" is the question"),
        ("3D TALKS BEGIN", "", ""),
    ],
)  # fmt: skip
def test_known_words_are_set_in_both_cases(subject: str, headline: str, sentence: str) -> None:
    assert of(subject) == Titles(headline, sentence)


@pytest.mark.parametrize(
    "subject",
    [
        "TALKS WITH ZORBLAX",  # a word that nothing tells
        "WHO ASKS FOR MORE",  # a word or a body
        "A VISIT IN MAY",  # a month or a word
        "MEETING WITH NATO",  # an acronym that no register has
        "Talks in mixed case",
        "",
        "1234",
    ],
)
def test_subject_with_a_doubtful_word_stands_as_it_was_sent(subject: str) -> None:
    assert of(subject) == KEPT


def test_word_that_is_a_name_in_some_places_keeps_the_sentence_as_sent() -> None:
    assert of("VIEWS OF THE FUND") == Titles("Views of the Fund", "")


def test_first_word_of_a_sentence_tells_nothing_of_its_capital() -> None:
    assert of("TALKS ON ZORBLAX", "Zorblax said that all went well there.") == KEPT
    assert of("TALKS ON ZORBLAX", "We met Zorblax on the day and all went well.") == (
        Titles("Talks on Zorblax", "Talks on Zorblax")
    )


def test_words_in_capitals_and_in_addresses_tell_nothing() -> None:
    assert of("TALKS ON ZORBLAX", "TALKS ON ZORBLAX WENT WELL") == KEPT
    assert of("TALKS ON ZORBLAX", "see http://example.org/zorblax for all that went well") == KEPT


def test_words_of_an_entry_stand_as_the_register_has_them() -> None:
    subject = "MEETING: AMBASSADOR VANDERMEER AT NATO"
    forms = {"Ambassador Vandermeer": 9, "NATO": 34}
    named = tuple(Named(at, at + len(form), form) for form, at in forms.items())
    assert of(subject, named=named) == (
        Titles("Meeting: Ambassador Vandermeer at NATO", "Meeting: Ambassador Vandermeer at NATO")
    )


def test_tag_of_the_cable_keeps_its_capitals() -> None:
    assert of("TALKS ON FAC", codes=("FAC",)) == Titles("Talks on FAC", "Talks on FAC")
    # A word of the cable's own sentences that is its TAG too.
    assert of("TALKS ON FUND", codes=("FUND",)) == KEPT


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3))
def test_only_the_case_of_letters_changes(subject: str, body: list[str]) -> None:
    for title in titles_of(subject, body):
        assert not title or title.casefold() == subject.casefold()


LETTERS = st.text(st.sampled_from("aAbéÉ'’ .:(1-"), max_size=60)


@given(LETTERS, st.sets(st.sampled_from(["a", "ab", "aa", "é", "b", "ba"])))
def test_a_word_is_seen_where_its_capitals_tell_something(text: str, wanted: set[str]) -> None:
    """As is found by looking at each word of the text, one after another."""
    letters = sum(map(str.islower, text))
    seen = set()
    for found in re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text):
        stem = re.sub(r"['’]S?\Z", "", found[0], flags=re.IGNORECASE)
        begins = re.search(r"(?:^|[.!?:;(\"“”'‘\[]|--|\d\.|\))\s*\Z", text[: found.start()][-4:])
        tells = stem.islower() or stem.isupper() or not begins
        if stem.casefold() in wanted and tells and letters * 2 >= len(text):
            seen.add(stem)
    assert set().union(*_seen([text], wanted).values()) == seen
