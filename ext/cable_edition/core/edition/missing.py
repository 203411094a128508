"""What a copy lacks or leaves in doubt, in sentences for readers.

The data are those of the record (``missing``, ``problems``) and of the editor's own layers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cable_edition.core.cable.fold import fold
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.portions import portion_problems
from cable_edition.core.editing.gap import GAP
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.words import say, say_list, say_number

#: Problems that the sentences here say better.
_TOLD = frozenset({"section-header-missing", "section-missing", "paragraph-gap", "garbled"})


def missing_sentences(one: EditedCable) -> tuple[str, ...]:
    """Return the sentences for one cable, in plain text; none where nothing is amiss."""
    return tuple(dict.fromkeys(_sentences(one)))


def _sentences(one: EditedCable) -> Iterator[str]:
    cable = one.cable
    note = cable.record.extract_note
    if note:
        yield say("The record around the text says: “{words}”", words=note.text)
    if cable.missing.header and cable.source.format != "unknown":
        yield say(
            "The transmission header is absent: the copy does not say to whom the cable was sent, "
            "nor with what precedence."
        )
    if cable.missing.section_headers:
        yield _sections(cable)
    if cable.missing.paragraphs:
        yield _gaps(cable)
    if cable.missing.redactions:
        yield say_number(
            cable.missing.redactions,
            "One place was blanked before the text came to this edition.",
            "{n} places were blanked before the text came to this edition.",
        )
    if cable.excisions:
        yield _excised(cable)
    if cable.missing.garbled:
        yield say_number(
            len(cable.missing.garbled),
            "One place is garbled in this copy{where}.",
            "{n} places are garbled in this copy{where}.",
            where=_at(_anchors_of(cable)),
        )
    for redaction in one.redactions:
        yield say_number(
            redaction.places,
            "One place is withheld by the editors, since {date}, and marked {gap}: {reason}",
            "{n} places are withheld by the editors, since {date}, and marked {gap}: {reason}",
            date=redaction.date,
            gap=GAP,
            reason=_sentence(redaction.reason),
        )
    yield from _doubtful(one)
    yield from english_remarks(one)


def english_remarks(one: EditedCable) -> tuple[str, ...]:
    """Return those of the sentences that are remarks of the reading, which are in English."""
    cable = one.cable
    return tuple(
        _sentence(problem.message)
        for problem in (*cable.problems, *portion_problems(cable))
        if problem.code not in _TOLD
    )


def _excised(cable: Cable) -> str:
    named = dict.fromkeys(why for item in cable.excisions for why in item.exemptions)
    under = say(", under {exemptions}", exemptions=", ".join(named)) if named else ""
    anchors = [item.anchor for item in cable.excisions if item.anchor]
    return say_number(
        len(cable.excisions),
        "One place was cut out by the body that released this copy{under}{where}.",
        "{n} places were cut out by the body that released this copy{under}{where}.",
        under=under,
        where=_at(anchors),
    )


def _sections(cable: Cable) -> str:
    numbers = cable.missing.section_headers
    said = say_number(
        len(numbers),
        "Section {numbers} was announced; its head is not in this copy.",
        "Sections {numbers} were announced; their heads are not in this copy.",
        numbers=listed(numbers),
    )
    found = [paragraph.n for paragraph in cable.paragraphs if paragraph.n is not None]
    if not found:
        more = say("The paragraphs have no numbers that would tell whether text is lost.")
        return f"{said} {more}"
    run_on = found == list(range(1, len(found) + 1))
    if not run_on:
        more = say("The numbers of the paragraphs do not run on, so text may be lost.")
        return f"{said} {more}"
    if cable.signature:
        more = say_number(
            len(found),
            "Paragraph 1 is there and the sign-off is there, so the body looks whole.",
            "Paragraphs 1 to {last} run on without a gap and the sign-off is there, so the body "
            "looks whole.",
            last=found[-1],
        )
    else:
        more = say_number(
            len(found),
            "Paragraph 1 is there, but there is no sign-off, so text may be lost at the end.",
            "Paragraphs 1 to {last} run on without a gap, but there is no sign-off, so text may "
            "be lost at the end.",
            last=found[-1],
        )
    return f"{said} {more}"


def _gaps(cable: Cable) -> str:
    numbers = cable.missing.paragraphs
    return say_number(
        len(numbers),
        "Paragraph {numbers} is missing from the numbering.",
        "Paragraphs {numbers} are missing from the numbering.",
        numbers=listed(numbers),
    )


def _doubtful(one: EditedCable) -> Iterator[str]:
    places = [
        emendation.anchor
        for items in one.emendations.values()
        for emendation in items
        if emendation.certainty != "certain"
    ]
    if places:
        yield say_number(
            len(places),
            "One reading of this edition, where the copy is corrupt, can be doubted{where}.",
            "{n} readings of this edition, where the copy is corrupt, can be doubted{where}.",
            where=_at(places),
        )


def _anchors_of(cable: Cable) -> list[str]:
    """Return the anchors of the blocks in which garbled places stand."""
    blocks = [block for paragraph in cable.paragraphs for block in paragraph.blocks]
    return [
        block.anchor
        for block in blocks
        if any(
            span.start < place.end and place.start < span.end
            for span in block.passage.spans
            for place in cable.missing.garbled
        )
    ]


def _at(anchors: Sequence[str]) -> str:
    names = dict.fromkeys(
        f"¶ {anchor[1:].partition('-')[0]}" for anchor in anchors if anchor[:1] == "p"
    )
    return f" ({', '.join(names)})" if names else ""


def listed(numbers: Iterable[int]) -> str:
    """Return numbers as a reader lists them: ``2``, ``2 and 3``, ``2, 3 and 5``, ``4 to 9``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:
            parts.append(say("{first} to {last}", first=run[0], last=run[-1]))
        else:
            parts += map(str, run)
    return say_list(parts)


def without_remark(cables: int, whole: int) -> str:
    """Return the sentence on how many of some cables nothing is amiss in."""
    if not whole:
        return say_number(
            cables,
            "Of {n} cable, none is without a remark here.",
            "Of {n} cables, none are without a remark here.",
        )
    return say_number(
        whole,
        "Of {cables}, {n} is without a remark here.",
        "Of {cables}, {n} are without a remark here.",
        cables=say_number(cables, "{n} cable", "{n} cables"),
    )


def _sentence(message: str) -> str:
    """Return a problem's message as a sentence: a capital first, a full stop at its end."""
    words = fold(message)
    ended = words if words.endswith((".", "!", "?")) else f"{words}."
    return ended[:1].upper() + ended[1:]
