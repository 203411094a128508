"""What was withheld: the excisions of releasing bodies, counted, with links to each place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.sidecar.witness_entries import BASE_SIGLUM
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.edition.withheld_places import WithheldPlace, withheld_places
from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.inline import role
from cable_edition.core.myst.markup import fence, opening
from cable_edition.core.pages.picture_text import withheld_picture
from cable_edition.core.words import marked, say, say_number

#: The page.
WITHHELD = "missing/withheld"
_LEAD = marked(
    "What the bodies that released these cables cut out of them, as far as the copies show it: in "
    "the base texts and in the other witnesses. How many words a place had is not known. A place "
    "counts for each exemption that the copy names there. What this edition itself withholds is "
    "told on the page of each cable and is not counted here."
)
#: The groups: anchor, title, and the values of a place.
_GROUPS = (
    ("by-body", marked("By releasing body")),
    ("by-exemption", marked("By exemption")),
    ("by-mark", marked("By portion mark")),
    ("by-year", marked("By year of the cable")),
)
_OBJECT = re.compile("[phu][0-9]|in-[a-z0-9]+-")


def withheld_pages(cables: Sequence[EditedCable], most: int) -> Iterator[tuple[str, str]]:
    """Yield the page of what was withheld; nothing where nothing was.

    Of a group ``most`` places are linked, the others are counted; the data have all.
    """
    places = withheld_places(cables)
    if not places:
        return
    parts = [opening(say("What was withheld"), "the sources"), f"{escape(say(_LEAD))}\n"]
    for anchor, title in _GROUPS:
        groups = _grouped(places, anchor)
        lines = [f"- {_line(value, found, most)}" for value, found in groups]
        parts.append(
            fence("cable:section", anchor, {"title": say(title)}, "\n".join(lines), "::::")
        )
    parts.append(withheld_picture(places))
    yield WITHHELD, "\n".join(parts)


def _grouped(places: Sequence[WithheldPlace], anchor: str) -> list[tuple[str, list[WithheldPlace]]]:
    groups: dict[str, list[WithheldPlace]] = {}
    for one in places:
        values = {
            "by-body": (one.body,),
            "by-exemption": one.exemptions or ("",),
            "by-mark": (one.mark,),
            "by-year": (one.year,),
        }[anchor]
        for value in values:
            groups.setdefault(value, []).append(one)
    return sorted(groups.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))


def _line(value: str, found: Sequence[WithheldPlace], most: int) -> str:
    shown = "; ".join(map(_place, found[:most]))
    left = len(found) - most
    more = say_number(left, "; and {n} more in the data", "; and {n} more in the data")
    name = escape(value or say("not stated"))
    places = say_number(len(found), "{n} place", "{n} places")
    return f"{name}, {places}: {shown}{more if left > 0 else ''}"


def _place(one: WithheldPlace) -> str:
    copy = "" if one.siglum == BASE_SIGLUM else f", {one.siglum}"
    if _OBJECT.match(one.anchor):
        # The sign of the paragraph must not part from its number at the end of a line.
        name = f"{one.cable}, {place_name(one.anchor)}".replace("¶ ", "¶\u00a0")
        return f"{{cable:par}}`{name} <{one.cable}#{one.anchor}>`{copy}"
    place = escape(f", {place_name(one.anchor)}", line_start=False) if one.anchor else ""
    return f"{role('cited', one.cable, one.cable)}{place}{copy}"
