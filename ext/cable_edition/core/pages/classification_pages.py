"""Cables by classification, and how their portions are marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cable_edition.core.edition import EditedCable
from cable_edition.core.escape import escape, visible
from cable_edition.core.marks import mark_meaning
from cable_edition.core.pages.list_pages import cable_rows
from cable_edition.core.pages.markup import opening, rows, toctree

#: What a cable without a classification line is listed under.
NONE = "Not stated"
_SOURCE = "the sources"


def classification_pages(cables: Sequence[EditedCable], per_page: int) -> Iterator[tuple[str, str]]:
    """Yield the page of classifications, and further pages where one has many cables.

    The classification is that of the cable as a whole, as its own line states it.
    """
    groups: dict[str, list[EditedCable]] = {}
    for one in cables:
        groups.setdefault(one.classification or NONE, []).append(one)
    parts = [opening("Classifications", _SOURCE)]
    parts.append(
        "The cables by the classification of the whole, as each states it. A paragraph has a "
        "portion mark of its own, often a lower one; the marks are counted below.\n"
    )
    further = []
    for number, name in enumerate(sorted(groups, key=lambda one: (one == NONE, one)), 1):
        members = groups[name]
        count = f"{len(members)} {'cable' if len(members) == 1 else 'cables'}"
        parts.append(f"## {escape(name.capitalize())}\n\n*{count}*\n")
        parts.append(cable_rows(members[:per_page]))
        for part, start in enumerate(range(per_page, len(members), per_page), 2):
            docname = f"classifications/more/{number}-{part}"
            further.append(docname)
            title = opening(f"{escape(name.capitalize())}, part {part}", _SOURCE)
            yield docname, f"{title}\n{cable_rows(members[start : start + per_page])}"
            parts.append(f"[Part {part}](/{docname}.md)\n")
    marks = portion_counts(cables)
    if marks:
        parts.append("## Portion marks\n")
        parts.append(rows("cable:portion-bars", marks))
    parts.append(toctree(further))
    yield "classifications/index", "\n".join(part for part in parts if part)


def portion_counts(cables: Sequence[EditedCable]) -> list[tuple[str, str, str]]:
    """Return (mark, meaning, number of paragraphs) of every portion mark, the commonest first."""
    counts = Counter(
        paragraph.marking.text if paragraph.marking else ""
        for one in cables
        for paragraph in one.cable.paragraphs
    )
    return [
        (visible(mark) or "none", mark_meaning(mark) if mark else "no portion mark", str(number))
        for mark, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
