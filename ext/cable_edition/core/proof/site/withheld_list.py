"""What the page on what was withheld must show."""

from __future__ import annotations

from collections.abc import Sequence

from cable_edition.core.edition.withheld_places import WithheldPlace, withheld_places
from cable_edition.core.proof.site.cable_references import Linked, cable_link, section
from cable_edition.core.proof.site.expected import Expected, el, joined_by, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.lists import (
    Expectation,
    Ids,
    Part,
    Way,
    prose,
    subsection,
    titled,
)
from cable_edition.core.proof.site.pictures import picture_part
from cable_edition.core.proof.site.site_page import PageTree
from cable_edition.core.proof.site.variant_part import place_in
from cable_edition.core.words import say, say_number

_PAGE = "missing/withheld"
_LEAD = (
    "What the bodies that released these cables cut out of them, as far as the copies show it: in "
    "the base texts and in the other witnesses. How many words a place had is not known. A place "
    "counts for each exemption that the copy names there. What this edition itself withholds is "
    "told on the page of each cable and is not counted here."
)


def ways_to_withheld(known: Known) -> tuple[Way, ...]:
    """Return what leads to the page, if there is one."""
    if not withheld_places(known.edition.cables):
        return ()
    message = "What releasing bodies cut out stands on a page of its own, {link}."
    return (Way(_PAGE, message, "what was withheld"),)


def withheld(known: Known) -> dict[str, Expectation]:
    """Return the page; nothing where nothing was cut out."""
    places = withheld_places(known.edition.cables)
    if not places:
        return {}
    groups = [
        ("by-body", "By releasing body", [(one.body, one) for one in places]),
        (
            "by-exemption",
            "By exemption",
            [(why, one) for one in places for why in one.exemptions or ("",)],
        ),
        ("by-mark", "By portion mark", [(one.mark, one) for one in places]),
        ("by-year", "By year of the cable", [(one.year, one) for one in places]),
    ]
    parts = [_group(known, *group) for group in groups]

    def whole(page: PageTree) -> Expected:
        drawn = picture_part(known, _PAGE)
        ids = Ids(page)
        for _ in groups:  # their anchors are known
            ids.next()
        picture = subsection(known, ids, say("How much was withheld"), drawn)
        inner = (prose(say(_LEAD)), *parts, picture)
        return titled(known, page, say("What was withheld"), "the sources", *inner)

    return {_PAGE: whole}


def _group(
    known: Known, anchor: str, title: str, rows: Sequence[tuple[str, WithheldPlace]]
) -> Part:
    values = {value: [one for other, one in rows if other == value] for value, _ in rows}
    ordered = sorted(values, key=lambda value: (not value, -len(values[value]), value))
    lines = [_line(known, value, values[value]) for value in ordered]
    items = el("ul", *(el("li", el("p", line.tokens)) for line in lines))

    def added(page: Expected) -> None:
        page.add(
            section(known, anchor, say(title), items),
            f"::::{{cable:section}} {anchor}", f":title: {say(title)}",
            *(line.line for line in lines), "::::",
        )  # fmt: skip

    return added


def _line(known: Known, value: str, places: Sequence[WithheldPlace]) -> Linked:
    most = known.against.settings.limits.places_per_entry
    said = say_number(len(places), "{n} place", "{n} places")
    lead = f"{value or say('not stated')}, {said}: "
    shown = [_place(known, one) for one in places[:most]]
    left = len(places) - most
    more = say_number(left, "; and {n} more in the data", "; and {n} more in the data")
    more = more if left > 0 else ""
    return Linked(
        [*text(lead), *joined_by("; ", (one.tokens for one in shown)), *text(more)],
        f"- {lead}{'; '.join(one.line for one in shown)}{more}",
    )


def _place(known: Known, one: WithheldPlace) -> Linked:
    copy = "" if one.siglum == "A" else f", {one.siglum}"
    place = place_in(known, _PAGE, one.cable, one.anchor, f"{one.cable}, ")
    if place.line.startswith("{"):
        return Linked([*place.tokens, *text(copy)], place.line + copy)
    link = cable_link(known, _PAGE, one.cable)
    said = (f", {place.line.removeprefix(f'{one.cable}, ')}" if one.anchor else "") + copy
    return Linked([*link.tokens, *text(said)], link.line + said)
