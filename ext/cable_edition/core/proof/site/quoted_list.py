"""What must be said of the works that quote cables: on the page of all, and at each cable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from cable_edition.core.cable.places import place_name, places_of
from cable_edition.core.proof.site.cable_references import (
    Linked,
    cable_link,
    is_web,
    links_to,
    section,
    short_place,
)
from cable_edition.core.proof.site.expected import Expected, Tokens, el, joined_by, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.lists import Expectation, Part, further, made_of, prose, tree
from cable_edition.core.quotations.quoted import Quoted, QuotedAt, elsewhere
from cable_edition.core.words import around, say, say_number

_INDEX = "quoted/index"
_SOURCE = "the register of quotations"
#: What stands before the anchor of a passage that only a copy has: the siglum of the copy.
_OF_COPY = re.compile("^in-[^-]+-")
_LEAD = (
    "Works that quote cables of this edition, as far as its editors know them, each with its "
    "quotations as they stand in the work. Every quotation was compared with the words of the "
    "cables. Exact: word for word, whatever the marks and capitals. As transmitted: some words are "
    "those of the copy, where the edition reads otherwise. Altered: the work has other words, and "
    "they are named. Absent: no cable of this edition has such words."
)


def quoted(known: Known) -> dict[str, Expectation]:
    """Return the page on who quotes the edition, and its further parts."""
    found: dict[str, Expectation] = {}
    parts = _pages(known)
    names = list(parts)
    for number, (here, part) in enumerate(parts.items(), 1):
        shown = _works(known, here, part)
        if number == 1:
            below = [further("More works: {link}.", names[1:]), tree(names[1:])]
            found[here] = made_of(
                known, say("Who quotes it"), _SOURCE, prose(say(_LEAD)), shown, *below
            )
        else:
            found[here] = made_of(
                known, say("Who quotes it, page {number}", number=number), _SOURCE, shown
            )
    return found


def quoting_works(known: Known, cable: str, anchor: str) -> int:
    """Return how many works quote words that begin at a place."""
    return len(
        {
            one.work.id
            for one in known.edition.quoted
            if one.at and (one.at.cable, one.at.anchor) == (cable, anchor)
        }
    )


def quoted_part(page: Expected, known: Known, cable_id: str) -> None:
    """Add the section of a cable on the works that quote it."""
    rows = [one for one in known.edition.quoted if one.at and one.at.cable == cable_id]
    if not rows:
        return
    anchors = ["", *(place.anchor for place in places_of(known.cables[cable_id].cable))]
    anchors.insert(0, "record")
    rows.sort(key=lambda one: _rank(anchors, one))
    pages = _pages(known)
    items, lines = [], []
    for one in rows:
        if one.at is None:
            continue
        place = _place(known, f"cables/{cable_id}", one.at, "")
        at = next(name for name, part in pages.items() if one in part)
        short = one.work.short
        tokens = [*place.tokens, *(text(": ") if place.line else [])]
        line = f"{place.line}: " if place.line else ""
        said = _of_work(one)
        verdict = _verdict(known, one)
        tokens += [*chain(*links_to([(short, at)])), *text(said), *verdict.tokens]
        items.append(el("li", el("p", tokens)))
        lines.append(f"- {line}[{short}](/{at}.md){said}{verdict.line}")
    title = say("Quoted in")
    page.add(
        section(known, "quoted-in", title, el("ul", *items)),
        "::::{cable:section} quoted-in", f":title: {title}", *lines, "::::",
    )  # fmt: skip


def _rank(anchors: Sequence[str], one: Quoted) -> int:
    anchor = one.at.anchor if one.at else ""
    if anchor.startswith("in-"):
        # What only a copy has stands behind all that the base text has.
        return len(anchors)
    return max(anchors.index(anchor), 1) if anchor in anchors else 1


def _pages(known: Known) -> dict[str, list[Quoted]]:
    """Return page -> its quotations: works in the order in which they are first quoted, whole."""
    works: dict[str, list[Quoted]] = {}
    for one in known.edition.quoted:
        works.setdefault(one.work.id, []).append(one)
    limit = known.against.settings.limits.places_per_entry
    parts: list[list[Quoted]] = []
    for rows in works.values():
        if parts and len(parts[-1]) + len(rows) <= limit:
            parts[-1] += rows
        else:
            parts.append([*rows])
    names = [_INDEX, *(f"quoted/more/{number}" for number in range(2, len(parts) + 1))]
    return dict(zip(names, parts, strict=False))


def _works(known: Known, here: str, part: Sequence[Quoted]) -> Part:
    def added(page: Expected) -> None:
        works = {one.work.id: one.work for one in part}
        items: list[Tokens] = []
        lines: list[str] = []
        for work in works.values():
            said = work.reference or work.id
            head, line = text(said), f"- {said}"
            if work.address and is_web(work.address):
                link = say("source")
                head += [*text(" ("), *el("a", link, href=work.address), *text(")")]
                line += f" ([{link}]({work.address}))"
            rows = [_quotation(known, here, one) for one in part if one.work.id == work.id]
            inner = el("ul", *(el("li", el("p", row.tokens)) for row in rows))
            items.append(el("li", el("p", head), inner))
            lines += [line, *(f"- {row.line}" for row in rows)]
        page.add(el("ul", *items), *lines)

    return added


def _quotation(known: Known, here: str, one: Quoted) -> Linked:
    words = f"“{' '.join(one.quotation.words.split())}”{_of_work(one)}"
    verdict = _verdict(known, one)
    tokens, line = [*text(words), *verdict.tokens], words + verdict.line
    if one.places:
        places = [_place(known, here, at, at.cable) for at in one.places]
        tokens += [*text(": "), *joined_by(", ", (at.tokens for at in places))]
        line += f": {', '.join(at.line for at in places)}"
    after = ""
    if one.more:
        more = ("and more than this {n} cable", "and more than these {n} cables")
        after = " " + say_number(len(one.places), *more)
    said = one.quotation
    if elsewhere(one) or (not one.places and said.cable):
        named = f"{said.cable} {short_place(said.paragraph)}".strip()
        after += "; " + say("the work names {place}", place=named)
    return Linked([*tokens, *text(after)], line + after)


def _of_work(one: Quoted) -> str:
    return ", ".join(("", one.quotation.page, "") if one.quotation.page else ("", ""))


def _verdict(known: Known, one: Quoted) -> Linked:
    said = say("as transmitted" if one.verdict == "emended" else one.verdict)
    tokens, line = text(said), said
    changes = [step[1:] for step in one.diff if step[0] == "~"]
    for number, (quoted_words, words) in enumerate(changes):
        put = f"“{quoted_words}”" if quoted_words else say("nothing")
        before, behind = around("{words} for {link}", words=put)
        before = (", " if number else " (") + before
        if words:
            tokens += [*text(f"{before}“"), *known.sent(words), *text(f"”{behind}")]
            line += f"{before}“{{cable:sent}}`{words}`”{behind}"
        else:
            none = f"{before}{say('nothing')}{behind}"
            tokens += text(none)
            line += none
    end = ")" if changes else ""
    return Linked([*tokens, *text(end)], line + end)


def _of_witness(name: str, at: QuotedAt) -> str:
    """Return the name of a place with the copy whose words are quoted there."""
    if not at.witness:
        return name
    return f"{name}, {say('witness {siglum}', siglum=at.witness)}"


def _place(known: Known, here: str, at: QuotedAt, cable: str) -> Linked:
    first, last = (_OF_COPY.sub("", anchor) for anchor in (at.anchor, at.last))
    kind, number = first[:1], first[1:2]
    if first == at.anchor and not (kind and kind in "phu" and number.isdigit()):
        name = place_name(first) if first not in {"", "record"} else say("head")
        name = _of_witness(name, at)
        if not cable:
            return Linked(text(name), name)
        link = cable_link(known, here, cable)
        return Linked([*link.tokens, *text(f", {name}")], f"{link.line}, {name}")
    said = short_place(first)
    if last and last != first:
        said = say("{first} to {last}", first=said, last=short_place(last))
    said = f"{cable} {_of_witness(said, at)}".strip()
    target = f"{at.cable}#{at.anchor}"
    tokens = el("a", said, href=known.place(target, here))
    return Linked(tokens, f"{{cable:par}}`{said} <{target}>`")
