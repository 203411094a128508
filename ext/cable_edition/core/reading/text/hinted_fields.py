"""The fields of the opening as an editor corrects them: subject, TAGS, references."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cable_edition.core.cable.model import BodyReference, Opening, Reference, Span, Value
from cable_edition.core.reading.text.labels import Label, find_body, find_labels
from cable_edition.core.reading.text.tags_line import tell_unknown
from cable_edition.core.reading.text.view import BLANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cable_edition.core.cable.model import Paragraph
    from cable_edition.core.reading.text.hints import Hint, Hints
    from cable_edition.core.reading.text.view import View


def hinted_labels(
    view: View, hints: Hints, first: int, body: int | None, labels: list[Label]
) -> tuple[int | None, list[Label]]:
    """Return where the body begins, and the labels before it, the subject's where the editor says.

    ``first`` is where the opening fields begin, ``body`` and ``labels`` what the rules found.
    """
    subject = hints.subject if hints.subject and hints.subject.start >= first else None
    after = max(first, subject.end) if subject else first
    found = body
    while found is not None and (found < after or hints.holds(found)):
        following = find_body(view, max(found + 1, after))
        found = following if following is None or following > found else None
    named = hints.body(after)
    if named is not None and (found is None or named < found):
        found = named
    if found != body:
        labels = find_labels(view, first, found)
    return found, _with_subject(view, labels, subject) if subject else labels


def _with_subject(view: View, labels: list[Label], subject: Hint) -> list[Label]:
    """Let the label right before the subject be its own, and no other label stand for it."""
    kept: list[Label] = []
    own = Label("subject", subject.start, subject.start)
    for label in labels:
        if label.field == "subject":
            if label.end <= subject.start and not view.work[label.end : subject.start].strip(BLANK):
                own = label
            elif not (label.start < subject.end and subject.start < label.end):
                view.paint("label", label.start, label.end, content=False)
        elif not (label.start < subject.end and subject.start < label.end):
            kept.append(label)
    return sorted([*kept, own], key=lambda label: label.start)


def hinted_values(view: View, hints: Hints, opening: Opening, body: int) -> Opening:
    """Return ``opening``, read by the rules, with its TAGS and references corrected.

    ``body`` is where the opening ends. Words that belonged to no value become content.
    """
    tags, references = list(opening.tags), list(opening.references)
    for hint in hints.tags:
        if hint.end <= body and _free(view, hint):
            view.paint("tags", hint.start, hint.end)
            tags = _with_tag(view, hint, tags)
    for hint in hints.references:
        listed = any(low <= hint.start and hint.end <= high for low, high in view.lists)
        if listed and _free(view, hint):
            view.paint("reference", hint.start, hint.end)
            references = _with_reference(view, hint, references)
    view.problems = [
        one
        for one in view.problems
        if one.code != "reference-without-serial" or not _named(one.offset, hints)
    ]
    if hints.tags:
        _without_settled(view, hints, tags)
    return replace(opening, tags=tuple(tags), references=tuple(references))


def _without_settled(view: View, hints: Hints, tags: Sequence[Value]) -> None:
    """Take back what was told of TAGS that the editor has named since, and tell of the others."""
    doubtful = {"tag-doubtful", "tag-unknown"}
    told = [one for one in view.problems if one.code in doubtful]
    view.problems = [one for one in view.problems if one.code not in doubtful]
    settled = {hint.means for hint in hints.tags}
    spans = [(hint.start, hint.end) for hint in hints.tags]
    view.problems += [
        one
        for one in told
        if one.code == "tag-doubtful"
        and not any(start <= (one.offset or 0) < end for start, end in spans)
    ]
    if any(one.code == "tag-unknown" for one in told):
        tell_unknown(view, [tag for tag in tags if tag.text not in settled])


def _named(offset: int | None, hints: Hints) -> bool:
    """Tell whether what a problem is about begins in words that the editor has given a cable."""
    return offset is not None and any(one.start <= offset < one.end for one in hints.references)


def _free(view: View, hint: Hint) -> bool:
    """Tell whether words can become content: none of them begins inside a leftover."""
    return view.passage(hint.start, hint.end) is not None and not any(
        start <= hint.start < end and (start < hint.start or hint.end < end)
        for start, end, _, content in view.segments
        if not content
    )


def _meets(hint: Hint, spans: Sequence[Span]) -> bool:
    return any(span.start < hint.end and hint.start < span.end for span in spans)


def _with_tag(view: View, hint: Hint, tags: list[Value]) -> list[Value]:
    passage = view.passage(hint.start, hint.end)
    kept = [tag for tag in tags if not _meets(hint, tag.spans) and tag.text != hint.means]
    made = Value(hint.means, passage.spans if passage else ())
    return sorted([*kept, made], key=lambda tag: tag.spans[0].start if tag.spans else 0)


def _with_reference(view: View, hint: Hint, references: list[Reference]) -> list[Reference]:
    """Give the item that has words of the hint its cable; several become one, none a new one."""
    met = [one for one in references if _meets(hint, one.passage.spans)]
    spans = [span for one in met for span in one.passage.spans]
    low = min((span.start for span in spans), default=hint.start)
    high = max((span.end for span in spans), default=hint.end)
    passage = met[0].passage if len(met) == 1 else view.passage(low, high)
    if passage is None:
        return references
    if len(met) > 1:
        view.paint("reference", low, high)
    made = Reference(met[0].label if met else None, passage, hint.means, "cable")
    kept = [one for one in references if one not in met]
    return sorted([*kept, made], key=lambda one: one.passage.spans[0].start)


def hinted_citations(
    view: View,
    hints: Hints,
    paragraphs: Sequence[Paragraph],
    found: tuple[BodyReference, ...],
) -> tuple[BodyReference, ...]:
    """Return the references inside paragraphs with the cables that the editor names."""
    order = {paragraph.anchor: index for index, paragraph in enumerate(paragraphs)}
    cited = list(found)
    for hint in hints.references:
        for paragraph in paragraphs:
            offset = _offset(view, paragraph, hint.start)
            if offset is None:
                continue
            words = view.fold(hint.start, hint.end)
            met = [
                one
                for one in cited
                if one.paragraph == paragraph.anchor
                and one.offset < offset + len(words)
                and offset < one.offset + len(one.text)
            ]
            label = met[0].label if met else None
            cited = [one for one in cited if one not in met]
            cited.append(BodyReference(words, paragraph.anchor, offset, hint.means, label))
            break
    return tuple(sorted(cited, key=lambda one: (order[one.paragraph], one.offset)))


def _offset(view: View, paragraph: Paragraph, at: int) -> int | None:
    """Return where a character of the text stands in the words of a paragraph, if it does."""
    offset = 0
    for index, span in enumerate(paragraph.passage.spans):
        if index and index not in paragraph.passage.glued:
            offset += 1
        if span.start <= at < span.end:
            before = view.fold(span.start, at)
            blank = before and view.text[at - 1] in " \n\t\r\f\v\u00a0"
            return offset + len(before) + bool(blank)
        offset += len(view.fold(span.start, span.end))
    return None
