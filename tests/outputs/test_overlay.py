"""Layers nest, whatever they lie over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cable_edition.exports.overlay import Overlay, nested

_stretches = st.tuples(st.integers(0, 30), st.integers(0, 12), st.booleans())


def _overlays(stretches: list[tuple[int, int, bool]]) -> list[Overlay]:
    return [
        Overlay(a, a + n, f"<{i}>", f"</{i}>", whole) for i, (a, n, whole) in enumerate(stretches)
    ]


@given(st.lists(_stretches, max_size=12))
def test_any_two_nest_or_are_apart(stretches: list[tuple[int, int, bool]]) -> None:
    found = nested(_overlays(stretches))
    assert [one.start for one in found] == sorted(one.start for one in found)
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            apart = other.start >= one.end
            inside = one.start <= other.start and other.end <= one.end
            around = other.start <= one.start and one.end <= other.end
            assert apart or inside or around


@given(st.lists(_stretches, max_size=12))
def test_what_may_be_divided_covers_what_it_covered(stretches: list[tuple[int, int, bool]]) -> None:
    given_ = _overlays(stretches)
    found = nested(given_)
    for one in given_:
        parts = [part for part in found if part.head == one.head]
        if one.whole and one.start < one.end:
            assert parts in ([], [one])
        else:
            assert sum(part.end - part.start for part in parts) == one.end - one.start
            assert parts


def test_a_mention_is_divided_at_an_emendation_that_it_crosses() -> None:
    mention, emendation = Overlay(0, 8, "<m>", "</m>"), Overlay(6, 12, "<e>", "</e>", whole=True)
    assert [(o.head, o.start, o.end) for o in nested([mention, emendation])] == [
        ("<m>", 0, 6),
        ("<e>", 6, 12),
        ("<m>", 6, 8),
    ]
