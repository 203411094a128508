"""Past releases compared with none of their words that are withheld now, or in one of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cable_edition.core.changes.compare import Hidden, withheld_words
from cable_edition.core.changes.history import Step, history_of
from cable_edition.core.changes.states import EditionState
from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.editing.withheld import Withheld
from cable_edition.core.edition.assemble import Edition
from cable_edition.core.problems import Problem
from cable_edition.core.proof.leaks import LeakSearch


def hiding(redacted: Iterable[Redacted], one: EditionState, two: EditionState) -> Hidden:
    """Return what tells a text that has withheld words, in any of their spellings."""
    cut = (Withheld(word, "a redaction") for word in withheld_words(one, two))
    search = LeakSearch([*redacted, Redacted(withheld=tuple(cut))])
    return (lambda text: bool(search.text(text))) if search.needed else (lambda _text: False)


def past_releases(
    edition: Edition, archives: Path | None
) -> tuple[tuple[Step, ...], list[Problem]]:
    """Return what changed between the releases whose archives are kept, and what cannot be read.

    The front of an edition in volumes has none of the words that would be compared.
    """
    if edition.wider.whole:
        return (), []
    redacted = tuple(edition.redacted.values())
    return history_of(edition, archives, lambda one, two: hiding(redacted, one, two))
