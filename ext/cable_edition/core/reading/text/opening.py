"""The opening of a cable: from the classification line to the first word of the body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonical_id
from cable_edition.core.cable.model import ClassifiedBy, Opening, Passage, Reference, Value
from cable_edition.core.reading.text.banners import Banners, lift_banners
from cable_edition.core.reading.text.classification import (
    Head,
    find_line,
    peek,
    read_line,
    read_loose,
)
from cable_edition.core.reading.text.classified_by import read_classified_by, read_reasons
from cable_edition.core.reading.text.eo import declassify_on
from cable_edition.core.reading.text.headings import first_heading
from cable_edition.core.reading.text.labels import Label, find_body, find_labels
from cable_edition.core.reading.text.marking import mark_at
from cable_edition.core.reading.text.parts import TextContext
from cable_edition.core.reading.text.references import read_references
from cable_edition.core.reading.text.tags_line import read_tags

if TYPE_CHECKING:
    from cable_edition.core.reading.text.view import View

_BLANK_LINE = re.compile(r"\n[ ]*\n")
_DANGLING = re.compile(
    r"(?:[,(/&-]|\b(?:AND|OF|THE|FOR|TO|IN|ON|WITH|A|AN|BY|AT|FROM|OR|BETWEEN|AS|ITS|HIS))[ ]*\Z",
    re.IGNORECASE,
)
_REF_GOES_ON = re.compile(
    r"[ \n]*(?:[(\[]?(?:[B-HJ-Z]|I(?=.[ ]{0,2}(?:\d\d[ ])?[A-Z][A-Z .]{2,20}[ ]\d))[.)\]:]"
    r"|(?:AND[ ])?\(?(?:\d{2}"
    r"|\d{4})?\)?[ ]?[A-Z][A-Z .]{2,20}[ ]\d{2,7}\b)",
)
_MARK_INSIDE = re.compile(
    r"[ \n](?=\((?:C|S|U|SBU|C/NF|S/NF|S//NF)\)[ \n](?![A-Za-z .]{3,24}[ ]\d{1,7}\b|\d))"
)
_SUMMARY = re.compile(
    r"[ \n](?=(?:BEGIN[ ])?(?:SUMMARY|Summary|INTRODUCTION|Introduction|BACKGROUND)"
    r"(?:[ ](?:AND|and|&)[ ][A-Za-z]{3,15}){0,2}[ ]{0,2}(?:[:.]|\Z|[-=]{3}))"
)
_PLAIN = re.compile(r"(?:[A-Z][a-z]+|[a-z]+|[a-z]+,)(?:[ ](?:[a-z]{1,20},?)){3}")
_TAG_END = re.compile(
    r"(?:[ \n,;/]{0,4}(?:[A-Z]{2,6}|K[A-Z0-9]{3,4})(?:[ ]\([^()\n]{1,60}\))?(?![A-Za-z]))+"
)
_DECL_END = re.compile(
    r"(?:N/?A|OADR|X\d{1,2}|GDS(?:-\d)?(?:[ ]\d{1,2}/\d{1,2}/\d{2,4}"
    r"|[ ]DEC\.?[ ]31,?[ ]\d{4})?|XGDS(?:-?\d)?|ADS|TBD"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?:[ ]\([^()]{1,40}\))?(?=[ ]|\Z)"
)


@dataclass(slots=True)
class Found:
    """The fields as they are met, and where the body begins."""

    opening: Opening
    banners: Banners
    body: int
    labels: list[Label] = field(default_factory=list)


@dataclass(slots=True)
class _Fields:
    head: Head
    eo_line: Passage | None = None
    declassify_on: Value | None = None
    tags: list[Value] = field(default_factory=list)
    subject: Passage | None = None
    references: list[Reference] = field(default_factory=list)
    classified_by: ClassifiedBy | None = None
    reasons: list[Value] = field(default_factory=list)


def read_opening(view: View, context: TextContext) -> Found:
    """Read the opening fields, lift the banners of the whole text, and find the body."""
    if context.opening is not None:
        banners = lift_banners(view, view.start, view.start, None)
        return Found(context.opening, banners, view.start)
    limit = len(view.work)
    at = find_line(view, _head_limit(view))
    word_end, line_end, post = peek(view, at) if at is not None else (view.start, view.start, None)
    banners = lift_banners(view, word_end, line_end, post)
    head = read_line(view, at, limit) if at is not None else Head(end=view.start)
    body = find_body(view, head.end)
    labels = find_labels(view, head.end if at is not None else view.start, body)
    if at is not None and at > view.start:
        view.paint("unread", view.start, at, content=False)
    fields = _Fields(head)
    context = _with_own_id(context, head)
    end = _read_fields(view, labels, body, fields, context)
    opening = Opening(
        classification=head.classification,
        captions=tuple(head.captions),
        passing=tuple(head.passing),
        sections=head.sections,
        section_span=head.section_span,
        post=head.post,
        serial=head.serial,
        eo_line=fields.eo_line,
        declassify_on=fields.declassify_on,
        tags=tuple(fields.tags),
        subject=fields.subject,
        references=tuple(fields.references),
        classified_by=fields.classified_by,
        reasons=tuple(fields.reasons),
    )
    if head.classification is None:
        view.problem("no-classification", "no classification line was found", view.start)
    if fields.subject is None:
        view.problem("no-subject", "no subject was found", head.end)
    return Found(opening, banners, end, labels)


def _head_limit(view: View) -> int:
    """Return how far the classification line is looked for: the first label or number."""
    first = _FIRST_LABEL.search(view.work, view.start, view.start + 8000)
    return first.start() if first else min(len(view.work), view.start + 3000)


_FIRST_LABEL = re.compile(
    r"(?<![^ \n])(?:E\.?[ ]?O\.?[ ]?:?[ ]?\d{5}|TAGS?[ ]?:|SUBJ(?:ECT)?[ ]?:|1[.][ ]{1,3}[(A-Z])"
)


def _with_own_id(context: TextContext, head: Head) -> TextContext:
    if context.own_id or not (head.post and head.serial and context.year):
        return context
    own = canonical_id(context.year, head.post.text, head.serial.text)
    return TextContext(context.year, own, context.format)


def _read_fields(
    view: View, labels: list[Label], body: int | None, fields: _Fields, context: TextContext
) -> int:
    limit = body if body is not None else len(view.work)
    at = fields.head.end
    if not labels:
        return _loose_head(view, fields, at, limit, bounded=body is not None)
    heading = first_heading(view, labels[-1].end, limit)
    if heading is not None:
        limit = heading
    for index, label in enumerate(labels):
        _loose(view, fields.head, at, label.start)
        last = index + 1 == len(labels)
        stop = limit if last else labels[index + 1].start
        if label.field != "eo":
            view.paint("label", label.start, label.end, content=False)
        at = _field(view, label, stop, fields, context, last=last)
    return _loose_tail(view, fields.head, at, limit)


def _loose(view: View, head: Head, start: int, end: int) -> None:
    if view.work[start:end].strip(" \n"):
        read_loose(view, head, start, end)


_CAPTION_LINE = re.compile(
    r"[ \n]*(?:(?:SIPDIS|NOFORN|SENSITIVE(?! BUT)|EXDIS|NODIS|LIMDIS|STADIS|EFTO|FOUO|AIDAC"
    r"|TERREP|ORCON"
    r"|UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE|S I P D I S"
    r"|SENSITIVE BUT UNCLASSIFIED[^\n]{0,80}|[A-Z]{2,8}(?:/[A-Z]{1,6}){0,3}"
    r"[ ](?:FOR|PASS|PLEASE|PLS)[ ][^\n]{1,120})[ ,/]{0,3})(?=\n|[ ]|\Z)"
)


def _loose_tail(view: View, head: Head, at: int, limit: int) -> int:
    """Take captions and passing lines between the last field and the body."""
    pattern = _FLAT_CAPTION if view.flat else _CAPTION_LINE
    while (found := pattern.match(view.work, at, limit)) and found.end() > at:
        if not found[0].strip(" \n"):
            break
        read_loose(view, head, at, found.end())
        at = found.end()
    return at


_FLAT_CAPTION = re.compile(
    r"[ \n]{0,3}(?:SIPDIS|NOFORN|EXDIS|NODIS|LIMDIS|SENSITIVE(?![ ]BUT)|SENSITIVE BUT UNCLASSIFIED"
    r"(?:[ ]?[,.;-]{0,2}[ ](?:PLEASE[ ])?(?:TREAT|HANDLE|PROTECT)[ ]ACCORDINGLY\.?"
    r"|[ ]?[,.;-]{0,2}[ ]NOT FOR INTERNET DISTRIBUTION\.?)?)(?=[ ]|\Z)"
)


def _loose_head(view: View, fields: _Fields, at: int, limit: int, *, bounded: bool) -> int:
    """Read the lines after the classification line of a cable without any label."""
    if bounded:
        heading = first_heading(view, at, limit)
        end = heading if heading is not None else limit
        words = view.work[at:end]
        if len(words) < 600 and not _PLAIN.search(words):
            _loose(view, fields.head, at, end)
            return end
    return _loose_tail(view, fields.head, at, limit)


def _field(
    view: View, label: Label, stop: int, fields: _Fields, context: TextContext, *, last: bool
) -> int:
    """Read one field; return where it ends (what follows up to ``stop`` is no part of it)."""
    at = label.end
    if label.field == "eo":
        return _eo(view, label, stop, fields, last=last)
    if label.field == "tags":
        end = _extent(view, at, stop)
        if last and view.flat:
            codes = _TAG_END.match(view.work, at, end)
            end = codes.end() if codes else end
        found = read_tags(view, at, end)
        known = {tag.text for tag in fields.tags}
        fields.tags += [tag for tag in found if tag.text not in known]
        view.paint("tags", at, end)
        return end
    if label.field == "subject":
        return _subject(view, at, stop, fields, last=last)
    if label.field == "ref":
        end = _ref_extent(view, at, stop, last=last)
        view.lists.append((at, end))
        fields.references += read_references(view, at, end, context)
        return end
    if label.field == "cls":
        end = _class_extent(view, at, stop)
        officer, reasons, end = read_classified_by(view, at, end)
        fields.classified_by = fields.classified_by or officer
        fields.reasons = fields.reasons or reasons
        return end
    reasons, _, end = read_reasons(view, at, _extent(view, at, stop))
    fields.reasons = fields.reasons or reasons
    return max(end, at)


def _extent(view: View, at: int, stop: int) -> int:
    """Return the end of a field: its first blank line, unless its words cannot end there."""
    low = at
    while True:
        while low < stop and view.work[low] in " \n":
            low += 1
        blank = _BLANK_LINE.search(view.work, low, stop)
        if not blank:
            return stop
        if not _DANGLING.search(view.work, max(at, blank.start() - 20), blank.start()):
            return blank.start()
        low = blank.end()


def _class_extent(view: View, at: int, stop: int) -> int:
    """The officer and the reasons may stand apart by a blank line."""
    end = _extent(view, at, stop)
    if re.search(r"(?<!\d)1[.,][ ]?[3-8]", view.work[at:end]) is None:
        rest = re.compile(
            r"[ \n]{1,6}(?:for[ ])?reasons?\b[^\n]{0,80}(?:\n[^\n]{1,80})?", re.IGNORECASE
        ).match(view.work, end, stop)
        if rest:
            return rest.end()
    return end


def _ref_extent(view: View, at: int, stop: int, *, last: bool) -> int:
    handling = _HANDLING.search(view.work, at, stop)
    if handling:
        stop = handling.start()
    low = at
    while True:
        end = _extent(view, low, stop)
        if end >= stop:
            break
        goes_on = _REF_GOES_ON.match(view.work, end, stop)
        if not goes_on:
            return end
        low = goes_on.end()
    if last and view.flat:
        cut = _SUMMARY.search(view.work, at, stop) or _mark_inside(view.work, at, stop)
        prose = _PLAIN.search(view.work, at, stop)
        if cut:
            return cut.start()
        if prose and stop - at > 120:
            return _after_last_cable(view, at, prose.start())
    return end


#: Letters of a list that also are portion marks, each with the letter before it.
_BEFORE = {"(C)": "(B)", "(S)": "(R)", "(U)": "(T)"}


def _mark_inside(work: str, at: int, stop: int) -> re.Match[str] | None:
    """Find the first portion mark that is not the letter of an item after the one before it.

    It is such a letter after a comma or semicolon, or before words in capitals.
    """
    for found in _MARK_INSIDE.finditer(work, at, stop):
        before = _BEFORE.get(work[found.end() : found.end() + 3])
        joined = work[max(at, found.start() - 8) : found.start()].rstrip(" \n")[-1:] in {",", ";"}
        capitals = not any(map(str.islower, work[found.end() + 3 : found.end() + 24]))
        if before is None or not (joined or capitals) or work.find(before, at, found.start()) < 0:
            return found
    return None


#: Handling words that no reference has in it.
_HANDLING = re.compile(
    r"(?<=[ \n])(?:SIPDIS|NOFORN|NODIS|EXDIS|(?i:sensitive but unclassified)|\(?(?:U"
    r"|SBU)?\)?[ ]?(?:This|THIS) (?:is an? |IS AN? |cable|message)"
    r"|(?:PLEASE|PLS|STATE|DEPT|DEPARTMENT|EMBASSY|POSTS?) (?:PLEASE )?PASS )"
)
#: The same in a subject, which may have more words in common with them.
_IN_SUBJECT = re.compile(
    r"(?<=[^ ][ ])(?:SIPDIS|NOFORN|NODIS|EXDIS|(?:\((?:U|SBU)\) )?SENSITIVE BUT UNCLASSIFIED"
    r"|(?:PLEASE|PLS) PASS )"
)
_SERIAL_END = re.compile(r"[A-Za-z][ ]\d{2,7}(?:[ ]?[(\[]\w{2,5}[)\]])?(?=[ ,;.]|\Z)[.,;]?")


def _after_last_cable(view: View, at: int, end: int) -> int:
    found = at
    for match in _SERIAL_END.finditer(view.work, at, end):
        found = match.end()
    return found if found > at else end


def _eo(view: View, label: Label, stop: int, fields: _Fields, *, last: bool) -> int:
    end = _extent(view, label.end, stop)
    if last and view.flat:
        date = _DECL_END.search(view.work, label.end, min(end, label.end + 80))
        end = date.end() if date else end
    start = label.start
    mark = mark_at(view.work, start)
    if mark:
        view.paint("marking", mark.start, mark.end, content=False)
        start = mark.end
    if fields.eo_line is None:
        fields.eo_line = view.passage(start, end)
        fields.declassify_on = declassify_on(view, view.trim(start, end)[0], end)
    view.paint("eo-line", start, end)
    return end


def _subject(view: View, at: int, stop: int, fields: _Fields, *, last: bool) -> int:
    end = _extent(view, at, stop)
    handling = _IN_SUBJECT.search(view.work, at, end) if view.flat else None
    if handling:
        end = handling.start()
    low, high = view.trim(at, end)
    mark = mark_at(view.work, low) if low < high else None
    if mark and mark.end < high:
        view.paint("marking", mark.start, mark.end, content=False)
        low = mark.end
    if last and low < high:
        high = _subject_end(view, low, high)
        end = min(end, high) if view.flat else end
    fields.subject = view.passage(low, high)
    view.paint_passage("subject", fields.subject)
    return high if view.flat else max(high, low)


def _subject_end(view: View, low: int, high: int) -> int:
    """Cut what belongs to the body off a subject that no label follows (flattened texts)."""
    if not view.flat:
        return high
    for pattern in (_MARK_INSIDE, _SUMMARY):
        cut = pattern.search(view.work, low + 1, high)
        if cut and cut.start() > low:
            high = cut.start()
    prose = _after_capitals(view.work[low:high])
    return low + prose if prose else high


_WITH_SMALL = re.compile(r"(?<![^ ])[^ a-z]{0,3}[a-z][^ ]*|(?<![^ ])[A-Z][a-z]+[^ ]*")


def _after_capitals(words: str) -> int | None:
    """Return where a subject in capitals ends, if prose in small letters follows it."""
    first = _WITH_SMALL.search(words)
    if not first:
        return None
    head = words[: first.start()].rstrip(" ")
    if head.endswith((" A", " I")):
        head = head[:-2]
    small = sum(map(str.islower, words[len(head) :]))
    if sum(map(str.isupper, head)) < 6 or small < 24:
        return None
    return len(head)
