"""Words of a search: how a text is cut, and which words are forms of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.proof.search_shards import words_of
from cable_edition.core.search.forms import (
    apart,
    form_groups,
    plain_forms,
    regular_forms,
    related_forms,
    stems_of,
)
from cable_edition.core.search.words import words


def forms(text: str) -> list[str]:
    return [form for form, _ in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Task Force (START)", "task force start"),
        ("S&R", "s r s&r"),
        ("S & R", "s r"),
        ("A/S/CRS met", "a s crs met a/s a/s/crs s/crs"),
        ("Canada's O\u2019Brien", "canada s o brien"),
        ("05OTTAWA286, 3Ds", "05ottawa286 3ds"),
        ("U.S. web-based 10/15", "u s web based 10 15 10/15"),
        ("CAFÉ cafe\u0301 Łucja Øster", "cafe cafe lucja oster"),
        ("Straße ﬁne co\u00adoperate", "strasse fine cooperate"),
        ("маяк Ἥλιος", "маяк ηλιος"),
        ("___ -- !", ""),
    ],
)
def test_a_text_is_cut_into_its_words(text: str, found: str) -> None:
    assert forms(text) == found.split()


def test_a_compound_stands_where_its_first_part_does() -> None:
    found = dict(words("The A/S/CRS of S&R"))
    assert (found["a/s"], found["s/crs"], found["a/s/crs"], found["s&r"]) == (1, 2, 1, 5)


@given(st.text(st.sampled_from("aB&/ -'é\u0301\u00ad9½ſßİ"), max_size=30) | st.text())
def test_the_proof_cuts_a_text_as_the_index_does(text: str) -> None:
    found: dict[str, list[int]] = {}
    for form, place in words(text):
        found.setdefault(form, []).append(place)
    assert {form: sorted(places) for form, places in found.items()} == words_of(text)


@pytest.mark.parametrize(
    ("plain", "found"),
    [
        ("force", "forces forced forcing"),
        ("stop", "stops stopped stopping"),
        ("policy", "policies policied policying"),
        ("visit", "visits visited visiting visitted visitting"),
        ("address", "addresses addressed addressing"),
        ("agree", "agrees agreed agreeing"),
        ("meeting", "meetings"),
        ("forces", ""),
        ("forced", ""),
        ("as", ""),
        ("S&R", ""),
        ("x" * 41, ""),
    ],
)
def test_a_word_has_its_regular_forms(plain: str, found: str) -> None:
    assert regular_forms(plain) == found.split()


@given(st.from_regex(r"[a-z]{1,9}(ing|ed|s|es|ies|y|e)?", fullmatch=True))
def test_forms_and_plain_words_agree(word: str) -> None:
    assert all(word in plain_forms(form) for form in regular_forms(word))
    assert all(word in regular_forms(plain) for plain in plain_forms(word))
    assert all(word in related_forms(other) for other in related_forms(word))


VOCABULARY = (
    "stop stops stopped organ organs organization organize organizing intern interned "
    "international internment new news ski skis hop hope hoped hoping policy policies call called"
)


def test_forms_of_one_word_are_found_together_and_no_others() -> None:
    groups = form_groups(VOCABULARY.split())
    found = sorted({" ".join(group) for group in groups.values()})
    assert found == [
        "call called",
        "hope hoped hoping",
        "intern interned",
        "organ organs",
        "organize organizing",
        "policies policy",
        "ski skis",
        "stop stopped stops",
    ]


def test_what_looks_like_a_form_and_has_another_stem_is_told_apart() -> None:
    found = {form: [related_forms(form)[n] for n in at] for form, at in apart(["called"]).items()}
    assert "cal" in found["called"]
    assert "calls" not in found["called"]
    assert not {*stems_of(found["called"])} & {*stems_of(["called"])}


def test_each_word_of_many_is_told_apart_as_it_is_alone() -> None:
    many = [form for n in range(40) for form in regular_forms(f"cal{n}l".replace(str(n), "e" * n))]
    many += ["new", "news", "called", "stop", "be", "x"] * 200
    alone = [(form, other) for form in dict.fromkeys(many) for other in apart([form]).values()]
    assert [*apart(many).items()] == alone
    assert "new" in dict(alone)
