"""The opening of a cable: from the classification line to the first word of the body."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import canonical_id
from cable_edition.core.cable.model import (
    ClassifiedBy,
    Opening,
    PageMarker,
    Passage,
    Reference,
    Span,
    Value,
)
from cable_edition.core.late_methods import dataclass
from cable_edition.core.reading.text.banners import Banners, lift_banners
from cable_edition.core.reading.text.bare_officer import bare_officer
from cable_edition.core.reading.text.class_line import find_class_line
from cable_edition.core.reading.text.classification import Head, peek, read_line, read_loose
from cable_edition.core.reading.text.classified_by import read_classified_by
from cable_edition.core.reading.text.doubts import doubt_opening
from cable_edition.core.reading.text.eo import declassify_on
from cable_edition.core.reading.text.extents import (
    PLAIN,
    class_end,
    eo_end,
    extent,
    ref_end,
    subject_bounds,
    tags_end,
)
from cable_edition.core.reading.text.headings import first_heading
from cable_edition.core.reading.text.hinted_fields import hinted_labels, hinted_values
from cable_edition.core.reading.text.labels import Label, find_body, find_labels
from cable_edition.core.reading.text.lowered import raise_opening
from cable_edition.core.reading.text.marking import mark_at
from cable_edition.core.reading.text.parts import TextContext
from cable_edition.core.reading.text.reasons import read_reasons
from cable_edition.core.reading.text.references import find_list, read_references
from cable_edition.core.reading.text.tags_line import (
    near_code,
    plain_tags,
    read_tags,
    tell_unknown,
)

if TYPE_CHECKING:
    from cable_edition.core.reading.text.view import View

#: The head of a page that lost its post and serial, at the end of a subject.
_PAGE_TAIL = re.compile(
    r"[ \n]{1,4}((?:(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED[ ]OFFICIAL[ ]USE)[ \n]{1,4})?"
    r"PAGE[ ]{1,3}\d{2})\Z"
)
#: What a copy leaves at the end of a line.
_TAIL = " \n\\;"


@dataclass(slots=True)
class Found:
    """The fields as they are met, where the body begins, and where the classification line ends.

    ``placed`` says of fields without a label where they were found, ``labelled`` of fields with one
    that stands elsewhere which it is.
    """

    opening: Opening
    banners: Banners
    body: int
    head: int
    labels: list[Label] = field(default_factory=list)
    placed: dict[str, str] = field(default_factory=dict)
    labelled: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Fields:
    head: Head
    banners: Banners
    context: TextContext
    eo_line: Passage | None = None
    declassify_on: Value | None = None
    tags: list[Value] = field(default_factory=list)
    subject: Passage | None = None
    references: list[Reference] = field(default_factory=list)
    classified_by: ClassifiedBy | None = None
    reasons: list[Value] = field(default_factory=list)
    placed: dict[str, str] = field(default_factory=dict)


def read_opening(view: View, context: TextContext) -> Found:
    """Read the opening fields, lift the banners of the whole text, and find the body."""
    if context.opening is not None:
        banners = lift_banners(view, view.start, view.start, None)
        return Found(context.opening, banners, view.start, view.start)
    limit = len(view.work)
    line = find_class_line(view.work, view.start, _head_limit(view))
    if line and line.lowered:
        raise_opening(view, line)
    word_end, line_end, post = peek(view, line) if line else (view.start, view.start, None)
    banners = lift_banners(view, word_end, line_end, post)
    head = read_line(view, line, limit) if line else Head(end=view.start)
    body = find_body(view, head.end)
    labels = find_labels(view, head.end if line else view.start, body)
    bare = _bare_officer(view, labels, body)
    if bare:
        labels.append(bare)
    if view.hints:
        first = head.end if line else view.start
        body, labels = hinted_labels(view, view.hints, first, body, labels)
    if line and line.start > view.start:
        view.paint("unread", view.start, line.start, content=False)
    fields = _Fields(head, banners, _with_own_id(context, head))
    end = _read_fields(view, labels, body, fields)
    if view.hints:
        # A label that the editor's own subject has put out of use may stand in the body, or
        # reach into it.
        view.segments = [one for one in view.segments if one[1] <= end or one[2] != "label"]
    opening = Opening(
        classification=head.classification,
        captions=head.captions,
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
    if view.hints:
        opening = hinted_values(view, view.hints, opening, end)
    doubt_opening(view, opening, head.end)
    if head.classification is None:
        view.problem("no-classification", "no classification line was found", view.start)
    if fields.subject is None:
        view.problem("no-subject", "no subject was found", head.end)
    if bare and fields.classified_by:
        fields.placed |= {"classified_by": _BARE, "reasons": _BARE}
    return Found(opening, banners, end, head.end, labels, fields.placed)


#: How an officer was found whose line has no label.
_BARE = "the reasons, in a line without its label"


def _bare_officer(view: View, labels: list[Label], body: int | None) -> Label | None:
    """Return a line on the officer that has no label of its own."""
    if body is None or not labels or view.flat:
        return None
    if any(one.field in {"cls", "reason"} for one in labels):
        return None
    bounds = bare_officer(view, labels[-1].start, body)
    return Label("cls", *bounds) if bounds else None


def _head_limit(view: View) -> int:
    """Return how far the classification line is looked for: the first label or number."""
    first = _FIRST_LABEL.search(view.work, view.start, view.start + 8000)
    return first.start() if first else min(len(view.work), view.start + 3000)


_FIRST_LABEL = re.compile(
    r"(?<![^ \n])(?:E\.?[ ]?O\.?[ ]?:?[ ]?\d{5}|(?i:TAGS?[ ]?:|SUBJ(?:ECT)?[ ]?:)"
    r"|1[.][ ]{1,3}[(A-Z]|(?i:REF(?:S|TELS?|\(S\))?)[ ]?:|C(?:lassified[ ]By|LASSIFIED[ ]BY)[ ]?:)"
)


def _with_own_id(context: TextContext, head: Head) -> TextContext:
    if context.own_id or not (head.post and head.serial and context.year):
        return context
    own = canonical_id(context.year, head.post.text, head.serial.text)
    return TextContext(context.year, own, context.format)


def _read_fields(view: View, labels: list[Label], body: int | None, fields: _Fields) -> int:
    limit = body if body is not None else len(view.work)
    at = fields.head.end
    if not labels:
        return _loose_head(view, fields, at, limit, bounded=body is not None)
    heading = first_heading(view, _after_subject(view, labels[-1].end), limit)
    if heading is not None:
        limit = heading
    listed = any(label.field == "ref" for label in labels)
    for index, label in enumerate(labels):
        _loose(view, fields, at, label.start, listed=listed)
        last = index + 1 == len(labels)
        stop = limit if last else labels[index + 1].start
        if label.again:
            view.problem(
                "second-opening",
                f"the opening has a second {view.fold(label.start, label.end)!r}",
                label.start,
            )
        if label.field != "eo":
            view.paint("label", label.start, label.end, content=False)
        at = _field(view, label, stop, fields, last=last)
        twice = not last and labels[index + 1].field == label.field
        if not label.again and not twice and _is_empty(view, label, at, fields):
            message = f"nothing stands after the label {view.fold(label.start, label.end)!r}"
            view.problem("field-empty", message, label.start)
        if label.field == "tags" and not listed:
            at = _list_below(view, fields, at, stop)
    return _loose_tail(view, fields.head, at, limit)


def _is_empty(view: View, label: Label, end: int, fields: _Fields) -> bool:
    """Tell whether a label has no value; a missing subject is told by a problem of its own."""
    if label.field == "eo":
        return fields.eo_line is not None and fields.declassify_on is None and not view.flat
    return label.field != "subject" and not view.work[label.end : end].strip(_NOTHING)


#: What is no value after a label.
_NOTHING = " \n.,;:-"


def _after_subject(view: View, at: int) -> int:
    subject = view.hints.subject if view.hints else None
    return max(at, subject.end) if subject else at


def _loose(view: View, fields: _Fields, start: int, end: int, *, listed: bool) -> None:
    if not view.work[start:end].strip(" \n"):
        return
    if fields.tags and not listed:
        start = _list_below(view, fields, start, end)
    read_loose(view, fields.head, start, end)


def _list_below(view: View, fields: _Fields, start: int, stop: int) -> int:
    """Read a list of references that stands below the TAGS without a label; return its end."""
    begin = find_list(view.work, start, stop)
    if begin is None or view.work[start:begin].strip(" \n"):
        return start
    end = ref_end(view, begin, stop, last=False)
    view.lists.append((begin, end))
    fields.references += read_references(view, begin, end, fields.context)
    fields.placed["references"] = "below the TAGS"
    return end


_CAPTION_LINE = re.compile(
    r"[ \n]*(?:(?:SIPDIS|NOFORN|SENSITIVE(?! BUT)|EXDIS|NODIS|LIMDIS|STADIS|EFTO|FOUO|AIDAC"
    r"|TERREP|ORCON"
    r"|UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE|S I P D I S"
    r"|D(?:erived[ ][Ff]rom|ERIVED[ ]FROM)[ ]?:[^\n]{1,80}"
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
        if len(words) < 600 and not PLAIN.search(words):
            _loose(view, fields, at, end, listed=True)
            return end
    return _loose_tail(view, fields.head, at, limit)


def _field(view: View, label: Label, stop: int, fields: _Fields, *, last: bool) -> int:
    """Read one field; return where it ends (what follows up to ``stop`` is no part of it)."""
    at = label.end
    if label.field == "eo":
        return _eo(view, label, stop, fields, last=last)
    if label.field == "tags":
        return _tags(view, at, stop, fields, last=last)
    if label.field == "subject":
        return _subject(view, at, stop, fields, last=last)
    if label.field == "ref":
        end = ref_end(view, at, stop, last=last)
        view.lists.append((at, end))
        fields.references += read_references(view, at, end, fields.context)
        return end
    if label.field == "cls":
        end = class_end(view, at, stop)
        officer, reasons, end = read_classified_by(view, at, end)
        fields.classified_by = fields.classified_by or officer
        fields.reasons = fields.reasons or reasons
        return end
    reasons, _, end = read_reasons(view, at, extent(view, at, stop))
    fields.reasons = fields.reasons or reasons
    return max(end, at)


def _tags(view: View, at: int, stop: int, fields: _Fields, *, last: bool) -> int:
    low = view.trim(at, stop)[0]
    mark = mark_at(view.work, low) if view.work[low : low + 1] == "(" else None
    if mark and mark.end < stop:
        view.paint("marking", mark.start, mark.end, content=False)
        at = mark.end
    end = tags_end(view, at, stop, last=last)
    if not fields.tags and (plain := plain_tags(view, at, end)):
        fields.tags = plain
        view.paint("tags", at, end)
        return end
    listed = find_list(view.work, at, end)
    end = end if listed is None else listed
    known = {tag.text for tag in fields.tags}
    fields.tags += [tag for tag in read_tags(view, at, end) if tag.text not in known]
    view.paint("tags", at, end)
    colon = view.work.find(":", at, end)
    if colon >= 0:
        start = max(view.work.rfind(mark, at, colon) for mark in "\n,; ") + 1
        words = view.fold(max(start, at), min(end, colon + 60))
        message = f"no tag has a colon: {words!r}; a label may be misspelt"
        view.problem("tag-doubtful", message, max(start, at))
    _doubt_tags(view, at, end, fields.tags)
    return end


def _doubt_tags(view: View, at: int, end: int, tags: list[Value]) -> None:
    """Tell of a list that breaks off at a comma, and of codes that are a known one but a letter."""
    words = view.work[at:end].rstrip(" \n")
    if words.endswith(",") and not view.flat:
        message = "the list ends with a comma; its last line may be lost"
        view.problem("tag-doubtful", message, at + len(words) - 1)
    for tag in tags:
        near = near_code(tag.text)
        if near:
            message = f"{tag.text!r} is no tag that is known, {near} is one"
            view.problem("tag-doubtful", message, tag.spans[0].start)
    tell_unknown(view, tags)


def _eo(view: View, label: Label, stop: int, fields: _Fields, *, last: bool) -> int:
    end = eo_end(view, label.end, stop, last=last)
    start = label.start
    mark = mark_at(view.work, start)
    if mark:
        view.paint("marking", mark.start, mark.end, content=False)
        start = mark.end
    if fields.eo_line is None:
        fields.eo_line = view.passage(start, end)
        fields.declassify_on = declassify_on(view, view.trim(start, end)[0], end)
        _doubt_order(view, fields.declassify_on, end)
    view.paint("eo-line", start, end, content=not label.again)
    return end


#: Words of another field that has run into the line of the executive order.
_AFTER_ORDER = re.compile(r"(?<![^ \n(])[A-Za-z5]{2,8}[ ]?[:;=-]?[ ][^\n]{0,60}")
_LABELS = ("TAG", "SUB", "REF", "CLA")


def _doubt_order(view: View, due: Value | None, end: int) -> None:
    """Tell of another field that seems to stand behind the date of the executive order."""
    if due is None or not due.spans:
        return
    for match in _AFTER_ORDER.finditer(view.work, due.spans[-1].end, end):
        line = view.work.rfind("\n", due.spans[-1].end, match.start())
        opens = line >= 0 and not view.work[line + 1 : match.start()].strip(" ")
        if opens or match[0][:3].upper() in _LABELS:
            message = f"another field seems to stand behind the date: {view.fold(*match.span())!r}"
            view.problem("field-too-long", message, match.start())
            return


#: What may be a list of references within a subject.
_REF_INSIDE = re.compile(
    r"(?<![^ \n])(?:R[ ]?[EF][ ]?F[S]?\b[ :;.,=-]{1,4}(?:\(?[A-H][.)][ ])?"
    r"|(?<=\n)[A-Z]{2,7}[ :;.,=-]{1,4}\(?A[.)][ ])(?:\d{2}[ ])?"
    r"[A-Z][A-Z ]{2,20}[ ]\d{2,7}\b"
)


#: The stop of a sentence that the printed edition set after a subject; not that of initials.
_PRINTED_STOP = re.compile(r"[a-z]{3}\.\Z")


def _subject(view: View, at: int, stop: int, fields: _Fields, *, last: bool) -> int:
    if view.hints and view.hints.subject and view.hints.subject.start >= at:
        subject = view.hints.subject
        fields.subject = view.passage(subject.start, subject.end)
        view.paint_passage("subject", fields.subject)
        return subject.end
    low, high = subject_bounds(view, at, stop, last=last)
    end = high
    mark = mark_at(view.work, low) if low < high else None
    if mark and mark.end < high:
        view.paint("marking", mark.start, mark.end, content=False)
        low = mark.end
    page = _PAGE_TAIL.search(view.work, low, high)
    if page:
        span = Span(*page.span(1))
        fields.banners.markers.append(PageMarker(view.fold(*span), span))
        view.paint("banner", *span, content=False)
        high = page.start()
    high = low + len(view.work[low:high].rstrip(_TAIL))
    if fields.context.format == "frus-tei" and _PRINTED_STOP.search(view.work, low, high):
        view.paint("label", high - 1, high, content=False)
        high -= 1
    if fields.subject is None:
        fields.subject = view.passage(low, high)
        view.paint_passage("subject", fields.subject)
        inside = _REF_INSIDE.search(view.work, low, high)
        if inside:
            message = f"references seem to stand in the subject: {view.fold(*inside.span())!r}"
            view.problem("field-too-long", message, inside.start())
    else:
        view.paint("repeated", low, high, content=False)
    return max(end, low)
