"""The classification line: level, sections, post and serial; captions and passing lines."""

from __future__ import annotations

import re
from dataclasses import field

from cable_edition.core.cable.ids import canonical_post, is_post_of_several_words
from cable_edition.core.cable.model import Passage, Span, Value
from cable_edition.core.cable.posts import known_post
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.class_line import ClassLine, post_follows
from cable_edition.core.reading.text.patterns import (
    CAPTION,
    CLASSIFICATION,
    caption_name,
    classification_name,
)
from cable_edition.core.reading.text.view import BLANK, View

_CLASS = late(r"(?<![^ \n])" + CLASSIFICATION)
_CLASS_TAIL = late(r"[ ]{0,3}/{1,2}[ ]{0,3}(?=[A-Z])")
_CAPTION = late(CAPTION)
#: A caption of a line of the classification alone; elsewhere it is a mark.
_SBU = late(r"SBU(?![A-Za-z])")
_SMALL = "[Ss]ipdis|[Nn]oforn|[Nn]odis|[Ee]xdis|[Ll]imdis|[Ss]tadis|[Ss]ensitive"
#: Captions in small letters, alone in their line.
_SMALL_CAPTION = late(
    rf"(?:(?<=\n)|(?<=\n[ ])|(?<=[a-z][ /,]))(?:{_SMALL})"
    rf"(?=[ ,/]{{0,3}}(?:\n|\Z|(?:{_SMALL})[ ,/]{{0,3}}(?:\n|\Z)))"
)
_SECTION = late(
    r"S[ ]?E[ ]?C[ ]?T[ ]?I[ ]?O[ ]?N[ \n]{0,4}(\d ?\d?)[ \n]{0,3}O[ ]?F[ \n]{0,3}(\d ?\d?)(?![\d])"
)
_POST = late(
    r"(?P<post>[A-Z][A-Z0.'-]{1,19}(?:(?:[ ]|[ ]?\n)[A-Z][A-Z0.'-]{0,15}){0,3})"
    r"(?:[ \n]{1,4}|-[ ]?)"
    r"(?P<serial>0{0,4}O[O0]{0,4}\d{1,5}|\d{1,8})(?![\d/])"
)
#: The same with its letters apart, which only a known post is: ``R O M E 001234``.
_SPACED = (
    r"(?P<post>[A-Z](?:[ ]{1,4}[A-Z]){2,17})[ ]{1,6}"
    r"(?P<serial>\d{2,8}|\d(?:[ ]\d){1,7})(?![\d/]|[ ]?\d)"
)
_SPACED_POST = late(_SPACED)
#: The same in a copy that has put capitals at the starts of words alone: ``Rome 001234``.
_TITLED_POST = late(
    r"(?P<post>[A-Z][a-z]{1,19}(?:[ ][A-Z][a-z]{1,19}){0,3})[ ]{1,4}(?P<serial>\d{2,8})(?![\d/])"
)
#: The serial glued to its post, which only a known post is.
_GLUED_POST = late(r"(?P<post>[A-Z]{3,20})(?P<serial>\d{3,8})(?![\d/A-Za-z:])")
_LINE_SPACED = late(
    r"[ /]{1,8}"
    r"(?:S[ ]?E[ ]?C[ ]?T[ ]?I[ ]?O[ ]?N[ ]{1,4}\d ?\d?[ ]{1,3}O[ ]?F[ ]{1,3}\d ?\d?[ ]{1,4})?"
    + _SPACED
)
_LINE_POST = late(
    r"[ \n/]{1,8}(?:(?:" + CAPTION.replace("<caption>", "<first>") + r"|E F T O)[ \n/]{1,6}){0,3}"
    r"(?:S[ ]?E[ ]?C[ ]?T[ ]?I[ ]?O[ ]?N[ \n]{1,4}\d{1,2}[ \n]{1,3}OF[ \n]{1,3}\d{1,2}[ \n]{1,4})?"
    r"(?P<post>[A-Z][A-Z.'-]{1,19}(?:[ ][A-Z][A-Z.'-]{0,15}){0,3})[ \n]{1,4}\d{1,8}(?!\d)"
)
_YEAR = late(r"(?:19|20)?\d{2}[ ](?=[A-Z])")
_SEPARATOR = late(r"[ \n/,;*-]{1,8}")
_PASSING = late(
    r"(?<!FOR )(?<!PASS )(?<!TO )(?<!AND )(?<!\bOF )(?<![A-Z/,&])"
    r"(?=\b(?!(?:STAFF|HOUSE|OFFICE|DESK|CENTER|ALSO)[ ])(?:DEP(?:T\.?|ARTMENT)[ ]OF[ ])?"
    r"(?:[A-Z]{2,}|(?<!,[ ])[A-Z]{2,}(?:[/-][A-Z]{1,8}){1,4})[ ]"
    r"(?:ALSO[ ])?(?:FOR|PASS(?:ES)?|PLEASE|PLS)\b)"
    r"|(?<=[ ])(?=REL[ ](?:TO[ ])?[A-Z]{3,9}[/,])"
)
#: A passing line, whose list of offices may go on in the next line.
_PASSES = late(r"\b[A-Z]{2,}[ ](?:ALSO[ ])?(?:FOR|PASS(?:ES)?|PLEASE|PLS)\b")
_PLEASE = late(r"(?:PLEASE|PLS)\b")
_UNFINISHED = late(r"(?:[,/&-]|\b(?:AND|and|FOR|TO))[ ]*\Z")
_CONTINUES = late(r"[ ]*(?:\(|&|AND\b|and\b)")
#: Opening lines that go on nowhere and continue nothing.
_OWN_LINE = late(r"[ ]*(?:C[ ]?O[ ]?R[ ]?R[ ]?E[ ]?C|[A-Z]{1,6}[ ]?[:=]|REL[ ]|\*|-{2}|NOT FOR)")


@dataclass(slots=True)
class Head:
    """What the classification line and the lines under it say."""

    classification: Value | None = None
    caption_spans: dict[str, list[Span]] = field(default_factory=dict)
    passing: list[Passage] = field(default_factory=list)
    sections: tuple[int, int] | None = None
    section_span: Span | None = None
    post: Passage | None = None
    serial: Passage | None = None
    end: int = 0

    @property
    def captions(self) -> tuple[Value, ...]:
        """The captions in order, each once, with each place where it stands."""
        return tuple(Value(name, tuple(spans)) for name, spans in self.caption_spans.items())

    def add_caption(self, name: str, span: Span) -> None:
        """Take a place where a caption stands."""
        self.caption_spans.setdefault(name, []).append(span)


def peek(view: View, line: ClassLine) -> tuple[int, int, str | None]:
    """Return the end of the classification, the end of its line, and its post.

    The banners are lifted before the line is read, and the post tells where they begin.
    """
    found = _LINE_SPACED.match(view.work, line.end)
    if not found or not known_post(canonical_post(found["post"])):
        found = _LINE_POST.match(view.work, line.end)
    return (line.end, found.end(), found["post"]) if found else (line.end, line.end, None)


def read_line(view: View, line: ClassLine, limit: int) -> Head:
    """Read the classification line: level, captions, sections, post, serial."""
    work = view.work
    head = Head(end=line.end)
    if line.name:
        head.classification = Value(line.name, (Span(line.start, line.end),))
        view.paint("classification", line.start, line.end)
    at = line.end
    line_ended = False
    for _ in range(12):
        gap = _SEPARATOR.match(work, at, limit)
        if gap:
            # What parts two items is left to the partition; what nothing follows may be text.
            line_ended = line_ended or "\n" in gap[0]
            at = gap.end()
        found = _CAPTION.match(work, at, limit)
        sensitive = None if found else _SBU.match(work, at, limit)
        if found or sensitive:
            one = found or sensitive
            span = Span(*one.span()) if one else Span(at, at)
            head.add_caption(caption_name(found[0]) if found else "SBU", span)
            view.paint("caption", *span)
            at = head.end = span.end
            continue
        section = _SECTION.match(work, at, limit)
        if section and not head.sections:
            numbers = [int(number.replace(" ", "")) for number in section.groups()]
            head.sections = (numbers[0], numbers[1])
            head.section_span = Span(*section.span())
            view.paint("sections", *section.span())
            at = head.end = section.end()
            continue
        post = _post(work, at, limit) if not head.post else None
        if post and (not line_ended or _line_is(work, post)):
            if post.start() > at:
                view.paint("year", at, post.start(), content=False)
            head.post = view.passage(*post.span("post"))
            head.serial = view.passage(*post.span("serial"))
            view.paint("post", *post.span("post"))
            view.paint("serial", *post.span("serial"))
            at = head.end = post.end()
            continue
        again = _CLASS.match(work, at, limit) if not head.post else None
        if again:
            _read_again(view, head, again)
            at = head.end = again.end()
            continue
        break
    head.end = max(head.end, line.end)
    return head


def _read_again(view: View, head: Head, again: re.Match[str]) -> None:
    """Read a class word that stands below or beside the first one, before any post.

    If it is another and has the post and serial, the first is that of the copy: a paper that was
    declassified says so above the cable's own line. Problems: ``fields-differ`` where neither can
    be told for the cable's.
    """
    name, own = classification_name(again[0]), head.classification
    if own and name != own.text:
        if post_follows(view.work[again.end() : again.end() + 120]):
            head.classification = Value(name, (Span(*again.span()),))
        elif _contradicts(view.work, again, own):
            message = f"{name} stands below the classification line, which says {own.text}"
            view.problem("fields-differ", message, again.start())
    view.paint("classification", *again.span())


def _post(work: str, at: int, limit: int) -> re.Match[str] | None:
    """Return post and serial at an offset; a year may stand before a known post."""
    post = _POST.match(work, at, limit)
    if post and _AIRGRAM.search(work, post.start("post"), post.start("serial")):
        return None  # airgrams have a number of their own, and no id
    if post:
        return post if _is_post(post["post"], post["serial"]) else None
    year = _YEAR.match(work, at, limit)
    begin = year.end() if year else at
    post = _POST.match(work, begin, limit) if year else None
    for pattern in (None, _SPACED_POST, _TITLED_POST, _GLUED_POST):
        found = pattern.match(work, begin, limit) if pattern else post
        if found and known_post(canonical_post(found["post"])):
            return found
    return None


#: First words that are of no post: labels, and those of a second class word.
_NO_POST = frozenset(
    {
        *("TAGS", "SUBJ", "SUBJECT", "REF", "EO", "E.O.", "FOR", "PAGE", "SECTION"),
        *("UNCLAS", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP", "LIMITED", "SENSITIVE"),
    }
)
#: The letters before the number of an airgram, after its post: ``QUITO A-077``.
_AIRGRAM = late(r"(?<=[ ])C?A[ ]?-[ ]?\Z")


def _is_post(words: str, serial: str) -> bool:
    first = words.split(" ", maxsplit=1)[0].rstrip(":.")
    slip = "0" in words or "\n" in words or "O" in serial
    if slip and known_post(canonical_post(words)) is None:
        return False
    return first not in _NO_POST


def _line_is(work: str, post: re.Match[str]) -> bool:
    """A post on the line below the classification must fill its line, but for captions."""
    end = work.find("\n", post.end(), post.end() + 60)
    rest = work[post.end() : end if end >= 0 else post.end() + 60]
    return not rest.strip(BLANK) or _CAPTION.match(rest.lstrip(BLANK)) is not None


def read_loose(view: View, head: Head, start: int, end: int) -> None:
    """Read opening lines that are no field: captions, repeated levels, passing lines."""
    work = view.work
    at = start
    plain = start
    while at < end:
        while at < end and work[at] in " \n,;/":
            at += 1
        level = _CLASS.match(work, at, end)
        found = None if level else _CAPTION.match(work, at, end)
        found = found or (None if level else _SMALL_CAPTION.match(work, at))
        if found or level:
            one = found or level
            _passing(view, head, plain, at)
            if found:
                head.add_caption(caption_name(found[0]), Span(*found.span()))
                view.paint("caption", *found.span())
            elif level:
                if head.classification is None:
                    head.classification = Value(
                        classification_name(level[0]), (Span(*level.span()),)
                    )
                elif _contradicts(work, level, head.classification):
                    message = (
                        f"{classification_name(level[0])} stands below the classification line, "
                        f"which says {head.classification.text}"
                    )
                    view.problem("fields-differ", message, level.start())
                view.paint("classification", *level.span())
            at = plain = one.end() if one else at
            continue
        while at < end and work[at] not in BLANK:
            at += 1
    _passing(view, head, plain, end)


def _contradicts(work: str, level: re.Match[str], own: Value) -> bool:
    """Tell whether a class word below the classification line is another one, and no stamp.

    A copy that was released is stamped ``UNCLASSIFIED``, by itself on its line.
    """
    name = classification_name(level[0])
    if name == own.text:
        return False
    return name != "UNCLASSIFIED" or _POST_BELOW.match(work, level.end()) is not None


#: Post and serial after a class word.
_POST_BELOW = late(r"[ ]{1,6}[A-Z][A-Z .]{1,30}[ ]{1,6}\d{2,7}\b")


def _goes_on(line: str, following: str) -> bool:
    """Tell whether the list of offices in a passing line goes on in the next."""
    if line.count("(") > line.count(")") or _UNFINISHED.search(line):
        return True
    return _CONTINUES.match(following) is not None


def _whole_lines(words: str) -> list[str]:
    """Split opening lines; one that goes on in the next keeps its line end and is one with it."""
    lines: list[str] = []
    for line in words.split("\n"):
        if (
            lines
            and _PASSES.search(lines[-1])
            and line.strip(" ")
            and _goes_on(lines[-1], line)
            and not _OWN_LINE.match(line)
        ):
            lines[-1] += f"\n{line}"
        else:
            lines.append(line)
    return lines


def _within_post(line: str, at: int) -> bool:
    """Tell whether a word goes on with a post (``SAO PAULO PASS TO``, ``STATE PLEASE PASS``)."""
    if _PLEASE.match(line, at) and not _PASSES.search(line[:at]):
        return True
    before, word = line[max(0, at - 40) : at].split(), line[at : at + 40].split(" ", 1)[0]
    ends = (" ".join([*before[-count:], word]) for count in (1, 2) if len(before) >= count)
    return any(map(is_post_of_several_words, ends))


def _passing(view: View, head: Head, start: int, end: int) -> None:
    at = start
    for line in _whole_lines(view.work[start:end]):
        starts = (match.start() for match in _PASSING.finditer(line))
        cuts = [0, *(start for start in starts if start and not _within_post(line, start))]
        for low, high in zip(cuts, [*cuts[1:], len(line)], strict=True):
            if line[low:high].strip(" ,;/-=*"):
                lead = len(line[low:high]) - len(line[low:high].lstrip(" ,;/-"))
                tail = len(line[:high].rstrip(" ,;"))
                found = view.passage(at + low + lead, at + tail)
                if found:
                    head.passing.append(found)
                    view.paint_passage("passing", found)
        at += len(line) + 1
