"""What the pages of releases must show: what each changed, and which addresses changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cable_edition.core.cable.fold import fold
from cable_edition.core.proof.site.cable_references import Linked
from cable_edition.core.proof.site.expected import Expected, el, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.lists import (
    Expectation,
    Part,
    Way,
    further,
    made_of,
    prose,
    section_part,
    tree,
    way_part,
)
from cable_edition.core.proof.site.moved_places import place_in_release
from cable_edition.core.proof.site.reference_list import listed
from cable_edition.core.releases.declared import CableChange, Declaration, Release
from cable_edition.core.words import around, say

_INDEX = "releases/index"
_SOURCE = "releases.yaml and anchors.lock"
_LEAD = (
    "Each release issues addresses: those of cables, paragraphs, parts of paragraphs, headings and "
    "closing lines, of emendations and notes, and of the entries of the registers. An address of a "
    "cable's words, once issued, keeps its words. The build of this edition compares every one of "
    "them with the words it was issued on, and stops if an address is lost."
)
_DONE = {
    "new": "new in this release",
    "revised": "words or source revised",
    "redacted": "words withheld",
    "redirected": "published under another name",
    "withdrawn": "withdrawn",
}
_WORDS = re.compile("[phu][0-9]")


def releases(known: Known, *below: Way) -> dict[str, Expectation]:
    """Return the page of releases and its parts; none where nothing was released.

    ``below`` leads to the page of what changed between them.
    """
    state = known.edition.releases
    declared = state.declared
    if not (state.lock or declared.releases or state.departed):
        return {}
    limit = known.against.settings.limits.cables_per_page
    found: dict[str, Expectation] = {}
    parts: list[Part] = [prose(say(_LEAD)), *(way_part(one) for one in below)]
    for release in declared.releases:
        name = release.version.replace(".", "-")
        pages = []
        for number, at in enumerate(range(limit, len(release.cables), limit), 2):
            here, title = (
                f"releases/more/{name}-{number}",
                say("Release {version}, page {number}", version=release.version, number=number),
            )
            changes = _changes(known, here, release.cables[at : at + limit])
            found[here] = made_of(known, title, _SOURCE, changes)
            pages.append(here)
        parts.append(_release(known, release, limit, pages))
    parts.append(_declared(known, (*declared.redirects, *declared.revisions)))
    parts.append(_retired(known, declared.retired))
    names = [one.page for one in below] + [f"cables/{gone.cable}" for gone in state.departed]
    tree_of = tree([*names, *found])
    found[_INDEX] = made_of(known, say("Releases"), _SOURCE, *parts, tree_of)
    return found


def _release(known: Known, release: Release, limit: int, pages: Sequence[str]) -> Part:
    parts: list[Part] = [
        lambda page: page.add(el("p", el("em", release.date)), f"*{release.date}*")
    ]
    if release.note:
        parts.append(prose(fold(release.note)))
    if release.address:
        parts.append(_kept(release.address))
    if release.cables:
        parts.append(_changes(known, _INDEX, release.cables[:limit]))
    else:
        parts.append(prose(say("No cable changed.")))
    parts.append(further("More cables of this release: {link}.", pages))
    anchor = f"release-{release.version.replace('.', '-')}"
    return section_part(known, anchor, release.version, *parts)


def _kept(address: str) -> Part:
    before, after = around("The site of this release is kept {link}.")
    words = say("at an address of its own")
    return lambda page: page.add(
        el("p", before, el("a", words, href=address), after),
        f"{before}[{words}](<{address}>){after}",
    )


def _changes(known: Known, here: str, changes: Sequence[CableChange]) -> Part:
    items = []
    for one in changes:
        link = place_in_release(known, here, one.cable)
        tokens, line = [*link.tokens, *text(f": {say(_DONE[one.change])}")], link.line
        line = f"- {line}: {say(_DONE[one.change])}"
        for number, anchor in enumerate(one.anchors if one.change != "new" else ()):
            place = _place(known, here, one.cable, anchor)
            between = ", " if number else ": "
            tokens += [*text(between), *place.tokens]
            line += between + place.line
        items.append(Linked(tokens, line))
    return listed(items)


def _place(known: Known, here: str, cable: str, anchor: str) -> Linked:
    if not _WORDS.match(anchor):
        return Linked(text(anchor), anchor)
    shown = f"¶ {anchor[1:]}" if anchor[0] == "p" else anchor
    return place_in_release(known, here, f"{cable}#{anchor}", shown)


def _declared(known: Known, found: Sequence[Declaration]) -> Part:
    items = []
    for one in sorted(found, key=lambda item: (item.date, item.at)):
        to = place_in_release(known, _INDEX, one.to) if one.to else None
        message = "{place} leads to {link}"
        if one.after:
            message = "{place} was revised after release {release}"
            if to:
                message += "; its words now stand at {link}"
        said, end = around(message, place=one.at, release=one.after)
        end += f". {fold(one.reason)} ({one.date})"
        tokens = [*text(said), *(to.tokens if to else []), *text(end)]
        items.append(Linked(tokens, f"- {said}{to.line if to else ''}{end}"))
    title = say("Addresses that changed")
    return section_part(known, "changed-addresses", title, listed(items)) if items else _nothing


def _retired(known: Known, found: Sequence[Declaration]) -> Part:
    said = [
        f"{one.at}. {fold(one.reason)} ({one.date})"
        for one in sorted(found, key=lambda item: (item.date, item.at))
    ]
    items = [Linked(text(one), f"- {one}") for one in said]
    title = say("Entries that left the registers")
    return section_part(known, "retired-entries", title, listed(items)) if items else _nothing


def _nothing(page: Expected) -> None:
    """Add nothing."""
