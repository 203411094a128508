"""What is missing, on pages: the box of a cable, its portions, and the page of the edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cable_edition.core.cable.portions import Portions, meaning_said, portions_of
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.missing import (
    english_remarks,
    missing_sentences,
    without_remark,
)
from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.inline import role
from cable_edition.core.myst.markup import fence, opening, rows, toctree
from cable_edition.core.myst.row_kinds import PortionRow, PortionSentence
from cable_edition.core.words import is_translated, marked, say, spoken

#: The section of the first page that lists cables.
BY_CABLE = "by-cable"
_INTRODUCTION = marked(
    "What the copies behind this edition lack, and where they leave a doubt, cable by cable. The "
    "same sentences stand in a box on the page of each cable."
)


def missing_box(one: EditedCable) -> str:
    """Return the box of a cable; nothing where nothing is known to be amiss."""
    lines = list(remarks_of(one))
    return fence("cable:missing", "", {}, "\n".join(lines)) if lines else ""


def remarks_of(one: EditedCable) -> Iterator[str]:
    """Yield the sentences of a cable as MyST; those in English are marked on other pages."""
    english = {*english_remarks(one)} if is_translated() else set()
    for sentence in missing_sentences(one):
        yield role("sent", sentence, "") if sentence in english else escape(sentence)


def remarks_told(one: EditedCable) -> list[str]:
    """Return the sentences of :func:`remarks_of`, from the drawer of the cable."""
    return one.told("remarks", lambda: [*remarks_of(one)], spoken().tag)


def portion_list(one: EditedCable, term_names: Mapping[str, str]) -> str:
    """Return the portions of a cable: a row for each mark, and whether the whole agrees.

    ``term_names`` gives the name of a glossary entry by id: a mark is explained by the entry
    ``portion-c``, if there is one.
    """
    portions = portions_of(one.cable)
    if not portions.marks:
        return ""
    table: list[PortionRow | PortionSentence] = []
    for portion in portions.marks:
        term = term_names.get(f"portion-{portion.level.lower()}")
        shown = role("term", portion.mark, term) if term else escape(portion.mark)
        meaning = escape(meaning_said(portion.meaning), line_start=False)
        table.append(PortionRow(portion.mark, portion.count, f"{shown} {meaning}"))
    if portions.unmarked:
        table.append(PortionRow("", portions.unmarked, say("no mark")))
    if agreement := _agreement(one, portions):
        table.append(PortionSentence(words=escape(agreement)))
    return rows("cable:portions", table)


def _agreement(one: EditedCable, portions: Portions) -> str:
    message = {
        "agrees": marked("The highest portion is {highest}, as is the cable as a whole."),
        "above": marked(
            "The cable as a whole is {whole}; no portion is marked higher than {highest}."
        ),
        "below": marked(
            "The cable as a whole is {whole}, which is lower than its highest portion, {highest}."
        ),
        "unknown": "",
    }[portions.agreement]
    whole = say(one.classification.title())
    return say(message, whole=whole, highest=say(portions.highest)) if message else ""


#: What leads to the pages below that of what is missing, by page.
BELOW = {
    "missing/wanted": (
        marked("The cables that are cited and not here stand on {link}."),
        marked("the wanted list"),
    ),
    "missing/withheld": (
        marked("What releasing bodies cut out stands on a page of its own, {link}."),
        marked("what was withheld"),
    ),
}


def missing_pages(
    cables: Sequence[EditedCable],
    per_page: int,
    below: Sequence[str] = (),
) -> Iterator[tuple[str, str]]:
    """Yield the page of what is missing in the edition, in parts where it would be too long.

    An edition without a cable has none. ``below`` are other pages of the edition that it leads to.
    """
    if not cables:
        return
    found = [(one.id, said) for one in cables if (said := remarks_told(one))]
    yield from remark_pages(len(cables), found, per_page, below)


def remark_pages(
    cables: int,
    found: Sequence[tuple[str, Sequence[str]]],
    per_page: int,
    below: Sequence[str] = (),
) -> Iterator[tuple[str, str]]:
    """Yield the page of what is missing, given how many cables there are and what is found of each.

    See :func:`missing_pages`.
    """
    parts = [found[at : at + per_page] for at in range(0, len(found), per_page)] or [[]]
    further = [f"missing/more/{number}" for number in range(2, len(parts) + 1)]
    for docname, part in zip(further, parts[1:], strict=True):
        number = docname.rpartition("/")[2]
        title = opening(say("What is missing, page {number}", number=number), "the sources")
        yield docname, f"{title}\n{_listing(part)}"
    whole = cables - len(found)
    told = without_remark(cables, whole)
    more = ", ".join(f"[{n}](/{name}.md)" for n, name in enumerate(further, 2))
    body = [_listing(parts[0]), say("More cables: {link}.", link=more) + "\n" if more else ""]
    words = "\n".join(body) if found else told
    section = fence("cable:section", BY_CABLE, {"title": say("By cable")}, words, "::::")
    head = opening(say("What is missing"), "the sources")
    ways = "".join(f"{_way(name)}\n\n" for name in below)
    tree = toctree([*further, *below])
    yield "missing/index", f"{head}\n{say(_INTRODUCTION)} {told}\n\n{ways}{section}\n{tree}"


def _way(name: str) -> str:
    message, words = BELOW[name]
    return say(message, link=f"[{say(words)}](/{name}.md)")


def _listing(found: Sequence[tuple[str, Sequence[str]]]) -> str:
    lines = []
    for cable, sentences in found:
        lines.append(f"- {role('cited', cable, cable)}\n")
        lines += [f"  - {sentence}" for sentence in sentences]
        lines.append("")
    return "\n".join(lines)
