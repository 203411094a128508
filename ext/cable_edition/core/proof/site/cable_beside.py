"""What must stand beside and below a cable: who is named in it, and the ways on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cable_edition.core.cable.bare_words import BESIDE, says_nothing
from cable_edition.core.cable.places import place_name
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.neighbours import Neighbours
from cable_edition.core.proof.site.difference import first_difference_of
from cable_edition.core.proof.site.expected import Tokens, el, joined_by
from cable_edition.core.proof.site.known import KINDS, Known, Placed
from cable_edition.core.proof.site.tokens import original, page_of, settled, spaced
from cable_edition.core.words import is_translated, marked, say

if TYPE_CHECKING:
    from lxml import html

#: Kind of entry -> heading of its part, in the order of the panel.
_PARTS = {"person": "People", "organization": "Organizations", "term": "Terms", "tag": "TAGS"}
#: Parts that may stand open when the page is opened.
_OPEN = frozenset({"person"})


def orders_part(known: Known, one: EditedCable) -> Tokens:
    """Return the table of the ways on to other cables; empty where there is none."""
    rows = [
        el("tr", el("th", _order_name(known, row), scope="row"), *_cells(known, row))
        for row in known.neighbours.get(one.id, ())
        if row.kind != "date"
    ]
    if not rows:
        return []
    head = [el("th", name, scope="col") for name in (say("Order"), say("Previous"), say("Next"))]
    return el(
        "details",
        el("summary", say("Go on by post, classification, TAG, person or organization")),
        el("table", el("thead", el("tr", *head)), el("tbody", *rows)),
        cls="cable-orders",
    )


def _order_name(known: Known, row: Neighbours) -> str:
    if row.kind == "post":
        return known.post_names.get(row.key, row.key)
    placed = known.entries.get((row.kind, row.key)) if row.kind in KINDS else None
    return placed.title if placed else row.key


def _cells(known: Known, row: Neighbours) -> Iterator[Tokens]:
    name = _order_name(known, row)
    for other, relation in (
        (row.before, marked("Previous for {name}: {cable}")),
        (row.after, marked("Next for {name}: {cable}")),
    ):
        link: Tokens = []
        if other:
            link = el(
                "a", other, href=f"cables/{other}", title=known.heading_of(other),
                aria_label=say(relation, name=name, cable=other),
                **({} if is_translated() else known.as_sent),
            )  # fmt: skip
        yield el("td", link)


def panel_faults(
    known: Known, one: EditedCable, panel: html.HtmlElement, tokens: Tokens
) -> Iterator[tuple[str, str]]:
    """Yield (place, what is wrong) of the panel of what a cable names, which is read as tokens.

    Each entry that the text names stands in it once, under its kind, with its name, its meaning
    and its own address; its places are among those where the text names it. Nothing else does.
    """
    if settled(_usual_panel(known, one)) == tokens:
        return
    faults, right = _panel_entries(known, one, panel)
    yield from faults
    difference = None if faults else first_difference_of(settled(right), tokens)
    if difference:
        yield "panel", f"the edition has {difference.expected}, the page {difference.found}"


def _usual_panel(known: Known, one: EditedCable) -> Tokens:
    """Return the panel that mostly stands there: all that is named, in the order of the text."""
    named = _named(one)
    parts: list[Tokens] = []
    for kind in _PARTS:
        shown = [
            _panel_item(
                known.entries[key], [(f"#{at}", place_name(at)) for at in dict.fromkeys(at_all)]
            )
            for key, at_all in named.items()
            if key[0] == kind and key in known.entries
        ]
        if shown:
            parts.append(_panel_part(kind, shown, {"open": ""} if kind in _OPEN else {}))
    return el("div", *parts, cls="cable-panel")


def _panel_part(kind: str, shown: list[Tokens], opened: dict[str, str]) -> Tokens:
    count = el("span", str(len(shown)), cls="cable-panel-count")
    summary = el("summary", f"{say(_PARTS[kind])} ", count)
    return el("details", summary, el("ol", *shown), cls="cable-panel-part", **opened)


def _panel_entries(
    known: Known, one: EditedCable, panel: html.HtmlElement
) -> tuple[list[tuple[str, str]], Tokens]:
    """Return what is wrong with the entries of a panel, and the panel that has just these."""
    named = _named(one)
    seen: set[tuple[str, str]] = set()
    faults: list[tuple[str, str]] = []
    parts: list[Tokens] = []
    for part in panel:
        title = _words(part.find("summary"))
        items = list(part.iter("li"))
        kind = next((k for k, name in _PARTS.items() if title == f"{say(name)} {len(items)}"), "")
        if part.tag != "details" or not kind:
            faults.append(("panel", f"there is no part {title!r}"))
            continue
        shown: list[Tokens] = []
        for item in items:
            found = _panel_entry(known.by_address, item, kind)
            if found is None or (kind, found.entry.id) in seen:
                faults.append(("panel", f"{_words(item)!r} is no entry that the cable names"))
                continue
            key = (kind, found.entry.id)
            seen.add(key)
            places = [(a.get("href", ""), _words(a)) for a in item.iterfind("span/a")]
            right = [(f"#{at}", place_name(at)) for at in named.get(key, ())]
            if not places or any(place not in right for place in places):
                faults.append(("panel", f"{found.title!r} is not named at {places}"))
            shown.append(_panel_item(found, places))
        opened = {"open": part.get("open", "")} if kind in _OPEN else {}
        parts.append(_panel_part(kind, shown, opened))
    for key in must_be_named(one):
        placed = known.entries[key]
        if key not in seen:
            message = f"{placed.title!r} is named in the cable and does not stand in it"
            faults.append(("panel", message))
    return faults, el("div", *parts, cls="cable-panel")


def _panel_item(placed: Placed, places: list[tuple[str, str]]) -> Tokens:
    """Return what a panel has of an entry: its name, its meaning, where it is named."""
    tip, title = _plain(placed.entry.tip), _plain(placed.title)
    meaning = [*el("span", tip, cls="cable-panel-tip"), "= "] if tip else []
    links = [el("a", name, href=address) for address, name in places]
    words: str | Tokens = title
    if says_nothing(title):
        kind = el("span", say(_PARTS[placed.kind]), cls="cable-panel-kind")
        words = [*el("span", title, cls="cable-panel-word"), "= ", *(meaning[:-1] or kind)]
        meaning = []
    name = el("a", words, href=placed.address, cls="cable-panel-name")
    where = el("span", joined_by(" ", links), cls="cable-panel-places")
    return el("li", name, " ", meaning, where, id=f"{BESIDE}{placed.address.partition('#')[2]}")


def _panel_entry(
    by_address: Mapping[str, Placed], item: html.HtmlElement, kind: str
) -> Placed | None:
    link = item.find("a")
    if link is None:
        return None
    placed = by_address.get(page_of(link.get("href", ""), "cables"))
    tips = [_words(span) for span in item.find_class("cable-panel-tip")]
    tip = _plain(placed.entry.tip) if placed else ""
    shown = next(iter(link.find_class("cable-panel-word")), link)
    right = placed is not None and placed.kind == kind and _words(shown) == _plain(placed.title)
    return placed if right and tips == ([tip] if tip else []) else None


def _words(element: html.HtmlElement | None) -> str:
    return "" if element is None else _plain(element.text_content())


def _plain(text: str) -> str:
    return original(spaced(text)).strip()


def _named(one: EditedCable) -> dict[tuple[str, str], list[str]]:
    """Return the entries that a cable names, and the anchors at which it does."""
    found: dict[tuple[str, str], list[str]] = {}
    for tag in one.cable.opening.tags:
        found.setdefault(("tag", tag.text), []).append("tags")
    for anchor, mentions in one.mentions.items():
        for mention in mentions:
            found.setdefault((mention.kind, mention.entry), []).append(anchor)
    return found


def must_be_named(one: EditedCable) -> list[tuple[str, str]]:
    """Return the entries that the panel must have.

    Those whose words stand in a line with a reference, a gap or an excision may be left out of it.
    """
    if one.redactions or one.cable.excisions or one.cable.body_references:
        return []
    return [key for key in _named(one) if key[0] in _PARTS]
