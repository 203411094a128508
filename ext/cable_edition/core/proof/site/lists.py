"""What lists of cables must show, and the parts that several pages of the edition share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.ids import in_order
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.missing import missing_sentences, without_remark
from cable_edition.core.edition.pictures.portions import portions_by_classification
from cable_edition.core.proof.site.cable_notes import source_tokens
from cable_edition.core.proof.site.cable_references import (
    Linked,
    cable_link,
    lines_to,
    links_to,
    remark,
    section,
)
from cable_edition.core.proof.site.editor_words import shown_words
from cable_edition.core.proof.site.expected import Expected, el, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.pictures import picture_part
from cable_edition.core.proof.site.site_page import PageTree
from cable_edition.core.registers.entries import Event, Statement
from cable_edition.core.words import around, say, say_number

#: What must stand on a page, given the page as it is.
Expectation = Callable[[PageTree], Expected]

_STATUS = {
    "verified": "verified",
    "cable": "only the cable says so",
    "inference": "inference",
    "unverified": "unverified",
}
_COLUMNS = ("Date", "Cable", "Origin", "Classification", "Subject")
#: Pages that lead to others have an element for them, which holds nothing.
_TREE = el("div", cls="toctree-wrapper compound")
#: A part of a page, added to what stands before it.
Part = Callable[[Expected], None]


class Ids:
    """The ids that Sphinx gave to sections whose anchors are not the edition's own, in order."""

    def __init__(self, page: PageTree) -> None:
        self._left = iter(page.other_ids)

    def next(self) -> str:
        """Return the next one."""
        return next(self._left, "")


def titled(known: Known, page: PageTree, title: str, source: str, *parts: Part) -> Expected:
    """Return a page with its title and its parts."""
    inner, whole = Expected(), Expected()
    inner.add(
        el("h1", title, known.heading.link(page.section_id)),
        f"% Written by Cable Edition from {source}. Changes made here are lost.",
        f"# {title}",
    )
    for part in parts:
        part(inner)
    whole.add(el("section", inner.raw, id=page.section_id), *inner.lines)
    return whole


def section_part(known: Known, anchor: str, title: str, *parts: Part) -> Part:
    """Return a section with a title of the edition's own and the given parts in it."""

    def added(page: Expected) -> None:
        inner = Expected()
        for part in parts:
            part(inner)
        page.add(
            section(known, anchor, title, inner.raw),
            f"::::{{cable:section}} {anchor}", f":title: {title}", *inner.lines, "::::",
        )  # fmt: skip

    return added


def made_of(known: Known, title: str, source: str, *parts: Part) -> Expectation:
    """Return what stands on a page that is a title and its parts."""
    return lambda page: titled(known, page, title, source, *parts)


def prose(words: str) -> Part:
    """Return a paragraph."""
    return lambda page: page.add(el("p", words), words)


def tree(pages: Sequence[str]) -> Part:
    """Return the place of a table of contents that nobody sees."""

    def part(page: Expected) -> None:
        if pages:
            lines = [f"/{name}" for name in pages]
            page.add(_TREE, "```{toctree}", ":hidden:", *lines, "```")

    return part


def further(words: str, pages: Sequence[str]) -> Part:
    """Return the line that leads to further pages, ``{link}``; nothing without any."""

    def part(page: Expected) -> None:
        if pages:
            listed = [(str(n), name) for n, name in enumerate(pages, 2)]
            before, after = around(words)
            page.add(
                el("p", before, *links_to(listed), after), f"{before}{lines_to(listed)}{after}"
            )

    return part


def cable_table(known: Known, cables: Sequence[EditedCable]) -> Part:
    """Return the table of some cables; nothing without any."""

    def part(page: Expected) -> None:
        if not cables:
            return
        rows = []
        lines = []
        for one in cables:
            upper = "cable-upper" if one.subject.isupper() else ""
            rows.append(
                el(
                    "tr",
                    el("td", one.date, cls="cable-date"),
                    el("th", el("a", one.id, href=f"cables/{one.id}"), scope="row"),
                    el("td", fold(one.origin), **known.as_sent),
                    el("td", fold(one.classification), **known.as_sent),
                    el("td", fold(one.subject), cls=upper, **known.as_sent),
                )
            )
            cells = (one.id, one.date, one.origin, one.classification, one.subject)
            lines.append(" | ".join(cells))
        head = el("thead", el("tr", *(el("th", say(name), scope="col") for name in _COLUMNS)))
        table = el("table", head, el("tbody", *rows), cls="cable-list")
        page.add(el("div", table, cls="table-wrapper"), "```{cable:cables}", *lines, "```")

    return part


def statement(known: Known, here: str, one: Statement, label: str = "") -> Part:
    """Return a statement with its status and its sources."""

    def part(page: Expected) -> None:
        shown = shown_words(one.text, lambda *role: known.role_link(here, *role))
        lead = [*el("strong", label), *text(" ")] if label else []
        kind = f"cable-status cable-status-{one.status}"
        page.add(
            el("p", lead, shown.tokens, " ", el("span", say(_STATUS[one.status]), cls=kind),
               source_tokens(one.sources), cls="cable-statement"),
            f"```{{cable:statement}} {one.status}",
            f"{f'**{label}** ' if label else ''}{shown.line}", *map(fold, one.sources), "```",
        )  # fmt: skip

    return part


def subsection(known: Known, ids: Ids, title: str, *parts: Part) -> Part:
    """Return a section whose anchor Sphinx chose."""

    def part(page: Expected) -> None:
        inner = Expected()
        anchor = ids.next()
        inner.add(el("h2", title, known.heading.link(anchor)), f"## {title}")
        for one in parts:
            one(inner)
        page.add(el("section", inner.raw, id=anchor), *inner.lines)

    return part


def _by_year(cables: Iterable[EditedCable], size: int) -> Iterator[tuple[str, list[EditedCable]]]:
    for year, group in groupby(cables, key=lambda one: one.date[:4] or "undated"):
        members = list(group)
        for number, at in enumerate(range(0, len(members), size), 1):
            yield (f"{year}-{number}" if len(members) > size else year), members[at : at + size]


def year_said(name: str, *, upper: bool = False) -> str:
    """Return the name of a year, or of a part of it (``2005-2``), as a page says it."""
    year, stroke, part = name.partition("-")
    if year != "undated":
        return name
    return say("Undated" if upper else "undated") + stroke + part


def list_of_cables(known: Known) -> dict[str, Expectation]:
    """Return the list of all cables, and its parts where it has any."""
    cables, size = known.edition.cables, known.against.settings.limits.cables_per_page
    source = "the sources"
    if not cables:
        words = prose(say("This edition has no cable yet."))
        return {"cables/index": lambda page: titled(known, page, say("Cables"), source, words)}
    names = [f"cables/{one.id}" for one in cables]
    if len(cables) <= size:
        parts = (cable_table(known, cables), tree(names))
        return {"cables/index": lambda page: titled(known, page, say("Cables"), source, *parts)}
    found: dict[str, Expectation] = {}
    items = []
    for name, members in _by_year(cables, size):
        inner = (cable_table(known, members), tree([f"cables/{one.id}" for one in members]))
        title = say("Cables, {year}", year=year_said(name))
        found[f"parts/{name}"] = made_of(known, title, source, *inner)
        many = say_number(len(members), "{n} cable", "{n} cables")
        items.append((year_said(name), f"parts/{name}", many))
    whole = (listed_pages(items), tree(list(found)))
    found["cables/index"] = lambda page: titled(known, page, say("Cables"), source, *whole)
    return found


def listed_pages(items: Sequence[tuple[str, str, str]]) -> Part:
    """Return a list of pages: (words, page, how much is on it)."""

    def part(page: Expected) -> None:
        rows = [el("li", el("p", el("a", w, href=at), f": {much}")) for w, at, much in items]
        lines = [f"- [{w}](/{at}.md): {much}" for w, at, much in items]
        page.add(el("ul", *rows), *lines)

    return part


def chronology(known: Known) -> dict[str, Expectation]:
    """Return the chronology, on one page or divided by year."""
    limit = known.against.settings.limits.cables_per_page
    dated: list[tuple[str, int, tuple[str, int], Event | EditedCable]] = [
        (one.date, 1, in_order(one.id), one) for one in known.edition.cables
    ]
    dated += [(one.date, 0, in_order(one.id), one) for one in known.edition.registers.events]
    dated.sort(key=lambda item: item[:3])
    years = [
        (year, [item[3] for item in group])
        for year, group in groupby(dated, key=lambda item: item[0][:4] or "undated")
    ]
    source = "registers/chronology.yaml and the sources"
    lead = prose(say("What happened before and after, and the cables in their places."))
    drawn = picture_part(known, "chronology/index")
    if len(dated) <= limit:

        def whole(page: PageTree) -> Expected:
            ids = Ids(page)
            parts = [
                subsection(known, ids, year_said(year, upper=True), *_year(known, page.name, items))
                for year, items in years
            ]
            return titled(known, page, say("Chronology"), source, lead, drawn, *parts)

        return {"chronology/index": whole}
    found: dict[str, Expectation] = {}
    listed = []
    for year, items in years:
        for number, at in enumerate(range(0, len(items), limit), 1):
            part = items[at : at + limit]
            name = f"{year}-{number}" if len(items) > limit else year
            here = f"chronology/more/{name}"
            title = say("Chronology, {year}", year=year_said(name))
            inner = tuple(_year(known, here, part))
            found[here] = made_of(known, title, source, *inner)
            many = say_number(len(part), "{n} entry", "{n} entries")
            listed.append((year_said(name), here, many))
    index = (lead, drawn, listed_pages(listed), tree([at for _, at, _ in listed]))
    found["chronology/index"] = lambda page: titled(known, page, say("Chronology"), source, *index)
    return found


def _year(known: Known, here: str, items: Sequence[Event | EditedCable]) -> Iterator[Part]:
    for is_event, group in groupby(items, key=lambda one: isinstance(one, Event)):
        members = list(group)
        if not is_event:
            yield cable_table(known, [one for one in members if isinstance(one, EditedCable)])
            continue
        for one in members:
            if isinstance(one, Event):
                said = Statement(one.text, one.status, one.sources)
                yield statement(known, here, said, one.date)


def classifications(known: Known) -> dict[str, Expectation]:
    """Return the cables by classification."""
    limit = known.against.settings.limits.cables_per_page
    groups: dict[str, list[EditedCable]] = {}
    for one in known.edition.cables:
        groups.setdefault(one.classification or "Not stated", []).append(one)
    found: dict[str, Expectation] = {}
    source = "the sources"
    sections: list[tuple[str, list[Part]]] = []
    for number, name in enumerate(sorted(groups, key=lambda n: (n == "Not stated", n)), 1):
        members = groups[name]
        count = say_number(len(members), "{n} cable", "{n} cables")
        shown = say(name.capitalize())
        parts = [_slanted(count), cable_table(known, members[:limit])]
        for part, at in enumerate(range(limit, len(members), limit), 2):
            here, title = (
                f"classifications/more/{number}-{part}",
                say("{title}, part {number}", title=shown, number=part),
            )
            inner = cable_table(known, members[at : at + limit])
            found[here] = made_of(known, title, source, inner)
            parts.append(_part_link(part, here))
        sections.append((shown, parts))
    more = list(found)
    has_picture = bool(portions_by_classification(known.edition.cables))
    said = (
        "The cables by the classification of the whole, as each states it. A paragraph has a "
        "portion mark of its own, often a lower one."
    )
    if has_picture:
        said = (
            "The cables by the classification of the whole, as each states it. A paragraph has a "
            "portion mark of its own, often a lower one; the marks are counted below."
        )
    lead = prose(say(said))

    def whole(page: PageTree) -> Expected:
        ids = Ids(page)
        all_sections = list(sections)
        if has_picture:
            all_sections.append((say("Portion marks"), [picture_part(known, page.name)]))
        # The further pages are listed at the end, and so in the last section.
        parts = [
            subsection(
                known, ids, title, *inner, *([tree(more)] if number == len(all_sections) else ())
            )
            for number, (title, inner) in enumerate(all_sections, 1)
        ]
        return titled(known, page, say("Classifications"), source, lead, *parts)

    found["classifications/index"] = whole
    return found


def _slanted(words: str) -> Part:
    return lambda page: page.add(el("p", el("em", words)), f"*{words}*")


def _part_link(part: int, at: str) -> Part:
    words = say("Part {number}", number=part)
    return lambda page: page.add(el("p", el("a", words, href=at)), f"[{words}](/{at}.md)")


def missing(known: Known, *below: Way) -> dict[str, Expectation]:
    """Return the pages on what is missing in the edition; ``below`` are others it leads to."""
    cables = known.edition.cables
    if not cables:
        return {}
    limit = known.against.settings.limits.cables_per_page
    all_of = (
        (one.id, [remark(known, one, sentence) for sentence in missing_sentences(one)])
        for one in cables
    )
    lacking = [(cable, sentences) for cable, sentences in all_of if sentences]
    parts = [lacking[at : at + limit] for at in range(0, len(lacking), limit)] or [[]]
    pages = [f"missing/more/{number}" for number in range(2, len(parts) + 1)]
    source = "the sources"
    found: dict[str, Expectation] = {}
    for number, (here, part) in enumerate(zip(pages, parts[1:], strict=True), 2):
        title = say("What is missing, page {number}", number=number)
        listed = _lacking(known, here, part)
        found[here] = made_of(known, title, source, listed)
    whole = len(cables) - len(lacking)
    told = without_remark(len(cables), whole)
    said = say(
        "What the copies behind this edition lack, and where they leave a doubt, cable by cable. "
        "The same sentences stand in a box on the page of each cable."
    )
    lead = prose(f"{said} {told}")

    def body(page: Expected) -> None:
        inner = Expected()
        if lacking:
            _lacking(known, "missing/index", parts[0])(inner)
            further("More cables: {link}.", pages)(inner)
        else:
            prose(told)(inner)
        page.add(
            section(known, "by-cable", say("By cable"), inner.raw),
            "::::{cable:section} by-cable", f":title: {say('By cable')}", *inner.lines, "::::",
        )  # fmt: skip

    found["missing/index"] = lambda page: titled(
        known,
        page,
        say("What is missing"),
        source,
        lead,
        *(way_part(one) for one in below),
        body,
        tree([*pages, *(one.page for one in below)]),
    )
    return found


class Way(NamedTuple):
    """A sentence that leads to another page, with the words of its link at ``{link}``."""

    page: str
    message: str
    words: str


def way_part(one: Way) -> Part:
    """Return the sentence that leads to another page."""
    (before, after), words = around(one.message), say(one.words)
    return lambda page: page.add(
        el("p", before, el("a", words, href=one.page), after),
        f"{before}[{words}](/{one.page}.md){after}",
    )


def _lacking(known: Known, here: str, part: Sequence[tuple[str, Sequence[Linked]]]) -> Part:
    def added(page: Expected) -> None:
        items = []
        lines = []
        for cable, sentences in part:
            link = cable_link(known, here, cable)
            inner = el("ul", *(el("li", el("p", sentence.tokens)) for sentence in sentences))
            items.append(el("li", el("p", link.tokens), inner))
            lines += [f"- {link.line}", *(f"- {sentence.line}" for sentence in sentences)]
        page.add(el("ul", *items) if items else [], *lines)

    return added
