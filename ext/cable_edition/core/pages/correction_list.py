"""The corrections of the reading on pages: the list in the register, the sentence on a cable."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cable_edition.core.cable.model import Correction
from cable_edition.core.cable.places import place_name
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.corrections import reading_of
from cable_edition.core.myst.editorial_text import inline
from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.markup import fence
from cable_edition.core.words import marked, say, say_number

ANCHOR = "corrections-of-the-reading"
_TITLE = marked("Corrections of the reading")
_INTRODUCTION = marked(
    "Where the program took words of a source for something that they are not, the editors say "
    "what they are. The words themselves are not changed by it, so these are no emendations; the "
    "numbers, marks, headings and parts of the cable follow from them."
)
#: Anchors that are objects of their own on the page of a cable.
_OBJECT = re.compile("[phu][0-9]")


def correction_list(cables: Iterable[EditedCable], *, introduced: bool) -> str:
    """Return the section that lists the corrections of some cables; nothing where there is none."""
    lines = [_line(one.id, item) for one in cables for item in one.cable.corrections]
    if not lines:
        return ""
    head = f"{say(_INTRODUCTION)}\n\n" if introduced else ""
    return fence("cable:section", ANCHOR, {"title": say(_TITLE)}, head + "\n".join(lines), "::::")


def correction_sentence(one: EditedCable, page: str) -> str:
    """Return the line of a cable's page that leads to its corrections on ``page`` (a docname)."""
    count = len(one.cable.corrections)
    if not count:
        return ""
    words = say_number(count, "the reading at {n} place", "the reading at {n} places")
    return say("The editors corrected {link}.", link=f"[{words}](/{page}.md#{ANCHOR})") + "\n"


def _line(cable: str, item: Correction) -> str:
    quoted = say("“{words}”", words=item.text)
    if item.through:
        quoted = say("“{words}”", words=f"{item.text} … {item.through}")
    reason = f" {inline(item.reason)}" if item.reason else ""
    words = escape(f"{quoted} {reading_of(item)}.", line_start=False)
    return f"- {_link(cable, item.anchor)}: {words}{reason}"


def _link(cable: str, anchor: str) -> str:
    if _OBJECT.match(anchor):
        return f"{{cable:par}}`{cable}, {place_name(anchor)} <{cable}#{anchor}>`"
    return f"{{cable:cable}}`{cable} <{cable}>`, {escape(place_name(anchor), line_start=False)}"
