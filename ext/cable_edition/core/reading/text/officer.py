"""Name and title of a classifying officer, told apart."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from cable_edition.core.cable.spelling import slipped
from cable_edition.core.late_pattern import late

#: Where the words of the list of titles come from, as its head says.
TITLES_SOURCE = "lines on the classifying officer in public cables"
#: The fewest letters of a title's word that counts although a letter slipped.
_LONG = 6
#: Small words of names.
PARTICLES = frozenset(
    {"de", "la", "van", "der", "von", "di", "del", "da", "le", "el", "al", "du", "den"}
)
#: Small words that a line may begin with, so that they are not the rest of a word cut before them.
_SMALL = PARTICLES | {
    *("for", "reason", "reasons", "of", "and", "the", "under", "per", "pursuant", "to", "by"),
    *("based", "on", "upon", "in", "accordance", "with", "section", "sections", "e.o.", "as"),
    *("classified", "is", "was", "at", "or", "a", "an", "who", "jr", "sr", "derived"),
}
#: Titles run together: PolMinCouns, EconOff, ConGen.
_COMPOUND = late(
    r"(?:pol|econ|eco|min|con|com|mil|leg|pao|rs|dep|act){1,3}(?:couns?|counselor|off|chief|att|mil|gen|chf)\Z"
)
_NAME_ENDS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@cache
def title_words() -> frozenset[str]:
    """Return the words of titles of the packaged list, in small letters."""
    lines = (files("cable_edition.core") / "data" / "titles.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line[:1] not in {"#", ""})


@lru_cache(maxsize=4096)
def title_of(word: str) -> str | None:
    """Return the word of the list of titles that ``word`` is, with one letter slipped at most."""
    known = title_words()
    bare = word.strip('()"').lower().replace("0", "o")
    trimmed = bare.rstrip(".,:;)")
    for form in (bare, trimmed):
        if form in known:
            return form
    if len(trimmed) >= _LONG and trimmed.isalpha():
        near = (title for title in known if len(title) >= _LONG and slipped(trimmed, title))
        return min(near, default=None)
    return None


def slipped_title(token: str) -> bool:
    """Tell whether a word is near to a title and is none."""
    found = title_of(token)
    return found is not None and found != token.strip('()".,:;').lower()


_TOKEN = late(r"[^ \n]{1,80}")
#: What stands between two words, and the words: a word may have been cut there.
_GAP = late(r"(?<=[A-Za-z])(?P<gap>\n|[ ])(?=[a-z])")
_LAST = late(r"[A-Za-z']{1,20}\Z")
_NEXT = late(r"[a-z']{1,20}")


def cuts(words: str) -> tuple[int, ...]:
    """Return where a copy has cut a word in two, as it does at its column 75.

    The two parts give a word of a title together; or they are a name with its rest in small
    letters, which is no word of a title and no small word.
    """
    found = []
    for gap in _GAP.finditer(words):
        before, after = _LAST.search(words, 0, gap.start()), _NEXT.match(words, gap.end())
        if not (before and after):
            continue
        first, rest = before[0], after[0]
        known = title_words()
        if rest in _SMALL or rest in known:
            continue
        whole = (first + rest).lower()
        if whole in known or whole in _SMALL:
            found.append(gap.start())
        elif first[0].isupper() and first.lower() not in known:
            line = gap.start() - words.rfind("\n", 0, gap.start())
            if len(first) == 1 or (gap["gap"] == "\n" and (line > _CUT or len(rest) <= 2)):
                found.append(gap.start())
    return tuple(found)


#: The fewest characters of a line that a copy may have cut.
_CUT = 60


#: The bounds of a name and of a title, each where it can be told.
_Told = tuple[tuple[int, int] | None, tuple[int, int] | None]


def name_and_title(words: str) -> _Told:
    """Tell name and title apart; where that cannot be told both are ``None``."""
    if words.islower():
        # A copy has lost the capitals of names.
        words = words.title()
    return _known(words) if len(words) < _USUAL else _told_apart(words)


#: Words on an officer are shorter than this; one officer signs many cables of a post.
_USUAL = 200


@lru_cache(maxsize=1024)
def _known(words: str) -> _Told:
    return _told_apart(words)


def _told_apart(words: str) -> _Told:
    comma = _comma(words)
    first = words[:comma] if comma is not None else words
    tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(first)]
    if not tokens or len(tokens) > 24:
        return None, None
    titles = _titles(words, tokens)
    rest = (comma + 1, len(words)) if comma is not None else None
    rest = _shrink(words, rest)
    if not any(titles):
        if len(tokens) > 5 or not _proper(tokens):
            return None, None
        if rest and not any(_is_title(token) for token in words[slice(*rest)].split()):
            return (tokens[0][0], tokens[-1][1]), rest
        return (tokens[0][0], tokens[-1][1]), rest
    last = max(index for index, title in enumerate(titles) if title)
    after = tokens[last + 1 :]
    if after and len(after) <= 5 and _proper(after):
        return (after[0][0], after[-1][1]), _shrink(words, (tokens[0][0], tokens[last][1]))
    begin = titles.index(True)
    before = tokens[:begin]
    if 2 <= len(before) <= 4 and _proper(before):
        return (before[0][0], before[-1][1]), _shrink(words, (tokens[begin][0], len(words)))
    if rest and not after:
        other = words[slice(*rest)]
        stop = other.find(",")
        other = other if stop < 0 else other[:stop]
        inner = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(other)]
        marks = [_is_title(token) for _, _, token in inner]
        lead = max((index for index, mark in enumerate(marks) if mark), default=-1)
        names = inner[lead + 1 :]
        if 1 < len(names) <= 5 and _proper(names):
            low = rest[0] + names[0][0]
            return (low, rest[0] + names[-1][1]), _shrink(words, (0, low))
    runs = _runs(tokens, titles)
    if len(runs) == 1:
        low, high = runs[0]
        title = (
            (tokens[0][0], tokens[low][0]) if any(titles[:low]) else (tokens[high][0], len(words))
        )
        return (tokens[low][0], tokens[high - 1][1]), _shrink(words, title)
    return None, _shrink(words, (0, len(words)))


def _runs(tokens: list[tuple[int, int, str]], titles: list[bool]) -> list[tuple[int, int]]:
    """Return the runs of two to five words that may be a name, as indexes of words."""
    found: list[tuple[int, int]] = []
    low = 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and not titles[index]:
            continue
        if 2 <= index - low <= 5 and _proper(tokens[low:index]):
            found.append((low, index))
        low = index + 1
    return found


def _titles(words: str, tokens: list[tuple[int, int, str]]) -> list[bool]:
    """Tell of each word whether it belongs to a title.

    In a field in mixed case an acronym before the name does (``SRAP``, ``to NATO``); after an
    initial stands a surname, even if it is a title's word.
    """
    marks = [_is_title(token) for _, _, token in tokens]
    mixed = any(map(str.islower, words))
    for index, (_, _, token) in enumerate(tokens):
        if marks[index]:
            marks[index] = not (index and _INITIAL.fullmatch(tokens[index - 1][2]))
        elif mixed and _ACRONYM.fullmatch(token) and len(tokens) - index > 2:
            marks[index] = not any(map(_INITIAL.fullmatch, (one[2] for one in tokens[:index])))
    last = len(tokens) - 1
    given = last > 0 and not marks[last - 1] and (last == 1 or marks[last - 2])
    if marks[last] and given and slipped_title(tokens[last][2]):
        marks[last] = False  # a surname after the given name that is near to a title
    return marks


_INITIAL = late(r"[A-Z]\.")
_ACRONYM = late(r"[A-Z]{3,6},?")


def _comma(words: str) -> int | None:
    at = words.find(",")
    while at >= 0:
        follows = words[at + 1 : at + 6].strip(" \n").rstrip(".,").lower()
        if follows.split(" ")[0].rstrip(".,") in {"jr", "sr", "ii", "iii", "iv", "a.i", "ai"}:
            at = words.find(",", at + 1)
            continue
        return at
    return None


def _is_title(token: str) -> bool:
    return (
        title_of(token) is not None
        or "/" in token
        or _COMPOUND.match(token.strip('()"').lower().rstrip(".,:;")) is not None
    )


def _proper(tokens: list[tuple[int, int, str]]) -> bool:
    return all(
        token[:1].isupper()
        or token.lower().rstrip(".,") in _NAME_ENDS
        or token in PARTICLES
        or token[:1] in '"(XO'
        for _, _, token in tokens
    ) and not any(_numbered(token) for _, _, token in tokens)


def _numbered(token: str) -> bool:
    """Tell whether digits stand in a word; a zero among letters is the letter."""
    return any(map(str.isdigit, token.replace("0", "") if token[0].isalpha() else token))


def _shrink(words: str, bounds: tuple[int, int] | None) -> tuple[int, int] | None:
    if not bounds:
        return None
    low, high = bounds
    inner = words[low:high]
    left = len(inner) - len(inner.lstrip(" \n,;:-."))
    right = len(inner.rstrip(" \n,;:-"))
    return (low + left, low + right) if left < right else None
