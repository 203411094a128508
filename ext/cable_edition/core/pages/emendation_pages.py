"""The register of emendations: each place where the edition reads otherwise than its source.

Below them, apart, stand the corrections of the reading, which change no words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cable_edition.core.editing.emendation import Emendation
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.myst.markup import opening, rows, toctree
from cable_edition.core.myst.row_kinds import EmendationRow, RuleRow
from cable_edition.core.pages.anchors import page_name
from cable_edition.core.pages.correction_list import correction_list
from cable_edition.core.words import marked, say

FOLDER = "emendations"
_SOURCE = "the sidecars of the sources"
_INTRODUCTION = marked(
    "Every place where the reading text differs from its source, with the rule that it falls "
    "under. The sources themselves are never changed, and each emendation can be undone."
)


def all_emendations(one: EditedCable) -> Iterator[Emendation]:
    """Yield the emendations of a cable in the order of its text."""
    for found in one.emendations.values():
        yield from found


def emendation_pages_of(cables: Sequence[EditedCable], per_page: int) -> dict[str, str]:
    """Give each cable with emendations the page that lists them all; keys are in page order.

    Corrections of the reading are listed there too, apart.
    """
    placed: dict[str, str] = {}
    page, filled = 1, 0
    for one in cables:
        count = sum(map(len, one.emendations.values())) + len(one.cable.corrections)
        if not count:
            continue
        if filled and filled + count > per_page:
            page, filled = page + 1, 0
        placed[one.id] = page_name(FOLDER, page)
        filled += count
    return placed


def emendation_pages(
    cables: Sequence[EditedCable], placed: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield (docname, MyST text) of the register; ``placed`` is :func:`emendation_pages_of`.

    Without an emendation or a correction of the reading there is no register.
    """
    if not placed:
        return
    index = page_name(FOLDER, 1)
    by_page: dict[str, list[EditedCable]] = {index: []}
    counts: Counter[str] = Counter()
    for one in cables:
        if one.id in placed:
            by_page.setdefault(placed[one.id], []).append(one)
            counts.update(emendation.rule for emendation in all_emendations(one))
    further = list(by_page)[1:]
    for number, (docname, members) in enumerate(by_page.items(), 1):
        title = say("Emendations")
        if number > 1:
            title = say("{title}, page {number}", title=title, number=number)
        parts = [opening(title, _SOURCE)]
        if number == 1:
            parts += [say(_INTRODUCTION) + "\n", _rules(counts)]
        parts.append(
            rows(
                "cable:emendations",
                (_row(one.id, e) for one in members for e in all_emendations(one)),
            )
        )
        parts.append(correction_list(members, introduced=number == 1))
        parts.append(toctree(further) if number == 1 else "")
        yield docname, "\n".join(part for part in parts if part)


def _rules(counts: Counter[str]) -> str:
    table = (
        RuleRow(
            rule.id,
            rule.name,
            "mechanical" if rule.mechanical else "conjecture",
            counts[rule.id],
            rule.reason,
            rule.source,
        )
        for rule in RULES.values()
    )
    return rows("cable:rules", table)


def _row(cable: str, one: Emendation) -> EmendationRow:
    reason = plain(one.reason)
    return EmendationRow(
        cable, one.anchor, one.id, one.lemma, one.read, one.rule, one.certainty, reason
    )
