"""The names that stand in the texts of a cable, and what each is: of a person, a body, or unsaid.

Nothing is looked up but words that any text has (titles, what bodies are called, verbs of
reporting). What a name is follows from the form of the text around it: an office before the name
or behind its comma, a verb of saying, ``who``, an initial, the surname standing alone elsewhere. A
name that an article stands before is no person's, nor is a word that the cable also has in small
letters. An editor decides; the tests measure how often this is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from cable_edition.core.cable.posts import known_post, squeezed
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.reading.text.officer import PARTICLES, title_of
from cable_edition.core.registers.capital_runs import (
    Run,
    Word,
    capital_runs,
    is_office,
    is_particle,
    small_words,
)
from cable_edition.core.registers.namesakes import listed_words, tells_by_capitals
from cable_edition.core.registers.tag_table import places_of_the_world

#: What a name may be; of a place or a thing nothing is told.
NameKind = Literal["person", "organization", "name"]

#: An office behind the comma of a name, no office of somebody else: ``Rob McRae, head of``.
_APPOSED = late(
    r", (?:(?:the|a|an|former|acting|deputy|assistant|senior|vice|new|then|now|our) ){0,3}"
    r"(?P<words>[\w'./-]{2,20}(?: [\w'./-]{2,20}){0,3}?)"
    r"(?=[,.;)]| (?:of|for|in|at|to|on|who|and|from|with|under)\b|\Z)"
)
_SMALL_OFFICE = late(r"(?<![\w-])([a-z][a-z-]{1,24}),? \Z")
_WIDE = 30
_WHO = late(r",? (?:who|whom|whose) ")
_NEXT = late(r"(?:,? (?:also|then|later|again|both|himself|herself))? (\w+)")
_INITIAL = late(r"[A-Z]\.")
#: Words that join the parts of an office or a body: ``Director General for Global Issues``.
_JOINS = frozenset({"for", "of", "and", "the", "on", "to", "in"})
_JOINT = late(r" (?:of|for|and)(?: the)?(?= [A-Z][a-z])")
_REST = late(r"(?: [A-Z][\w-]{0,20}[a-z][\w-]{0,20}){1,8}")
_STOP = late(r"[,;.()]| who\b| and (?=[a-z])")
_TOKEN = late(r"[\w'\u2019./&-]+")
#: Particles that join two surnames, and those before the name of a father.
_ANDS, _OF_FATHERS = frozenset({"e", "y"}), frozenset({"abu", "ben", "bin", "ibn"})
#: The longest office, in characters, and how many parts a body may have behind its first.
_OFFICE, _PARTS = 120, 6


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name at ``anchor``; ``start`` and ``end`` count characters of the text there.

    ``office`` are the words of an office that stand with a person's name, as the text has them.
    """

    kind: NameKind
    anchor: str
    start: int
    end: int
    words: str
    office: str = ""

    @property
    def surname(self) -> str:
        """The last word with the particles before it, or all from the first small particle on.

        It is ``Roe`` of ``Jane Roe``, ``de la Torre Nunez`` of ``Ana de la Torre Nunez`` and
        ``Ortega y Gasset`` of ``Jose Ortega y Gasset``.
        """
        parts = self.words.split(" ")
        at = len(parts) - 1
        while at > 1 and (parts[at - 1].casefold() in PARTICLES or is_particle(parts[at - 1])):
            at -= 1
        small = (n for n, part in enumerate(parts) if is_particle(part) and part not in _OF_FATHERS)
        first = next(small, at)
        if 1 < first <= at and parts[first] in _ANDS:
            first -= 1
        return " ".join(parts[min(first, at) :])


def names_found(texts: Sequence[tuple[str, str]]) -> Iterator[NameFound]:
    """Yield the names in the texts of one cable, by anchor, in order.

    A text in which capitals tell nothing is left out.
    """
    told = [(anchor, text) for anchor, text in texts if tells_by_capitals(text)]
    small = small_words(told)
    runs = [(anchor, text, list(capital_runs(text))) for anchor, text in told]
    alone = frozenset(
        run.words[0].text
        for _, text, found in runs
        for run in found
        if len(run.words) == 1
        and not run.determined
        and run.words[0].bare not in places_of_the_world()
        and known_post(squeezed(run.words[0].text)) is None
    )
    finder = _Finder(small, alone)
    for anchor, text, found in runs:
        finder.floor = 0
        for run in found:
            if run.words[0].start < finder.floor:
                continue  # the rest of a body: ``Ministry of Foreign Affairs``
            if one := finder.name(anchor, text, run):
                finder.floor = one.end
                yield one


def _acts(text: str, end: int) -> bool:
    """Whether a verb of reporting follows, or ``who``."""
    follows = _NEXT.match(text, end)
    said = follows is not None and follows[1] in listed_words("says")
    return said or _WHO.match(text, end) is not None


_OF = late(r" of (?:the )?(?:[A-Z][\w'-]{1,30} ){0,3}(?P<body>[A-Z][\w-]{2,30})")


def _of_a_body(text: str, end: int) -> bool:
    """Whether a name is said to be of a body: ``Richard Roe of the Harbor Office``."""
    match = _OF.match(text, end)
    return match is not None and is_body(match["body"])


def is_body(word: str) -> bool:
    """Whether a word is what bodies are called: ``Ministry``, ``Council``."""
    bare = word.casefold()
    return bare in listed_words("body") or (
        bare.endswith("s") and bare[:-1] in listed_words("body")
    )


class _Finder:
    """Tells the names of one cable; ``floor`` is where the last name of the text ends."""

    def __init__(self, small: frozenset[str], alone: frozenset[str]) -> None:
        self._small, self._alone = small, alone
        self.floor = 0

    def name(self, anchor: str, text: str, run: Run) -> NameFound | None:
        """Return the name that a run holds."""
        rest = self._unopened(run)
        if body := self._body(text, rest):
            return NameFound("organization", anchor, *body, text[slice(*body)])
        words = run.words
        titles = [at for at, word in enumerate(words[:-1]) if is_office(word.text)]
        titled = bool(titles)
        if titled:
            words = words[titles[-1] + 1 :]
        office = self._office_before(text, words[0])
        cut = words if titled else self._cut(words, office)
        lead = len(cut) < len(run.words)
        if len(cut) == 1 and not (titled and not self._is_common(cut[0])):
            return self._other(anchor, text, rest)
        if self._is_person(text, run, cut, titled=titled, office=office):
            start = cut[0].start
            name = text[start : cut[-1].end]
            said = office or lead
            before = self._before(text, run, start) if said else self._small_office(text, cut[0])
            return NameFound(
                "person", anchor, start, cut[-1].end, name, before or _behind(text, cut[-1].end)
            )
        return self._other(anchor, text, rest)

    def _unopened(self, run: Run) -> Run:
        """Return a run less a common word that opens its sentence: ``Visit Embassy Rome``."""
        first = run.words[0]
        if (
            run.opens
            and len(run.words) > 1
            and self._is_common(first)
            and not is_particle(first.bare)
        ):
            return replace(run, words=run.words[1:])
        return run

    def _is_common(self, word: Word) -> bool:
        return word.bare in self._small or f"{word.bare}s" in self._small

    def _cut(self, words: tuple[Word, ...], office: str) -> tuple[Word, ...]:
        """Return the words less what of an office stands before the name."""
        bodies = [at for at, word in enumerate(words[:-1]) if is_body(word.text)]
        if office and bodies and len(words) - bodies[-1] > 2:
            return words[bodies[-1] + 1 :]
        while len(words) > 2 and self._is_common(words[0]) and not is_particle(words[0].bare):
            words = words[1:]
        if len(words) > 2 and (office or words[-1].text in self._alone):
            first = len(words) - 2
            while first > 0 and (
                is_particle(words[first].text) or _INITIAL.fullmatch(words[first].text)
            ):
                first -= 1
            # Of ``Ana de la Torre Nunez`` the name is not what stands behind the particles.
            inner = next((at for at, word in enumerate(words) if is_particle(word.text)), 0)
            if inner:
                first = min(first, inner - 1)
            return words[first:]
        return words

    def _is_person(
        self, text: str, run: Run, words: tuple[Word, ...], *, titled: bool, office: str
    ) -> bool:
        last = words[-1]
        if any(is_body(word.text) for word in words) or is_office(last.text) or _length(words) > 5:
            return False
        if all(self._is_common(word) for word in words) or _is_place(words):
            return False
        if titled:
            return len(last.text) > 1
        if last.bare in places_of_the_world():
            return False
        if run.determined and len(words) == len(run.words):
            return False
        if office and len(words) < len(run.words):
            return not self._is_common(last)
        if self._small_office(text, words[0]):
            return True
        initial = any(_INITIAL.fullmatch(word.text) for word in words)
        if initial:
            return not self._is_common(last) and len(last.text) > 2
        return (
            _acts(text, last.end)
            or _of_a_body(text, last.end)
            or (last.text in self._alone and not self._is_common(words[0]))
            or bool(_behind(text, last.end))
        ) and not self._is_common(last)

    def _small_office(self, text: str, first: Word) -> str:
        """Return the office in small letters just before a name: ``spokesman Scott McClellan``."""
        match = _SMALL_OFFICE.search(text[max(self.floor, first.start - _WIDE) : first.start])
        return match[1] if match and is_office(match[1]) else ""

    def _other(self, anchor: str, text: str, run: Run) -> NameFound | None:
        """Return a name of which nothing tells whose it is."""
        words = run.words
        while words and (title_of(words[0].text) or _is_title(words[0].text)):
            words = words[1:]
        if len(words) < 2 or _is_place(words):
            return None
        start, end = words[0].start, words[-1].end
        return NameFound("name", anchor, start, end, text[start:end])

    def _body(self, text: str, run: Run) -> tuple[int, int] | None:
        """Return the words of a body: a run with what bodies are called, and what joins it."""
        words = run.words
        heads = [at for at, word in enumerate(words) if is_body(word.text)]
        if not heads:
            return None
        first, last = words[0].start, words[-1].end
        if heads[-1] < len(words) - 1 and len(words) - heads[-1] > 2:
            return None  # a name of somebody follows: ``Harbor Office Director Jane Roe``
        if is_office(words[-1].text) or _is_place(words[heads[0] + 1 :]):
            return None
        while first < words[heads[0]].start and is_office(text[first:].split(" ", 1)[0]):
            words = words[1:]
            first = words[0].start
        end = last if run.owns else _joined(text, last)
        return (first, end) if end > last or len(words) > 1 else None

    def _office_before(self, text: str, first: Word) -> str:
        """Return the office that ends just before a word: ``Director of`` before ``Planning``."""
        low = max(self.floor, first.start - _OFFICE)
        tokens = list(_TOKEN.finditer(text, low, first.start))
        at = first.start
        begin = None
        for token in reversed(tokens):
            if text[token.end() : at] != " ":
                break
            if not (token[0][0].isupper() or token[0] in _JOINS):
                break
            at = token.start()
            goes_on = begin is not None and token[0][0].isupper() and title_of(token[0])
            if is_office(token[0]) or goes_on:
                begin = at
        joined = tokens and tokens[-1][0] in _JOINS and tokens[-1][0] != "to"
        return text[begin : first.start].strip() if begin is not None and joined else ""

    def _before(self, text: str, run: Run, start: int) -> str:
        """Return the words of an office before a name, its run included."""
        office = self._office_before(text, run.words[0])
        low = run.words[0].start
        if office:
            low -= len(office) + 1
        return text[low:start].strip()


def _length(words: Sequence[Word]) -> int:
    """Return how many words a name has, without particles."""
    return sum(not is_particle(word.text) for word in words)


def _is_title(word: str) -> bool:
    return is_office(word) or word.casefold() in listed_words("title")


def _is_place(words: Sequence[Word]) -> bool:
    return known_post(squeezed("".join(word.text for word in words))) is not None


def _joined(text: str, end: int) -> int:
    """Return where a body ends that ``of``, ``for`` or ``and`` carries on."""
    at = end
    for _ in range(_PARTS):
        joint = _JOINT.match(text, at)
        if joint is None or (joint[0] == " and" and at == end):
            break
        rest = _REST.match(text, joint.end())
        if rest is None:
            break
        at = rest.end()
    return at


def _behind(text: str, end: int) -> str:
    """Return the office that stands behind the comma of a name, up to the next sign."""
    match = _APPOSED.match(text, end)
    if match is None or not is_office(match["words"].rpartition(" ")[2]):
        return ""
    start = match.start() + 2
    stop = _STOP.search(text, match.end())
    words = text[start : stop.start() if stop else len(text)].strip()
    return words if len(words) <= _OFFICE else match["words"]
