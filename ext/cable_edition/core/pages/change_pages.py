"""The page of what changed between releases whose archives are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cable_edition.core.cable.places import place_name
from cable_edition.core.changes.compare import Change, pieces
from cable_edition.core.changes.history import Step, cables_of, clipped
from cable_edition.core.myst.escape import escape
from cable_edition.core.myst.inline import role
from cable_edition.core.myst.markup import fence, opening
from cable_edition.core.releases.check import StandingAddresses
from cable_edition.core.words import marked, say, say_number

CHANGES = "releases/changes"
_TITLE = marked("Changes between releases")
_SOURCE = "the archives of past releases"
_INTRODUCTION = marked(
    "What changed from each release to the next, place by place, with the words as transmitted. "
    "Where words are withheld since, the line says so and shows none."
)
#: What was done to a cable, and the line that tells how many.
_CABLES = {
    "added": (marked("{n} cable added: {cables}"), marked("{n} cables added: {cables}")),
    "removed": (marked("{n} cable removed: {cables}"), marked("{n} cables removed: {cables}")),
}
_DONE = {"added": marked("added"), "removed": marked("removed")}
_WITH_WORDS = {"added": marked("added: {words}"), "removed": marked("removed: {words}")}
_LAYERS = {"emendation": marked("emendation {id}"), "note": marked("note {id}")}
_COPY = marked("another copy of the source; no word of the places changed")
#: What a role can lead to.
_OBJECT = re.compile("[phu][0-9]")
_WITHHELD = marked("words are withheld")


def change_pages(
    history: Sequence[Step], standing: Mapping[str, StandingAddresses], per_page: int
) -> Iterator[tuple[str, str]]:
    """Yield the page; nothing where no archive is kept. ``per_page`` lines are told of a step."""
    if not history:
        return
    writer = _Lines(standing)
    parts = [opening(say(_TITLE), _SOURCE), f"{say(_INTRODUCTION)}\n"]
    for step in history:
        others = [one for one in step.changes if one.what != "cable"]
        lines = [f"- {line}" for line in writer.cables(step.changes, per_page)]
        lines += [f"- {writer.line(change)}" for change in others[:per_page]]
        left = len(others) - per_page
        if not lines:
            lines = [say("Nothing changed.")]
        if left > 0:
            more = say_number(left, "{n} more change", "{n} more changes")
            lines += ["", f"{more}: `cable-edition release --compare`."]
        after = step.after or "now"
        anchor = f"from-{step.before}-to-{after}".replace(".", "-")
        title = say("Since {release}", release=step.before)
        if step.after:
            title = say("{first} to {last}", first=step.before, last=step.after)
        parts.append(fence("cable:section", anchor, {"title": title}, "\n".join(lines), "::::"))
    yield CHANGES, "\n".join(parts)


class _Lines:
    """Writes changes as lines that lead to the places that stand now."""

    def __init__(self, standing: Mapping[str, StandingAddresses]) -> None:
        self._standing = standing

    def cables(self, changes: Sequence[Change], most: int) -> Iterator[str]:
        """Yield a line of the cables that came, and one of those that went."""
        for deed, cables in cables_of(changes).items():
            shown = ", ".join(map(self._cable, cables[:most]))
            if len(cables) > most:
                shown += " " + say_number(len(cables) - most, "and {n} more", "and {n} more")
            yield say_number(len(cables), *_CABLES[deed], cables=shown)

    def line(self, change: Change) -> str:
        """Return a change in MyST."""
        if change.what == "entry":
            field = f", {change.at}" if change.at else ""
            return f"{escape(f'{change.entry}{field}')}: {self._told(change)}"
        cable = self._cable(change.cable)
        if change.what == "source":
            return f"{cable}: {say(_COPY)}"
        return f"{cable}, {self._place(change)}: {self._told(change)}"

    def _cable(self, cable: str) -> str:
        return role("cited", cable, cable) if cable in self._standing else escape(cable)

    def _place(self, change: Change) -> str:
        if change.what != "words":
            return say(_LAYERS[change.what], id=escape(change.at, line_start=False))
        name = place_name(change.at)
        now = self._standing.get(change.cable)
        if now and change.at in now.words and _OBJECT.match(change.at):
            return f"{{cable:par}}`{name} <{change.cable}#{change.at}>`"
        return escape(name, line_start=False)

    @staticmethod
    def _told(change: Change) -> str:
        if change.deed == "withheld":
            return say(_WITHHELD)
        is_sent = change.what == "words"
        if change.deed in {"added", "removed"}:
            shown = _quoted(change.after or change.before, is_sent=is_sent)
            return say(_WITH_WORDS[change.deed], words=shown) if shown else say(_DONE[change.deed])
        told = []
        for one in pieces(change.before, change.after):
            old, new = (
                " ".join(filter(None, (one.lead, words, one.tail)))
                for words in (one.before, one.after)
            )
            first, second = (_quoted(words, is_sent=is_sent) for words in (old, new))
            told.append(say("{was} is now {now}", was=first, now=second))
        return "; ".join(told)


def _quoted(words: str, *, is_sent: bool) -> str:
    shown = clipped(words)
    if not shown:
        return ""
    words = role("sent", shown, "") if is_sent else escape(shown, line_start=False)
    return say("“{words}”", words=words)
