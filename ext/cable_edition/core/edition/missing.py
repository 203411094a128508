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
from cable_edition.core.nouns import joined, noun

#: Problems that the sentences here say better.
_TOLD = frozenset({"section-header-missing", "section-missing", "paragraph-gap", "garbled"})


def missing_sentences(one: EditedCable) -> tuple[str, ...]:
    """Return the sentences for one cable, in plain text; none where nothing is amiss."""
    return tuple(dict.fromkeys(_sentences(one)))


def _sentences(one: EditedCable) -> Iterator[str]:
    cable = one.cable
    note = cable.record.extract_note
    if note:
        yield f"The record around the text says: “{note.text}”"
    if cable.missing.header and cable.source.format != "unknown":
        yield (
            "The transmission header is absent: the copy does not say to whom the cable was sent, "
            "nor with what precedence."
        )
    if cable.missing.section_headers:
        yield _sections(cable)
    if cable.missing.paragraphs:
        yield _gaps(cable)
    if cable.missing.redactions:
        yield (
            f"{_count(cable.missing.redactions, 'place was', 'places were')} blanked before the "
            "text came to this edition."
        )
    if cable.excisions:
        yield _excised(cable)
    if cable.missing.garbled:
        yield (
            f"{_count(len(cable.missing.garbled), 'place is', 'places are')} garbled in this copy"
            f"{_at(_anchors_of(cable))}."
        )
    for redaction in one.redactions:
        places = _count(redaction.places, "place is", "places are")
        yield (
            f"{places} withheld by the editors, since {redaction.date}, and marked {GAP}: "
            f"{_sentence(redaction.reason)}"
        )
    yield from _doubtful(one)
    for problem in (*cable.problems, *portion_problems(cable)):
        if problem.code not in _TOLD:
            yield _sentence(problem.message)


def _excised(cable: Cable) -> str:
    places = _count(len(cable.excisions), "place was", "places were")
    named = dict.fromkeys(why for item in cable.excisions for why in item.exemptions)
    under = f", under {', '.join(named)}" if named else ""
    anchors = [item.anchor for item in cable.excisions if item.anchor]
    return f"{places} cut out by the body that released this copy{under}{_at(anchors)}."


def _sections(cable: Cable) -> str:
    numbers = cable.missing.section_headers
    sections = noun(len(numbers), "Section")
    verb = noun(len(numbers), "was", "were")
    head = noun(len(numbers), "its head is", "their heads are")
    said = f"{sections} {listed(numbers)} {verb} announced; {head} not in this copy."
    found = [paragraph.n for paragraph in cable.paragraphs if paragraph.n is not None]
    if not found:
        return f"{said} The paragraphs have no numbers that would tell whether text is lost."
    run_on = found == list(range(1, len(found) + 1))
    if not run_on:
        return f"{said} The numbers of the paragraphs do not run on, so text may be lost."
    several = f"Paragraphs 1 to {found[-1]} run on without a gap"
    span = noun(len(found), "Paragraph 1 is there", several)
    if cable.signature:
        return f"{said} {span} and the sign-off is there, so the body looks whole."
    return f"{said} {span}, but there is no sign-off, so text may be lost at the end."


def _gaps(cable: Cable) -> str:
    numbers = cable.missing.paragraphs
    paragraphs, verb = noun(len(numbers), "Paragraph"), noun(len(numbers), "is", "are")
    return f"{paragraphs} {listed(numbers)} {verb} missing from the numbering."


def _doubtful(one: EditedCable) -> Iterator[str]:
    places = [
        emendation.anchor
        for items in one.emendations.values()
        for emendation in items
        if emendation.certainty != "certain"
    ]
    if places:
        count = _count(len(places), "reading", "readings")
        yield f"{count} of this edition, where the copy is corrupt, can be doubted{_at(places)}."


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


def _count(number: int, one: str, many: str) -> str:
    return f"{'One' if number == 1 else number} {noun(number, one, many)}"


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
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return joined(parts)


def _sentence(message: str) -> str:
    """Return a problem's message as a sentence: a capital first, a full stop at its end."""
    words = fold(message)
    ended = words if words.endswith((".", "!", "?")) else f"{words}."
    return ended[:1].upper() + ended[1:]
