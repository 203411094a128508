"""What must stand on the page of a cable, from its title to the text as transmitted."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from itertools import chain

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable, Heading, Paragraph
from cable_edition.core.cable.passage import source_text
from cable_edition.core.cable.places import reference_anchors
from cable_edition.core.cable.portions import mark_said, meaning_said, portions_of
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.missing import missing_sentences
from cable_edition.core.proof.site.cable_notes import notes_part
from cable_edition.core.proof.site.cable_record import origin_row, record_part
from cable_edition.core.proof.site.cable_references import cited_by_part, related_part, remark
from cable_edition.core.proof.site.expected import Expected, Tokens, el, text
from cable_edition.core.proof.site.inline_words import CableWords
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.moved_places import moved_part, revised_part
from cable_edition.core.proof.site.quoted_list import quoted_part, quoting_works
from cable_edition.core.proof.site.tokens import start
from cable_edition.core.proof.site.variant_part import variants_part
from cable_edition.core.words import around, is_translated, say, say_day, say_number

_SENT = {"lang": "en", "dir": "ltr"}
#: Where the register of emendations lists the corrections of the reading.
_CORRECTIONS = "corrections-of-the-reading"


class CableArticle:
    """Puts together what the page of one cable must have."""

    def __init__(self, known: Known, one: EditedCable, *, has_panel: bool = False) -> None:
        self._known = known
        self._one = one
        self._words = CableWords(known, one, has_panel=has_panel)
        self._former = known.edition.releases.former.get(one.id, ())

    def expected(self, page_id: str) -> Expected:
        """Return the page; ``page_id`` is the id of its outermost section, which is the theme's."""
        known, one = self._known, self._one
        page, inner = Expected(), Expected()
        head = f"{one.id}: {one.subject}" if one.subject else one.id
        inner.add(
            self._title(page_id),
            f"% Written by Cable Edition from the source {one.cable.source.name}. "
            "Changes made here are lost.",
            f"# {head}",
        )
        self._views(inner)
        about, portions = Expected(), Expected()
        self._before(about, *_record_anchors(one.cable))
        record_part(about, known, one, self._words)
        self._corrections(about)
        self._missing(about)
        # A site folds up what is about the record; books have it as the copy has it.
        agreement = self._portions(portions)
        folded = about.raw
        if known.is_cited:
            folded = self._folded([*about.raw, *agreement])
        inner.add(folded, *about.lines)
        revised_part(inner, known, one.id)
        inner.add(portions.raw, *portions.lines)
        self._body(inner)
        cited_by_part(inner, known, one.id)
        quoted_part(inner, known, one.id)
        related_part(inner, known, one.id)
        variants_part(inner, known, one)
        notes_part(inner, known, one)
        self._transmitted(inner)
        page.add(el("section", inner.raw, id=page_id), *inner.lines)
        return page

    def _title(self, page_id: str) -> Tokens:
        one, link = self._one, self._known.heading.link(page_id)
        if not one.subject:
            return el("h1", el("span", one.id, cls="cable-eyebrow"), link)
        upper = " cable-title-upper" if one.subject.isupper() else ""
        colon = el("span", ": ", cls="cable-colon")
        return el(
            "h1",
            el("span", one.id, colon, cls="cable-eyebrow"),
            el("span", one.subject, cls=f"cable-title{upper}", **self._known.as_sent),
            link,
        )

    def _views(self, page: Expected) -> None:
        one = self._one
        parts: Tokens = []
        lines: list[str] = []
        for shown, line in self._about_sending():
            parts += [*el("span", shown, cls="no-search"), *text(" · ")]
            lines.append(line)
        count = sum(len(items) for items in one.emendations.values())
        said = text(say("without emendation"))
        if count:
            said = el(
                "a",
                say_number(count, "{n} emendation", "{n} emendations"),
                href=self._known.emendation_pages[one.id],
            )
        other = el(
            "span",
            " · ",
            el("a", say("Text as transmitted"), href="#transmitted"),
            cls="cable-views-other",
        )
        options: list[str] = []
        if one.witnesses:
            copies = say_number(len(one.witnesses), "{n} other witness", "{n} other witnesses")
            said = [*said, *text(" · "), *el("a", copies, href="#witnesses")]
            options = [f":witnesses: {len(one.witnesses)}"]
        whole = el("p", parts, said, other, cls="cable-views-said")
        page.add(
            el("div", whole, cls="cable-views"),
            f"```{{cable:views}} {one.id} {count}", *options, *lines, "```",
        )  # fmt: skip

    def _about_sending(self) -> Iterator[tuple[Tokens, str]]:
        """Yield place, date and classification as far as they are known, shown and in the copy."""
        origin = origin_row(self._known, self._one)
        if origin.line:
            yield origin.tokens, origin.line
        year, *rest = self._one.date.split("-")
        names = [calendar.month_name[int(rest[0])], *map(str, map(int, rest[1:]))] if rest else []
        date = say_day(self._one.date, " ".join([*reversed(names), year]))
        if date:
            yield text(date), date
        if whole := self._one.classification:
            line = f"{{cable:sent}}`{whole}`" if is_translated() else whole
            yield self._known.sent(whole) if is_translated() else text(whole), line

    def _folded(self, inside: Tokens) -> Tokens:
        count = len(missing_sentences(self._one))
        head = el("summary", about_record(count))
        return el("details", head, inside, cls="cable-about", id="about")

    def _corrections(self, page: Expected) -> None:
        count = len(self._one.cable.corrections)
        if not count:
            return
        said = say_number(count, "the reading at {n} place", "the reading at {n} places")
        first, last = around("The editors corrected {link}.")
        at = self._known.emendation_pages[self._one.id]
        link = el("a", el("span", said, cls="std std-ref"), href=f"{at}#{_CORRECTIONS}")
        page.add(
            el("p", first, link, last),
            f"{first}[{said}](/{at}.md#{_CORRECTIONS}){last}",
        )

    def _missing(self, page: Expected) -> None:
        sentences = missing_sentences(self._one)
        if not sentences:
            return
        title = el("p", say("What is missing or doubtful in this copy"), cls="admonition-title")
        shown = [remark(self._known, self._one, sentence) for sentence in sentences]
        items = [el("li", el("p", one.tokens)) for one in shown]
        page.add(
            el("div", title, el("ul", *items),
               cls="cable-missing admonition-missing no-search admonition"),
            "```{cable:missing}", *(one.line for one in shown), "```",
        )  # fmt: skip

    def _portions(self, page: Expected) -> Tokens:
        """Add the portions; return what they say together, which a site has elsewhere."""
        portions = portions_of(self._one.cable)
        if not portions.marks:
            return []
        items: list[Tokens] = []
        lines: list[str] = []
        here = f"cables/{self._one.id}"
        for portion in portions.marks:
            level = portion.level.lower()
            entry = self._known.entries.get(("term", f"portion-{level}"))
            shown = text(portion.mark)
            line = portion.mark
            if entry:
                shown = self._known.entry_link(entry, portion.mark, here)
                line = f"{{term}}`{portion.mark} <{entry.target}>`"
                if portion.mark == entry.target:
                    line = f"{{term}}`{portion.mark}`"
            meaning = meaning_said(portion.meaning)
            told = f" {meaning}{_so_many(portion.count)}"
            items.append(el("li", el("p", shown, told), data_portion=portion.mark))
            lines.append(f"{portion.mark} | {portion.count} | {line} {meaning}")
        if portions.unmarked:
            told = f"{say('no mark')}{_so_many(portions.unmarked)}"
            items.append(el("li", el("p", told), data_portion=""))
            lines.append(f" | {portions.unmarked} | {say('no mark')}")
        after: Tokens = []
        if sentence := self._agreement(portions.agreement, portions.highest):
            after = el("p", sentence, cls="cable-agreement")
            lines.append(f" | | {sentence}")
        listed = el("ul", *items, cls="cable-portion-list")
        inside = listed if self._known.is_cited else [*listed, *after]
        page.add(el("div", inside, cls="cable-portions"), "```{cable:portions}", *lines, "```")
        return after

    def _agreement(self, agreement: str, highest: str) -> str:
        said = {"whole": say(self._one.classification.title()), "highest": say(highest)}
        if agreement == "agrees":
            return say("The highest portion is {highest}, as is the cable as a whole.", **said)
        if agreement == "above":
            return say(
                "The cable as a whole is {whole}; no portion is marked higher than {highest}.",
                **said,
            )
        if agreement == "below":
            return say(
                "The cable as a whole is {whole}, which is lower than its highest portion, "
                "{highest}.",
                **said,
            )
        return ""

    def _body(self, page: Expected) -> None:
        cable = self._one.cable
        opened = False
        for part in _in_order(cable):
            if isinstance(part, Heading):
                # What was the address of a heading stands before its section.
                self._before(page, part.anchor)
                if opened:
                    page.add(["</section>"])
                self._heading(page, part)
                opened = True
            else:
                self._before(page, *(block.anchor for block in part.blocks))
                self._paragraph(page, part)
        for line in cable.closing:
            self._line(page, line.anchor, line.kind, say("closing line"))
        if cable.signature:
            self._line(page, "signature", "signature", "")
        moved = [(f.anchor, f.cable, f.to) for f in self._former if f.cable != self._one.id]
        moved_part(page, self._known, self._one.id, moved)
        if opened:
            page.add(["</section>"])

    def _before(self, page: Expected, *anchors: str) -> None:
        for anchor in anchors:
            old = [f.anchor for f in self._former if (f.cable, f.to) == (self._one.id, anchor)]
            if old:
                spans = [el("span", id=name, cls="cable-former") for name in old]
                names = " ".join(old)
                page.add(list(chain(*spans)), f"```{{cable:former}} {names}", "```")

    def _heading(self, page: Expected, heading: Heading) -> None:
        anchor = heading.anchor
        words = self._words.at(anchor)
        title = el(
            "h2",
            words.tokens,
            self._known.heading.link(anchor),
            *self._cite(
                anchor,
                say("heading {number}", number=anchor[1:]),
                space=self._known.heading.is_linked,
            ),
        )
        page.add(
            [start("section", {"class": "cable-section", "id": anchor}), *title],
            f"```{{cable:heading}} {anchor}", words.line, "```",
        )  # fmt: skip

    def _cite(self, anchor: str, label: str, *, space: bool = True) -> Iterator[Tokens]:
        if space and self._known.is_cited:
            yield text(" ")
            yield el(
                "a",
                say("Cite"),
                cls="cable-cite-link",
                href="#cite",
                data_place=anchor,
                aria_label=say("Cite {place}", place=label),
            )

    def _ways(self, anchor: str, label: str, shown: str, kind: str) -> Tokens:
        """Return the link to a place and the way to cite it: most cables have the same."""
        key = (anchor, label, shown, kind)
        found = self._known.ways.get(key)
        if found is None:
            name = say("Link to {place}", place=label)
            link = el("a", shown, cls=kind, href=f"#{anchor}", aria_label=name, title=name)
            found = self._known.ways[key] = [*link, *chain(*self._cite(anchor, label))]
        return found

    def _paragraph(self, page: Expected, par: Paragraph) -> None:
        anchor, mark = par.anchor, par.marking.text if par.marking else ""
        number = "" if par.n is None else str(par.n)
        name = say("paragraph {number}", number=number or anchor)
        shown = f"¶ {number}" if number else "¶"
        meaning = mark_said(mark)
        marked = el("span", mark, cls="cable-mark", **({"title": meaning} if meaning else {}))
        blocks: list[Tokens] = []
        lines: list[str] = []
        for index, block in enumerate(par.blocks):
            words = self._words.at(block.anchor)
            lines.append(words.line)
            said = el("span", words.tokens, cls="cable-words", **_SENT)
            label = say("{place}, part {part}", place=f"¶ {number or anchor}", part=index)
            before = [*marked, *text(" ")] if mark and not index else []
            after = [
                *text(" "),
                *self._ways(block.anchor, label, "¶", "cable-permalink"),
            ] if index else []  # fmt: skip
            extra = {"id": block.anchor} if index else {}
            kind = f"cable-block cable-block-{block.kind}"
            blocks.append(el("p", before, said, after, cls=kind, **extra))
        if mark and not par.blocks:
            blocks.append(el("p", marked, cls="cable-block cable-block-text"))
        extra = {"data_mark": mark} if mark else {}
        kinds = [block.kind for block in par.blocks]
        options = [f":blocks: {' '.join(kinds) or 'none'}"] if kinds != ["text"] else []
        if works := quoting_works(self._known, self._one.id, anchor):
            told = say_number(works, "Quoted in {n} work", "Quoted in {n} works")
            way = el("a", told, href="#quoted-in") if self._known.is_cited else text(told)
            blocks.append(el("p", way, cls="cable-quoted"))
            options.append(f":quoted: {works}")
        head = f"```{{cable:par}} {anchor} {number or '-'} {mark}".rstrip()
        page.add(
            el(
                "div",
                self._ways(anchor, name, shown, "cable-number"),
                el("div", *blocks, cls="cable-blocks"),
                cls="cable-par", id=anchor, **extra,
            ),
            head, *options, *lines, "```",
        )  # fmt: skip

    def _line(self, page: Expected, anchor: str, kind: str, label: str) -> None:
        self._before(page, anchor)
        words = self._words.at(anchor)
        said = el("span", words.tokens, cls="cable-words", **_SENT)
        after = [
            *text(" "),
            *self._ways(anchor, label, "¶", "cable-permalink"),
        ] if label else []  # fmt: skip
        page.add(
            el("p", said, after, cls=f"cable-block cable-block-{kind}", id=anchor),
            f"```{{cable:line}} {kind} {anchor}", words.line, "```",
        )  # fmt: skip

    def _transmitted(self, page: Expected) -> None:
        whole = source_text(self._one.cable)
        page.add(
            el(
                "details",
                el("summary", say("Show the whole text as transmitted")),
                el("pre", whole, cls="cable-words", tabindex="0", **_SENT),
                cls="cable-transmitted", id="transmitted",
            ),
            "```{cable:transmitted}",
            f":lines: {whole.count(chr(10)) + 1}",
            fold(whole),
            "```",
        )  # fmt: skip


def _so_many(count: int) -> str:
    number = say_number(count, "{n} paragraph", "{n} paragraphs")
    return say("{mark}: {count}", mark="", count=number)


def about_record(remarks: int) -> str:
    """Return the words below which a page has what is about the record."""
    if not remarks:
        return say("About this record")
    return say_number(
        remarks,
        "About this record and what is missing or doubtful ({n} remark)",
        "About this record and what is missing or doubtful ({n} remarks)",
    )


def _record_anchors(cable: Cable) -> Iterator[str]:
    if cable.opening.subject:
        yield "subject"
    yield from (anchor for anchor, _ in reference_anchors(cable))
    if cable.opening.classified_by:
        yield "classified-by"


def _in_order(cable: Cable) -> Iterator[Heading | Paragraph]:
    """Yield headings and paragraphs as they follow each other."""
    last = len(cable.paragraphs)
    before: dict[int, list[Heading]] = {}
    for heading in cable.headings:
        before.setdefault(min(heading.precedes, last), []).append(heading)
    for index, paragraph in enumerate(cable.paragraphs):
        yield from before.get(index, ())
        yield paragraph
    yield from before.get(last, ())
