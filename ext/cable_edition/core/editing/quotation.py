"""Finding quoted words in a text, and quoting words so that they are found again."""

from __future__ import annotations

from cable_edition.core.late_methods import dataclass

#: So many occurrences are counted before a quotation is simply too common.
_MOST = 100


@dataclass(frozen=True, slots=True)
class Quotation:
    """Exact words with what stands before and after them, each folded, each perhaps empty.

    ``start`` is where the words begin in the text they were taken from; finding does not use it.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0


def occurrences(text: str, quotation: Quotation) -> list[int]:
    """Return where the words of ``quotation`` begin in folded ``text``, its context considered.

    A blank between the words and their context does not count. At most a hundred are returned.
    """
    exact = quotation.exact
    found: list[int] = []
    at = text.find(exact) if exact else -1
    while at >= 0 and len(found) < _MOST:
        if _fits(text, at, at + len(exact), quotation):
            found.append(at)
        at = text.find(exact, at + 1)
    return found


def _fits(text: str, start: int, end: int, quotation: Quotation) -> bool:
    before, after = quotation.prefix, quotation.suffix
    if before:
        stop = start - 1 if text[start - 1 : start] == " " and start else start
        if not (text.endswith(before, 0, start) or text.endswith(before, 0, stop)):
            return False
    if after:
        resume = end + 1 if text[end : end + 1] == " " else end
        return text.startswith(after, end) or text.startswith(after, resume)
    return True


def quote(text: str, start: int, end: int) -> Quotation:
    """Return a short quotation in whole words that finds ``text[start:end]`` alone.

    The quoted words are widened to the blanks around them, and signs without a letter to their
    neighbours; words before and after are added in equal numbers until they tell the place.
    """
    low, high = _widened(text, start, end)
    if not any(map(str.isalnum, text[low:high])):
        low, high = _widened(text, max(0, low - 1), min(len(text), high + 1))
    exact = text[low:high]
    before, after = text[:low].split(" ")[:-1], text[high:].split(" ")[1:]
    count = 0
    while True:
        prefix = " ".join(before[-count:]) if count else ""
        quotation = Quotation(exact, prefix, " ".join(after[:count]), low)
        if occurrences(text, quotation) == [low] or count > len(before) + len(after):
            return quotation
        count = count * 2 or 2


def told_apart(text: str, start: int, end: int) -> Quotation:
    """Return ``text[start:end]``, blanks at its ends left out, as a quotation that finds it alone.

    The words are not widened. Words before and after are added only where they stand more than
    once, until they tell the place. Of blanks alone there is none: ``exact`` is empty.
    """
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    before, after = text[:start].split(" "), text[end:].split(" ")
    count = 0
    while True:
        prefix = " ".join(before[-count:]).strip(" ") if count else ""
        suffix = " ".join(after[:count]).strip(" ")
        quotation = Quotation(text[start:end], prefix, suffix, start)
        if occurrences(text, quotation) == [start] or count > len(before) + len(after):
            return quotation
        count = count * 2 or 2


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    high = text.find(" ", end)
    return text.rfind(" ", 0, start) + 1, len(text) if high < 0 else high
