"""The REF list: one typed item for each cable, e-mail, telephone call or report it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.cable.ids import canonical_id, canonical_post
from cable_edition.core.cable.model import Reference, ReferenceKind
from cable_edition.core.cable.posts import known_post, near_post
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.plain_list import ITS, its_serial, names_itself, plain_list
from cable_edition.core.reading.text.view import BLANK, View

if TYPE_CHECKING:
    from cable_edition.core.reading.text.parts import TextContext

_LETTER = re.compile(
    r"(?<![A-Za-z0-9.])(?:REF(?:TEL)?S?[ ]?)?[(\[]?(?P<letter>[A-Z])(?:[)\]][.:,-]?|[.:]"
    r"(?![A-Z]\.)|[ ]?-(?=[ ]))[ \n]*",
    re.IGNORECASE,
)
#: Numbers in place of letters; the list must begin with the first.
_NUMBER = late(r"(?<![A-Za-z0-9.])[(\[]?(?P<n>[1-9][0-9]?)(?:[)\]][.:,-]?|\.(?=[ \n]))[ \n]*")
#: A letter without a stop, which only a known post after it shows to be one.
_BARE_LETTER = late(
    r"(?<![^ \n])(?:REFS?[ ])?(?P<letter>[A-Z])(?P=letter)?[ ]{1,4}"
    r"(?=(?:(?:19|20)?[O0-9]{2}[ ])?[A-Z0]{3})"
)
_YEAR = r"(?:[(\[']?(?P<year>(?:19|20)\d{2}|[O\d]\d)[)\]]?[ \n-]{0,12})?"
#: A zero that stands for the letter among those of a post.
_ZERO = r"0(?=[A-Z.]|[ ][A-Z\d])"
_CABLE = late(
    r"(?<![A-Za-z0-9])"
    + _YEAR
    + r"(?P<post>(?!(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC|JANUARY|FEBRUARY|MARCH"
    r"|APRIL|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|AND|NOTAL|PARA|OF|DATED|DTG|FROM|IN|ON|SECTION|THROUGH|THRU)\b)"
    r"(?:0(?=[A-Z]{2}))?[A-Z](?:[A-Z.'-]|" + _ZERO + r"){1,24}"
    r"(?:[ \n]{1,12}(?!(?:AND|NOTAL|PARA|OF(?![ ]SPAIN)|DATED|DTG|FROM|ON|TO"
    r"|CABLE)\b)[A-Z](?:[A-Z.'-]|" + _ZERO + r"){0,20}){0,3}?)"
    r"(?P<colon>:[ ]{0,3})?[ \n-]{0,12}(?:(?P<inner>\d{2})[-/](?=\d{3,6}))?(?:#|NO\.[ ])?"
    r"(?P<serial>\d{1,9})(?!\d|\.\d|/\d{5})"
    r"(?P<after>[ ]?[(\[](?P<late>(?:19|20)\d{2}|\d{2})[)\]]|[ ]OF[ ](?P<of>(?:19|20)\d{2}))?",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\.?",
    re.IGNORECASE,
)
_MORE = late(
    r"[ \n]{0,2}(?:/|,|;|&|\bAND\b|\+)[ \n]{0,2}(?:AND[ \n]{1,2})?"
    r"(?P<named>(?:ITS[ \n]{1,12})?#?(?P<serial>\d{1,7}))"
    r"(?![\dA-Za-z/:-])(?![ \n]{1,2}(?!AND\b)[A-Z]{3,})",
    re.IGNORECASE,
)
_JOINT = late(r"(?:[ \n]{0,2}[,;&/][ \n]{0,2}|[ \n]{1,2}AND[ \n]{1,2}|\n){1,3}", re.IGNORECASE)
#: The day of the cable before it, as it is written; only one with a year says more.
_DATED = late(
    r"[ \n,]{0,3}[(\[]?(?:DTD|DATED|DTG|OF)\b[.:]?[ \n]{0,3}"
    r"(?:(?:\d{4}[ ]?Z[ ,]{1,2})?(?:"
    rf"(?:\d{{6}}[ ]?Z|\d{{1,2}})[ \n/-]{{0,2}}(?:{_MONTH.pattern})[ \n,/-]{{0,2}}"
    r"(?P<year>(?:19|20)?\d{2})"
    rf"|(?:{_MONTH.pattern})[ \n]{{1,2}}(?:\d{{1,2}},?[ \n]{{1,2}})?(?P<long>(?:19|20)\d{{2}})"
    r"|\d{1,2}([/.-])\d{1,2}\3(?P<figures>(?:19|20)?\d{2})"
    r"|(?P<first>(?:19|20)\d{2})-\d{2}-\d{2}))(?![\dA-Z])",
    re.IGNORECASE,
)
_MONTH_AFTER = late(rf"[ ]{{1,2}}(?:{_MONTH.pattern})(?![A-Za-z])", re.IGNORECASE)
_KINDS: tuple[tuple[ReferenceKind, re.Pattern[str]], ...] = (
    ("email", late(r"\bE-?[ ]?MAILS?\b|\bemails?\b|@", re.IGNORECASE)),
    (
        "telcon",
        late(
            r"\bTEL[ -]?CONS?\b|\bTELEPHONE|\bPHONE|\bFONECON|\bTELECON|\bCONVERSATION|\bCALL\b",
            re.IGNORECASE,
        ),
    ),
    (
        "report",
        late(
            r"\bIIR\b|\bC?A-\d{1,5}\b|\bTDX?-|\bTDX?[ ]\d|\bREPORT|\bMEMO|\bLETTER|\bNOTE\b|\bFAX"
            r"|\bDIPNOTE|\bCRS\b"
            r"|\bGUIDANCE\b|\bPAPER\b|\bHANDBOOK|\bFAM\b|\bCFR\b|\bPRESS\b|\bAIRGRAM|\bSTUDY\b",
            re.IGNORECASE,
        ),
    ),
)
#: One of these stands in the capitals of each; the names of cables have none of them.
_KIND_SIGNS = late(
    r"MAIL|@|TEL|PHONE|FONE|CONVER|CALL|IIR|A-|TD|REPORT|MEMO|LETTER|NOTE|FAX|CRS|GUIDANCE|PAPER"
    r"|HANDBOOK|FAM|CFR|PRESS|AIRGRAM|STUDY"
)
_NOTE = late(
    r"(?:-|[ \n]{0,2}(?:THROUGH|THRU)[ \n]{1,2})\d{1,7}(?!\d)"
    r"|[ \n]{0,2}[(\[]?\bNOTAL\b[)\]]?|[ \n]{0,2}\((?!\d{2,4}\))[^()]{1,60}\)",
    re.IGNORECASE,
)
#: Words that say more of the cable before them.
_PLACE = late(r"(?:PARAS?|SUBJ(?:ECT)?|DTG|DATED|DTD|SEC(?:TION)?S?|PAGES?)\b", re.IGNORECASE)
#: What parts the things that an item names.
_PART = late(r"[ \n]{0,2}[,;][ \n]{0,2}(?:AND[ ])?|[ \n]{1,2}AND[ \n]{1,2}", re.IGNORECASE)


class Item(NamedTuple):
    """A stretch of the list under one letter."""

    label: str | None
    start: int
    end: int


def read_references(view: View, start: int, end: int, context: TextContext) -> list[Reference]:
    """Return the references between two offsets, in order; labels are painted as leftovers."""
    plain = plain_list(view, start, end, context)
    if plain is not None:
        return plain
    found: list[Reference] = []
    for item in _items(view, start, end):
        found += _typed(view, item, context, found[-1] if found else None)
    return found


def _items(view: View, start: int, end: int) -> list[Item]:
    """Split the list at its letters; a letter must follow the one before (or repeat it).

    A list may have numbers instead, in their order. They are no labels by which the text would
    refer to an item.
    """
    work = view.work
    numbers = _numbers(work, start, end)
    if numbers:
        for match in numbers:
            view.paint("label", *match.span(), content=False)
        ends = [*(match.start() for match in numbers[1:]), end]
        return [Item(None, match.end(), stop) for match, stop in zip(numbers, ends, strict=True)]
    items: list[Item] = []
    label: str | None = None
    at = start
    last = "@"
    small = False
    first = end - len(work[start:end].lstrip(" \n:.;,(["))
    for match in _letters(work, start, end):
        letter = match["letter"].upper()
        opens = match.start() <= first
        step = ord(letter) - ord(last)
        bracketed = match[0].rstrip(BLANK)[-1:] in ")]"
        if match.re is _BARE_LETTER and not (step == 1 or (opens and step <= 8)):
            continue
        if not (0 <= step <= 3 or (opens and bracketed) or (opens and step <= 8)):
            continue
        if match["letter"].islower() and not bracketed and not opens:
            lined = "\n" in work[max(at, match.start() - 4) : match.start()]
            if not (small and step == 1 and (lined or _next_follows(work, match, end))):
                continue
        if step == 0 and not bracketed and not opens and not _cable_after(work, match.end(), end):
            continue
        if not opens and label is None and last == "@" and letter != "A" and not bracketed:
            continue
        items.append(Item(label, at, match.start()))
        view.paint("label", *match.span(), content=False)
        label, last, at = letter, letter, match.end()
        small = match["letter"].islower()
    items.append(Item(label, at, end))
    return [item for item in items if work[item.start : item.end].strip(" \n,;:.()[]-")]


def _letters(work: str, start: int, end: int) -> list[re.Match[str]]:
    """Return what may be the letters of a list, in order; those without a stop before posts."""
    found = list(_LETTER.finditer(work, start, end))
    taken = {match.start() for match in found}
    found += [
        match
        for match in _BARE_LETTER.finditer(work, start, end)
        if match.start() not in taken and _known_after(work, match.end(), end)
    ]
    found.sort(key=re.Match.start)
    return found


def _next_follows(work: str, match: re.Match[str], end: int) -> bool:
    """Tell whether a cable stands after a small letter, or the next letter further on."""
    if _cable_after(work, match.end(), end):
        return True
    following = chr(ord(match["letter"]) + 1)
    return re.search(rf"(?<![^ \n]){following}\.[ ]", work[match.end() : end]) is not None


def find_list(work: str, start: int, end: int) -> int | None:
    """Return where a lettered list of known cables begins between two offsets, or ``None``."""
    for match in _LETTER.finditer(work, start, end):
        if match["letter"].upper() <= "H" and _known_after(work, match.end(), end):
            return match.start()
    return None


def _known_after(work: str, at: int, end: int) -> bool:
    cable = _CABLE.match(work, at, min(end, at + 60))
    return cable is not None and known_post(canonical_post(cable["post"])) is not None


def _numbers(work: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the numbers of a list that begins with number one and has at least another."""
    first = end - len(work[start:end].lstrip(" \n:.;,"))
    found: list[re.Match[str]] = []
    for match in _NUMBER.finditer(work, start, end):
        if not found and match.start() > first:
            break
        if int(match["n"]) == len(found) + 1:
            found.append(match)
    return found if len(found) > 1 else []


def _cable_after(work: str, at: int, end: int) -> bool:
    return _CABLE.match(work, at, min(end, at + 60)) is not None


def _typed(
    view: View, item: Item, context: TextContext, before: Reference | None
) -> list[Reference]:
    found: list[Reference] = []
    for low, high in _chunks(view.work, *_bounds(view.work, item.start, item.end)):
        kind = _kind(view.work[low:high])
        first = _CABLE.match(view.work, low, high) if kind else None
        if kind and not (first and _kind(first[0]) is None):
            found += _whole(view, item.label, low, high, kind)
        elif its := ITS.fullmatch(view.work, low, high):
            found += its_serial(view, item.label, its, context, found[-1] if found else before)
        else:
            found += _cited(view, item.label, low, high, context)
    return found


def _chunks(work: str, low: int, high: int) -> list[tuple[int, int]]:
    """Part an item at its commas and semicolons where it names other things beside cables."""
    if low >= high:
        return []
    if not _kind(work[low:high]):
        return [(low, high)]
    cuts = [low]
    seen = low
    cable = kind = False
    for match in _PART.finditer(work, low, high):
        cable = cable or _CABLE.search(work, seen, match.start()) is not None
        kind = kind or _kind(work[seen : match.start()]) is not None
        seen = match.end()
        if (cable and not kind) or (kind and _CABLE.match(work, seen, high)):
            cuts.append(seen)
            cable = kind = False
    return [_bounds(work, a, b) for a, b in zip(cuts, [*cuts[1:], high], strict=True)]


def _cited(
    view: View, label: str | None, low: int, high: int, context: TextContext
) -> list[Reference]:
    """Make the references of a stretch in which only cables are named."""
    cables = _cables(view.work, low, high)
    if not cables:
        return _whole(view, label, low, high, None)
    found: list[Reference] = []
    if cables[0].start > low:
        found += _between(view, label, low, cables[0].start)
    for index, cable in enumerate(cables):
        stop = cables[index + 1].start if index + 1 < len(cables) else high
        end = cable.end
        rest = _bounds(view.work, end, stop)
        beside = _between(view, label, *rest) if _PART.match(view.work, end, stop) else []
        if not beside and rest[1] > end and any(map(str.isalpha, view.work[slice(*rest)])):
            end = rest[1]
        year = cable.year or _dated(view.work, cable.start, stop) or context.year
        made = canonical_id(year, cable.post, cable.serial) if year is not None else None
        if made is not None and made == context.own_id:
            view.paint("reference-self", cable.start, end, content=False)
            names_itself(view, context, cable.start)
        elif passage := view.passage(cable.start, end):
            view.paint_passage("reference", passage)
            found.append(Reference(label, passage, made, "cable"))
        found += beside
    return found


def _dated(work: str, start: int, end: int) -> int | None:
    """Return the year of the date that stands behind a cable."""
    found = _DATED.search(work, start, end)
    digits = found and (found["year"] or found["long"] or found["figures"] or found["first"])
    return _full_year(digits) if digits else None


def _full_year(digits: str) -> int:
    """Return a year of two figures or four; no cable of this form is later than 2010."""
    year = int(digits.upper().replace("O", "0"))
    if year < 100:
        return 1900 + year if year > 10 else 2000 + year
    return year


class _Cable(NamedTuple):
    """A cable that is named; ``post`` is empty where the words are no post that is known."""

    start: int
    end: int
    year: int | None
    post: str
    serial: str


def _cables(work: str, low: int, high: int) -> list[_Cable]:
    found: list[_Cable] = []
    at = low
    while True:
        match = _CABLE.search(work, at, high)
        if not match:
            return found
        found_post = _post_of(work, match)
        if found_post is None:
            first = match["post"].split(maxsplit=1)[0]
            at = match.start("post") + len(first) if " " in match["post"] else match.end()
            continue
        whole, post = found_post
        start = match.start()
        year_before = match["year"] if whole else None
        digits = year_before or match["late"] or match["of"] or match["inner"]
        year = _full_year(digits) if digits else None
        if not year_before and work[start - 1 : start] in {"(", "["}:
            at = match.end()
            continue
        end = _note_end(work, match.end(), high)
        found.append(_Cable(start, end, year, post, match["serial"]))
        at = end
        while more := _MORE.match(work, at, high):
            end = _note_end(work, more.end(), high)
            found.append(
                _Cable(
                    more.start("named" if more["named"][0] in "Ii" else "serial"),
                    end,
                    year,
                    post,
                    more["serial"],
                )
            )
            at = end


_WORD = late(r"[^ \n]+")


def _post_of(work: str, match: re.Match[str]) -> tuple[bool, str] | None:
    """Return whether the words of a cable are all of its post, and the post; ``None`` for no cable.

    The post is the longest end of the words that is a known one. Words that are none make an id
    only with a year before them, and a serial of three digits or more: any words may stand before a
    number, and the name of a month always does.
    """
    words = list(_WORD.finditer(work, *match.span("post")))
    if _MONTH.fullmatch(words[-1][0]) or (
        int(match["serial"]) <= 31 and _MONTH_AFTER.match(work, match.end())
    ):
        return None
    for index, word in enumerate(words):
        written = work[word.start() : match.end("post")]
        code = canonical_post(written)
        if "l" in written and not known_post(code) and written.replace("l", "I").isupper():
            # The letter I of a scan, beside capitals.
            code = canonical_post(written.replace("l", "I"))
        if known_post(code):
            return not index, code
        if near := near_post(code):
            return not index, near.code
    dated = match["year"] and len(match["serial"]) > 2 and not match["colon"]
    if dated and all(word[0][0].isupper() and len(word[0]) > 2 for word in words):
        return True, match["post"]
    return None


def _note_end(work: str, at: int, high: int) -> int:
    note = _NOTE.match(work, at, high)
    return note.end() if note else at


def _kind(words: str) -> ReferenceKind | None:
    if not _KIND_SIGNS.search(words.upper()):
        return None
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return None


def _bounds(work: str, low: int, high: int) -> tuple[int, int]:
    words = work[low:high]
    left = len(words) - len(words.lstrip(" \n,;:.-/&="))
    right = len(words.rstrip(" \n,;:-/&="))
    tail = words[:right]
    if tail.upper().endswith((" AND", "\nAND")):
        right = len(tail[:-4].rstrip(" \n,;"))
    return low + left, low + max(left, right)


def _between(view: View, label: str | None, low: int, high: int) -> list[Reference]:
    """Make items of what stands beside the cables of a stretch, if it has words of its own."""
    low, high = _bounds(view.work, low, high)
    words = view.work[low:high]
    if _JOINT.fullmatch(f"\n{words}\n") or sum(map(str.isalpha, words)) < 3:
        return []
    if _PLACE.match(words) or words.strip("() .").upper() in {
        "AND",
        "NOTAL",
        "AND PREVIOUS",
        "PREVIOUS",
        "ET AL",
        "OF",
    }:
        return []
    return _whole(view, label, low, high, _kind(words))


def _whole(
    view: View, label: str | None, low: int, high: int, kind: ReferenceKind | None
) -> list[Reference]:
    low, high = _bounds(view.work, low, high)
    if view.work[low:high].endswith(".") and high - low > 1:
        high -= 1
    if view.work[low:high].upper() in {"NONE", "N/A", "NA", "NIL"}:
        return []
    passage = view.passage(low, high)
    if not passage:
        return []
    view.paint_passage("reference", passage)
    bare = re.fullmatch(
        r"(?:(?:19|20)?\d{2}[ ])?[A-Z][A-Z.' ]{2,30}(?:[ ](?:X{2,8}|\?{1,6}|#{1,6}))?"
        r"(?:[ ]?\(NOTAL\))?",
        passage.text,
    )
    if kind is None and bare:
        view.problem(
            "reference-without-serial", f"the reference {passage.text!r} has no serial", low
        )
        return [Reference(label, passage, None, "cable")]
    return [Reference(label, passage, None, kind or "other")]
