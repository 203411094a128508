"""What is asked of the reading, on copies put together by chance from what is known of real ones.

The sign-off of at least 95 of 100 texts that show one, classification, subject, TAGS and references
of all that show them, in every form; and the same paragraphs from a copy in lines and a folded one.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cable_edition.core.reading.parse import parse

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from aims import GROUPS, differs, wrong
from copies import Copy, copy
from copy_forms import lines
from synthetic import Corpus, raw

COUNT = 30
ALL = {"identifier", "cables", "classification", "captions", "subject", "tags", "references"}


@pytest.mark.parametrize(
    ("make", "form"),
    [pytest.param(make, form, id=name) for make, forms in GROUPS for name, form in forms.items()],
)
def test_every_form_gives_back_what_the_copy_shows(
    make: Callable[[int], Copy], form: Callable[[Copy], str | bytes]
) -> None:
    failed = Counter(
        field for number in range(COUNT) for field in wrong(form(make(number)), make(number))
    )
    assert [(field, failed[field]) for field in sorted(ALL) if failed[field]] == []
    assert failed["officer"] == 0
    assert failed["signature"] <= COUNT * 0.05
    assert failed["paragraphs"] <= COUNT * 0.05
    assert failed["headings"] <= COUNT * 0.05


def test_a_field_that_is_read_amiss_is_counted() -> None:
    one = copy(0)
    amiss = lines(one).replace(f"{one.post} {one.wanted['serial']:06}", "LIMA 000001")
    amiss = amiss.replace("TAGS", "WORDS")
    assert {"tags"} <= set(wrong(amiss, one))


def told(record: dict[str, Any]) -> tuple[object, ...]:
    return (
        [(item["n"], item["marking"], item["text"]) for item in record["paragraphs"]],
        [(item["text"], item["precedes"]) for item in record["headings"]],
        record["signature"],
    )


@given(seed=st.integers(0, 10_000), index=st.integers(0, 99))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_a_folded_copy_has_the_paragraphs_of_the_copy_in_lines(seed: int, index: int) -> None:
    cable = Corpus(seed, 100).cable(index)
    text = raw(cable, "text")
    name = f"{cable.id}.txt"
    folded = parse(" ".join(text.split()), name=name).to_dict()
    assert told(folded) == told(parse(text, name=name).to_dict())


def test_so_do_copies_put_together_by_chance_but_for_one_in_a_hundred() -> None:
    apart = [number for number in range(120) if differs(copy(number))]
    assert len(apart) <= 1, apart
