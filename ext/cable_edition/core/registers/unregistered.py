"""Acronyms and names that the words of cables have and no register explains.

They are proposals for an editor's eye, found by the shape of the words. An acronym is capitals
within a text that tells by capitals; a name is two words or more with capitals in a row, or one
behind a title. What stands in a text sent in capitals throughout is not looked at. What is left to
do in an edition and what is proposed for its registers both come from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from cable_edition.core.cable.posts import known_post
from cable_edition.core.late_methods import dataclass
from cable_edition.core.late_pattern import late
from cable_edition.core.registers.expansions import Expansion, expansions
from cable_edition.core.registers.mentions import Mention
from cable_edition.core.registers.names_found import NameFound, names_found
from cable_edition.core.registers.namesakes import listed_words, tells_by_capitals

#: What words that no register has may be.
UnregisteredKind = Literal["acronym", "name"]

_CAPITALS = late(
    r"(?<![\w/&'\u2019.\\-])"
    r"(?:[A-Z][A-Z0-9]{0,11}(?:[/&-][A-Z0-9]{1,12}){0,4}s?|[A-Z]{13,40}"
    # ``DoD``, ``MoFA``: the small letter is that of ``of``.
    r"|[A-Z]{1,3}o[A-Z]{1,4}s?)(?![\w/&\\])"
)
#: A letter alone, or with a digit, is none: ``A``, ``B2``.
_TWO = late(r"[A-Z]{2}|[A-Z][/&][A-Z]|[A-Z]o[A-Z]")
#: Longer words in capitals are words that somebody stressed, or headings.
_LONGEST = 6
_ROMAN = late(r"[IVXLC]+")
#: A sum behind the code of a currency: ``CAD 20,000``.
_SUM = late(r" \d{1,3}(?:,\d{3})+(?!\d)| \d+\.\d\d(?!\d)")
_CODE = late(r"[A-Z]{3}")
_BRACKETED = late(r"\[[^\[\]]{0,80}\]")
_SMALL = late(r"(?<!\w)[^\W\d_A-Z][\w'-]{2,40}")


class Unregistered(NamedTuple):
    """Words at ``anchor`` that no register has; ``start`` counts characters of the text there."""

    kind: UnregisteredKind
    words: str
    anchor: str
    start: int


@dataclass(frozen=True, slots=True)
class FoundWords:
    """What may want an entry in the texts of a cable, whether a register has it or not."""

    acronyms: tuple[Unregistered, ...]
    expansions: tuple[Expansion, ...]
    names: tuple[NameFound, ...]


def found_words(texts: Sequence[tuple[str, str]]) -> FoundWords:
    """Return the acronyms, with the expansions that the texts give, and the names of a cable."""
    told = [(anchor, text) for anchor, text in texts if _tells(text)]
    given = tuple(expansions(told))
    acronyms = [
        Unregistered("acronym", text[start:end], anchor, start)
        for anchor, text in told
        for start, end in _acronyms(text)
    ]
    known = {(one.anchor, one.start) for one in acronyms}
    expanded = {one.acronym for one in given}
    # What the text expands is an acronym wherever it stands, whatever its form.
    for anchor, text in told:
        for short in sorted(expanded):
            acronyms += [
                Unregistered("acronym", short, anchor, match.start())
                for match in re.finditer(rf"(?<![\w/&-]){re.escape(short)}(?=s?(?![\w/&]))", text)
                if (anchor, match.start()) not in known
            ]
    places = {anchor: at for at, (anchor, _) in enumerate(told)}
    acronyms.sort(key=lambda one: (places[one.anchor], one.start))
    return FoundWords(tuple(acronyms), given, tuple(names_found(told)))


def unregistered(
    texts: Iterable[tuple[str, str]], mentions: Mapping[str, tuple[Mention, ...]]
) -> Iterator[Unregistered]:
    """Yield the acronyms and names in the texts of a cable, by anchor, that nothing explains.

    ``mentions`` are the words that name an entry of the registers.
    """
    listed = list(texts)
    found = found_words(listed)
    by_anchor: dict[str, list[Unregistered]] = {}
    for one in found.acronyms:
        by_anchor.setdefault(one.anchor, []).append(one)
    for name in found.names:
        # The words that an acronym stands for are told with it.
        if not any(
            name.anchor == long.anchor and name.start < long.end and long.start < name.end
            for long in found.expansions
        ):
            one = Unregistered("name", name.words, name.anchor, name.start)
            by_anchor.setdefault(name.anchor, []).append(one)
    for anchor, _ in listed:
        for one in by_anchor.get(anchor, ()):
            if not is_taken(mentions, anchor, one.start, one.start + len(one.words)):
                yield one


def is_taken(
    mentions: Mapping[str, tuple[Mention, ...]], anchor: str, start: int, end: int
) -> bool:
    """Whether a part of these words names an entry of a register."""
    return any(start < one.end and one.start < end for one in mentions.get(anchor, ()))


def _tells(text: str) -> bool:
    """Whether capitals tell something in a text: it has words in small letters, too.

    What an editor or a censor put in brackets is none of its words.
    """
    words = _BRACKETED.sub("", text)
    return tells_by_capitals(words) and _SMALL.search(words) is not None


def _acronyms(text: str) -> Iterator[tuple[int, int]]:
    found = [one for one in _CAPITALS.finditer(text) if _TWO.search(one[0])]
    for index, one in enumerate(found):
        words = one[0].removesuffix("s")
        beside = found[max(0, index - 1) : index + 2]
        if _CODE.fullmatch(words) and _SUM.match(text, one.end()):
            continue
        # Beside a longer word in capitals it belongs to a line in capitals, or is stressed.
        if all(
            _is_acronym(other[0]) for other in beside if other is one or _meet(text, one, other)
        ):
            yield one.start(), one.start() + len(words)


def _is_acronym(words: str) -> bool:
    if _ROMAN.fullmatch(words) or words.casefold() in listed_words("opener") or known_post(words):
        return False
    return max(map(len, re.split("[/&-]", words))) <= _LONGEST


def _meet(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    low, high = sorted((one, other), key=lambda match: match.start())
    return text[low.end() : high.start()] == " "
