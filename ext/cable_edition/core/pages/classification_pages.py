"""Cables by classification, and how their portions are marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.markup import opening, toctree
from cable_edition.core.pages.list_pages import Listed, cable_rows
from cable_edition.core.words import marked, say, say_number

#: What a cable without a classification line is listed under.
NONE = marked("Not stated")
_SOURCE = "the sources"
_LEAD = marked(
    "The cables by the classification of the whole, as each states it. A paragraph has a portion "
    "mark of its own, often a lower one."
)
_COUNTED = marked(
    "The cables by the classification of the whole, as each states it. A paragraph has a portion "
    "mark of its own, often a lower one; the marks are counted below."
)


def classification_pages(
    cables: Sequence[Listed], per_page: int, picture: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield the page of classifications, and further pages where one has many cables.

    The classification is that of the cable as a whole, as its own line states it. ``picture`` is
    that of the portion marks, if there is one.
    """
    groups: dict[str, list[Listed]] = {}
    for one in cables:
        groups.setdefault(one.classification or NONE, []).append(one)
    parts = [opening(say("Classifications"), _SOURCE)]
    parts.append(f"{say(_COUNTED if picture else _LEAD)}\n")
    further = []
    for number, name in enumerate(sorted(groups, key=lambda one: (one == NONE, one)), 1):
        members = groups[name]
        count = say_number(len(members), "{n} cable", "{n} cables")
        shown = escape(say(name.capitalize()))
        parts.append(f"## {shown}\n\n*{count}*\n")
        parts.append(cable_rows(members[:per_page]))
        for part, start in enumerate(range(per_page, len(members), per_page), 2):
            docname = f"classifications/more/{number}-{part}"
            further.append(docname)
            title = opening(say("{title}, part {number}", title=shown, number=part), _SOURCE)
            yield docname, f"{title}\n{cable_rows(members[start : start + per_page])}"
            words = say("Part {number}", number=part)
            parts.append(f"[{words}](/{docname}.md)\n")
    parts.append(picture)
    parts.append(toctree(further))
    yield "classifications/index", "\n".join(part for part in parts if part)
