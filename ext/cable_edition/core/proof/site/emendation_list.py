"""What the register of emendations must show, and the corrections of the reading below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Correction
from cable_edition.core.cable.places import place_name
from cable_edition.core.editing.emendation_rules import RULES
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.edition.corrections import reading_of
from cable_edition.core.proof.site.cable_references import Linked, section
from cable_edition.core.proof.site.editor_words import shown_words
from cable_edition.core.proof.site.expected import Expected, Tokens, el, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.lists import Expectation, Part, made_of, prose, tree
from cable_edition.core.proof.site.reference_list import listed
from cable_edition.core.words import around, is_translated, say, say_number

_INDEX = "emendations/index"
_SOURCE = "the sidecars of the sources"
_LEAD = (
    "Every place where the reading text differs from its source, with the rule that it falls "
    "under. The sources themselves are never changed, and each emendation can be undone."
)
_CORRECTED = "Corrections of the reading"
_CORRECTED_LEAD = (
    "Where the program took words of a source for something that they are not, the editors say "
    "what they are. The words themselves are not changed by it, so these are no emendations; the "
    "numbers, marks, headings and parts of the cable follow from them."
)
_COLUMNS = ("Source", "Edition")
_DATA = "data/emendations.json"
_WORDS = re.compile("[phu][0-9]")


def emendations(known: Known, *, has_data: bool) -> dict[str, Expectation]:
    """Return the pages of the register; none without an emendation or a corrected reading.

    ``has_data`` tells whether the output has the register as data, to which each page leads.
    """
    by_page: dict[str, list[EditedCable]] = {}
    for one in known.edition.cables:
        if at := known.emendation_pages.get(one.id):
            by_page.setdefault(at, []).append(one)
    more = list(by_page)[1:]
    found: dict[str, Expectation] = {}
    for number, (here, members) in enumerate(by_page.items(), 1):
        title = say("Emendations")
        if number > 1:
            title = say("{title}, page {number}", title=title, number=number)
        table = _table(known, here, members, has_data=has_data)
        parts = [table, _corrections(known, here, members)]
        if number == 1:
            parts = [prose(say(_LEAD)), _rules(known, known.edition.cables), *parts, tree(more)]
        found[here] = made_of(known, title, _SOURCE, *parts)
    return found


def _rules(known: Known, cables: Sequence[EditedCable]) -> Part:
    counts = Counter(
        e.rule for one in cables for placed in one.emendations.values() for e in placed
    )

    def part(page: Expected) -> None:
        items = []
        lines = []
        for rule in RULES.values():
            kind = "mechanical" if rule.mechanical else "conjecture"
            seen = say(rule.source)
            if rule.mechanical:
                seen = say("seen in: {cable}", cable=seen)
            places = say_number(counts[rule.id], "{n} place", "{n} places")
            told = f"{say(kind)}; {places}; {seen}"
            items.append(el("dt", f"{say(rule.name)} ", el("code", rule.id), id=f"rule-{rule.id}"))
            items.append(el("dd", el("p", say(rule.reason)), el("p", told, cls="cable-reason")))
            cells = (rule.id, rule.name, kind, str(counts[rule.id]), rule.reason, rule.source)
            lines.append(" | ".join(cells))
        sent = {} if is_translated() else known.as_sent
        page.add(el("dl", *items, cls="cable-rules", **sent), "```{cable:rules}", *lines, "```")

    return part


def _table(known: Known, here: str, members: Sequence[EditedCable], *, has_data: bool) -> Part:
    rows = []
    lines = []
    for one in members:
        for e in (e for placed in one.emendations.values() for e in placed):
            # What an editor gives as a reason stands here without links.
            shown = shown_words(e.reason, lambda _role, title, target: text(title or target))
            reason = "".join(part[1:] for part in shown.tokens if part[:1] == "=")
            said = el("p", reason, cls="cable-reason") if reason else []
            place = f"{one.id}, {place_name(e.anchor)}"
            at = known.address(f"{_INDEX}#rule-{e.rule}", here)
            rule = el("a", say(RULES[e.rule].name), href=at)
            rows.append((one.id, e, place, said, rule))
            cells = (one.id, e.anchor, e.id, e.lemma, e.read, e.rule, e.certainty, reason)
            lines.append(" | ".join(cells))

    def part(page: Expected) -> None:
        if not rows:
            return
        bodies: dict[tuple[str, str], Tokens] = {}
        for cable, e, place, said, rule in rows:
            head = el("a", place, href=f"cables/{cable}#{e.anchor}")
            body = bodies.setdefault(
                (cable, e.anchor),
                el("tr", el("th", head, scope="rowgroup", colspan="2"), cls="cable-emended"),
            )
            told = el("p", rule, f", {say(e.certainty)}", cls="cable-reason")
            body += el(
                "tr",
                el(
                    "td",
                    el("a", fold(e.lemma), href=f"cables/{cable}#{e.id}"),
                    cls="cable-source-reading",
                    **known.as_sent,
                ),
                el("td", known.sent(fold(e.read)), told, said, cls="cable-edition-reading"),
                id=f"{cable}-{e.id}",
            )
        head = el("thead", el("tr", *(el("th", say(name), scope="col") for name in _COLUMNS)))
        parts = [el("tbody", body) for body in bodies.values()]
        table = el("table", head, *parts, cls="cable-emendations")
        page.add(el("div", table, cls="table-wrapper"), "```{cable:emendations}", *lines, "```")
        if has_data:
            before, after = around("The register as data: {link}")
            page.add(el("p", before, el("a", "emendations.json", href=_DATA), after))

    return part


def _corrections(known: Known, here: str, members: Sequence[EditedCable]) -> Part:
    items = [
        _correction(known, here, one.id, item) for one in members for item in one.cable.corrections
    ]

    def part(page: Expected) -> None:
        if not items:
            return
        inner = Expected()
        if here == _INDEX:
            prose(say(_CORRECTED_LEAD))(inner)
        listed(items)(inner)
        anchor = "corrections-of-the-reading"
        page.add(
            section(known, anchor, say(_CORRECTED), inner.raw),
            f"::::{{cable:section}} {anchor}", f":title: {say(_CORRECTED)}", *inner.lines, "::::",
        )  # fmt: skip

    return part


def _correction(known: Known, here: str, cable: str, item: Correction) -> Linked:
    name = place_name(item.anchor)
    if _WORDS.match(item.anchor):
        target, shown = f"{cable}#{item.anchor}", f"{cable}, {name}"
        tokens = el("a", shown, href=known.place(target, here))
        line = f"- {{cable:par}}`{shown} <{target}>`"
    else:
        tokens = [*el("a", cable, href=known.address(f"cables/{cable}", here)), *text(f", {name}")]
        line = f"- {{cable:cable}}`{cable} <{cable}>`, {name}"
    quoted = f"{item.text} … {item.through}" if item.through else item.text
    said = f": {say('“{words}”', words=quoted)} {reading_of(item)}."
    tokens += text(said)
    line += said
    if item.reason:
        reason = shown_words(item.reason, lambda *role: known.role_link(here, *role))
        tokens += [*text(" "), *reason.tokens]
        line += f" {reason.line}"
    return Linked(tokens, line)
