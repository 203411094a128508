"""The labels of the opening fields, and where the body begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cable_edition.core.cable.spelling import slipped
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.numbering import MEDIUM, STRONG, candidates
from cable_edition.core.reading.text.other_numbers import first_other
from cable_edition.core.reading.text.tags_line import are_codes, known_codes
from cable_edition.core.reading.text.view import View, line_breaks_before

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = re.compile(
    r"""(?<![^ \n])(?P<mark>\([ ]?(?:U|C|S|SBU)[ ]?\)[ \n]{0,3})?(?:
      (?P<eo>(?:E[ ]?\.?[ ]?[O0][ ]?\.?|EXECUTIVE[ ]ORDER|EXEC\.?[ ]ORDER)[ ]{0,2}[:,.]?[ ]{0,2}
            \d{4,5}(?!\d)|DECL:)
    | (?P<tags>T[ ]?A[ ]?G[ ]?S?|TAGE|TASG|TGAS|TAGSS|TAAGS|TAG'S)
            (?P<tagstop>[ ]{0,3}[:;,.=/]{1,2}(?:[ ]{1,2}:)?|[ ]{4,14}:|[ ]{1,3}--?(?=[ ])
            |(?=[ \n]))
    | (?P<subject>SUBJ(?:ECTS?|ECR|ET|CT|EECT|ECY)?|SUBECT|SUJECT|SUBEJCT|SUBJTECT
            |S[ ]U[ ]B[ ]J(?:[ ]E[ ]C[ ]T)?)
            (?P<substop>[ ]{0,3}[:;.,=/-]{1,2}(?:[ ]{1,2}:(?!\d))?|[ ]{4,14}:|(?=[ \n]))
    | (?P<ref>REF(?:TEL|ERENCE|ERENCES)?[ ]?(?:\([ ]?S[ ]?\)|S)?(?:[ ]?TELS?)?|RE[ ]?FTELS?
            |R[ ]E[ ]F)
            (?P<refstop>[ ]{0,3}[:;.,=]{1,2}|[ ]{4,14}:|[ ]{1,3}--?(?=[ ])|(?=[ \n(\[]))
    | (?P<cls>(?:Cla?s?s?i?f?f?i?e?d?|CLASSIFIFED)[ \n]{1,3}By|CLASSIFIED:)(?:[ ]{0,3}[:;.,-]{1,2})?
    | (?P<reason>REASONS?)[ ]{0,2}:
    )[ ]{0,3}""",
    re.IGNORECASE | re.VERBOSE,
)
#: How the word of a label begins, after white space and in letters of any case; it is tried only
#: there.
_LABEL_FIRST = re.compile(
    r"[ \n](?=[TtRrSs\u017f(EeDdCc])(?=[Tt][ AaGg]|[Rr](?:[ ]|[Ee][FfAa ])"
    r"|[Ss\u017f](?:[ ]|[Uu][BbJj])"
    r"|\([ UuCcSs\u017f]|[Ee][ .OoXx0]|[Dd][Ee]|[Cc][Ll])"
)
#: The last group of a label -> the field that the label opens.
_FIELDS = {"eo": "eo", "tagstop": "tags", "substop": "subject", "refstop": "ref", "cls": "cls",
           "reason": "reason"}  # fmt: skip
#: Labels that a copy has glued to the words before them.
_GLUED = late(
    # It begins with a set of letters, to which the search can leap.
    r"[TSRC](?:(?<=[^ \n]T)(?P<tags>AGS:)|(?<=[^ \n]S)(?P<subject>UBJECT:)"
    r"|(?<=[^ \n]R)(?P<ref>EF(?:TEL)?(?:\(S\)|S)?:|ef(?:tel)?(?:\(s\)|s)?:)"
    r"|(?<=[^ \n]C)(?P<cls>(?:lassified|LASSIFIED)[ ]B[yY]:))[ ]{0,3}"
)
#: How each of them ends; a colon is rare.
_GLUED_END = re.compile(r":(?<=(?:GS|CT|EF|EL|FS|LS|S\)|ef|el|fs|ls|s\)|[Bb][Yy]):)")
#: A label that may have slipped: a word with a colon.
_NEAR = re.compile(r"(?<![^ \n])(?P<word>[A-Za-z5][A-Za-z'015]{1,9})[ ]?[:;][ ]{0,3}")
#: Digits that stand for the letters which they are like.
_LETTERS = str.maketrans("015", "OIS")
_NEAR_CLASS = re.compile(
    r"(?<![^ \n])(?P<word>[Cc][A-Za-z015]{7,11})[ \n]{1,3}[Bb][Yy](?:[ ]{0,3}[:;.,-]{1,2})[ ]{0,3}"
)
#: TAGS written on to their label.
_RUN_ON = late(r"(?<![^ \n])TAGS(?=(?P<codes>[A-Z]{4,24})(?:[ ,;/\n]|\Z))")
#: A word that opens a line like the label of TAGS, without a colon, and codes after it.
_BARE = late(
    r"(?<=\n)(?P<word>T[A-Z]{1,4}|[A-Z]{1,3}GS|[A-Z]{1,2}AGS)[ ]{1,3}"
    r"(?=(?P<codes>[A-Z]{2,24})(?:[ ,;/\n]|\Z))"
)
_FIRST_CODE = late(r"(?P<code>[A-Z]{2,5})(?:[ ,;/\n]|\Z)")
#: What follows the number of the order in the line of its own, not where an officer names it.
_ORDER_FOLLOWS = late(r"[ :;.,-]{0,4}(?:DECL|N/?A\b|X?GDS|OADR)", re.IGNORECASE)
_REF_FOLLOWS = late(
    r"[ ]{0,3}(?:[(\[]?[A-Ha-h][.):\]]|(?:\d{2}|\d{4})?[ ]?[A-Z][A-Z .]{2,20}[ ]?\d{2,7})"
)
_TAG_FOLLOWS = late(r"[ ]{0,3}[A-Z]{2,5}(?![A-Za-z])[ ,;/\n]")
_FIRST_IN_REF = re.compile(
    r"(?:REF(?:TEL)?S?(?:\(S\))?[ ]?[:;.]?|NO\.?|\bPARA(?:GRAPH)?)[ \n]{0,3}\Z", re.IGNORECASE
)
#: A cable as a list of references has it, right after its number.
_CABLE_WORDS = r"[ ]{0,3}(?:\d{2}(?:\d{2})?[ ])?[A-Za-z][A-Za-z .]{2,24}[ ]\d{1,7}\b"
_CABLE = late(_CABLE_WORDS)
#: The same below a label that has a line of its own.
_CABLE_BELOW = late(rf"[ ]{{0,8}}\n(?:[ ]{{0,8}}\n){{0,4}}(?:\(?A[.)][ ]{{1,3}})?{_CABLE_WORDS}")
_BLANK_LINE = late(r"\n[ ]*\n")
_PROSE = late(r"[a-z]{2,20}[ \n]{1,3}[a-z]{1,20}[ \n]{1,3}[a-z]{1,20}[ \n]{1,3}[a-z]{1,20}")


_new = tuple.__new__


class Label(NamedTuple):
    """A label: the field it opens, and its bounds (a leading portion mark included).

    ``again`` is true where the field has been met: the opening stands twice.
    """

    field: str
    start: int
    end: int
    again: bool = False


def find_body(view: View, begin: int) -> int | None:
    """Return where the first numbered paragraph begins, or ``None`` in a text without numbers."""
    limit = min(len(view.work), begin + 16000)
    found = candidates(view, begin, limit, opening=True)
    weak = second = None
    for one in found:
        if one.n != 1 and one.strength < STRONG:
            # The first number may be lost; then the next two show the body.
            if one.n == 2 and one.strength == MEDIUM and second is None:
                second = one.start
            elif one.n == 3 and one.strength == MEDIUM and second is not None and weak is None:
                return second
            continue
        if _FIRST_IN_REF.search(view.work, max(begin, one.start - 20), one.start) and not (
            one.mark and not _CABLE.match(view.work, one.mark.end)
        ):
            continue
        if one.strength >= MEDIUM:
            return one.start if weak is None or (one.n == 1 and one.mark) else weak
        if weak is None:
            weak = one.start
    return first_other(view, begin, limit) if weak is None else weak


def find_labels(view: View, begin: int, body: int | None) -> list[Label]:
    """Return the labels between the classification line and the body, in order.

    In a text with line ends a label stands at the start of a line (a ``REF:`` may also be glued
    to the subject). Where no numbered paragraph bounds the search, prose does.
    """
    work = view.work
    limit = body if body is not None else min(len(work), begin + 6000)
    found: list[Label] = []
    met: set[str] = set()
    for match in _label_words(work, begin, limit):
        field = _FIELDS[match.lastgroup or ""]
        if not _stands(view, match, field, begin, found):
            continue
        if body is None and _body_before(view, found[-1].end if found else begin, match, field):
            limit = match.start()
            break
        again = field in met
        if again and not _again(view, match, field, found):
            continue
        if field == "eo" and found and found[-1].field == "eo" and len(match[field]) < 7:
            continue  # the word DECL of the line that the label E.O. opened
        if field == "eo" and not again and _named_by_officer(work, match, found):
            continue
        if field == "reason" and "cls" in met:
            continue
        again = again and field in _ONCE and (field == "subject" or found[-1].field != field)
        found.append(_new(Label, (field, match.start(), match.end(), again)))
        met.add(field)
    if "cls" not in met:
        found += _near_class(work, begin, limit)
        found.sort(key=_start)
    if not met >= {"tags", "subject", "ref"}:
        found = sorted([*found, *_near(view, begin, limit, met)], key=_start)
    return _with_glued(work, found, limit)


def _label_words(work: str, begin: int, limit: int) -> Iterator[re.Match[str]]:
    """Yield what :data:`_LABEL` finds between two offsets, in a third of the time."""
    end = begin
    if match := _LABEL.match(work, begin, limit):
        end = match.end()
        yield match
    for first in _LABEL_FIRST.finditer(work, begin, limit):
        at = first.end()
        if at >= end and (match := _LABEL.match(work, at, limit)):
            end = match.end()
            yield match


def _named_by_officer(work: str, match: re.Match[str], found: list[Label]) -> bool:
    """Tell whether the order is named among the words on the officer, not in its own line."""
    after = found and found[-1].field == "cls"
    return bool(after) and _ORDER_FOLLOWS.match(work, match.end()) is None


#: Fields of which a second one means that the opening stands twice.
_ONCE = frozenset({"eo", "tags", "subject"})


def _start(label: Label) -> int:
    return label.start


def _again(view: View, match: re.Match[str], field: str, found: list[Label]) -> bool:
    """Tell whether a label that has been met opens its field again."""
    work = view.work
    if field == "eo":
        order = match["eo"].upper() != "DECL:"
        return order and _ORDER_FOLLOWS.match(work, match.end()) is not None
    if field == "tags":
        return bool(match["tagstop"])
    if field == "subject":
        # A subject may hold the word itself, so it must open a line or come after another label.
        stop = match["substop"].strip(" ")
        if found[-1].again and stop.strip("-"):
            return True
        return stop[:1] == ":" and not view.flat and _opens_line(work, match.start())
    return True


def _opens_line(work: str, at: int) -> bool:
    return not work[work.rfind("\n", 0, at) + 1 : at].strip(" ")


def _near(view: View, begin: int, limit: int, met: set[str]) -> list[Label]:
    """Return labels that slipped, of TAGS, subject and references without a right one."""
    work = view.work
    found: list[Label] = []
    for match in _NEAR.finditer(work, begin, limit):
        word = match["word"].upper().translate(_LETTERS)
        breaks, last = line_breaks_before(work, match.start(), begin)
        if not (
            breaks or last < begin or (view.flat and word == match["word"].translate(_LETTERS))
        ):
            continue
        if "tags" not in met and slipped(word, "TAGS"):
            code = _FIRST_CODE.match(work, match.end(), limit)
            if code and code["code"] in known_codes():
                found.append(Label("tags", *match.span()))
                met.add("tags")
        elif "subject" not in met and _is_subject(word):
            found.append(Label("subject", *match.span()))
            met.add("subject")
        elif (
            "ref" not in met
            and any(slipped(word, label) for label in _REFS)
            and _REF_FOLLOWS.match(work, match.end())
        ):
            found.append(Label("ref", *match.span()))
            met.add("ref")
    if "tags" not in met:
        for match in _BARE.finditer(work, begin, limit):
            if slipped(match["word"], "TAGS") and are_codes(match["codes"]):
                return [*found, Label("tags", *match.span())]
    run_on = _RUN_ON.search(work, begin, limit) if "tags" not in met else None
    if run_on and are_codes(run_on["codes"]):
        found.append(Label("tags", *run_on.span()))
    return found


_REFS = ("REF", "REFS", "REFTEL", "REFTELS")
#: The letters of the label of a subject less one: of a word with more letters wrong most are right.
_SHORTENED = tuple("SUBJECT"[:at] + "SUBJECT"[at + 1 :] for at in range(7))


def _is_subject(word: str) -> bool:
    """Tell whether a label is that of a subject with one letter slipped, or two of its seven."""
    if slipped(word, "SUBJECT") or slipped(word, "SUBJ"):
        return True
    return 6 <= len(word) <= 8 and word[0] == "S" and any(slipped(word, one) for one in _SHORTENED)


def _near_class(work: str, begin: int, limit: int) -> list[Label]:
    """Return a label of the classifying officer that slipped, if there is one."""
    for match in _NEAR_CLASS.finditer(work, begin, limit):
        # A scan reads the letter as a digit, or loses it: both are one slip.
        if slipped(match["word"].upper().translate(_LETTERS), "CLASSIFIED"):
            return [Label("cls", *match.span())]
    return []


def _with_glued(work: str, found: list[Label], limit: int) -> list[Label]:
    """Add the labels that are glued to the words of a field, one for each field."""
    made: list[Label] = []
    met = {label.field for label in found}
    for index, label in enumerate(found):
        made.append(label)
        last = label
        if label.field not in _GLUING:
            continue
        end = found[index + 1].start if index + 1 < len(found) else limit
        end = min(end, label.end + 700)
        if not _GLUED_END.search(work, label.end, end):
            continue
        blank = _BLANK_LINE.search(work, label.end, end)
        for glued in _GLUED.finditer(work, label.end, blank.start() if blank else end):
            field = glued.lastgroup or ""
            if field == last.field or (field in {"tags", "subject"} and field in met):
                continue
            if last is not label and field in met:
                continue
            last = Label(field, *glued.span())
            made.append(last)
            met.add(field)
    return made


#: The fields to whose words another label may be glued.
_GLUING = frozenset({"eo", "tags", "subject", "ref"})


def _stands(view: View, match: re.Match[str], field: str, begin: int, found: list[Label]) -> bool:
    if field == "cls" or (view.flat and field in _ANYWHERE):
        return True
    word = match[field]
    stop = match["tagstop"] or match["substop"] or match["refstop"] or ""
    stop = stop.strip(" ")
    # Two labels may share a line; capitals with a colon are no words of a sentence.
    if stop[:1] == ":" and word.isupper():
        return True
    breaks, last = line_breaks_before(view.work, match.start(), begin)
    opens_line = breaks > 0 or last < begin or _follows(view.work, match, field, found)
    if field in _ANYWHERE:
        return opens_line
    return _is_label(view, match, field, found, (word, stop, breaks > 0, opens_line))


def _is_label(
    view: View,
    match: re.Match[str],
    field: str,
    found: list[Label],
    place: tuple[str, str, bool, bool],
) -> bool:
    """Tell whether a word that is no plain label is one.

    ``place`` is the word, its stop, whether a line begins with it, and whether it is as good as
    one that does.
    """
    work = view.work
    word, stop, breaks, opens_line = place
    if stop[:1] == "/" and not (opens_line and word.isupper()):
        # In a run of words a slash joins two of them: a code after it tells, or TAGS before it.
        if field == "subject":
            return word.isupper() and bool(found) and found[-1].field == "tags"
        code = _FIRST_CODE.match(work, match.end())
        return code is not None and code["code"] in known_codes()
    if field == "tags":
        if not stop:
            if breaks and _is_small(work, match, found):
                first = _FIRST_SMALL.match(work, match.end())
                return first is not None and first["code"].upper() in known_codes()
            follows = _TAG_FOLLOWS.match(work, match.end())
            return word.isupper() and follows is not None and (opens_line or follows[0][-1] != "\n")
        return (opens_line or view.flat) and (word.isupper() or stop in ":;=/-")
    if field == "subject":
        if not stop:
            small = breaks and _is_small(work, match, found)
            return opens_line and (word.isupper() or small) and len(word) > 3
        return (opens_line or view.flat) and (stop[0] in ":;=/" or (word.isupper() and opens_line))
    if stop[:1] in {":", ";"}:
        return opens_line or view.flat or word.isupper()
    if breaks and not stop and _is_small(work, match, found):
        follows = _REF_FOLLOWS.match(work, match.end()) or _CABLE.match(work, match.end())
        return follows is not None
    if not (word[:3].isupper() and (opens_line or view.flat)):
        return False
    if _REF_FOLLOWS.match(work, match.end()):
        return True
    return breaks and not stop and _CABLE_BELOW.match(work, match.end()) is not None


#: Labels that stand anywhere in a text that lost its lines, else at the start of one.
_ANYWHERE = frozenset({"eo", "reason"})
#: The first code of a list in small letters.
_FIRST_SMALL = late(r"[ ]{0,3}(?P<code>[A-Za-z]{2,5})(?=[ ]{0,2}(?:[,;/\n]|\Z))")


def _is_small(work: str, match: re.Match[str], found: list[Label]) -> bool:
    """Tell whether a label in small letters opens a line right below another field.

    Without a colon the word might else be one of the text.
    """
    return (
        bool(found)
        and found[-1].field in {"eo", "tags", "subject"}
        and any(map(str.islower, match[0]))
        and not _BLANK_LINE.search(work, found[-1].end, match.start())
    )


#: The fields after which another may open on the same line.
_BEFORE = {"tags": {"eo"}, "subject": {"eo", "tags"}, "ref": {"eo", "tags", "subject"}}


def _follows(work: str, match: re.Match[str], field: str, found: list[Label]) -> bool:
    """Tell whether a label in mixed case opens its field on the line of the field before."""
    return (
        bool(found)
        and found[-1].field in _BEFORE.get(field, ())
        and match[field][:1].isupper()
        and match[0].rstrip(" ").endswith(":")
        and (work.find("\n", found[-1].end, match.start()) < 0 or _refers(work, match, found[-1]))
    )


def _refers(work: str, match: re.Match[str], before: Label) -> bool:
    """Tell whether a label of references ends a further line of the subject: a cable is named."""
    return (
        match.lastgroup == "refstop"
        and _REF_FOLLOWS.match(work, match.end()) is not None
        and not _BLANK_LINE.search(work, before.end, match.start())
    )


def _body_before(view: View, at: int, match: re.Match[str], field: str) -> bool:
    """Tell whether prose stands between two offsets, so that the body has begun."""
    between = view.work[at : match.start()]
    if len(between) < 200 or field == "cls":
        return False
    blank = _BLANK_LINE.search(between)
    prose = between[blank.start() :] if blank else between
    return _PROSE.search(prose) is not None and len(prose) > 200
