"""A proposed entry of a register: what it says, where its words stand, and the file it is for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from cable_edition.core.cable.places import place_name
from cable_edition.core.late_methods import dataclass

#: The kinds of entries that are proposed, and the register of each.
EntryProposal = Literal["people", "organizations", "acronyms", "posts"]
FILES: Mapping[EntryProposal, str] = {
    "people": "people.yaml",
    "organizations": "organizations.yaml",
    "acronyms": "glossary.yaml",
    "posts": "posts.yaml",
}
#: How many cables a proposal names, and how many characters it shows on each side of its words.
_NAMED, _AROUND = 3, 60
#: Letters that are not taken apart into a letter and its mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


class WordsAt(NamedTuple):
    """Words of a cable that a proposal rests on, with what stands around them."""

    cable: str
    anchor: str
    start: int
    words: str
    around: str


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """An entry that only says what the cables say, with the places of its words in order."""

    kind: EntryProposal
    words: str
    entry: dict[str, Any]
    places: tuple[WordsAt, ...]

    @property
    def file(self) -> str:
        """The register that it is for."""
        return FILES[self.kind]


def slug(words: str) -> str:
    """Return words as an id may have them: small letters, digits and single hyphens."""
    folded = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    bare = folded.replace("&", " and ").replace("'", "").replace("\u2019", "")
    plain = bare.encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return made if made[:1].isalpha() else f"n-{made}".rstrip("-")


def words_at(cable: str, anchor: str, text: str, start: int, end: int) -> WordsAt:
    """Return words of a text with what stands around them, cut at blanks."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if low:
        low = min(start, text.find(" ", low, start) + 1 or start)
    if high < len(text):
        high = max(end, text.rfind(" ", end, high))
    around = ("... " if low else "") + text[low:high] + (" ..." if high < len(text) else "")
    return WordsAt(cable, anchor, start, text[start:end], around)


def source_of(place: WordsAt) -> str:
    """Return a place as the sources of a register name it: ``05OTTAWA286, ¶ 1``."""
    return f"{place.cable}, {place_name(place.anchor)}"


def cables_in(places: Iterable[WordsAt]) -> str:
    """Return in words which cables have something: the first ones, and how many more."""
    cables = list(dict.fromkeys(one.cable for one in places))
    more = f" and {len(cables) - _NAMED} more" if len(cables) > _NAMED else ""
    return ", ".join(cables[:_NAMED]) + more


def with_ids(proposals: Sequence[ProposedEntry], taken: Iterable[str]) -> list[ProposedEntry]:
    """Return proposals with ids that no entry and no other proposal has."""
    used = set(taken)
    made = []
    for one in proposals:
        wanted = name = str(one.entry["id"])
        number = 2
        while name in used:
            name = f"{wanted}-{number}"
            number += 1
        used.add(name)
        made.append(ProposedEntry(one.kind, one.words, {**one.entry, "id": name}, one.places))
    return made
