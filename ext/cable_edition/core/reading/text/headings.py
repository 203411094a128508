"""The headings of the body: by their rules, or by capitals alone (and then with a problem)."""

from __future__ import annotations

import re
from string import ascii_uppercase, digits
from typing import TYPE_CHECKING

from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.patterns import CAPTIONS, ends_sentence
from cable_edition.core.reading.text.quoted import quoted_texts
from cable_edition.core.reading.text.rules import (
    Found,
    Rule,
    below_field,
    find_rules,
    heading_in_lines,
    heading_in_run,
)
from cable_edition.core.reading.text.view import BLANK, Lift, View, line_breaks_before

if TYPE_CHECKING:
    from cable_edition.core.reading.text.numbering import Start

#: A letter, and perhaps a mark, before a heading in a run of text: ``A. (U) CONDITIONS``.
_LETTERED = late(r"(?<=[.!?)\"'][ ])[A-Z]\.[ ](?:\([A-Z/]{1,5}\)[ ])?\Z")
_LETTER_WIDTH = 16
#: A heading between two pairs of signs, as a wiki has it: ``==The harbor==``.
_BETWEEN_SIGNS = late(
    r"(?<![^ \n])(?P<before>={2,4})[ ]?(?P<words>[A-Za-z0-9\"'(][^=\n]{1,100}?)[ ]?"
    r"(?P<after>={2,4})(?![^ \n])"
)
#: A line of capitals that may be a heading without a rule.
_CAPITAL_LINE = re.compile(r"\n[ ]{0,40}(?=[A-Z\"'(&])([^a-z\n]{3,80}+)(?=\n|\Z)")
_LAST_CAPITALS = r"[A-Z][A-Z0-9'/&-]{1,30}(?:[:?]|[ ]?\.{3})?"
#: Capitals at the end of a stretch: after a sentence, where a colon may part them, or a colon.
_CAPITAL_RUN = late(
    r"(?:(?:[.!?;)\"'\]]|[a-z0-9])[ \n]{1,4}(?P<run>(?:[A-Z][A-Z0-9'/&,-]{0,30}:?[ ]){0,9}"
    + _LAST_CAPITALS
    + r")|:[ \n]{1,4}(?P<after>(?:[A-Z][A-Z0-9'/&,-]{0,30}[ ]){0,9}"
    + _LAST_CAPITALS
    + r"))[ \n]{0,4}\Z"
)
#: The last characters of such a run, beside an ellipsis.
_CAPITAL_ENDS = frozenset(f"{ascii_uppercase}{digits}'/&-:?")
_NOT_HEADING = frozenset(
    {"NNNN", "BT", "CONFIDENTIAL", "SECRET", "UNCLASSIFIED", "UNCLAS", "END SUMMARY",
     "END COMMENT", "END TEXT", "END NOTE", "BEGIN TEXT", "BEGIN SUMMARY", "END QUOTE",
     "BEGIN QUOTE", "SENSITIVE", "LIMITED OFFICIAL USE", "UNQUOTE", "QUOTE", *CAPTIONS}
)  # fmt: skip
#: In a text of capitals the last line of a paragraph, not a heading: it holds or ends a sentence.
_SENTENCE = late(r"[A-Z\"')]{2}[.!?]+(?:[ ]|\Z)|[.]{3,}[!?]|[ ](?:[^ ]+[ ]+){7}")
_END_MARK = late(r"(?:\(?END (?:OF )?(?:SUMMARY|COMMENT|TEXT|NOTE|QUOTE|BIO)\b)")


def first_heading(view: View, begin: int, end: int) -> int | None:
    """Return where the first ruled heading between two offsets begins, or ``None``.

    ``begin`` is where the words of the last field begin: they are no heading, even if a rule stands
    straight below them.
    """
    rules = find_rules(view, begin, end)
    words = view.trim(begin, end)[0]
    for index, rule in enumerate(rules[:4]):
        following = rules[index + 1] if index + 1 < len(rules) else None
        found = _ruled(view, rule, following, begin)
        if found and found.start <= words < rule.start:
            return below_field(view, rule, words)
        if found:
            return min(found.start, found.rules[0][0])
    return rules[0].start if rules else None


def find_headings(view: View, begin: int, end: int, starts: list[Start]) -> list[Found]:
    """Return the headings between two offsets in order; lone rules are painted as leftovers.

    ``starts`` are the starts of the numbered paragraphs: no heading reaches over one.
    """
    rules = find_rules(view, begin, end)
    between = _between_signs(view, begin, end)
    if between:
        signs = {span for one in between for span in one.rules}
        rules = [rule for rule in rules if (rule.start, rule.end) not in signs]
    first = view.trim(begin, rules[0].end)[0] if rules else end
    found: list[Found] = []
    floor = begin
    index = 0
    numbers = iter([*starts, None])
    number = next(numbers)
    while index < len(rules):
        rule = rules[index]
        while number is not None and number.start < rule.start:
            floor = max(floor, number.end, number.mark.end if number.mark else 0)
            number = next(numbers)
        following = rules[index + 1] if index + 1 < len(rules) else None
        if following and number is not None and number.start < following.start:
            following = None
        heading = _ruled(view, rule, following, floor)
        if heading and heading.start >= floor:
            if view.hints or heading.start >= heading.end:
                # It may come to nothing; a heading that stays has its rules painted with it.
                view.paint("rule", rule.start, rule.end, content=False)
            if len(heading.rules) > 1:
                index += 1
            found.append(_with_rule_above(view, found, heading, rules, index))
            floor = heading.rules[-1][1]
        else:
            view.lone_rules.append(Lift(rule.start, rule.end, "rule"))
            closes = rule.start == first  # the opening, not a part
            long = rule.end - rule.start > 3
            if rule.alone and long and not closes and not _table_rule(view, rule):
                view.problem("rule-without-heading", "a rule has no heading", rule.start)
            floor = rule.end
        index += 1
    found = [one for one in found if one.start < one.end]
    if between:
        taken = sorted((one.start, one.end) for one in found)
        found += [one for one in between if not _overlaps(one, taken)]
    found += _unruled(view, begin, end, starts, found)
    found.sort()
    return found


def _between_signs(view: View, begin: int, end: int) -> list[Found]:
    """Return the headings between signs; each has as many before it as after it."""
    if view.work.find("=", begin, end) < 0:
        return []
    return [
        Found(*match.span("words"), (match.span("before"), match.span("after")))
        for match in _BETWEEN_SIGNS.finditer(view.work, begin, end)
        if match["before"] == match["after"]
        and (view.flat or _alone_in_line(view.work, *match.span(), begin, end))
    ]


def _alone_in_line(work: str, start: int, stop: int, begin: int, end: int) -> bool:
    """Tell whether nothing else stands in the line of ``work[start:stop]``."""
    before = work[max(begin, start - 40) : start].rpartition("\n")[2]
    after = work[stop : min(end, stop + 40)].partition("\n")[0]
    return not (before.strip(" ") or after.strip(" "))


def _with_rule_above(
    view: View, found: list[Found], heading: Found, rules: list[Rule], index: int
) -> Found:
    """Add a lone rule right above a heading that also has one below."""
    if len(heading.rules) > 1 or not index:
        return heading
    above = rules[index - 1]
    if found and found[-1].rules and found[-1].rules[-1] == (above.start, above.end):
        return heading
    between = view.work[above.end : heading.start]
    if above.end <= heading.start and not between.strip(BLANK) and between.count("\n") <= 2:
        return Found(heading.start, heading.end, ((above.start, above.end), *heading.rules))
    return heading


def _ruled(view: View, rule: Rule, following: Rule | None, floor: int) -> Found | None:
    if rule.alone and not view.flat:
        return heading_in_lines(view, rule, following, floor)
    if rule.alone and line_breaks_before(view.work, rule.start, floor)[0]:
        heading = heading_in_lines(view, rule, following, floor)
        if heading:
            return heading
    return heading_in_run(view, rule, following, floor) if view.flat else None


def _table_rule(view: View, rule: Rule) -> bool:
    return " " in view.work[rule.start : rule.end].strip(" ")


def _unruled(
    view: View, begin: int, end: int, starts: list[Start], ruled: list[Found]
) -> list[Found]:
    found: list[Found] = []
    taken = sorted([(one.start, one.end) for one in ruled])
    seen: set[int] = set()
    for index, start in enumerate(starts):
        floor = starts[index - 1].end if index else begin
        one = _before_number(view, start, floor)
        if one and not _overlaps(one, taken):
            found.append(one)
            seen.add(one.start)
    if not view.flat and not view.capitals and len(view.work) < 4_000_000:
        quotes = iter([*quoted_texts(view.work, begin, end), (end, end)])
        first, last = next(quotes)
        for match in _CAPITAL_LINE.finditer(view.work, max(begin - 1, 0), end):
            low, high = view.trim(*match.span(1))
            while low >= last and last < end:
                first, last = next(quotes)
            if first < low < last:
                continue
            one = Found(low, high, (), ruled=False)
            if (
                low not in seen
                and low >= begin
                and _lone(view, low, high, begin, end)
                and _good(view.fold(low, high))
                and not _overlaps(one, taken)
            ):
                found.append(one)
    for one in found:
        view.problem(
            "heading-without-rule",
            f"only capitals show the heading {view.fold(one.start, one.end)!r}",
            one.start,
        )
    return found


def _overlaps(one: Found, taken: list[tuple[int, int]]) -> bool:
    from bisect import bisect_right  # noqa: PLC0415

    index = bisect_right(taken, (one.start, one.end)) - 1
    near = taken[max(index, 0) : index + 2]
    return any(low < one.end and one.start < high for low, high in near)


def _sentence_before(work: str, at: int, floor: int) -> bool:
    """Tell whether a full stop stands before a number, as before most; no ellipsis is one."""
    near = work[max(floor, at - _NEAR) : at].rstrip(BLANK)
    return near.endswith(".") and len(near) > 1 and not near.endswith("..")


#: So many characters before a number are a full stop and the blanks after it.
_NEAR = 4


def _before_number(view: View, start: Start, floor: int) -> Found | None:
    """Return the capitals right before a paragraph's number, if they can be a heading."""
    work = view.work
    at = start.start
    # So it is before most numbers.
    if work[at - 2 : at] == ". " and at - 3 >= floor and work[at - 3] != ".":
        return None
    if _sentence_before(work, at, floor):
        return None
    breaks, last = line_breaks_before(work, start.start, floor)
    if last < floor:
        return None
    if breaks and not view.flat:
        return _line_before(view, last, floor)
    if view.capitals:
        return None
    found = None
    if work[last] in _CAPITAL_ENDS or work.endswith("...", floor, last + 1):
        window = max(floor, last - 200)
        words = work[window : last + 1]
        if words.endswith("...") or "A" <= words.replace("\n", " ").rpartition(" ")[2][:1] <= "Z":
            found = _CAPITAL_RUN.search(" " + words if window == floor else words)
    if not found:
        words = work[floor : last + 1].strip(BLANK) if last - floor < 80 else ""
        if words and words.isupper() and _good(words) and len(words) > 3:
            low, high = view.trim(floor, last + 1)
            return Found(low, high, (), ruled=False)
        return None
    high = last + 1
    words = found["run"] or found["after"]
    mark = _END_MARK.match(words)
    if mark and found["run"]:
        words = words[mark.end() :].lstrip(" .)]")
    low = high - len(words)
    lettered = _LETTERED.search(work, max(floor, low - _LETTER_WIDTH), low)
    low = lettered.start() if lettered else low
    letters = max((sum(map(str.isalpha, word)) for word in words.split()), default=0)
    if (letters < 5 and len(words.split()) < 3) or not _good(words):
        return None
    return Found(low, high, (), ruled=False)


#: A mark that ends a part, with which a line ends as with a sentence.
_ENDED = late(r"\b(?i:end)[ \n](?i:of[ ])?(?i:summary|comment|note|text|action[ ]request)\Z")


def _line_before(view: View, last: int, floor: int) -> Found | None:
    """Return the line of capitals that ends at an offset, if it can be a heading."""
    work = view.work
    line = max(work.rfind("\n", floor, last) + 1, floor)
    words = work[line : last + 1]
    if not words.isupper():
        return None
    low, high = view.trim(line, last + 1)
    words = work[low:high]
    if high - low > 80:
        return None
    above = line_breaks_before(work, low, floor)
    apart = above[0] > 1 or (
        (above[1] < floor or (above[0] == 1 and _ended(work, floor, above[1])))
        and not (view.capitals and _SENTENCE.search(words))
    )
    return Found(low, high, (), ruled=False) if apart and _good(words) else None


def _ended(work: str, floor: int, last: int) -> bool:
    if ends_sentence(work, last):
        return True
    return _ENDED.search(work, max(floor, last - 40), last + 1) is not None


def _lone(view: View, low: int, high: int, begin: int, end: int) -> bool:
    above = line_breaks_before(view.work, low, begin)
    if above[0] < 2 and above[1] >= begin:
        return False
    rest = view.work[high : min(end, high + 80)].lstrip(" ")
    if not rest.startswith("\n") or not rest[1:].lstrip(" ").startswith("\n"):
        return False
    return bool(view.work[high : min(end, high + 400)].strip(BLANK))


def _good(words: str) -> bool:
    words = " ".join(words.split())
    bare = words.rstrip(":.")
    if (
        bare in _NOT_HEADING
        or _END_MARK.match(bare)
        or (words.endswith((".", ",", ";", ")")) and not words.endswith("..."))
    ):
        return False
    if words.startswith(("--", "- ", "(")) or words[0].isdigit() or set(words) <= set("X "):
        return False
    return sum(map(str.isalpha, words)) >= 4
