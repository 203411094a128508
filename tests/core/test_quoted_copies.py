"""Quotations of other witnesses, since when words stand, and what may be left out of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.citations.item import STAND_INS
from cable_edition.core.citations.place_reference import Reference, filled
from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.issued import issued_since, stands_since
from cable_edition.core.kept_work import KeptWork
from cable_edition.core.quotations.check import Checker
from cable_edition.core.quotations.copies import copies_of, own_words
from cable_edition.core.quotations.kept_pairs import packed_index
from cable_edition.core.quotations.liberties import without_letters
from cable_edition.core.search.found import SearchCopy, SearchPage, SearchPlace
from tests.editions import EDITIONS


def page(number: int, paragraphs: list[str], **copies: list[tuple[str, str]]) -> SearchPage:
    places = tuple(SearchPlace(f"p{n}", f"¶ {n}", one) for n, one in enumerate(paragraphs, 1))
    others = tuple(
        SearchCopy(siglum, tuple(SearchPlace(at, "", words) for at, words in passages))
        for siglum, passages in copies.items()
    )
    return SearchPage(f"cables/{number}", "Cables", f"0{number}ROME1: A", places, copies=others)


def checker_of(*pages: SearchPage) -> Checker:
    addresses = [f"{one.docname}.html" for one in pages]
    return Checker(list(pages), addresses, lambda _page, *at: " ".join(at), "1.0")


BASE = ["The harbor master agreed to close two lights in the spring.", "It rained on the quay."]
RESTORED = "It rained on the quay and the minister spoke of a secret crane."
ADDED = "Nobody but this copy has a word of the letter from the keepers."
PAGE = page(
    1,
    BASE,
    B=[("p1", BASE[0]), ("p2", RESTORED), ("in-b-p3", ADDED)],
    C=[("p2", RESTORED), ("p1", BASE[0].replace("two", "tw0"))],
)


_TEXT = st.lists(st.sampled_from(["a", "b", "lamp", "", "caf\u00e9"]), min_size=1, max_size=9).map(
    " ".join
)


@given(_TEXT, _TEXT | st.just(""), _TEXT)
def test_what_is_written_of_a_copy_gives_its_words(read: str, sent: str, words: str) -> None:
    place = SearchPlace("p1", "¶ 1", read, sent if sent != read else "")
    one = SearchPage(
        "cables/1",
        "Cables",
        "A",
        (place,),
        copies=(SearchCopy("B", (SearchPlace("p1", "", words),)),),
    )
    ((siglum, ((anchor, said),)),) = copies_of(one)
    assert (siglum, anchor) == ("B", "p1")
    assert len("".join(own_words(said))) <= len(words)
    if isinstance(said, int):
        assert (place.words, place.transmitted)[said] == words
    elif isinstance(said, str):
        assert said == words
    else:
        left = (place.transmitted or place.words).split(" ")
        there: list[str] = []
        for step in said:
            if isinstance(step, str):
                there.append(step)
            else:
                there += left[: max(step, 0)]
                left = left[abs(step) :]
        assert " ".join([*there, *left]) == words


def test_a_copy_that_hardly_differs_takes_few_bytes() -> None:
    words = [f"word{n}" for n in range(200)]
    other = [*words[:50], "lantern", *words[51:120], *words[122:]]
    one = page(1, [" ".join(words)], B=[("p1", " ".join(other))])
    assert list(copies_of(one)) == [("B", [("p1", [50, -1, "lantern", 69, -2])])]


def told(text: str, *pages: SearchPage) -> list[Any]:
    answer = checker_of(*(pages or (PAGE,))).check(text)
    return [answer.verdict, *((one.witness, one.anchor, one.also) for one in answer.places)]


@pytest.mark.parametrize(
    ("text", "verdict", "places"),
    [
        ("agreed to close two lights in the spring", "exact", [("base text", "p1", ("B",))]),
        ("the minister spoke of a secret crane", "exact", [("B", "p2", ("C",))]),
        ("secret crane", "exact", [("B", "p2", ("C",))]),
        ("crane", "exact", [("B", "p2", ("C",))]),
        ("has a word of the letter from the keepers", "exact", [("B", "in-b-p3", ())]),
        ("agreed to close tw0 lights in the spring", "exact", [("C", "p1", ())]),
        # The passages stand otherwise in C, and B goes on where the base text ends.
        ("of a secret crane. The harbor master agreed", "exact", [("C", "p2", ())]),
        ("of a secret crane. Nobody but this copy has", "exact", [("B", "p2", ())]),
        ("the minister spoke of a secret boat and crane", "altered", [("B", "p2", ())]),
        # As near to the base text as to a copy: the base text is named.
        ("agreed to close three lights in the spring", "altered", [("base text", "p1", ())]),
        ("the minister spoke of an open boat in winter", "absent", []),
    ],
)
def test_words_of_a_copy_are_found_and_it_is_named(
    text: str, verdict: str, places: list[Any]
) -> None:
    assert told(text) == [verdict, *places]


def test_that_a_copy_has_the_words_is_said_where_it_has_them() -> None:
    check = checker_of(PAGE).check
    assert check("the minister spoke of a secret crane").why
    # The nearest words are those of a copy, and it has other ones too.
    assert not check("the minister spoke of a secret boat and crane").why


def test_the_link_leads_to_the_words_of_the_copy_and_the_citation_names_it() -> None:
    check = checker_of(PAGE).check
    (there,) = check("the minister spoke of a secret crane").places
    assert there.link == "cables/1.html#beside-b-p2"
    assert there.citation == "p2 p2 B"
    (own,) = check("has a word of the letter from the keepers").places
    assert own.link.startswith("cables/1.html#in-b-p3:~:text=has")


WORDS = st.lists(st.sampled_from("abcdefghij"), min_size=8, max_size=14)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_any_eight_words_of_a_copy_are_found(
    base: list[list[str]], copy: list[list[str]], data: Any
) -> None:
    anchors = data.draw(st.permutations([f"p{n}" for n in range(1, len(copy) + 1)]))
    passages = list(zip(anchors, map(" ".join, copy), strict=True))
    running = [word for passage in copy for word in passage]
    start = data.draw(st.integers(0, len(running) - 8))
    found = checker_of(page(1, list(map(" ".join, base)), B=passages))
    assert found.check(" ".join(running[start : start + 8])).verdict == "exact"


def test_an_index_knows_the_words_of_a_copy_that_changed() -> None:
    other = page(1, BASE, B=[("p1", BASE[0]), ("p2", BASE[1]), ("in-b-p3", ADDED)])
    kept = KeptWork()
    before = packed_index([PAGE], kept)
    assert packed_index([other], kept, before) == packed_index([other], KeptWork())
    assert packed_index([other], kept, before) != before


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("needs: A. one; B. two", "needs: one; two"),
        ("(1) one, and (2) two", "one, and two"),
        ("a) one; b) two; c) three", "one; two; three"),
        ("needs: A. one of them", "needs: A. one of them"),
        ("said: A. B. Smith", "said: A. B. Smith"),
        ("in: B. one; C. two", "in: B. one; C. two"),
        ("the U.S. A. one", "the U.S. A. one"),
        ("a) b) c", "a) b) c"),
        ("A. one B. two", "A. one B. two"),
        ("1. one. 2. two", "one. two"),
    ],
)
def test_the_letters_of_a_list_may_be_left_out_and_no_initials(text: str, loose: str) -> None:
    assert " ".join(without_letters(text).split()) == loose
    assert len(without_letters(text)) == len(text)


def test_since_when_words_stand() -> None:
    root = EDITIONS["everything"]
    edition = assemble(root / "source_cables", root / "docs" / "registers")
    cables = {one.id: one for one in edition.cables}

    def since(cable: str, first: str, last: str) -> str:
        return stands_since(issued_since(edition.releases, cables[cable]), first, last)

    assert since("05ROME1181", "p1", "p2") == "1.0.0"
    assert since("05ROME1181", "p9", "p9") == "1.1.0"
    assert since("05ROME1181", "p8", "p9") == "1.1.0"
    assert since("06OTTAWA12", "", "") == "1.2.0"
    # A block of the paragraph changed.
    assert since("06OTTAWA12", "p3", "p3") == "1.2.0"
    assert since("06ROME5000", "p1", "p1") == "1.1.0"
    assert since("05ROME1180", "in-b-p9", "in-b-p9") in {"", "1.0.0"}


@pytest.mark.parametrize(
    ("first", "last", "siglum", "said"),
    [
        ("to", "to", "B", "/, TO addressees (witness B)"),
        ("in-b-info", "in-b-info", "B", "#in-b-info/, INFO addressees (witness B)"),
        ("in-b-ref-b", "in-b-ref-b", "B", "#in-b-ref-b/, reference B (witness B)"),
        ("ref-12", "ref-12", "B", "#ref-12/, reference 12 (witness B)"),
        ("classified-by", "p1", "C", "#classified-by/, classifying line, to para. 1 (witness C)"),
        ("p2", "p3", "", "#p2/, paras. 2–3"),
        ("", "", "B", "/"),
    ],
)
def test_a_reference_names_the_line_that_a_copy_has(
    first: str, last: str, siglum: str, said: str
) -> None:
    reference = Reference(f"{STAND_INS.fragment}/{STAND_INS.place}", ", ", "para.", "paras.")
    assert filled(reference, first, last, siglum) == said
