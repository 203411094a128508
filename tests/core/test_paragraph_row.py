"""The small row of paragraphs is as good as a tuple of them."""

from __future__ import annotations

import pickle
from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.cable.model import Block, Paragraph, Passage, Value
from cable_edition.core.cable.paragraph_row import Paragraphs
from cable_edition.core.cable.span import Span
from cable_edition.core.reading.parse import parse

_PLACES = st.integers(0, 1 << 33)
_SPANS = st.builds(Span, _PLACES, _PLACES)
_WORDS = st.text("abc é", max_size=9)
_PASSAGES = st.builds(
    Passage,
    _WORDS,
    st.lists(_SPANS, max_size=3).map(tuple),
    st.lists(st.integers(1, 2), max_size=1).map(tuple),
)
_VALUES = st.builds(Value, st.sampled_from(["", "(C)"]), st.lists(_SPANS, max_size=2).map(tuple))


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    """Return a paragraph, mostly one of the usual kind: a block that holds all its words."""
    anchor, passage = draw(st.sampled_from(["p1", "u3"])), draw(_PASSAGES)
    block = Block(
        draw(st.sampled_from(["text", "text", "text", "quote"])),
        draw(st.sampled_from([anchor, anchor, anchor, "p1-1"])),
        draw(st.one_of(st.just(passage), st.just(passage), _PASSAGES)),
    )
    return Paragraph(
        anchor,
        draw(st.one_of(st.none(), st.integers(-1, 1 << 33))),
        draw(st.one_of(st.none(), _VALUES)),
        passage,
        draw(st.sampled_from([(block,), (block,), (block, block), ()])),
        draw(st.one_of(st.none(), _SPANS)),
    )


@given(st.lists(paragraphs(), max_size=5).map(tuple), st.integers(-6, 6), st.integers(-6, 6))
def test_row_is_the_paragraphs(row: tuple[Paragraph, ...], low: int, high: int) -> None:
    small = Paragraphs(row)
    assert tuple(small) == row
    assert small == row
    assert len(small) == len(row)
    assert small[low:high] == row[low:high]
    assert [small[at] for at in range(-len(row), len(row))] == [*row, *row]
    assert deepcopy(small) == small
    assert pickle.loads(pickle.dumps(small)) == row  # noqa: S301 (bytes of this test
    assert hash(small) == hash(row)


def test_a_cable_with_another_paragraph_is_another() -> None:
    text = "UNCLAS ROME 1\n\nSUBJECT: A\n\n1. (U) Text.\n\n2. (U) More.\n\nROE\n"
    assert parse(text) == parse(text)
    assert parse(text).paragraphs != parse(text.replace("More", "Less")).paragraphs
