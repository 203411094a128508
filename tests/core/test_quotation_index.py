"""The index of quotations: all pairs of words, made anew or of an earlier one, in few bytes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.kept_work import KeptWork
from cable_edition.core.proof.quotation_shards import stand_for
from cable_edition.core.quotations import index as indexes
from cable_edition.core.quotations import kept_pairs as pairing
from cable_edition.core.quotations.index import make_index, read_units
from cable_edition.core.quotations.kept_pairs import packed_index
from cable_edition.core.quotations.packed import packed, unpacked
from cable_edition.core.search.found import SearchPage
from tests.core.test_quotations import cable


def test_an_index_has_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [SearchPage("cables/a", "Cables", "A", tuple(cable("one two three", "four five")))]
    found = make_index(read_units(pages))
    pair = indexes.pair_number
    assert 0 in found.look_up(pair("one", "two"))
    assert 0 in found.look_up(pair("three", "four"))
    assert 1 in found.look_up(pair("four", "five"))
    monkeypatch.setattr(indexes, "_FULL", 0.001)
    assert make_index(read_units(pages)).look_up(pair("one", "four")) == []


def paged(*texts: str) -> list[SearchPage]:
    return [
        SearchPage(f"cables/{n}", "Cables", str(n), tuple(cable(*text.split("/"))))
        for n, text in enumerate(texts)
    ]


SENTENCE = "one two three four five six"
#: What is done to three cables between two builds.
CHANGES: dict[str, list[str]] = {
    "a word": ["one two three zebra five six", SENTENCE, SENTENCE],
    "words more": [SENTENCE, f"{SENTENCE} seven eight nine", SENTENCE],
    "nothing": [SENTENCE, SENTENCE, SENTENCE],
    "all words gone": [SENTENCE, "", SENTENCE],
    "a paragraph within the room": [SENTENCE, SENTENCE, f"{SENTENCE}/ten eleven"],
    "paragraphs beyond the room": ["/".join([SENTENCE] * 70), SENTENCE, SENTENCE],
    "a cable more": [SENTENCE] * 4,
    "a cable less": [SENTENCE] * 2,
    "two cables changed places": ["a b", "c d", SENTENCE],
    "every cable": ["x y z", "u v w", "r s t"],
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_index_made_of_an_earlier_one_is_that_made_anew(change: str, tmp_path: Any) -> None:
    texts = CHANGES[change]
    kept = KeptWork(tmp_path / "kept.sqlite")
    before = packed_index(paged(SENTENCE, SENTENCE, SENTENCE), kept)
    kept.save()
    again = KeptWork(tmp_path / "kept.sqlite")
    assert packed_index(paged(*texts), again, before) == packed_index(paged(*texts), KeptWork())
    again.save()


def test_an_edit_packs_few_buckets_and_reads_few_cables(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "_FULL", 4)
    texts = [" ".join(f"w{n}x{at}" for at in range(60)) for n in range(30)]
    path, counts = tmp_path / "kept.sqlite", {"read": 0, "packed": 0}
    kept = KeptWork(path)
    before = packed_index(paged(*texts), kept)
    kept.save()

    def counted(name: str, does: Any) -> Any:
        def count(*given: Any) -> Any:
            counts[name] += 1
            return does(*given)

        return count

    monkeypatch.setattr(pairing, "pairs_of", counted("read", pairing.pairs_of))
    monkeypatch.setattr(pairing, "packed", counted("packed", pairing.packed))
    texts[7] = texts[7].replace("w7x30", "zebra")
    after = packed_index(paged(*texts), KeptWork(path), before)
    assert counts["read"] == 1
    assert 0 < counts["packed"] <= 4
    assert sum(old != new for old, new in zip(before.buckets, after.buckets, strict=True)) <= 4
    # Nothing is kept of an edition that withholds words: all is made anew, and the same.
    assert packed_index(paged(*texts), KeptWork(), before) == after


@given(st.lists(st.integers(0, 3000), unique=True).map(sorted))
def test_packed_numbers_come_back(numbers: list[int]) -> None:
    assert unpacked(packed(numbers)) == numbers


@given(st.sets(st.integers(0, 10**5)), st.integers(0, 10**5))
def test_marks_stand_for_their_numbers_and_for_no_others(numbers: set[int], other: int) -> None:
    units = sorted(numbers)
    assert stand_for(packed(units), units)
    assert not stand_for(packed(units), sorted(numbers ^ {other}))
    assert stand_for(packed(units), unpacked(packed(units)))
