"""The wanted list: pages of the cables that are cited and not here, and of holes in the serials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cable_edition.core.editing.sidecar.related import Related
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.wanted import (
    Citing,
    Serials,
    Unsettled,
    Wanted,
    serial_holes,
    unsettled,
    wanted_list,
)
from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.inline import role
from cable_edition.core.myst.markup import fence, opening, toctree
from cable_edition.core.pages.reference_pages import place_words
from cable_edition.core.words import is_translated, marked, say, say_list, say_number

#: The page; its further parts are numbered.
WANTED = "missing/wanted"
#: So many stretches of absent numbers are written out on the page; the data have all.
_STRETCHES = 12
_SOURCE = "the sources"
#: What the anchor of a passage begins with that only another witness has.
_OF_COPY = re.compile(r"in-[a-z0-9]{1,8}-")
_LEAD = marked(
    "Cables that the cables of this edition cite and that are not in it, the most cited first. "
    "Each is told as it is cited. Where a reference gives no year, the year is that of the cable "
    "that cites."
)
_HOLES = marked(
    "A post numbers its telegrams from 1 each year. The numbers below lie between two cables of "
    "this edition and are not in it. What a hole means cannot be told from it: this edition may "
    "not have looked for those cables, nobody may have published them, or the number was never "
    "used. A hole is no sign that something was withheld."
)
_ASKING = marked(
    "Each cable has a sentence for a request. Put one of these before it, and your name and "
    "address behind. For a record of the United States under the Freedom of Information Act: "
    "“Under the Freedom of Information Act, 5 U.S.C. 552, I request a copy of the following "
    "record.” For a record that is still classified: “Under section 3.5 of Executive Order 13526, "
    "I request the mandatory declassification review of the following record.” Nothing is stated "
    "there but what the cables say."
)
_UNSETTLED = marked("References to cables of which the words do not say which cable is meant.")


def wanted_pages(
    cables: Sequence[EditedCable],
    related: Mapping[str, Sequence[Related]],
    *,
    has_record: bool,
    per_page: int,
) -> Iterator[tuple[str, str]]:
    """Yield the wanted list, in parts where it would be too long; nothing if nothing is wanted."""
    wanted = wanted_list(cables, related)
    holes = serial_holes(cables, wanted)
    open_ones = unsettled(cables)
    if not (wanted or holes or open_ones):
        return
    parts = [wanted[at : at + per_page] for at in range(0, len(wanted), per_page)] or [()]
    further = [f"{WANTED}-{number}" for number in range(2, len(parts) + 1)]
    for number, (docname, part) in enumerate(zip(further, parts[1:], strict=True), 2):
        title = opening(say("Wanted, page {number}", number=number), _SOURCE)
        yield docname, f"{title}\n{_listing(part, has_record=has_record)}"
    body = [opening(say("Wanted"), _SOURCE), f"{say(_LEAD)}\n"]
    if wanted:
        more = ", ".join(f"[{n}](/{name}.md)" for n, name in enumerate(further, 2))
        inner = [_listing(parts[0], has_record=has_record)]
        inner += [say("More cables: {link}.", link=more) + "\n"] if more else []
        body.append(_section("cited", say("Cited and not here"), "\n".join(inner)))
        body.append(_section("asking", say("How to ask for them"), f"{escape(say(_ASKING))}\n"))
    if holes:
        lines = "\n".join(f"- {_hole(one)}" for one in holes)
        body.append(_section("serials", say("Holes in the serials"), f"{say(_HOLES)}\n\n{lines}\n"))
    if open_ones:
        lines = "\n".join(f"- {_open(one)}" for one in open_ones)
        title = say("Cited, but not which")
        body.append(_section("unsettled", title, f"{say(_UNSETTLED)}\n\n{lines}\n"))
    yield WANTED, "\n".join([*body, toctree(further)])


def _section(anchor: str, title: str, body: str) -> str:
    return fence("cable:section", anchor, {"title": title}, body, "::::")


def _listing(part: Sequence[Wanted], *, has_record: bool) -> str:
    lines = []
    for one in part:
        link = role("record", one.id, one.id) if has_record else escape(one.id)
        lines.append(f"- {link}{escape(about(one), line_start=False)}\n")
        request = escape(one.request, line_start=False)
        if is_translated():
            # It is to be sent as it stands.
            request = role("sent", one.request, "")
        lines += [f"  - {_citing(citing)}" for citing in one.citing]
        lines += ["  - " + say("For a request: {link}", link=request), ""]
    return "\n".join(lines)


def about(one: Wanted) -> str:
    """Return what follows the id of a wanted cable: whence, and how often it is cited."""
    whence = f": {one.place}, {one.year}" if one.post else ""
    return say_number(
        one.times,
        "{whence}; cited at {n} place of {cables}",
        "{whence}; cited at {n} places of {cables}",
        whence=whence,
        cables=say_number(len(one.citing), "{n} cable", "{n} cables"),
    )


def _citing(one: Citing) -> str:
    told = "".join(f", {escape(part, line_start=False)}" for part in (one.date, one.origin) if part)
    if one.siglum:
        told += f", {say('only in {witness}', witness=one.siglum)}"
    places = ", ".join(_place(one.cable, place) for place in one.places)
    return f"{role('cited', one.cable, one.cable)}{told}: {places}"


def _place(cable: str, place: str) -> str:
    # In which copy alone a place stands is told before it.
    there = _OF_COPY.sub("", place)
    if there.startswith("ref-"):
        words = say("reference {letter}", letter=there.removeprefix("ref-").upper())
        return f"{{cable:par}}`{words} <{cable}#{place}>`"
    return f"{{cable:par}}`{place_words(there)} <{cable}#{place}>`"


def _hole(one: Serials) -> str:
    runs = list(one.stretches[:_STRETCHES])
    if more := len(one.stretches) - len(runs):
        runs.append(say_number(more, "{n} more stretch", "{n} more stretches"))
    here = say_number(
        len(one.held),
        "{place}, {year}: {n} cable here, from {first} to {last}.",
        "{place}, {year}: {n} cables here, from {first} to {last}.",
        place=one.place,
        year=one.year,
        first=one.held[0],
        last=one.held[-1],
    )
    absent = say_number(
        one.count,
        "Not here: {numbers} ({n} number).",
        "Not here: {numbers} ({n} numbers).",
        numbers=say_list(runs),
    )
    cited = say_number(one.cited, "Of these, {n} is cited.", "Of these, {n} are cited.")
    return escape(f"{here} {absent} {cited if one.cited else ''}".rstrip())


def _open(one: Unsettled) -> str:
    words = escape(say("“{words}”", words=one.words), line_start=False)
    return f"{role('cited', one.cable, one.cable)}, {_place(one.cable, one.anchor)}: {words}"
