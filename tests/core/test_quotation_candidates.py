"""Which cables are read for a quotation, and how much is loaded at most."""

from __future__ import annotations

import random
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.quotations import check as checking
from cable_edition.core.quotations import index as indexes
from cable_edition.core.quotations import loaded as loading
from cable_edition.core.quotations.candidates import STRETCHES, least_changed, stretches
from cable_edition.core.quotations.check import Checker
from cable_edition.core.quotations.loaded import MOST, Loaded
from cable_edition.core.quotations.quotation import read_quotation
from cable_edition.core.search.found import SearchCopy, SearchPage, SearchPlace
from tests.core.test_quotations import FORMULA, cable, checker_of


@given(st.lists(st.integers(0, 31), min_size=1, max_size=3))
def test_the_least_changes_are_those_of_all_ways(columns: list[int]) -> None:
    """Each pair in a place that is not before that of the last; a change takes two neighbours."""
    number, least = 5, 9
    for way in product(range(len(columns)), repeat=number):
        if list(way) == sorted(way):
            lost = [not columns[at] >> pair & 1 for pair, at in enumerate(way)]
            runs = "".join("x" if one else " " for one in lost).split()
            least = min(least, sum((len(run) + 1) // 2 for run in runs))
    assert least_changed(columns, number) == least


@given(st.data())
def test_no_more_changes_are_told_than_were_made(data: st.DataObject) -> None:
    words = [f"w{n}" for n in range(12)]
    places = [words[:5], words[5:6], words[6:]]
    quoted = list(words)
    changed = data.draw(st.lists(st.integers(0, 11), max_size=3, unique=True))
    for at in changed:
        quoted[at] = data.draw(st.sampled_from(["zebra", "w0", ""]))
    said = list(pairwise(word for word in quoted if word))
    columns = []
    for one, after in zip(places, [*places[1:], []], strict=True):
        there = set(pairwise([*one, *after[:1]]))
        columns.append(sum(1 << at for at, pair in enumerate(said) if pair in there))
    assert least_changed(columns, len(said)) <= len(changed)


def spent(monkeypatch: pytest.MonkeyPatch, checker: Checker, text: str) -> int:
    """Return how much a check loaded."""
    made: list[Loaded] = []

    def loaded() -> Loaded:
        made.append(Loaded())
        return made[-1]

    monkeypatch.setattr(checking, "Loaded", loaded)
    checker.check(text)
    assert len(made) == 1
    return made[0].words


#: Words that stand everywhere, so that all pairs of them are in each cable.
_FEW = ("the", "of", "and", "to", "in", "that", "for", "on", "with", "is", "was", "as", "by", "he")
_LENGTH = 700


@pytest.fixture(scope="module")
def common() -> Checker:
    """Eighty cables of the same fourteen words."""
    chance = random.Random(1)  # noqa: S311 - cables, no secrets
    return checker_of(*(cable(" ".join(chance.choices(_FEW, k=_LENGTH))) for _ in range(80)))


@pytest.mark.parametrize("words", [2, 5, 8, 12, 24, 42, 200, 600])
@pytest.mark.parametrize("between", [" ", " ... ", "-\n"])
def test_a_check_loads_no_more_than_it_may(
    monkeypatch: pytest.MonkeyPatch, common: Checker, words: int, between: str
) -> None:
    chance = random.Random(words)  # noqa: S311 - words, no secrets
    quoted = [chance.choice([*_FEW, "zebra"]) for _ in range(words)]
    text = between.join(quoted[: 600 if between == " " else 90])
    # Each stretch may load its pairs, the words that narrow it, and a cable once it has begun.
    assert 0 < spent(monkeypatch, common, text) < MOST + _LENGTH + 1


def test_a_cable_that_was_read_counts_its_copies_once(monkeypatch: pytest.MonkeyPatch) -> None:
    base = (SearchPlace("p1", "¶ 1", "one two three four five six seven eight"),)
    copy = (SearchPlace("p1", "¶ 1", base[0].words), SearchPlace("in-b-p2", "¶ 2", "nine ten"))
    page = SearchPage("cables/a", "Cables", "A", base, copies=(SearchCopy("B", copy),))
    alone = SearchPage("cables/a", "Cables", "A", base)
    one, other = (
        Checker([found], ["a.html"], lambda _page, _first, _last, _siglum: "", "")
        for found in (page, alone)
    )
    said = base[0].words
    assert spent(monkeypatch, one, said) - spent(monkeypatch, other, said) == 2


def test_a_word_that_only_a_copy_has_is_found_by_itself() -> None:
    base = (SearchPlace("p1", "¶ 1", "one two three"),)
    copy = (SearchPlace("p1", "¶ 1", "one two lanterns three"),)
    page = SearchPage("cables/a", "Cables", "A", base, copies=(SearchCopy("B", copy),))
    others = [SearchPage(f"cables/{n}", "Cables", f"{n}", base) for n in range(30)]
    pages = [*others, page]
    addresses = [f"{n}.html" for n in range(len(pages))]
    checker = Checker(pages, addresses, lambda _page, _first, _last, _siglum: "", "")
    for text in ("lanterns", "two ... three ... lanterns", "one ... lanterns"):
        found = checker.check(text)
        there = [(one.cable, one.witness) for one in found.places]
        assert there == ([] if text.startswith("two") else [("A", "B")]), text


def test_a_long_quotation_is_found_by_any_of_its_stretches() -> None:
    words = [f"w{n}" for n in range(300)]
    quotation = read_quotation(" ".join(words))
    assert len(stretches(quotation)) == STRETCHES
    checker = checker_of(*(cable(f"number {n}") for n in range(20)), cable(" ".join(words)))
    for stretch in range(STRETCHES):
        kept = stretches(quotation)[stretch].forms[0]
        # Every other word is changed, but for those of one stretch.
        quoted = [word if word in kept or n % 5 else "zebra" for n, word in enumerate(words)]
        assert checker.check(" ".join(quoted)).verdict == "altered"


def test_no_further_stretch_is_looked_up_when_there_is_no_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checker = checker_of(cable("one two three"))
    absent = " ".join(f"w{n}" for n in range(300))
    of_a_stretch = 23 * 240
    assert spent(monkeypatch, checker, absent) == STRETCHES * of_a_stretch
    monkeypatch.setattr(loading, "_FOR_PAIRS", MOST - of_a_stretch)
    assert spent(monkeypatch, checker, absent) == 2 * of_a_stretch


def test_the_cable_with_fewest_changes_is_read_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty cables have as many pairs of the quotation, but not where a change would leave them."""
    monkeypatch.setattr(indexes, "_FULL", 1)
    words = FORMULA.split()
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    decoy = cable(" zebra ".join(pair for n, pair in enumerate(pairs) if n not in {2, 7}))
    quoted = " ".join([*words[:5], "so", *words[6:]])
    checker = checker_of(*([decoy] * 60), cable(FORMULA))
    assert checker.check(quoted).places[0].cable == "060ROME1"
    assert spent(monkeypatch, checker, quoted) < MOST // 2
