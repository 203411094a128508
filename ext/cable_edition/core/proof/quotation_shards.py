"""The index of quotations, read anew: for each two words of a cable, where they follow one another.

It must say of the texts of the search just what they say; those are proved to be the words of the
pages. Nothing here is shared with what writes the index (:mod:`cable_edition.core.quotations`), but
for the texts of references.
"""

from __future__ import annotations

import binascii
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.cable.places import places_of
from cable_edition.core.citations.place_reference import reference_of
from cable_edition.core.proof.search_shards import BROKEN, plain_words, text_in

if TYPE_CHECKING:
    from cable_edition.core.citations.item import CitedCable, CitedEdition
    from cable_edition.core.edition.model import EditedCable
    from cable_edition.core.proof.search_shards import Shards, Text
    from cable_edition.core.releases.state import ReleaseState

#: The folder of the index in a site, and its first file.
FOLDER = "_quotations"
FIRST = "index.js"
_FILE = re.compile(r'cableQuotation\("([^"]{1,200})",(.*)\);\n\Z', re.DOTALL)
_MARKS = {mark: f"{number:04b}" for number, mark in enumerate("!#$%'()*+,-./:;=")}
_DIGITS = str.maketrans("".join(_MARKS), "0123456789abcdef")
#: The bits for so many steps are kept.
_TABLE = 1 << 11
_REFERENCES_IN_FILE = 25
_WITNESSES = ["base text"]
_LETTER = re.compile(
    r"(?:\A|(?<=[-:;,.!?][ ])|(?<=[ ]and[ ])|(?<=[ ]or[ ]))"
    r"(\(?(?:[A-Za-z]|\d\d?)\)|(?:[A-Za-z]|\d\d?)\.)(?=[ ])",
    re.ASCII,
)
#: What each of these ends with: few texts have as many as two behind something so short.
_SIGN = re.compile(r"[).](?=[ ])(?:(?<=\b\w.)|(?<=\b\d\d.))", re.ASCII)
#: Digits with a comma before each three of them that no other follows.
_COMMAS = re.compile(r"[0-9](?:,[0-9]{3}(?![0-9]))+")
_VERSION = re.compile(r"[0-9a-f]{12}")
#: What stands above the text of a cable.
_ABOVE = {"to", "info", "subject", "classification", "captions", "eo", "tags"}
_SHOWN = 5
Found = tuple[str, str]


class QuotationShards:
    """Compares the index of one site with the texts of its search.

    ``cited`` are the cables, and as references name them, by the addresses of their pages;
    ``releases`` tell when their words were issued.
    """

    def __init__(
        self,
        site: Path,
        search: Shards,
        cited: Mapping[str, tuple[EditedCable, CitedCable]],
        edition: CitedEdition,
        releases: ReleaseState,
    ) -> None:
        self._folder = site / FOLDER
        cables = set(search.cables)
        self._texts = [one for one in search.texts if one.page in cables]
        self._pages: Sequence[str] = search.cables
        self._cited = cited
        self._releases = releases
        self._copied = [
            number
            for number, page in enumerate(self._pages)
            if page in cited and cited[page][0].witnesses
        ]
        self._at = self._texts_at()
        self._edition = edition
        self._known: dict[int, list[int]] = {}
        self._pairs = dict(self._pairs_of_texts())
        total = sum(map(len, self._pairs.values()))
        full = sorted((40, total // 2700, 600))[1]
        self._buckets = _bucket_count(total, full)
        self._together = 1200 // full

    def files(self) -> frozenset[str]:
        """Return the names of the files that there must be."""
        pairs = -(-self._buckets // self._together)
        references = -(-len(self._pages) // _REFERENCES_IN_FILE)
        return frozenset(
            {FIRST}
            | {f"p-{number}.js" for number in range(pairs)}
            | {f"c-{number}.js" for number in range(references)}
            | {f"w-{number}.js" for number in self._copied}
        )

    def faults(self) -> Iterator[Found]:
        """Yield (file, what is wrong) for what the index says and the texts do not."""
        told = 0
        for name in sorted(self.files()):
            try:
                message = self._fault(name)
            except (OSError, *BROKEN) as error:
                message = f"cannot be read: {error}"
            if message and told < _SHOWN:
                told += 1
                yield f"{FOLDER}/{name}", message

    def _fault(self, name: str) -> str:
        found = _FILE.match(text_in(self._folder / name))
        if not found or f"{found[1]}.js" != name:
            return "it is not as the edition writes it"
        data = json.loads(found[2])
        number = int(name[2:-3]) if name != FIRST else 0
        if name == FIRST:
            is_right = self._is_head(data)
        elif name[0] == "c":
            first = number * _REFERENCES_IN_FILE
            pages = self._pages[first : first + _REFERENCES_IN_FILE]
            is_right = data == [
                [*reference_of(self._cited[one][1]), self._issued(self._cited[one][0])]
                if one in self._cited
                else []
                for one in pages
            ]
        elif name[0] == "w":
            is_right = self._are_copies(data, self._pages[number])
        else:
            buckets = range(
                number * self._together, min((number + 1) * self._together, self._buckets)
            )
            right = [self._units.get(bucket, []) for bucket in buckets]
            said = str(data).split(" ")
            is_right = len(said) == len(right) and all(
                stand_for(marks, units) for marks, units in zip(said, right, strict=True)
            )
        return "" if is_right else "it is not as the words and references of the cables are"

    def _is_head(self, data: Any) -> bool:
        edition = self._edition
        return bool(_VERSION.fullmatch(data.pop("version"))) and data == {
            "buckets": self._buckets,
            "together": self._together,
            "witnesses": _WITNESSES,
            "copied": self._copied,
            "release": edition.version,
            "address": edition.base_url,
        }

    def _texts_at(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return by page and anchor the words as read and as transmitted; the first holds."""
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for one, other in zip_longest(self._texts, self._texts[1:]):
            if not one.transmitted:
                is_sent = other is not None and other.transmitted
                sent = other.words if other is not None and is_sent else ""
                found.setdefault((one.page, one.anchor), (one.words, sent))
        return found

    def _copies(self, page: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield the other witnesses of a cable: the anchors on its page, and the words there."""
        for copy in self._cited[page][0].witnesses:
            passages = []
            for anchor, unit in zip(copy.apparatus.anchors, copy.units, strict=True):
                if unit.words and unit.kind != "date":
                    passages.append(("" if anchor in _ABOVE else anchor, unit.words))
            yield copy.siglum, passages

    def _are_copies(self, data: Any, page: str) -> bool:
        """Whether what is written of the copies of a cable gives their words, and no others."""
        said = [
            [
                siglum,
                [
                    [anchor, _given(words, *self._at.get((page, anchor), ("", "")))]
                    for anchor, words in passages
                ],
            ]
            for siglum, passages in data
        ]
        return said == [
            [siglum, [[anchor, words] for anchor, words in passages]]
            for siglum, passages in self._copies(page)
        ]

    def _issued(self, one: EditedCable) -> dict[str, str]:
        """Return since which release each place stands as it does."""
        lock, declared = self._releases.lock, self._releases.declared.releases
        said = [
            (release.version, change)
            for release in reversed(declared)
            for change in release.cables
            if change.cable == one.id and change.change in {"new", "revised", "redacted"}
        ]
        if lock is None or not said:
            return {}
        passages = {
            place.anchor: place.passage.text for place in places_of(one.cable) if place.passage
        }
        for copy in one.witnesses:
            passages.update({row.anchor: row.witness for row in copy.added})
        prints = lock.anchors.get(one.id, {})
        found = dict.fromkeys(
            [""], [version for version, change in said if change.change == "new"][-1]
        )
        for anchor, words in passages.items():
            versions = [version for version, change in said if anchor in change.anchors]
            if prints.get(anchor) != lock.fingerprint(one.id, words):
                found[anchor] = ""
            elif versions:
                found[anchor] = versions[-1]
        return found

    @property
    def _units(self) -> dict[int, list[int]]:
        """Return bucket -> its units, rising."""
        if not self._known:
            found: defaultdict[int, list[int]] = defaultdict(list)
            count = self._buckets
            for unit, pairs in sorted(self._pairs.items()):
                for bucket in {pair * count >> 32 for pair in pairs}:
                    found[bucket].append(unit)
            self._known.update(found)
        return self._known

    def _pairs_of_texts(self) -> Iterator[tuple[int, set[int]]]:
        said = [[] if _is_note(one) else plain_words(one.words) for one in self._texts]
        loose = [
            _loose(one.anchor, one.words, some) for one, some in zip(self._texts, said, strict=True)
        ]
        added = self._added_by_copies()
        for unit, (text, words) in enumerate(zip(self._texts, said, strict=True)):
            if text.transmitted or not (words or unit in added):
                continue
            found = _pairs([*words, *self._first_after(unit, said)])
            after = self._texts[unit + 1 : unit + 2]
            if after and after[0].transmitted:
                found |= _pairs(said[unit + 1])
            if words and not _is_heading(text.anchor):
                # Mostly nothing may be left out of a text, and its pairs are those that there are.
                rest = words[-1:] if loose[unit] is words else loose[unit]
                found |= _pairs([*rest, *self._first_after(unit, loose)])
            found |= added.get(unit, set())
            if found:
                yield text.number, found

    def _added_by_copies(self) -> dict[int, set[int]]:
        """Return for texts, by their place in order, the pairs of other witnesses there."""
        added: defaultdict[int, set[int]] = defaultdict(set)
        starts: dict[str, int] = {}
        places: dict[tuple[str, str], int] = {}
        order: dict[int, int] = {}
        for number, text in enumerate(self._texts):
            if not text.transmitted:
                order[number] = len(order)
                starts.setdefault(text.page, number)
                places.setdefault((text.page, text.anchor), number)
        read = self._words_of_pages()
        for page in (self._pages[number] for number in self._copied):
            for _, passages in self._copies(page):
                homes: list[int] = []
                for anchor, _ in passages:
                    home = places.get((page, anchor))
                    homes.append(homes[-1] if home is None and homes else home or starts[page])
                words = [plain_words(text) for _, text in passages]
                loose = [_loose(*one, some) for one, some in zip(passages, words, strict=True)]
                for at, home in enumerate(homes):
                    pairs: set[int] = set()
                    if words[at]:
                        after = next((one[:1] for one in words[at + 1 :] if one), [])
                        pairs = _pairs([*words[at], *after])
                        if not _is_heading(passages[at][0]):
                            after = next(([*one[:1]] for one in loose[at + 1 :] if one), [])
                            pairs |= _pairs([*loose[at], *after])
                    added[home] |= pairs
                    # A word that the page has not is there by itself.
                    added[home] |= _pairs_behind_nothing(set(words[at]) - read[page])
                    for other in (homes[max(at - 1, 0)], homes[min(at + 1, len(homes) - 1)]):
                        if abs(order[other] - order[home]) > 1:
                            added[other] |= pairs
        return added

    def _words_of_pages(self) -> dict[str, set[str]]:
        """Return the words of the cables that have other witnesses, as read."""
        found: dict[str, set[str]] = {self._pages[number]: set() for number in self._copied}
        for text in self._texts:
            if text.page in found and not text.transmitted:
                found[text.page].update(plain_words(text.words))
        return found

    def _first_after(self, unit: int, said: Sequence[Sequence[str]]) -> list[str]:
        """Return the first word of the next text of the page that has one, as read."""
        page = self._texts[unit].page
        for other in range(unit + 1, len(self._texts)):
            if self._texts[other].page != page:
                break
            if said[other] and not self._texts[other].transmitted:
                return [said[other][0]]
        return []


def _given(said: Any, read: str, sent: str) -> str | None:
    """Return the words that stand for a passage of a copy; ``None`` where none do."""
    if isinstance(said, str):
        return said
    if not isinstance(said, list):
        return {0: read, 1: sent}.get(said)
    left = (sent or read).split(" ")
    words: list[str] = []
    for step in said:
        if isinstance(step, str):
            words.append(step)
        elif not 0 < abs(step) <= len(left):
            return None
        else:
            words += left[: max(step, 0)]
            del left[: abs(step)]
    return " ".join([*words, *left])


def _is_heading(anchor: str) -> bool:
    name = anchor.rsplit("-", 1)[-1] if anchor.startswith("in-") else anchor
    return name[:1] == "h" and name[1:].isdigit()


def _loose(anchor: str, text: str, words: Sequence[str]) -> Sequence[str]:
    """Return the words of a text without what may be left out: a heading, the letters of a list."""
    if not words or _is_heading(anchor):
        return []
    pieces, at = [], 0
    for start, end in sorted(_letters(text)):
        pieces.append(text[at:start])
        at = end
    left = " ".join([*pieces, text[at:]])
    joined = _COMMAS.sub(lambda found: found[0].replace(",", ""), left)
    return plain_words(joined) if pieces or joined != text else words


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the letters of a list stand: A before B, 1 before 2, with words between them."""
    all_found = list(_all_letters(text))
    for first in "Aa1" if len(all_found) > 1 else "":
        taken: list[tuple[int, int]] = []
        for found in all_found:
            value = found[1].strip("().")
            next_one = str(len(taken) + 1) if first == "1" else chr(ord(first) + len(taken))
            if value.lstrip("0") == next_one:
                between = text[taken[-1][1] : found.start()] if taken else "x"
                if any(map(str.isalnum, between)):
                    taken.append(found.span())
        if len(taken) > 1:
            yield from taken


def _all_letters(text: str) -> Iterator[re.Match[str]]:
    """Yield what is written as a letter of a list, looked for at what its sign ends with."""
    for sign in _SIGN.finditer(text):
        # A sign has no blank in it, so that no two can share one of these ends.
        for start in range(max(sign.start() - 3, 0), sign.start()):
            found = _LETTER.match(text, start)
            if found and found.end() == sign.end():
                yield found
                break


def _is_note(text: Text) -> bool:
    return text.label.startswith("note ")


def _pairs(words: Sequence[str]) -> set[int]:
    # No word has a blank in it, so that all of them are encoded at once.
    encoded = " ".join(words).encode("utf-8", "surrogatepass").split(b" ")
    return {*map(binascii.crc32, map(b" ".join, pairwise(encoded)))}


def _pairs_behind_nothing(words: Iterable[str]) -> set[int]:
    return {pair for word in words for pair in _pairs(["", word])}


def _bucket_count(total: int, full: int) -> int:
    count = 8
    while count * full < total:
        power = 1
        while power * 2 <= count:
            power *= 2
        count += max(1, power // 8)
    return count


def _numbers(marks: str) -> list[int]:
    """Return the rising numbers of some marks; raises ``LookupError`` for others."""
    if not marks:
        return []
    plain = int(_MARKS[marks[0]], 2)
    bits = "".join([_MARKS[mark] for mark in marks[1:]])
    found, last = [], -1
    for ones, rest in _steps(plain).findall(bits):
        last += (len(ones) << plain) + (int(rest, 2) if plain else 0) + 1
        found.append(last)
    return found


def stand_for(marks: str, right: list[int]) -> bool:
    """Return whether marks stand for these rising numbers.

    They are read only where they are not those that the numbers have: reading takes longer.
    """
    if marks and right:
        plain = int(_MARKS[marks[0]], 2)
        codes = _codes(plain)
        bits = "".join(
            [
                codes[step] if (step := number - last) < _TABLE else _code(step, plain)
                for last, number in zip([-1, *right], right, strict=False)
            ]
        )
        bits += "1" * (-len(bits) % 4)
        if f"{int(bits, 2):0{len(bits) // 4}x}" == marks[1:].translate(_DIGITS):
            return True
    return _numbers(marks) == right


@cache
def _codes(plain: int) -> list[str]:
    """Return the bits for each small step; there is none of nothing."""
    return ["", *(_code(step, plain) for step in range(1, _TABLE))]


def _code(step: int, plain: int) -> str:
    rest = f"{(step - 1) & ((1 << plain) - 1):0{plain}b}" if plain else ""
    return "1" * (step - 1 >> plain) + "0" + rest


@cache
def _steps(plain: int) -> re.Pattern[str]:
    """Return what finds the steps between numbers: ones, a nought, and so many bits."""
    return re.compile(f"(1*)0([01]{{{plain}}})")
