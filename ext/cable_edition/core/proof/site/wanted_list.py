"""What the wanted list must show: cables that are cited and not here, and holes in the serials."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cable_edition.core.edition.wanted import Serials, Wanted, serial_holes, unsettled, wanted_list
from cable_edition.core.proof.site.cable_references import (
    Linked,
    cable_link,
    place_link,
)
from cable_edition.core.proof.site.expected import Expected, Tokens, el, joined_by, text
from cable_edition.core.proof.site.inline_words import outside_link
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
)
from cable_edition.core.words import around, is_translated, say, say_list, say_number

_PAGE = "missing/wanted"
_SOURCE = "the sources"
_COPIED = re.compile(r"in-\w{1,8}-", re.ASCII)
_NUMBERED = re.compile(r"p\d\w*", re.ASCII)
_STRETCHES = 12
_LEAD = (
    "Cables that the cables of this edition cite and that are not in it, the most cited first. "
    "Each is told as it is cited. Where a reference gives no year, the year is that of the cable "
    "that cites."
)
_HOLES = (
    "A post numbers its telegrams from 1 each year. The numbers below lie between two cables of "
    "this edition and are not in it. What a hole means cannot be told from it: this edition may "
    "not have looked for those cables, nobody may have published them, or the number was never "
    "used. A hole is no sign that something was withheld."
)
_ASKING = (
    "Each cable has a sentence for a request. Put one of these before it, and your name and "
    "address behind. For a record of the United States under the Freedom of Information Act: "
    "“Under the Freedom of Information Act, 5 U.S.C. 552, I request a copy of the following "
    "record.” For a record that is still classified: “Under section 3.5 of Executive Order 13526, "
    "I request the mandatory declassification review of the following record.” Nothing is stated "
    "there but what the cables say."
)
_UNSETTLED = "References to cables of which the words do not say which cable is meant."


def ways_to_wanted(known: Known) -> tuple[Way, ...]:
    """Return what leads to the wanted list, if there is one."""
    if not wanted(known):
        return ()
    message = "The cables that are cited and not here stand on {link}."
    return (Way(_PAGE, message, "the wanted list"),)


def wanted(known: Known) -> dict[str, Expectation]:
    """Return the wanted list and its further parts; nothing where nothing is wanted."""
    edition = known.edition
    rows = wanted_list(edition.cables, edition.related)
    holes = serial_holes(edition.cables, rows)
    open_ones = unsettled(edition.cables)
    if not (rows or holes or open_ones):
        return {}
    limit = known.against.settings.limits.cables_per_page
    numbers = range(2, (len(rows) - 1) // limit + 2) if rows else range(0)
    pages = [f"{_PAGE}-{number}" for number in numbers]
    found: dict[str, Expectation] = {}
    for number, here in zip(numbers, pages, strict=True):
        part = rows[(number - 1) * limit : number * limit]
        found[here] = made_of(
            known, say("Wanted, page {number}", number=number), _SOURCE, _rows(known, here, part)
        )
    parts: list[Part] = [prose(say(_LEAD))]
    if rows:
        first = (_rows(known, _PAGE, rows[:limit]), further("More cables: {link}.", pages))
        parts.append(section_part(known, "cited", say("Cited and not here"), *first))
        parts.append(section_part(known, "asking", say("How to ask for them"), prose(say(_ASKING))))
    if holes:
        shown = _list([Linked(text(words), f"- {words}") for words in map(_hole, holes)])
        parts.append(
            section_part(known, "serials", say("Holes in the serials"), prose(say(_HOLES)), shown)
        )
    if open_ones:
        lines = []
        for one in open_ones:
            link = cable_link(known, _PAGE, one.cable)
            place = _place(known, _PAGE, one.cable, one.anchor)
            said = f": {say('“{words}”', words=one.words)}"
            lines.append(
                Linked(
                    [*link.tokens, *text(", "), *place.tokens, *text(said)],
                    f"- {link.line}, {place.line}{said}",
                )
            )
        title = say("Cited, but not which")
        parts.append(section_part(known, "unsettled", title, prose(say(_UNSETTLED)), _list(lines)))
    found[_PAGE] = made_of(known, say("Wanted"), _SOURCE, *parts, tree(pages))
    return found


def _list(items: Sequence[Linked]) -> Part:
    return lambda page: page.add(
        el("ul", *(el("li", el("p", one.tokens)) for one in items)), *(one.line for one in items)
    )


def _rows(known: Known, here: str, rows: Sequence[Wanted]) -> Part:
    def added(page: Expected) -> None:
        items: list[Tokens] = []
        lines: list[str] = []
        for one in rows:
            inner = [_citing(known, here, one, at) for at in range(len(one.citing))]
            before, after = around("For a request: {link}")
            line = f"{{cable:sent}}`{one.request}`" if is_translated() else one.request
            asked = known.sent(one.request) if is_translated() else text(one.request)
            request = [*text(before), *asked, *text(after)]
            inner.append(Linked(request, f"- {before}{line}{after}"))
            whence = f": {one.place}, {one.year}" if one.post else ""
            said = say_number(
                one.times,
                "{whence}; cited at {n} place of {cables}",
                "{whence}; cited at {n} places of {cables}",
                whence=whence,
                cables=say_number(len(one.citing), "{n} cable", "{n} cables"),
            )
            has_record = known.against.settings.site.public_record
            link = f"{{cable:record}}`{one.id}`" if has_record else one.id
            items.append(
                el(
                    "li",
                    el("p", outside_link(known, one.id, one.id), said),
                    el("ul", *(el("li", el("p", line.tokens)) for line in inner)),
                )
            )
            lines += [f"- {link}{said}", *(line.line for line in inner)]
        page.add(el("ul", *items), *lines)

    return added


def _citing(known: Known, here: str, one: Wanted, at: int) -> Linked:
    citing = one.citing[at]
    cable = known.cables[citing.cable]
    told = "".join(f", {part}" for part in (cable.date, cable.origin) if part)
    if citing.siglum:
        told += f", {say('only in {witness}', witness=citing.siglum)}"
    link = cable_link(known, here, citing.cable)
    places = [_place(known, here, citing.cable, anchor) for anchor in citing.places]
    return Linked(
        [*link.tokens, *text(f"{told}: "), *joined_by(", ", (p.tokens for p in places))],
        f"- {link.line}{told}: {', '.join(p.line for p in places)}",
    )


def _place(known: Known, here: str, cable: str, anchor: str) -> Linked:
    """Return the link to a place, to an item of a list of references too."""
    copied = _COPIED.match(anchor)
    at = anchor[copied.end() :] if copied else anchor
    if at.startswith("ref-"):
        said = say("reference {letter}", letter=at.removeprefix("ref-").upper())
    elif copied:
        said = f"¶ {at[1:]}" if _NUMBERED.fullmatch(at) else at
    else:
        return place_link(known, here, cable, anchor)
    target = f"{cable}#{anchor}"
    return Linked(
        el("a", said, href=known.place(target, here)), f"{{cable:par}}`{said} <{target}>`"
    )


def _hole(one: Serials) -> str:
    runs = [
        str(low) if low == high else say("{first} to {last}", first=low, last=high)
        for low, high in one.absent
    ]
    left = runs[_STRETCHES:]
    if left:
        more = say_number(len(left), "{n} more stretch", "{n} more stretches")
        runs = [*runs[:_STRETCHES], more]
    count = sum(high - low + 1 for low, high in one.absent)
    cited = ""
    if one.cited:
        cited = " " + say_number(one.cited, "Of these, {n} is cited.", "Of these, {n} are cited.")
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
        count,
        "Not here: {numbers} ({n} number).",
        "Not here: {numbers} ({n} numbers).",
        numbers=say_list(runs),
    )
    return f"{here} {absent}{cited}"
