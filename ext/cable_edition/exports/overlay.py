"""Markup laid over stretches of the transcript, so that elements nest whatever the layers say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Overlay(NamedTuple):
    """Markup around a stretch of the transcript: ``head`` before it, ``tail`` after it.

    A whole overlay is never divided (an emendation); others are where they cross a neighbour, and
    then stand twice. A stretch of no length is a place: head and tail follow each other there.
    """

    start: int
    end: int
    head: str
    tail: str
    whole: bool = False


def _order(overlay: Overlay) -> tuple[int, bool, int, bool]:
    empty = overlay.start == overlay.end
    return overlay.start, not empty, -overlay.end, overlay.whole


def nested(overlays: Iterable[Overlay]) -> list[Overlay]:
    """Return overlays in the order of their starts, divided so that any two nest or are apart.

    Of two whole overlays that cross, or two that are the same stretch, the later is left out.
    """
    wholes: list[Overlay] = []
    others: list[Overlay] = []
    for overlay in sorted(overlays, key=_order):
        if not overlay.whole or overlay.start == overlay.end:
            others.append(overlay)
        elif not wholes or wholes[-1].end <= overlay.start:
            wholes.append(overlay)
    starts = [whole.start for whole in wholes]
    parts = [part for overlay in others for part in _cut(overlay, wholes, starts)]
    return list(_nest(sorted([*wholes, *parts], key=_order)))


def _cut(overlay: Overlay, wholes: list[Overlay], starts: list[int]) -> Iterator[Overlay]:
    """Divide an overlay at the edge of a whole one that it begins or ends in."""
    if overlay.start < overlay.end:
        for place in (overlay.start, overlay.end):
            at = bisect_right(starts, place) - 1
            if at < 0 or not wholes[at].start < place < wholes[at].end:
                continue
            first, last = wholes[at].start, wholes[at].end
            if overlay.start < first and place == overlay.end:
                yield overlay._replace(start=first)
                overlay = overlay._replace(end=first)
            elif overlay.end > last and place == overlay.start:
                yield overlay._replace(end=last)
                overlay = overlay._replace(start=last)
    yield overlay


def _nest(overlays: list[Overlay]) -> Iterator[Overlay]:
    open_: list[Overlay] = []
    waiting = list(reversed(overlays))
    while waiting:
        overlay = waiting.pop()
        while open_ and open_[-1].end <= overlay.start:
            open_.pop()
        if open_ and overlay.end > open_[-1].end:
            edge = open_[-1].end
            rest = overlay._replace(start=edge)
            overlay = overlay._replace(end=edge)
            at = len(waiting)
            while at and _order(waiting[at - 1]) < _order(rest):
                at -= 1
            waiting.insert(at, rest)
        yield overlay
        if overlay.end > overlay.start:
            open_.append(overlay)
