"""Cables by classification, and how their portions are marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.markup import opening, toctree
from cable_edition.core.nouns import number_of
from cable_edition.core.pages.list_pages import cable_rows
from cable_edition.core.pages.picture_text import portions_picture

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
    picture = portions_picture(cables)
    counted = "; the marks are counted below" if picture else ""
    parts = [opening("Classifications", _SOURCE)]
    parts.append(
        "The cables by the classification of the whole, as each states it. A paragraph has a "
        f"portion mark of its own, often a lower one{counted}.\n"
    )
    further = []
    for number, name in enumerate(sorted(groups, key=lambda one: (one == NONE, one)), 1):
        members = groups[name]
        count = number_of(len(members), "cable")
        parts.append(f"## {escape(name.capitalize())}\n\n*{count}*\n")
        parts.append(cable_rows(members[:per_page]))
        for part, start in enumerate(range(per_page, len(members), per_page), 2):
            docname = f"classifications/more/{number}-{part}"
            further.append(docname)
            title = opening(f"{escape(name.capitalize())}, part {part}", _SOURCE)
            yield docname, f"{title}\n{cable_rows(members[start : start + per_page])}"
            parts.append(f"[Part {part}](/{docname}.md)\n")
    parts.append(picture)
    parts.append(toctree(further))
    yield "classifications/index", "\n".join(part for part in parts if part)
