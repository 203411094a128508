"""What the page of changes between releases must show."""

from __future__ import annotations

import re

from cable_edition.core.changes.compare import Change, pieces
from cable_edition.core.changes.history import Step, clipped
from cable_edition.core.proof.site.cable_references import Linked, section
from cable_edition.core.proof.site.expected import Expected, el, joined_by, text
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.lists import Expectation, Part, Way, made_of, prose
from cable_edition.core.proof.site.reference_list import listed
from cable_edition.core.proof.site.variant_part import place_in
from cable_edition.core.words import around, say, say_number

PAGE = "releases/changes"
#: What stands in a message where a link or quoted words are put in.
_HERE, _THERE = "\0", "\1"
_SOURCE = "the archives of past releases"
_LEAD = (
    "What changed from each release to the next, place by place, with the words as transmitted. "
    "Where words are withheld since, the line says so and shows none."
)


def changes(known: Known) -> dict[str, Expectation]:
    """Return the page; none where no archive is kept."""
    if not known.history:
        return {}
    steps = [_step(known, step) for step in known.history]
    title = say("Changes between releases")
    return {PAGE: made_of(known, title, _SOURCE, prose(say(_LEAD)), *steps)}


def ways_to_changes(known: Known) -> tuple[Way, ...]:
    """Return what leads to the page, if there is one."""
    if not known.history:
        return ()
    return (Way(PAGE, "The words that changed stand on {link}.", "changes between releases"),)


def _step(known: Known, step: Step) -> Part:
    limit = known.against.settings.limits.cables_per_page
    others = [one for one in step.changes if one.what != "cable"]
    shown = [*_cables(known, step, limit), *(_line(known, one) for one in others[:limit])]
    left = max(0, len(others) - limit)
    title = say("Since {release}", release=step.before)
    if step.after:
        title = say("{first} to {last}", first=step.before, last=step.after)
    anchor = f"from-{step.before}-to-{step.after or 'now'}".replace(".", "-")

    def part(page: Expected) -> None:
        inner = Expected()
        if shown:
            listed(shown)(inner)
        else:
            prose(say("Nothing changed."))(inner)
        if left:
            more = say_number(left, "{n} more change", "{n} more changes")
            said, command = f"{more}: ", "cable-edition release --compare"
            code = el("code", el("span", command, cls="pre"), cls="docutils literal notranslate")
            inner.add(el("p", said, code, "."), f"{said}`{command}`.")
        page.add(
            section(known, anchor, title, inner.raw),
            f"::::{{cable:section}} {anchor}", f":title: {title}", *inner.lines, "::::",
        )  # fmt: skip

    return part


def _cables(known: Known, step: Step, limit: int) -> list[Linked]:
    found = []
    for deed in ("added", "removed"):
        cables = [one.cable for one in step.changes if (one.what, one.deed) == ("cable", deed)]
        if not cables:
            continue
        links = [_cable(known, one) for one in cables[:limit]]
        one, many = f"{{n}} cable {deed}: {{cables}}", f"{{n}} cables {deed}: {{cables}}"
        lead, _, more = say_number(len(cables), one, many, cables=_HERE).partition(_HERE)
        if len(cables) > limit:
            left = say_number(len(cables) - limit, "and {n} more", "and {n} more")
            more = f" {left}{more}"
        tokens = [*text(lead), *joined_by(", ", (one.tokens for one in links)), *text(more)]
        found.append(Linked(tokens, f"- {lead}{', '.join(one.line for one in links)}{more}"))
    # The first that happened is told first.
    first = next((one.deed for one in step.changes if one.what == "cable"), "added")
    return found if first == "added" else found[::-1]


def _cable(known: Known, cable: str) -> Linked:
    if cable not in known.cables:
        return Linked(text(cable), cable)
    link = el("a", cable, href=known.address(f"cables/{cable}", PAGE))
    return Linked(link, f"{{cable:cable}}`{cable} <{cable}>`")


def _line(known: Known, change: Change) -> Linked:
    if change.what == "entry":
        said = change.entry + (f", {change.at}" if change.at else "") + ": "
        told = _told(known, change)
        return Linked([*text(said), *told.tokens], f"- {said}{told.line}")
    is_here = change.cable in known.cables
    cable = _cable(known, change.cable)
    if change.what == "source":
        said = f": {say('another copy of the source; no word of the places changed')}"
        return Linked([*cable.tokens, *text(said)], f"- {cable.line}{said}")
    named = say(f"{change.what} {{id}}", id=change.at)
    place = Linked(text(named), named)
    if change.what == "words":
        place = place_in(known, PAGE, change.cable, change.at)
        now = known.edition.standing_addresses.get(change.cable) if is_here else None
        if now is None or change.at not in now.words:
            name = place.line.partition("`")[2].partition(" <")[0] or place.line
            place = Linked(text(name), name)
    told_of = _told(known, change)
    return Linked(
        [*cable.tokens, *text(", "), *place.tokens, *text(": "), *told_of.tokens],
        f"- {cable.line}, {place.line}: {told_of.line}",
    )


def _told(known: Known, change: Change) -> Linked:
    if change.deed == "withheld":
        said = say("words are withheld")
        return Linked(text(said), said)
    if change.deed != "changed":
        shown = change.after or change.before
        if not shown:
            return Linked(text(say(change.deed)), say(change.deed))
        quoted = _quoted(known, change, shown)
        before, after = around(f"{change.deed}: {{words}}", "words")
        return Linked([*text(before), *quoted.tokens, *text(after)], before + quoted.line + after)
    tokens, line = text(""), ""
    for number, one in enumerate(pieces(change.before, change.after)):
        between = "; " if number else ""
        was = _quoted(known, change, " ".join(filter(None, (one.lead, one.before, one.tail))))
        now = _quoted(known, change, " ".join(filter(None, (one.lead, one.after, one.tail))))
        said = say("{was} is now {now}", was=_HERE, now=_THERE)
        tokens += text(between)
        line += between
        for piece in re.split(f"([{_HERE}{_THERE}])", said):
            part = {_HERE: was, _THERE: now}.get(piece, Linked(text(piece), piece))
            tokens += part.tokens
            line += part.line
    return Linked(tokens, line)


def _quoted(known: Known, change: Change, words: str) -> Linked:
    if not words:
        return Linked([], "")
    shown = clipped(words)
    before, after = around("“{words}”", "words")
    tokens, line = text(shown), shown
    if change.what == "words":
        tokens, line = known.sent(shown), f"{{cable:sent}}`{shown}`"
    return Linked([*text(before), *tokens, *text(after)], before + line + after)
