"""Page and section banners, stray captions and pilcrows: lifted out before anything is read.

A banner such as ``OTTAWA 00000286 002 OF 003`` or ``PAGE 02 ROME 01196 01 OF 02 082030Z`` breaks
sentences, words and opening lines. It is kept as a milestone; what stood on both sides is one
text again.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import islice
from typing import NamedTuple

from cable_edition.core.cable.ids import canonical_post
from cable_edition.core.cable.model import PageMarker, Span
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.capitals import capitals_of, holds
from cable_edition.core.reading.text.healing import heal, lifted
from cable_edition.core.reading.text.patterns import CAPTION, CLASSIFICATION
from cable_edition.core.reading.text.view import BLANK, Lift, View, line_breaks_before

#: The tail of a banner of the 1990s and later: eight-digit serial, page of pages.
_PAGE = late(
    r"(\d(?<=[ \n]\d)\d{6,7})[ \n]{1,4}(\d{3})(?:\.\d{1,2})?[ \n]{1,3}OF[ \n]{1,3}(\d{3})(?!\d)"
)
#: The most characters of it before the word OF.
_PAGE_WIDTH = 24
_OF_PAGES = late(r"OF[ \n]{1,3}[0-9]{3}(?![0-9])")
#: What is left of it without small letters and blanks.
_OF_IN_LEFT = late(r"OF[0-9]{3}")
_SECTION_WORD = late(r"SECTION[ \n]|S E C T I O N")
#: The banner of the 1970s: page, post, serial, section of sections, date-time group.
_OLD_PAGE = late(
    # Copies read a zero as the letter O.
    r"PAGE[ ]{1,8}(?P<page>(?:\d|O(?=\d)){1,3})(?:[ ]{1,3}OF[ ]{1,3}\d{1,3})?[ ]{1,8}"
    r"(?P<post>[A-Z][A-Z.']{1,15}(?:[ ][A-Z][A-Z.']{1,15}){0,2})[ ]{1,8}"
    r"(?P<serial>O{0,3}\d[\dO]{2,5})(?:[ ]{1,8}(?:TOSEC|SECTO)[ ]{1,4}\d{3,6})?"
    r"(?:[ ]{1,4}(?P<section>[\dO]\d)[ ]{1,3}OF[ ]{1,3}(?P<sections>[\dO]\d))?"
    r"(?:[ ]{1,4}[\dO]{6}Z(?:[ ]{1,2}[A-Z]{3}[ ]{1,2}\d{2,4})?)?(?![A-Za-z0-9])"
)
#: The head of a later section: classification, section, post, serial.
_SECTION = late(
    r"(?<![^ \n])" + CLASSIFICATION + r"[ \n/]{1,6}(?:(?:" + CAPTION + r"|E F T O)[ \n/]{1,4})?"
    r"(?:SECTION|S E C T I O N)[ \n]{1,3}(?P<n>\d{1,2})[ \n]{1,3}OF[ \n]{1,3}(?P<of>\d{1,2})"
    r"[ \n]{1,3}(?P<post>[A-Z][A-Z.']{1,15}(?:[ ][A-Z][A-Z.']{1,15}){0,3})[ \n]{1,3}"
    r"(?P<serial>\d{3,7})"
    r"(?![0-9])"
)
#: What a browser or a viewer of PDF files prints around a page: its number, or the address with it
#: and below it day and title.
_SHEET = late(
    r"(?<=\n)[ ]{0,80}(?P<sheet>(?:Page|PAGE)[ ]\d{1,4}[ ](?:of|OF)[ ]\d{1,4}"
    r"|https?://[^ \n]{4,400}[ ]{1,20}\d{1,4}/\d{1,4}"
    r"(?:\n[ ]{0,80}\d{1,2}/\d{1,2}/\d{2,4}(?:[ ,][^\n]{0,100})?)?)[ ]{0,80}(?=\n|\Z)"
)
#: The number of a page and its post, alone on a line: ``Page 2 ROME``, with the serial or not.
_PAGE_OF_POST = late(
    r"(?<=\n)[ ]{0,80}(?P<sheet>(?:Page|PAGE)[ ]{1,3}\d{1,3}[ ]{1,3}(?:[-:,][ ])?"
    r"(?P<post>[A-Za-z][A-Za-z.']{1,19}(?:[ ][A-Za-z][A-Za-z.']{1,15}){0,3})"
    r"(?:[ ]{1,3}\d{2,8})?)[ ]{0,80}(?=\n|\Z)"
)
#: The number of a page between hyphens, alone on a line: ``- 2 -``.
_DASHED = late(r"(?<=\n)[ ]{0,80}(?P<sheet>-[ ]?\d{1,3}[ ]?-)[ ]{0,80}(?=\n|\Z)")
_DASHED_IN_LEFT = late(r"-[0-9]{1,3}-")
#: What is left of ``Page 1 of 2`` without its small letters and blanks; no date-time group.
_PAGE_IN_LEFT = late(r"P(?![0-9]{6}Z)[0-9]")
#: The head of a page that lost its post and serial; only a class word before it tells it.
_BARE_PAGE = late(
    r"PAGE[ ]{1,3}[0O][\dO]{1,2}(?=[ ]{0,4}(?:\n|\Z)|[ ]{1,3}[a-z(])"
    r"(?![ ]{0,4}\n[ ]{0,8}[A-Z][A-Z .']{2,24}[ ]{1,12}[\dO]{3})"
)
_CAPTION_AFTER = late(r"[ \n]{1,12}" + CAPTION + r"(?=[ \n]|\Z)")
#: The foot of a page or section: its classification, and the end mark of a message.
_CLASS_BEFORE = late(r"(?<![^ \n])(?:" + CLASSIFICATION + r"|N{3,5})[ \n]{0,16}\Z")
_CLASS_AFTER = late(r"[ \n]{0,12}" + CLASSIFICATION)
#: A caption alone on a line of the body, repeated from the head of a section.
#: The blanks before it may be those of a banner, which was lifted.
_STRAY = late(r"\n[ ]*+(SIPDIS|NOFORN|EXDIS|NODIS|LIMDIS|S I P D I S)[ ]*+(?=\n)")
#: The same right after a banner, where lines may be lost: the head of the new page.
_PAGE_CAPTION = late(r"[ \n]{1,12}(SIPDIS|NOFORN|EXDIS|NODIS|LIMDIS|S I P D I S)(?=[ \n]|\Z)")
#: The same in a text that lost its lines, where no sentence speaks of the caption.
_STRAY_IN_RUN = late(
    r"(?<=[^ \n][ ])(?<!\ba )(?<!\bas )(?<!\bof )(?<!\bto )(?<!\bno )(?<!\bby )(?<!\bis )"
    r"(?<!\bthe )(?<!\bfor )(?<!\bnot )(?<!\bvia )(?<!\bare )(?<!\band )(?<!\bwith )(?<!\bmark )"
    r"(SIPDIS|EXDIS|NODIS|LIMDIS)"
    r"(?=[ ](?!(?:captions?|channels?|cables?|messages?|reporting|distribution|version)\b)|[ ]?\Z)"
)
#: One of these stands in each of them.
_STRAY_SIGNS = ("DIS", "NOFORN")
_BEFORE_DIS = ("SIP", "LIM", "EX", "NO")
_PILCROW = late("\u00b6|\ufffd(?=[ ]?(?:\\d{1,4}[ ]?[.),]|\\d{1,3}[ ]{1,3}\\(|\\(?[A-Za-z][.)]))")
_CAPTION_WORDS = frozenset({"SIPDIS", "NOFORN", "EXDIS", "NODIS", "LIMDIS", "SENSITIVE"})
#: Captions of the first head that a later one has lifted already.
_HEAD_SKIP = 4
_POST_WORD = late(r"[A-Z][A-Z.'-]*\Z")
#: The longest post in a banner; longer names are cut (``BUENOS AIR``).
_POST_CUT = 10


@dataclass(slots=True)
class Banners:
    """The banners of a cable text and the sections they prove to be there."""

    markers: list[PageMarker] = field(default_factory=list)
    sections: set[int] = field(default_factory=set)


def lift_banners(view: View, body: int, line: int, post: str | None) -> Banners:
    """Lift banners, later section heads and pilcrows out of the working text.

    ``body`` is the offset after the first classification, before which no banner of a later page
    stands; ``line`` the end of its line, which a later section head repeats from there;
    ``post`` is the post of that line, which tells where a banner begins inside capitals.
    """
    found = Banners()
    lifts: list[Lift] = []
    work = view.work
    view.left = left = capitals_of(work)
    if (
        holds(left, ("OF", "PAGE", "://"))
        or _PAGE_IN_LEFT.search(left)
        or _DASHED_IN_LEFT.search(left)
    ):
        for lift, section, banner in sorted(_heads(view, body, line, post), key=_widest):
            inside = bool(lifts) and lift.start < lifts[-1].end
            if not inside or lift.end <= lifts[-1].end:
                found.markers.append(PageMarker(view.fold(*banner), banner))
            if inside:
                continue
            lifts.append(lift)
            if section:
                found.sections.add(section)
            at = lift.end
            while caption := _PAGE_CAPTION.match(work, at):
                at = caption.end()
                lifts.append(lifted(work, caption.start(1), at, "caption"))
        found.markers.sort(key=_place)
    if "\u00b6" in work or "\ufffd" in work:
        lifts += _pilcrows(view)
    lifts.sort()
    apart: list[Lift] = []
    for lift in lifts:
        if not apart or lift.start >= apart[-1].end:
            apart.append(lift)
    if apart:
        view.lift(apart)
        heal(view, apart)
        view.pilcrows = _marked(view.work, apart)
    return found


class _Head(NamedTuple):
    """The head of a page or section: all that is lifted, the section, and the banner proper."""

    lift: Lift
    section: int
    banner: Span


def _widest(head: _Head) -> tuple[int, int]:
    return head.lift.start, -head.lift.end


def _place(marker: PageMarker) -> tuple[int, int]:
    return marker.span


def _captions(work: str, begin: int) -> Iterator[int]:
    """Yield where a word such as ``SIPDIS`` may begin from an offset on."""
    end = work.find("DIS", begin)
    while end >= 0:
        before = work[max(begin, end - 3) : end]
        for word in _BEFORE_DIS:
            if before.endswith(word):
                yield end - len(word)
                break
        end = work.find("DIS", end + 3)


def lift_strays(view: View, begin: int) -> None:
    """Lift the captions that stand alone on a line of the body: heads of pages repeat them."""
    work = view.work
    left = view.left
    # Those of the opening are counted off: the body is long, and most have none.
    if not any(
        left.count(sign) > work.count(sign, 0, begin) and work.rfind(sign, begin) >= 0
        for sign in _STRAY_SIGNS
    ):
        return
    if not view.flat:
        found: Iterable[re.Match[str] | None] = _STRAY.finditer(work, max(begin - 1, 0))
    elif view.capitals:
        return
    else:
        # The word is rare; what stands before it is looked at from there.
        found = (_STRAY_IN_RUN.match(work, at) for at in _captions(work, begin))
    lifts = [
        Lift(match.start(1), match.end(1), "caption")
        for match in found
        if match and match.start(1) >= begin
    ]
    if lifts:
        view.lift(lifts)
        heal(view, lifts)


def _heads(view: View, body: int, line: int, post: str | None) -> list[_Head]:
    heads: list[_Head] = []
    work = view.work
    paged = view.left.rfind("PAGE") >= 0
    for match in _pages(work, view.left, body):
        start = _post_start(view, match.start(), body, post)
        lift = lifted(work, start, match.end(), "banner")
        heads.append(_Head(lift, int(match.group(2)), Span(start, match.end())))
    for match in _OLD_PAGE.finditer(work, view.start) if paged else ():
        start, end = _with_classification(view, match.start(), match.end(), body)
        lift = lifted(work, start, end, "banner")
        heads.append(
            _Head(lift, int((match.group("section") or "0").replace("O", "0")), Span(*match.span()))
        )
    for match in _BARE_PAGE.finditer(work, body) if paged else ():
        start, _ = _with_classification(view, match.start(), match.end(), body)
        if start < match.start():
            lift = lifted(work, start, match.end(), "banner")
            heads.append(_Head(lift, 0, Span(*match.span())))
    known = {head.banner.start for head in heads}
    heads += (
        one for one in _sheets(view, body, post, paged=paged) if one.banner.start not in known
    )
    places: dict[int, list[int]] = defaultdict(list)
    for head in heads:
        insort(places[head.section], head.lift.start)
    taken = body
    # The first head is no later one.
    for word in _SECTION_WORD.finditer(work, max(body, line)):
        section = _SECTION.search(work, max(body, word.start() - 90), word.end() + 90)
        if not section or int(section["n"]) < 2:
            continue
        match = section
        if match.start() < taken:
            continue
        end = match.end()
        while after := _CAPTION_AFTER.match(work, end):
            end = after.end()
        end = _repeated(work, line, match.start(), end)
        n = int(match["n"])
        start = _old_head(places[n], match.start())
        insort(places[n], start)
        heads.append(_Head(lifted(work, start, end, "banner"), n, Span(*match.span())))
        taken = end
    return heads


def _sheets(view: View, body: int, post: str | None, *, paged: bool) -> Iterator[_Head]:
    """Yield the numbers of pages that a program has printed on lines of their own."""
    work, left = view.work, view.left
    if view.flat:
        return
    marked = paged or left.rfind("://") >= 0
    marked = marked or (_PAGE_IN_LEFT.search(left) is not None and work.rfind("age ") >= 0)
    if not (marked or _DASHED_IN_LEFT.search(left)):
        return
    own = canonical_post(post) if post else ""
    found = [*_SHEET.finditer(work, view.start), *_DASHED.finditer(work, body)]
    # Only the post of the cable itself is told from other words.
    pages = _PAGE_OF_POST.finditer(work, body) if own else ()
    found += [match for match in pages if canonical_post(match["post"]) == own]
    for match in found:
        span = Span(*match.span("sheet"))
        # The class word at the foot of a page and at the head of the next is of the banner.
        start, end = _with_classification(view, *span, body)
        yield _Head(lifted(work, start, end, "banner"), 0, span)


def _pages(work: str, left: str, body: int) -> Iterator[re.Match[str]]:
    """Yield the tails of banners: each is looked for around its ``OF 003``, which is rare."""
    end = body
    at = work.find("OF", body) if _OF_IN_LEFT.search(left) else -1
    while at >= 0:
        tail = _OF_PAGES.match(work, at)
        match = _PAGE.search(work, max(end, at - _PAGE_WIDTH), tail.end() + 1) if tail else None
        if tail and match and match.end() == tail.end():
            end = match.end()
            yield match
        at = work.find("OF", at + 2)


#: More words than any head of a section repeats.
_REPEATED = 240
_HEAD_WORD = late(r"[^ \n]{1,60}")
_HEAD_LABELS = ("E.O.", "TAGS:", "SUBJECT:", "SUBJ:", "TAGS", "EO")


def _repeated(work: str, body: int, head: int, end: int) -> int:
    """Return the end of the opening lines that a section head repeats word for word."""
    words = _HEAD_WORD.finditer(work, body, min(head, body + 2400))
    first = [found[0] for found in islice(words, _REPEATED)]
    at = 0
    for match in _HEAD_WORD.finditer(work, end, end + 2400):
        word = match[0]
        if at < len(first) and first[at] != word and word in _CAPTION_WORDS:
            end = match.end()
            continue
        if (at >= len(first) or first[at] != word) and word in _HEAD_LABELS and word in first[at:]:
            at = first.index(word, at)
        if at >= len(first) or first[at] != word:
            if at or match.start() > end + 40 or not first[:_HEAD_SKIP].count(word):
                break
            at = first.index(word)
        end = match.end()
        at += 1
    return end


def _old_head(places: list[int], at: int) -> int:
    """Return where the whole head of a 1970s section begins: its ``PAGE 01``, if that is near.

    ``places`` are the starts of the heads of that section met so far, in order.
    """
    first = bisect_right(places, at - 3000)
    return min(places[first], at) if first < len(places) else at


def _post_start(view: View, at: int, body: int, post: str | None) -> int:
    """Return where the post before a banner's serial begins."""
    work = view.work
    end = len(work[max(body, at - 4) : at].rstrip(BLANK)) + max(body, at - 4)
    if post:
        cut = post[:_POST_CUT].rstrip()
        for name in (post, cut):
            if work.endswith(name, max(body, end - len(name)), end):
                return end - len(name)
    start = end
    for _ in range(3):
        word = _POST_WORD.search(work, max(body, start - _POST_CUT), start)
        if not word or end - word.start() > _POST_CUT + 4:
            break
        start = word.start()
        if view.capitals or work[start - 1 : start] != " ":
            break
        rest = work[max(body, start - 2) : start].rstrip(" ")
        if rest.endswith("\n") or end - start >= _POST_CUT:
            break
        start = max(body, start - 2) + len(rest)
    return start + len(work[start:end]) - len(work[start:end].lstrip(BLANK))


def _with_classification(view: View, start: int, end: int, body: int) -> tuple[int, int]:
    """Take in the classification words that stand at the foot and head of a 1970s page."""
    work = view.work
    for _ in range(4):
        low = max(body, start - 60)
        before = _CLASS_BEFORE.search(work[low:start])
        if not before or not _apart(view, low + before.start(), body):
            break
        start = low + before.start()
    # The word that the classification line begins with ends at ``body``.
    after = _CLASS_AFTER.match(work, end) if end >= body else None
    if after and (not view.flat or view.capitals) and "\n" in work[after.end() : after.end() + 3]:
        end = after.end()
    return start, end


def _apart(view: View, at: int, body: int) -> bool:
    return view.flat or line_breaks_before(view.work, at, body)[0] > 0 or at <= body


def _pilcrows(view: View) -> list[Lift]:
    work = view.work
    found = []
    for match in _PILCROW.finditer(work):
        at = match.start()
        if work[at] == "\ufffd" and at and work[at - 1] not in ' \n("':
            continue
        glue = bool(work[at - 1 : at].strip(BLANK)) and bool(work[at + 1 : at + 2].strip(BLANK))
        found.append(Lift(at, at + 1, "pilcrow", glue))
    return found


def _marked(work: str, lifts: list[Lift]) -> frozenset[int]:
    """Return the offsets of the words before which a pilcrow stood."""
    found: set[int] = set()
    later = len(work)
    word = later
    for lift in reversed(lifts):
        at = lift.end
        while at < later and work[at] in BLANK:
            at += 1
        word = at if at < later else word
        later = lift.start
        if lift.kind == "pilcrow":
            found.add(word)
    return frozenset(found)
