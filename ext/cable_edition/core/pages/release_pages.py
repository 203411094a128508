"""The pages of releases: what each changed, and what became of cables that departed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cable_edition.core.cable.fold import fold
from cable_edition.core.myst.escape import escape, visible
from cable_edition.core.myst.markup import fence, opening, rows, toctree
from cable_edition.core.myst.row_kinds import MovedRow
from cable_edition.core.myst.rows import write_row
from cable_edition.core.releases.check import StandingAddresses
from cable_edition.core.releases.declared import CableChange, Declaration, Release
from cable_edition.core.releases.state import Departed, Former, ReleaseState
from cable_edition.core.words import marked, say

_PARAGRAPH = re.compile("[phu][0-9]")
_SOURCE = "releases.yaml and anchors.lock"
_INTRODUCTION = marked(
    "Each release issues addresses: those of cables, paragraphs, parts of paragraphs, headings and "
    "closing lines, of emendations and notes, and of the entries of the registers. An address of a "
    "cable's words, once issued, keeps its words. The build of this edition compares every one of "
    "them with the words it was issued on, and stops if an address is lost."
)
_WAY = marked("The words that changed stand on {link}.")
_CHANGES = {
    "new": marked("new in this release"),
    "revised": marked("words or source revised"),
    "redacted": marked("words withheld"),
    "redirected": marked("published under another name"),
    "withdrawn": marked("withdrawn"),
}


def release_pages(
    state: ReleaseState,
    standing: Mapping[str, StandingAddresses],
    per_page: int,
    below: Sequence[str] = (),
) -> Iterator[tuple[str, str]]:
    """Yield the page of releases, what does not fit on it, and a page for each departed cable.

    ``below`` is the page of what changed between them, if there is one. Without a release there is
    nothing to say and no page.
    """
    declared = state.declared
    for one in state.departed:
        yield f"cables/{one.cable}", _departed(one, standing)
    if not (state.lock or declared.releases or state.departed):
        return
    parts = [opening(say("Releases"), _SOURCE), say(_INTRODUCTION) + "\n"]
    parts += [
        say(_WAY, link=f"[{say('changes between releases')}](/{name}.md)") + "\n" for name in below
    ]
    further = [*below, *(f"cables/{one.cable}" for one in state.departed)]
    for release in declared.releases:
        overflow = list(_overflow(release, per_page))
        further += [docname for docname, _ in overflow]
        parts.append(_release(release, per_page, [docname for docname, _ in overflow]))
        yield from overflow
    parts.append(_declarations(declared.redirects, declared.revisions))
    parts.append(_retired(declared.retired))
    yield "releases/index", "\n".join(part for part in [*parts, toctree(further)] if part)


def _changes(changes: Sequence[CableChange]) -> str:
    lines = []
    for one in changes:
        places = ""
        if one.anchors and one.change != "new":
            places = ": " + ", ".join(_place(one.cable, anchor) for anchor in one.anchors)
        lines.append(
            f"- {{cable:cable}}`{one.cable} <{one.cable}>`: {say(_CHANGES[one.change])}{places}"
        )
    return "\n".join(lines) + "\n"


def _place(cable: str, anchor: str) -> str:
    """Link an anchor by a short name; the lines of the record are no objects of the domain."""
    if not _PARAGRAPH.match(anchor):
        return escape(anchor, line_start=False)
    name = f"¶ {anchor[1:]}" if anchor[0] == "p" else anchor
    return f"{{cable:par}}`{name} <{cable}#{anchor}>`"


def _release(release: Release, per_page: int, further: Sequence[str]) -> str:
    parts = [f"*{escape(release.date)}*\n"]
    if release.note:
        parts.append(escape(release.note) + "\n")
    if release.address:
        link = f"[{say('at an address of its own')}](<{release.address}>)"
        parts.append(say("The site of this release is kept {link}.", link=link) + "\n")
    if release.cables:
        parts.append(_changes(release.cables[:per_page]))
    else:
        parts.append(say("No cable changed.") + "\n")
    if further:
        links = ", ".join(f"[{n}](/{name}.md)" for n, name in enumerate(further, 2))
        parts.append(say("More cables of this release: {link}.", link=links) + "\n")
    anchor = "release-" + release.version.replace(".", "-")
    body = "\n".join(parts).rstrip("\n")
    return fence("cable:section", anchor, {"title": release.version}, body, "::::")


def _overflow(release: Release, per_page: int) -> Iterator[tuple[str, str]]:
    name = release.version.replace(".", "-")
    for number, start in enumerate(range(per_page, len(release.cables), per_page), 2):
        title = say("Release {version}, page {number}", version=release.version, number=number)
        title = opening(title, _SOURCE)
        listing = _changes(release.cables[start : start + per_page])
        yield f"releases/more/{name}-{number}", f"{title}\n{listing}"


def _declarations(redirects: Sequence[Declaration], revisions: Sequence[Declaration]) -> str:
    if not redirects and not revisions:
        return ""
    lines = []
    for one in sorted((*redirects, *revisions), key=lambda item: (item.date, item.at)):
        at, after = escape(one.at), escape(one.after)
        if not one.after:
            what = say("{place} leads to {link}", place=at, link=_link(one.to))
        elif one.to:
            what = say(
                "{place} was revised after release {release}; its words now stand at {link}",
                place=at,
                release=after,
                link=_link(one.to),
            )
        else:
            what = say("{place} was revised after release {release}", place=at, release=after)
        lines.append(f"- {what}. {escape(one.reason, line_start=False)} ({escape(one.date)})")
    body = "\n".join(lines)
    title = {"title": say("Addresses that changed")}
    return fence("cable:section", "changed-addresses", title, body, "::::")


def _retired(retired: Sequence[Declaration]) -> str:
    if not retired:
        return ""
    lines = [
        f"- {escape(one.at)}. {escape(one.reason, line_start=False)} ({escape(one.date)})"
        for one in sorted(retired, key=lambda item: (item.date, item.at))
    ]
    title = {"title": say("Entries that left the registers")}
    return fence("cable:section", "retired-entries", title, "\n".join(lines), "::::")


def _link(place: str) -> str:
    cable, _, anchor = place.partition("#")
    if anchor and not _PARAGRAPH.match(anchor):
        return f"{{cable:cable}}`{cable} <{cable}>`, {escape(anchor, line_start=False)}"
    if anchor:
        return f"{{cable:par}}`{place} <{place}>`"
    return f"{{cable:cable}}`{place} <{place}>`"


def _target(cable: str, anchor: str) -> str:
    return f"{cable}#{anchor}" if _PARAGRAPH.match(anchor) else cable


def _departed(one: Departed, standing: Mapping[str, StandingAddresses]) -> str:
    there = standing[one.to].words if one.to in standing else {}
    what = say("published as {cable}", cable=one.to) if one.to else say("withdrawn")
    table = [
        write_row(MovedRow(anchor, _target(one.to, anchor) if anchor in there else one.to))
        for anchor in one.anchors
    ]
    options = {"to": one.to, "date": one.date, "reason": visible(fold(one.reason))}
    body = "\n".join(table)
    return (
        opening(f"{one.cable}: {what}", _SOURCE)
        + "\n"
        + fence("cable:departed", one.cable, options, body)
    )


def former_anchor(cable: str, anchor: str, former: Sequence[Former]) -> str:
    """Return the hidden targets to put before the place ``anchor`` of a cable's page."""
    old = [one.anchor for one in former if (one.cable, one.to) == (cable, anchor)]
    return fence("cable:former", " ".join(old), {}, "") if old else ""


def former_elsewhere(cable: str, former: Sequence[Former]) -> str:
    """Return the list of places of a cable that lead to another cable now."""
    table = (
        MovedRow(one.anchor, _target(one.cable, one.to)) for one in former if one.cable != cable
    )
    return rows("cable:moved", table, cable)


def revision_lines(revisions: Sequence[Declaration]) -> list[str]:
    """Return a sentence in MyST for each place of a cable that stands for other words now."""
    lines = []
    for one in revisions:
        said = {"release": escape(one.after), "date": escape(one.date)}
        what = say("The source of this cable changed after release {release} ({date}).", **said)
        if one.anchor:
            what = say(
                "The words at {place} changed after release {release} ({date}).",
                place=escape(one.anchor),
                **said,
            )
        moved = ""
        if one.to:
            moved = " " + say("What stood there is now at {link}.", link=_link(one.to))
        lines.append(f"{what} {escape(one.reason, line_start=False)}{moved}")
    return lines
