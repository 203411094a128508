"""Rules (lines of dashes or equals) and the headings that stand by them."""

from __future__ import annotations

import re
from typing import NamedTuple

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.capitals import holds
from cable_edition.core.reading.text.patterns import ends_sentence
from cable_edition.core.reading.text.view import BLANK, View, line_breaks_before

_RULE = late(
    r"([-=_*~])\1{2,}+"
    r"(?:[ ]{1,3}(?:-{1,}+|={2,}+|_{2,}+|\*{2,}+|~{2,}+)(?![^ \n]))*+(?![^ \n])"
)
_SPACED_RULE = late(
    r"(?<=\n)[ ]{0,20}((?:- ){3,60}+-?|(?:= ){3,60}+=?)[ ]{0,20}(?=\n)"
    r"|(?<=[^ =-][ ])((?:- ){3,60}-|(?:= ){3,60}=)(?=[ ])"
)
#: A rule whose hyphens a word processor has drawn together to dashes, alone on its line.
_DASHES = late(r"(?<=\n)[ ]{0,20}([\u2013\u2014-](?:[ ]?[\u2013\u2014-]){1,159})[ ]{0,20}(?=\n)")
_ITEM_AFTER = late(r"(?<=---)[ ]--\Z")
_WORD_AFTER = late(r"[ ][A-Za-z(\"]")
_BLANK_LINE = late(r"\n[ ]*\n")
#: A line of a heading that ends so goes on in the next.
_GOES_ON = late(r"(?:[,:;&/-]|\b(?:AND|OR|OF|THE|A|AN|TO|FOR|IN|ON|AT|BY|WITH|FROM|AS))[ ]{1,3}\Z")
#: Titles of one line that stand right below the subject.
_WHOLE = late(r"(?:EXECUTIVE[ ])?(?:SUMMARY|INTRODUCTION|BACKGROUND|COMMENT|OVERVIEW)[:.]?")
_STOPS = ".!?;"
#: What stands within words that are more than one sentence.
_SENTENCE_STOPS = (". ", "! ", "? ")
_NUMBER = late(r"[ \n]{0,6}(?:\u00b6|\ufffd)?[ ]?\d{1,3}[ ]?[.)]")
#: The most characters a heading may have.
HEADING = 160
#: The most characters of a word of a heading.
_WORD = 60


class Rule(NamedTuple):
    """A rule, and whether it stands alone on its line."""

    start: int
    end: int
    alone: bool


class Found(NamedTuple):
    """A heading: its bounds and its rules; ``ruled`` is false where only capitals show it."""

    start: int
    end: int
    rules: tuple[tuple[int, int], ...]
    ruled: bool = True


#: The signs of rules; ``find_rules`` knows longer dashes too.
_RULE_SIGNS = "-=_*~"


def find_rules(view: View, begin: int, end: int) -> list[Rule]:
    """Return the rules between two offsets, in order."""
    work = view.work
    # Most signs stand nowhere, and one character is looked for in a tenth of the time.
    signs = [sign for sign in _RULE_SIGNS if work.find(sign, begin, end) >= 0]
    if not signs and work.isascii():
        return []
    found = []
    for match in _runs(work, signs, begin, end):
        if match.start() and work[match.start() - 1] not in BLANK:
            continue
        stop = match.end()
        if view.flat and (item := _ITEM_AFTER.search(work, match.start(), stop)):
            # Two hyphens before a word open an item below the heading.
            stop = item.start() if work[stop : stop + 1] == " " else stop
            stop = stop if _WORD_AFTER.match(work, match.end()) else match.end()
        alone = _alone(work, match.start(), stop, begin, end)
        if alone or stop - match.start() > 3 or view.flat:
            found.append(Rule(match.start(), stop, alone))
    if any(sign in signs and work.rfind(f"{sign} {sign} {sign}", begin, end) >= 0 for sign in "-="):
        found += [
            Rule(*match.span(match.lastindex or 1), alone=match.lastindex == 1)
            for match in _SPACED_RULE.finditer(work, begin, end)
        ]
        found.sort()
    if not work.isascii() and any(work.find(dash, begin, end) >= 0 for dash in "\u2013\u2014"):
        found += [
            Rule(*match.span(1), alone=True)
            for match in _DASHES.finditer(work, begin, end)
            if not match[1].isascii()
        ]
        found.sort()
    return found


def _runs(work: str, signs: list[str], begin: int, end: int) -> list[re.Match[str]]:
    """Return the runs that may be rules, in order and apart; each begins with three signs."""
    found = []
    for sign in signs:
        at = _run_from(work, sign, begin, end)
        while at >= 0:
            match = _RULE.match(work, at, end)
            if match:
                found.append(match)
                at = match.end()
            while at < end and work[at] == sign:
                at += 1
            at = _run_from(work, sign, at, end)
    found.sort(key=re.Match.start)
    last = begin
    apart = []
    for match in found:
        if match.start() >= last:
            apart.append(match)
            last = match.end()
    return apart


def _run_from(work: str, sign: str, at: int, end: int) -> int:
    """Return where three of a sign stand together from an offset on, or -1."""
    at = work.find(sign, at, end)
    return work.find(sign * 3, at, end) if at >= 0 else at


def _alone(work: str, start: int, end: int, begin: int, limit: int) -> bool:
    low = max(begin, start - 40)
    before = work[low:start].rstrip(" ")
    after = work[end : min(limit, end + 40)].lstrip(" ")
    return ((before == "" and low == begin) or before.endswith("\n")) and (
        after == "" or after[0] == "\n"
    )


def heading_in_lines(view: View, rule: Rule, following: Rule | None, floor: int) -> Found | None:
    """Return the heading of a rule that stands on its own line.

    The lines right above it, up to a blank line, are the heading; else the line below it, where
    another rule or a blank line follows that.
    """
    work = view.work
    breaks, last = line_breaks_before(work, rule.start, floor)
    if breaks == 1 and last >= floor:
        start = _block_start(work, last, floor)
        if start is not None and last + 1 - start <= HEADING and _titles(work, start, last + 1):
            return Found(start, last + 1, ((rule.start, rule.end),))
    if following and following.alone and following.start - rule.end <= HEADING:
        low, high = view.trim(rule.end, following.start)
        near = work.count("\n", rule.end, low) == 1
        if (
            low < high
            and near
            and not _BLANK_LINE.search(work, low, high)
            and _titles(work, low, high)
        ):
            spans = ((rule.start, rule.end), (following.start, following.end))
            return Found(low, high, spans)
    if breaks == 2 and last >= floor:
        return _above_blank(work, rule, last, floor)
    return None


def _above_blank(work: str, rule: Rule, last: int, floor: int) -> Found | None:
    """Return the heading of a rule above which a blank line stands: one line as long as it."""
    line = max(work.rfind("\n", floor, last) + 1, floor)
    start = line + len(work[line:last]) - len(work[line:last].lstrip(" "))
    if abs(last + 1 - start - (rule.end - rule.start)) > 2 or not _titles(work, start, last + 1):
        return None
    above = line_breaks_before(work, start, floor)
    apart = above[0] > 1 or above[1] < floor or ends_sentence(work, above[1])
    return Found(start, last + 1, ((rule.start, rule.end),)) if apart else None


def _block_start(work: str, last: int, floor: int) -> int | None:
    """Return the start of the block of at most three lines that ends at ``last``."""
    at = work.rfind("\n", floor, last)
    for _ in range(3):
        if at < 0:
            return floor + len(work[floor : last + 1]) - len(work[floor : last + 1].lstrip(BLANK))
        previous = work.rfind("\n", floor, at)
        line = work[max(floor, previous + 1) : at]
        if line.rstrip(" ").endswith((".", "!", "?")) or line.strip(" -=_*~") == "":
            break
        if previous < 0:
            at = floor - 1
            break
        at = previous
    else:
        return None
    start = at + 1
    return start + len(work[start : last + 1]) - len(work[start : last + 1].lstrip(BLANK))


def _titles(work: str, start: int, end: int) -> bool:
    """Tell whether words can be a heading: no sentence, no number of a paragraph, no columns."""
    words = work[start:end].strip(BLANK)
    if not words or _NUMBER.match(words) or "   " in words.replace("\n", ""):
        return False
    if not any(map(str.isalpha, words)) or words[0].islower():
        return False
    return not (words[-1] == "." and not words.isupper() and len(words) > 60)


def below_field(view: View, rule: Rule, words: int) -> int:
    """Return where the body begins whose first rule stands below a field that begins at ``words``.

    The last words before the rule, or the last line, are a heading if they are as long as it; else
    the rule parts the opening from the body.
    """
    work = view.work
    last = words + len(work[words : rule.start].rstrip(BLANK))
    length = rule.end - rule.start
    if view.flat:
        start = _by_length(view, rule, last, words)
    else:
        start = work.rfind("\n", words, last) + 1
        start += len(work[start:last]) - len(work[start:last].lstrip(" "))
    heading = start is not None and start > words and abs(last - start - length) <= 2
    return start if heading and start is not None else rule.start


def heading_in_run(view: View, rule: Rule, following: Rule | None, floor: int) -> Found | None:
    """Return the heading of a rule inside a text that has lost its line ends.

    The rule's length is the heading's in the usual case, and fixes its start; else the heading
    is the longest run of capitals back to the end of a sentence.
    """
    work = view.work
    if _columns(work, rule):
        return None
    last = len(work[max(floor, rule.start - 6) : rule.start].rstrip(BLANK)) + max(
        floor, rule.start - 6
    )
    ended = (
        last <= floor
        or work[last - 1] in ".!?:;\"')]-=_"
        or _PART_ENDS.search(work, max(floor, last - 24), last) is not None
    )
    stopped = last > floor and work[floor:last].rstrip("\"')")[-1:] == "."
    if following and ended and following.start - rule.end <= HEADING:
        low, high = view.trim(rule.end, following.start)
        between = high - low
        same = abs((following.end - following.start) - (rule.end - rule.start)) <= 2
        if 2 < between <= HEADING and (same or stopped) and _titles(work, low, high):
            mine = _by_length(view, rule, last, floor)
            framed = same and abs(between - (rule.end - rule.start)) < 2
            if framed or mine is None or not _capital(work[mine:last]):
                spans = ((rule.start, rule.end), (following.start, following.end))
                return Found(low, high, spans)
    start = _by_length(view, rule, last, floor)
    if start is None:
        start = _by_capitals(work, last, floor)
    elif not view.capitals:
        start = _with_first_line(work, start, last, floor)
    if (
        stopped
        and start is not None
        and not (_capital(work[start:last]) or _title(work, start, rule, last))
    ):
        start = None
    if start is None and rule.end - rule.start > 3 and not stopped:
        start = _by_sentence(work, last, floor, rule.end - rule.start)
    if start is None or start >= last:
        return None
    return Found(start, last, ((rule.start, rule.end),))


def _title(work: str, start: int, rule: Rule, last: int) -> bool:
    """Tell whether words with a stop (``Comment.``) are a title: few, and as long as the rule."""
    return rule.end - rule.start == last - start and len(work[start:last].split()) < 3


def _with_first_line(work: str, start: int, last: int, floor: int) -> int:
    """Return where a heading of two lines begins, whose rule is as long as the second.

    Its first line is in capitals too, and begins after a sentence or cannot end a sentence.
    """
    if not _capital(work[start:last]):
        return start
    # The word before tells most first lines off: a small letter stands in it.
    near = max(floor, start - 8)
    end = near + len(work[near:start].rstrip(BLANK))
    word = work[_word_before(work, end, floor) : end]
    if end <= floor or not word.strip("-=_*~") or _has_small(word):
        return start
    longest = _by_capitals(work, last, floor)
    if longest is None or longest >= start:
        return start
    before = line_breaks_before(work, longest, floor)[1]
    if _GOES_ON.search(work, max(floor, start - 8), start):
        return longest
    whole = before < floor or work[before] not in ".!?)\"'" or _WHOLE.fullmatch(work, start, last)
    return start if whole else longest


def _columns(work: str, rule: Rule) -> bool:
    """Tell whether a rule of several groups stands under the columns of a table, not a heading."""
    groups = work[rule.start : rule.end].split()
    if len(groups) < 3:
        return len(groups) == 2 and _DATA.match(work, rule.end) is not None
    return _NUMBER.match(work, rule.end) is None


_DATA = late(r"[ \n]{1,4}[^ \n]{1,20}[ ]{1,8}\$?\d[\d.,]{0,12}%?[ \n]")


def _by_length(view: View, rule: Rule, last: int, floor: int) -> int | None:
    length = rule.end - rule.start
    work = view.work
    start = last - length
    if start < floor or (start > floor and work[start - 1] not in BLANK):
        return None
    words = work[start:last]
    if words[0].islower() or words[0] in BLANK or not any(map(str.isalpha, words)):
        return None
    if _is_end_mark(work, start):
        return None
    inside = words[:-1]
    if holds(inside, _SENTENCE_STOPS) and not words.isupper():
        return None
    if _NUMBER.match(words):
        return None
    return start


def _capital(words: str) -> bool:
    return any(map(str.isalpha, words)) and not _has_small(words)


def _has_small(words: str) -> bool:
    """Tell whether a letter of some words is a small one."""
    return words != words.upper() if words.isascii() else any(map(str.islower, words))


def _by_capitals(work: str, last: int, floor: int) -> int | None:
    """Return the start of the longest run of capitals that ends at ``last``."""
    at = last
    start = None
    while last - at < HEADING:
        start_of_word = _word_before(work, at, floor)
        token = work[start_of_word:at]
        if not token.strip("-=_*~") or _has_small(token):
            break
        if start is not None and token[-1] in _STOPS and not _initials(token):
            break
        if token.rstrip(".)").isdigit() and token[-1] in ".)":
            break
        at = start_of_word
        if token[0].isalnum() or token[0] in "\"'(&[":
            start = at
        near = max(floor, at - 8)
        at = near + len(work[near:at].rstrip(BLANK))
        if at <= floor:
            break
    if start is None or sum(map(str.isalpha, work[start:last])) < 2:
        return None
    return None if _is_end_mark(work, start) else start


def _word_before(work: str, at: int, floor: int) -> int:
    """Return where the word that ends at an offset begins, or what of it may be one."""
    low = max(floor, at - _WORD)
    return max(work.rfind(" ", low, at), work.rfind("\n", low, at), low - 1) + 1


def _is_end_mark(work: str, start: int) -> bool:
    """Tell whether the words at ``start`` are, or end, a mark such as ``END SUMMARY.``."""
    return work.startswith(("END ", "End "), start) or work[max(0, start - 4) : start] in {
        "END ",
        "End ",
    }


_PART = r"(?:END|End)[ ](?:OF[ ]|of[ ])?(?:SUMMARY|Summary|COMMENT|Comment|NOTE|Note|TEXT|Text)"
#: An end mark without a full stop, which is no part of the heading after it.
_END_OF_PART = late(_PART + r"[ ]{1,4}")
_PART_ENDS = late(r"(?<![^ \n])" + _PART + r"\Z")


def _initials(token: str) -> bool:
    return re.fullmatch(r"(?:[A-Z]\.){1,5}|(?:MR|MRS|DR|ST|VS|NO|JR)\.", token) is not None


#: Words as a title has them: each with a capital, but for the small ones.
_TITLE = late(
    r"[A-Z0-9&\"'][^ ]*(?:[ ]{1,2}(?:[A-Z0-9&\"'(-][^ ]*|a|an|and|as|at|but|by|for|from|in|of|on|or"
    r"|the|to|vs|with)){0,9}"
)


def _by_sentence(work: str, last: int, floor: int, length: int) -> int | None:
    """Return the start of a short title in mixed case after the end of the sentence before.

    A colon ends what is before a title, or stands in it: then what is after it is shorter than the
    rule (``length``), and what is before it has the capitals of a title.
    """
    low = max(floor, last - 90)
    words = work[low:last]
    till = max(len(words) - 2, 0)
    stop = max(words.rfind(f"{mark} ", 0, till) for mark in '.!?:)"')
    if stop >= 0 and words[stop] == ":":
        before = max(words.rfind(f"{mark} ", 0, stop) for mark in '.!?)"')
        part = len(words) - (stop + 2)
        if before >= 0 and length - part > 3 and _TITLE.fullmatch(words, before + 2, stop):
            stop = before
    start = low + stop + 2 if stop >= 0 else (low if low == floor else -1)
    if start < 0:
        return None
    start = last - len(work[start:last].lstrip(BLANK))
    mark = _END_OF_PART.match(work, start, last)
    start = mark.end() if mark and mark.end() < last else start
    words = work[start:last]
    return start if words[:1].isupper() and not _NUMBER.match(words) else None
