"""Layers over the reading text of one place: how mentions and emendations lie on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cable_edition.core.editing.emendation import Emendation
    from cable_edition.core.registers.mentions import Mention


def fit_mentions(
    mentions: Sequence[Mention], emendations: Sequence[Emendation]
) -> tuple[Mention, ...]:
    """Return ``mentions`` so that each emendation stands wholly inside one or wholly outside.

    A mention whose edge falls within an emended reading is widened to hold it; one that would then
    meet the mention before it is left out. Both are in the order of the reading text.
    """
    fitted: list[Mention] = []
    at = 0
    for mention in mentions:
        start, end = mention.start, mention.end
        while at < len(emendations) and emendations[at].reading_end <= start:
            at += 1
        for index in range(at, len(emendations)):
            one = emendations[index]
            if one.reading_start >= end:
                break
            start, end = min(start, one.reading_start), max(end, one.reading_end)
        if fitted and start < fitted[-1].end:
            continue
        widened = (start, end) != (mention.start, mention.end)
        fitted.append(replace(mention, start=start, end=end) if widened else mention)
    return tuple(fitted)
