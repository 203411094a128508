"""What a page must say of places that moved, and of cables that are not published any more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.places import place_name, reference_anchors
from cable_edition.core.proof.site.cable_references import Linked
from cable_edition.core.proof.site.expected import Expected, Tokens, el, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.releases.state import Departed
from cable_edition.core.words import around, say

_WORDS = re.compile("[phu][0-9]")


def place_in_release(known: Known, page: str, target: str, shown: str = "") -> Linked:
    """Return the link to an address that was released; fields of a record are named alone."""
    cable, mark, anchor = target.partition("#")
    if mark and not _WORDS.match(anchor):
        link = el("a", cable, href=known.address(f"cables/{cable}", page))
        return Linked(
            [*link, *text(f", {anchor}")], f"{{cable:cable}}`{cable} <{cable}>`, {anchor}"
        )
    words = shown or target
    kind = "par" if mark else "cable"
    link = el("a", words, href=known.place(target, page))
    return Linked(link, f"{{cable:{kind}}}`{words} <{target}>`")


def revised_part(page: Expected, known: Known, cable_id: str) -> None:
    """Add the box on places that stand for other words than once."""
    items: list[Tokens] = []
    lines: list[str] = []
    for one in known.edition.releases.revised.get(cable_id, ()):
        message = "The source of this cable changed after release {release} ({date})."
        if one.anchor:
            message = "The words at {place} changed after release {release} ({date})."
        what = say(message, place=one.anchor, release=one.after, date=one.date)
        said = f"{what} {one.reason}"
        tokens, line = text(said), said
        if one.to:
            link = place_in_release(known, f"cables/{cable_id}", one.to)
            before, after = around("What stood there is now at {link}.")
            tokens += [*text(f" {before}"), *link.tokens, *text(after)]
            line += f" {before}{link.line}{after}"
        items.append(el("li", el("p", tokens)))
        lines.append(line)
    if items:
        title = el("p", say("Revised since it was first released"), cls="admonition-title")
        box = el("div", title, el("ul", *items), cls="cable-revised admonition")
        page.add(box, "```{cable:revised}", *lines, "```")


def moved_part(
    page: Expected,
    known: Known,
    cable_id: str,
    moved: Sequence[tuple[str, str, str]],
    name: str = "moved",
) -> None:
    """Add the list of places that other cables have now: (old anchor, cable, anchor there)."""
    items, lines = [], []
    for anchor, cable, to in moved:
        target = ""
        if cable:
            target = f"{cable}#{to}" if _WORDS.match(to) else cable
        items.append(_moved(known, cable_id, anchor, target))
        lines.append(f"{anchor} | {target}")
    if items:
        listed = el("ul", *items, cls="cable-gone")
        page.add(listed, f"```{{cable:{name}}} {cable_id}", *lines, "```")


def _moved(known: Known, cable_id: str, anchor: str, target: str) -> Tokens:
    shown = f"{cable_id}, {place_name(anchor)}"
    tokens = text(shown)
    if target:
        said = known.place_title(target) if "#" in target else known.name_of(target)
        link = el("a", said, href=known.place(target, f"cables/{cable_id}"))
        before, after = around("{place} is now {link}", place=shown)
        tokens = [*text(before), *link, *text(after)]
    return el("li", el("p", tokens), id=anchor)


def departed_page(known: Known, gone: Departed, page_id: str) -> Expected:
    """Return the page of a cable that was released and is not published any more."""
    inner, page = Expected(), Expected()
    what = say("published as {cable}", cable=gone.to) if gone.to else say("withdrawn")
    title = el(
        "h1",
        el("span", gone.cable, el("span", ": ", cls="cable-colon"), cls="cable-eyebrow"),
        el("span", what, cls="cable-title"),
        known.heading.link(page_id),
    )
    inner.add(
        title,
        "% Written by Cable Edition from releases.yaml and anchors.lock. "
        "Changes made here are lost.",
        f"# {gone.cable}: {what}",
    )
    reason = fold(gone.reason)
    if gone.to:
        link = el("a", gone.to, href=f"cables/{gone.to}")
        before, after = around(
            "This cable is now published as {link}, since {date}.", date=gone.date
        )
        said = [*text(before), *link, *text(f"{after} {reason}")]
    else:
        what = say("This cable was withdrawn from the edition on {date}.", date=gone.date)
        said = text(f"{what} {reason}")
    inner.add(el("p", said, cls="cable-departed"))
    there = (
        {place for place, _ in known.cables[gone.to].texts} if gone.to in known.cables else set()
    )
    there |= _places(known, gone.to)
    moved = [(anchor, gone.to, anchor if anchor in there else "") for anchor in gone.anchors]
    if moved:
        inner.add(el("p", say("The addresses that it had:")))
    options = {"to": gone.to, "date": gone.date, "reason": reason}
    lines = [f":{name}: {value}" for name, value in options.items() if value]
    listed = Expected()
    moved_part(listed, known, gone.cable, moved)
    rows = listed.lines[1:-1]
    inner.add(listed.raw, f"```{{cable:departed}} {gone.cable}", *lines, *rows, "```")
    page.add(el("section", inner.raw, id=page_id), *inner.lines)
    return page


def _places(known: Known, cable_id: str) -> set[str]:
    one = known.cables.get(cable_id)
    return {anchor for anchor, _ in reference_anchors(one.cable)} if one else set()
