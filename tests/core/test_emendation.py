"""Emendations: placed by their words, applied and undone byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.editing.emendation import Emendations, emend, reading_text, source_of
from cable_edition.core.editing.emendation_rules import RULES, Certainty
from cable_edition.core.editing.layers import fit_mentions
from cable_edition.core.editing.sidecar.emendations import EmendationEntry
from cable_edition.core.editing.sidecar.place import Place
from cable_edition.core.problems import Problem
from cable_edition.core.registers.mentions import Mention

TEXTS = [
    ("subject", "PASCUAL,S VISIT"),
    ("p1", "Canada,s part in the &task force8 )- and Canada,s share -) is central part of it."),
]


def entry(
    quote: str,
    read: str,
    rule: str = "conjecture",
    *,
    at: str = "p1",
    prefix: str = "",
    suffix: str = "",
    name: str = "",
    certainty: Certainty = "certain",
) -> EmendationEntry:
    place = Place(at, quote, prefix, suffix, "05OTTAWA1.yaml", 7)
    return EmendationEntry(place, read, rule, certainty, id=name)


def applied(*entries: EmendationEntry) -> tuple[Emendations, list[Problem]]:
    return emend(TEXTS, entries)


def reading(found: Emendations, anchor: str = "p1") -> str:
    return reading_text(dict(TEXTS)[anchor], found.get(anchor, ()))


def test_all_kinds_are_applied_and_undone() -> None:
    found, problems = applied(
        entry("-) is", "-- is", "dash-paren"),
        entry("force8", 'force"', "ampersand-quotes"),
        entry("Canada,s", "Canada's", "comma-apostrophe", suffix="part"),
        entry(")- and", "-- and", "paren-dash"),
        entry("&task", '"task', "ampersand-quotes"),
        entry("Canada,s", "Canada's", "comma-apostrophe", prefix="and"),
        entry("is central", "is a central"),
    )
    assert problems == []
    text = reading(found)
    assert text == (
        "Canada's part in the \"task force\" -- and Canada's share -- is a central part of it."
    )
    assert source_of(text, found["p1"]) == TEXTS[1][1]
    assert [one.id for one in found["p1"]] == [f"e-p1-{n}" for n in range(1, 8)]
    for one in found["p1"]:
        assert text[one.reading_start : one.reading_end] == one.reading
        assert TEXTS[1][1][one.start : one.end] == one.source


@pytest.mark.parametrize(
    ("quote", "read", "source", "result"),
    [
        ("Canada,s part", "Canada's part", ",", "'"),
        (")- and", "-- and", ")-", "--"),
        ("is central", "is a central", "", "a "),
        ("&task force8", "task force", "&task force8", "task force"),
        ("of it.", "of.", " it", ""),
        ("share", "shares", "share", "shares"),
    ],
)
def test_only_what_differs_is_changed(quote: str, read: str, source: str, result: str) -> None:
    found, problems = applied(entry(quote, read))
    assert problems == []
    (one,) = found["p1"]
    assert (one.source, one.reading) == (source, result)
    assert (one.lemma, one.read) == (quote, read)


@pytest.mark.parametrize(
    ("bad", "code", "words"),
    [
        (entry("Canada,s", "Canada's"), "quote-ambiguous", "stands 2 times at p1"),
        (entry("Canada's", "Canada,s"), "quote-missing", "does not stand at p1"),
        (entry("PASCUAL,S", "PASCUAL'S"), "quote-missing", "it stands at subject"),
        (entry("Canada,s", "Canada's", prefix="of"), "quote-missing", "`prefix`"),
        (entry("x", "y", at="p9"), "unknown-anchor", "subject, p1"),
        (entry("force8", "force", "ampersand-quotes"), "rule-mismatch", '`8` to `"`'),
        (entry("&task", "“task", "ampersand-quotes"), "rule-mismatch", "ampersand-quotes"),
    ],
)
def test_what_cannot_be_placed_is_an_error_with_its_place(
    bad: EmendationEntry, code: str, words: str
) -> None:
    found, problems = applied(bad, entry("PASCUAL,S", "PASCUAL'S", at="subject"))
    assert [(p.code, p.path, p.line) for p in problems] == [(code, "05OTTAWA1.yaml", 7)]
    assert words in problems[0].message
    assert "p1" not in found
    assert reading(found, "subject") == "PASCUAL'S VISIT"


@pytest.mark.parametrize(
    ("text", "quote", "read", "at"),
    [
        ("who pays?8 she", "pays?8", 'pays?"', 9),
        ("asked (&who pays", "(&who", '("who', 7),
        ("all of it.8, he", "it.8,", 'it.",', 10),
        ("so he said!8", "said!8", 'said!"', 11),
    ],
)
def test_a_quotation_mark_beside_another_sign_is_one_change(
    text: str, quote: str, read: str, at: int
) -> None:
    found, problems = emend([("p1", text)], [entry(quote, read, "ampersand-quotes")])
    assert problems == []
    (one,) = found["p1"]
    assert (one.start, one.end - one.start, one.reading) == (at, 1, '"')


def test_overlapping_emendations_are_refused() -> None:
    found, problems = applied(entry("part in", "share of"), entry("in the", "of a"))
    assert [p.code for p in problems] == ["emendation-overlap"]
    assert len(found["p1"]) == 1


def test_two_insertions_at_one_place_are_refused() -> None:
    found, problems = applied(
        entry("is central", "is a central"), entry("is central", "is the central")
    )
    assert [p.code for p in problems] == ["emendation-overlap"]
    assert len(found["p1"]) == 1


def test_the_editor_may_give_an_id_once() -> None:
    found, problems = applied(
        entry("share", "part", name="x"), entry("PASCUAL,S", "P", at="subject", name="x")
    )
    assert [p.code for p in problems] == ["repeated-id"]
    assert found["subject"][0].id == "e-x"


def test_rules_say_why_and_whence() -> None:
    assert list(RULES) == [
        "comma-apostrophe",
        "ampersand-quotes",
        "paren-dash",
        "dash-paren",
        "conjecture",
    ]
    assert all(rule.reason and rule.source for rule in RULES.values())
    assert [rule.id for rule in RULES.values() if not rule.mechanical] == ["conjecture"]


@given(
    words=st.lists(st.text("ab,'8& ", min_size=1, max_size=6), min_size=1, max_size=6),
    read=st.text("ab,'8&-", max_size=6),
    pick=st.integers(0, 5),
)
def test_undoing_always_gives_the_source(words: list[str], read: str, pick: int) -> None:
    source = " ".join(" ".join(words).split())
    quote = words[pick % len(words)].strip()
    found, problems = emend([("p1", source)], [entry(quote, read)] if quote else [])
    here = found.get("p1", ())
    assert source_of(reading_text(source, here), here) == source
    if quote and not problems:
        assert source.count(quote) >= 1


def mention(start: int, end: int) -> Mention:
    return Mention("p1", start, end, "term", "x", None, "x")


def spans(found: tuple[Mention, ...]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]


def test_a_mention_holds_an_emendation_whole_or_not_at_all() -> None:
    found, _ = applied(entry("task force8", "team"))
    (one,) = found["p1"]
    start, end = one.reading_start, one.reading_end
    inside, across, before = mention(start + 1, end - 1), mention(end - 1, end + 3), mention(0, 6)
    assert spans(fit_mentions([before, inside], found["p1"])) == [(0, 6), (start, end)]
    assert spans(fit_mentions([across], found["p1"])) == [(start, end + 3)]
    assert spans(fit_mentions([mention(start, start + 2), across], found["p1"])) == [(start, end)]
