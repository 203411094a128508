"""Names that are withheld, found in any text however they are written.

One matcher for all who look for them: the redaction of a source, the guard of every output, and
``cable-edition leaks``. A name is its words in order. Between them may stand whatever is no letter
and no digit, or nothing where that is still plain, and initials; the last word may come first. A
number is its digits, whatever parts them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from cable_edition.core.cable.span import Span
from cable_edition.core.cable.spelling import slipped
from cable_edition.core.editing.letters import MARKERS, PLAIN, Letters, Reading, Step, reading
from cable_edition.core.editing.near_words import (
    LEAST_FAMILY,
    LEAST_IN_PIECES,
    LEAST_IN_TWO,
    LOOKS,
    NearWords,
    plurals,
)
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late

_TOKEN = late(r"[^\W\d_]+|\d+")
_SPOKEN = late(r"\w+")
_LETTER = r"[^\W\d_]"
_WITHIN = f"[{MARKERS}]*"
#: So much may stand between two words: a banner of a page is longer, and healed before.
_BETWEEN = r"[\W_]{0,200}"
_INITIALS = rf"(?:(?<=[\W_]){_LETTER}[\W_]{{1,8}}){{0,2}}"
#: Signs between the letters of a word, or of a few words.
_ROOM = 24
#: So many signs stand between letters that are set apart, tags and all.
_APART = 6
#: Fewer letters that are set apart are the letters of a list.
_LEAST_APART = 4
#: A word of so many letters may have hyphens in it.
_LEAST_HYPHENED = 6
_HYPHEN = "[-\u2010\u2011]"
_DIGIT_SIGNS = r"[\W_]{0,3}"
#: A number of so many digits is one, whatever stands between them.
_LONG_NUMBER = 5
#: Words are plain when they are written as one, if each has so many letters, and all so many.
_EACH_GLUED, _ALL_GLUED = 3, 6
#: Parts of names that are written as one with the next, and go before it: OQuill, Delaquill.
_PARTICLE = late(
    "abu|al|ap|ben|bin|bint|da?|das|del?|della|den|der|des|di|dos?|du|el|fitz|ibn|la?|le|mac|mc|o|"
    "st|ten|ter|ul|van|vom|von|zu|zum|zur"
)
_LEAST_AFTER_PARTICLE = 4
#: A shorter family name makes another word with an initial too often: FLEE, TRIP.
_LEAST_INITIALLED = 4
#: What stands behind a family name and is none.
_AFTER_NAMES = frozenset(["jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"])
#: The umlauts as typists write them who have none.
_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
_MARKED = late("|".join(f"{plain}[\u0308\u030a]" for plain in "aouAOU") + "|[äöüåøÄÖÜÅØ]")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to write a name: a pattern with a group for each word.

    ``key`` is a word without which it is nowhere, or else ``bare`` all its letters; ``glued`` tells
    of each gap whether the words around it may be written as one, ``room`` how much may stand after
    each letter.
    """

    key: str
    bare: bytes
    pattern: re.Pattern[str]
    glued: tuple[bool, ...]
    room: int = 0

    def possible(self, letters: Reading) -> bool:
        if self.bare:
            return self.bare in letters.bare
        return self.key in letters.run

    def matches(self, letters: Reading) -> Iterator[Span]:
        for match in self.pattern.finditer(letters.small):
            if self._whole(match, letters.letters):
                yield Span(*match.span())

    def _whole(self, match: re.Match[str], letters: str) -> bool:
        """Tell whether the words stand apart from others, and from one another if they must."""
        groups = match.regs[1:]
        edges = [groups[0][0], groups[-1][1]]
        gaps = zip(pairwise(groups), self.glued, strict=True)
        edges += [left[1] for (left, right), glued in gaps if left[1] == right[0] and not glued]
        return all(_edge(letters, at) for at in edges)


def _edge(letters: str, at: int) -> bool:
    """Tell whether a word can begin or end at a place of cased letters."""
    before, after = letters[at - 1 : at] if at else "", letters[at : at + 1]
    if not before.isalnum() or not after.isalnum():
        return True
    if before.isdecimal() or after.isdecimal():
        return before.isdecimal() != after.isdecimal()
    return before.islower() and after.isupper()


class Name:
    """A name or other words, to be found in the letters of a text.

    ``loose`` is for names of people and the like: initials may come and go, and the last word may
    stand first. Other words are found in their order alone.
    """

    def __init__(self, words: str, *, loose: bool = True) -> None:
        rows = dict.fromkeys(
            row
            for one in _spelt(words)
            for row in _joined_letters(_TOKEN.findall(reading(one, PLAIN).run))
        )
        self._tokens = next(iter(rows))
        self._family = _family(self._tokens, words) if loose else ""
        self._initials = _initials(self._tokens, self._family)
        self._spoken = tuple(word for word in _SPOKEN.findall(words.lower()) if len(word) > 1)
        self._spellings = [
            spelling for row in rows if row for spelling in _spellings(list(row), loose=loose)
        ]

    @property
    def empty(self) -> bool:
        """Whether there is no letter and no digit in it, so that it tells nothing."""
        return not self._spellings

    @property
    def spoken(self) -> tuple[str, ...]:
        """The words of the name as a search has them: small, with their accents."""
        return self._spoken

    def possible(self, letters: Reading) -> bool:
        """Tell quickly whether the name may stand there at all."""
        return any(one.possible(letters) for one in self._spellings)

    @property
    def reach(self) -> int:
        """In how many characters around any sign of the name all is that :meth:`possible` needs."""
        return _ROOM + max(
            (len(one.bare or one.key) * (1 + one.room) for one in self._spellings), default=0
        )

    def stands(self, letters: Reading) -> bool:
        """Tell whether the name stands there."""
        return any(True for _ in self.matches(letters))

    def matches(self, letters: Reading) -> Iterator[Span]:
        """Yield where the name stands in the letters, in one spelling after the other."""
        for one in self._spellings:
            if one.possible(letters):
                yield from one.matches(letters)

    def spans(self, text: str, steps: tuple[Step, ...] = PLAIN) -> list[Span]:
        """Return where the name stands in ``text``, in order, joined where it overlaps itself."""
        if not self.stands(reading(text, steps)):
            return []
        traced = Letters(text, steps)
        return joined(sorted(traced.span(*place) for place in self.matches(traced)))

    def may_be_near(self, words: NearWords) -> bool:
        """Tell quickly whether :meth:`near` may find something, but for a family name alone."""
        return words.may_have(self._tokens)

    def near(self, text: str, *, alone: bool = True) -> list[Span]:
        """Return where ``text`` has words that may be the name, and are not found as it.

        A word of it is in pieces (``Qu ux``, ``Q-u-u-x``), or is wrong by one letter: a long word
        alone, also in two pieces (``Vander mer``), or any word beside the others as they should be.
        A name of several words stands there by its family name (``Mr. Quux``), in the plural
        (``the Quuxes``), or as one with an initial (``ZQUUX``, ``quux.z``); in an address of mail
        also where it is written small. Without ``alone`` these are not looked for: in another text
        somebody else can be meant.
        """
        letters = Letters(text, PLAIN)
        found = [letters.span(*match.span()) for match in self._broken(letters.small)]
        slips = [letters.span(*place) for place in self._slips(letters.small)]
        slips += [letters.span(*place) for place in self._broken_slips(letters.small)]
        # A name is not written small, and many small words are like one.
        found += [span for span in slips if not text[span.start].islower()]
        if not alone:
            return joined(sorted(found))
        beside = joined(
            sorted([*found, *(letters.span(*place) for place in self.matches(letters))])
        )
        if self._family and self._family in letters.run:
            found += [letters.span(*place) for place in self._initialled(letters)]
        by_itself = [letters.span(*place) for place in self._alone(letters)]
        found += [
            span
            for span in by_itself
            if not text[span.start].islower() and not _is_beside(span, beside)
        ]
        return joined(sorted(found))

    def _alone(self, letters: Letters) -> Iterator[Span]:
        """Yield where the family name stands, as itself or in the plural."""
        if self._family and self._family in letters.run:
            family = {self._family, *plurals(self._family)}
            for match in _WORD.finditer(letters.small):
                word = match[0].strip("0123456789")
                if _SIGNS.sub("", word) in family:
                    start = match.start() + match[0].index(word)
                    yield Span(start, start + len(word))

    def _initialled(self, letters: Letters) -> Iterator[Span]:
        """Yield where the family name stands as one with initials, or in an address of mail."""
        family = _WITHIN.join(map(re.escape, self._family))
        initials = "|".join(map(re.escape, self._initials)) or "(?!)"
        pattern = rf"(?:({initials})([._-]?))?({family})(?:([._-]?)({initials}))?"
        for match in re.finditer(rf"{_NO_LETTER_BEFORE}{pattern}{_FIGURES_AFTER}", letters.small):
            if _MAILBOX.match(letters.small, match.end()) or _is_initialled(match, letters.letters):
                yield Span(match.start(), match.end(5) if match[5] else match.end(3))

    def _broken(self, letters: str) -> Iterator[re.Match[str]]:
        for token in self._tokens:
            if len(token) >= LEAST_IN_PIECES and token.isalpha():
                pieces = _PARTED.join(map(re.escape, token))
                pattern = re.compile(f"(?<!{_LETTER}){pieces}(?!{_LETTER})")
                for match in pattern.finditer(letters):
                    if not _UNBROKEN.fullmatch(match[0]):
                        yield match

    def _broken_slips(self, letters: str) -> Iterator[tuple[int, int]]:
        """Yield where two words together are a long word of the name but for one letter."""
        names = [token for token in self._tokens if token.isalpha() and len(token) >= LEAST_IN_TWO]
        for left, right in pairwise(_WORD.finditer(letters)) if names else ():
            pieces = [_SIGNS.sub("", one[0]) for one in (left, right)]
            whole = "".join(pieces)
            is_near = right.start() - left.end() <= _GAP and min(map(len, pieces)) >= _LEAST_PIECE
            if is_near and any(whole != name and slipped(whole, name) for name in names):
                yield left.start(), right.end()

    def _slips(self, letters: str) -> list[tuple[int, int]]:
        words = list(_WORD.finditer(letters))
        bare = [_SIGNS.sub("", match[0]).strip("0123456789") for match in words]
        names = [token for token in self._tokens if token.isalpha() and len(token) > 1]
        if not names or len(names) > 5:
            return []
        found = []
        for at in range(len(words) - len(names) + 1):
            row = bare[at : at + len(names)]
            if _alike(row, names):
                found.append((words[at].start(), words[at + len(names) - 1].end()))
        return found


#: What may stand between the pieces of a word: a few signs, or the end of a line.
_PARTED = r"(?:[\W_]{0,3}|[ \t]{0,20}\r?\n[ \t>]{0,40})"
#: Of a word in two pieces with a wrong letter each has so many, and so many signs stand between.
_LEAST_PIECE, _GAP = 3, 3
_SIGNS = late(r"[\W_]+")
_UNBROKEN = late(rf"(?:{_LETTER}|[{MARKERS}])+")
_NO_LETTER_BEFORE, _FIGURES_AFTER = r"(?<![^\W_])", r"(?=\d{0,4}(?![^\W_]))"
#: What stands between a name and the sign of an address of mail, after it.
_MAILBOX = late(r"[\w.+-]{0,64}@")
_WORD = late(rf"[^\W_](?:[^\W_]|[{MARKERS}](?=[^\W_]))*")


def _is_beside(span: Span, others: list[Span]) -> bool:
    """Tell whether a stretch is in one of the others, in order, or right beside one."""
    at = bisect_right(others, span.start, key=lambda one: one.start)
    return any(
        span.start <= one.end + _ROOM and one.start <= span.end + _ROOM
        for one in others[max(0, at - 1) : at + 1]
    )


def _alike(row: list[str], names: list[str]) -> bool:
    """Tell whether words are those of a name but for single letters, and not the name itself."""
    wrong = [pair for pair in zip(row, names, strict=True) if pair[0] != pair[1]]
    if not wrong or not all(_is_like(word, name) for word, name in wrong):
        return False
    least = 3 if len(wrong) < len(names) else 5
    return all(len(name) >= least or word in plurals(name) for word, name in wrong)


def _is_like(word: str, name: str) -> bool:
    return slipped(word.translate(LOOKS), name) or word in plurals(name)


def _is_initialled(match: re.Match[str], letters: str) -> bool:
    """Tell whether a family name is one with an initial, as it is where people are meant.

    Written small without a sign it is another word too often, ``trade`` for T. Rade.
    """
    before, after = match[1], match[5]
    if not before and not after:
        return False
    if sign := match[2] or match[4]:
        return sign != "-" or not letters[match.start()].islower()
    family = letters[match.start(3) : match.end(3)]
    if before and not after and family.istitle():
        return True
    if after and not before and family[-1].islower():
        return letters[match.start(5)].isupper()
    return family.isupper() and len(match[3]) >= _LEAST_INITIALLED


def _family(tokens: tuple[str, ...], words: str) -> str:
    """Return the family name in a name of several words, where it is no initial.

    Before a comma it comes first: Quux, Zebedee; de la Quux, Karl.
    """
    names = _names_in(tokens)
    if len(names) < 2:
        return ""
    first, _, rest = words.partition(",")
    if _names_in(_TOKEN.findall(reading(rest, PLAIN).run)):
        names = _names_in(_TOKEN.findall(reading(first, PLAIN).run)) or names
    return names[-1] if len(names[-1]) >= LEAST_FAMILY else ""


def _initials(tokens: tuple[str, ...], family: str) -> tuple[str, ...]:
    """Return the initials of the given names, each alone and all as one."""
    given = [one for one in _names_in(tokens) if one != family and not _PARTICLE.fullmatch(one)]
    every = [one[0] for one in given]
    return tuple(dict.fromkeys(["".join(every), *every])) if every else ()


def _names_in(tokens: Iterable[str]) -> list[str]:
    return [token for token in tokens if token.isalpha() and token not in _AFTER_NAMES]


def _joined_letters(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name, and again with a letter that is no initial: O'Quux, OQuux."""
    yield tuple(tokens)
    for at, (before, after) in enumerate(pairwise(tokens)):
        if len(before) == 1 and _is_particle([before], [after]):
            yield (*tokens[:at], before + after, *tokens[at + 2 :])


def _spelt(words: str) -> Iterator[str]:
    yield words
    if _MARKED.search(words):
        yield _MARKED.sub(_by_two, words)


def _by_two(match: re.Match[str]) -> str:
    mark = match[0]
    if len(mark) == 1:
        return _SPELT[mark.lower()]
    return mark[0] + ("a" if mark[1] == "\u030a" else "e")


def _spellings(tokens: list[str], *, loose: bool) -> Iterator[_Spelling]:
    yield _spelling(tokens, loose=loose)
    words = all(token.isalpha() for token in tokens)
    if loose and words and sum(map(len, tokens)) >= _LEAST_APART:
        yield _set_apart(tokens)
    if loose and words and 2 <= len(tokens) <= 5 and len(tokens[-1]) > 1:
        # A family name may be of several words: de la Quux, Maria; O'Quux, Ann.
        for at in range(len(tokens) - 1, 0, -1):
            yield _spelling([*tokens[at:], *tokens[:at]], loose=True)


def _spelling(tokens: list[str], *, loose: bool) -> _Spelling:
    if loose:
        inner = [token for token in tokens[1:-1] if len(token) > 1 or not token.isalpha()]
        if len(tokens) - len(inner) <= 4:  # more are no initials, but letters set apart
            tokens = [tokens[0], *inner, *tokens[1:][-1:]]
    groups = _groups(tokens)
    between = _BETWEEN + (_INITIALS if loose else "")
    pattern = re.compile(between.join(f"({_group(group)})" for group in groups))
    sizes = [len(token) for token in tokens]
    plain = min(sizes) >= _EACH_GLUED and sum(sizes) >= _ALL_GLUED
    glued = tuple(plain or (loose and _is_particle(*gap)) for gap in pairwise(groups))
    words = [token for token in tokens if token.isalpha()]
    bare = b"" if loose and words else "".join(tokens).encode()
    return _Spelling(max(words, key=len, default=""), bare, pattern, glued)


def _is_particle(before: list[str], after: list[str]) -> bool:
    """Tell whether a word may be written as one with the next: the O of OQuux."""
    return _PARTICLE.fullmatch(before[-1]) is not None and (
        _PARTICLE.fullmatch(after[0]) is not None or len(after[0]) >= _LEAST_AFTER_PARTICLE
    )


def _set_apart(tokens: list[str]) -> _Spelling:
    """Return the spelling with signs or blanks between the letters of some word: ``J-a-n-e Roe``.

    A word is either whole or all in single letters: in larger pieces it may be other words. Only
    with a hyphen, ``Vander-meer``, a long one stays what it is.
    """
    gap = rf"[\W_]{{1,{_APART}}}"
    words = (f"({gap.join(map(re.escape, token))}|{_hyphened(token)})" for token in tokens)
    pattern = re.compile(gap.join(words))
    return _Spelling("", "".join(tokens).encode(), pattern, (False,) * (len(tokens) - 1), _APART)


def _hyphened(token: str) -> str:
    between = f"{_WITHIN}{_HYPHEN}?{_WITHIN}" if len(token) >= _LEAST_HYPHENED else ""
    return between.join(map(re.escape, token))


def _groups(tokens: list[str]) -> list[list[str]]:
    """Return words each alone, and numbers in a row together."""
    groups: list[list[str]] = []
    for token in tokens:
        if groups and token.isdigit() and groups[-1][-1].isdigit():
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _group(tokens: list[str]) -> str:
    if tokens[0].isdigit():
        digits = "".join(tokens)
        if len(digits) >= _LONG_NUMBER:
            return _DIGIT_SIGNS.join(digits)
        return r"[\W_]{1,8}".join(map(_WITHIN.join, tokens))
    return _WITHIN.join(map(re.escape, tokens[0]))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return sorted stretches, those that overlap or meet as one."""
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return found
