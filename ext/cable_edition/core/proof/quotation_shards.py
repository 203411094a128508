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
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.citations.place_reference import reference_of
from cable_edition.core.proof.search_shards import BROKEN, plain_words

if TYPE_CHECKING:
    from cable_edition.core.citations.item import CitedCable, CitedEdition
    from cable_edition.core.proof.search_shards import Shards, Text

#: The folder of the index in a site, and its first file.
FOLDER = "_quotations"
FIRST = "index.js"
_FILE = re.compile(r'cableQuotation\("([^"]{1,200})",(.*)\);\n\Z', re.DOTALL)
_MARKS = {mark: f"{number:04b}" for number, mark in enumerate("!#$%'()*+,-./:;=")}
_BUCKETS_IN_FILE, _REFERENCES_IN_FILE = 4, 25
_FULL = 400
_WITNESSES = ["base text"]
_VERSION = re.compile(r"[0-9a-f]{12}")
_SHOWN = 5
Found = tuple[str, str]


class QuotationShards:
    """Compares the index of one site with the texts of its search.

    ``cited`` are the cables as references name them, by the addresses of their pages.
    """

    def __init__(
        self, site: Path, search: Shards, cited: Mapping[str, CitedCable], edition: CitedEdition
    ) -> None:
        self._folder = site / FOLDER
        cables = set(search.cables)
        self._texts = [one for one in search.texts if one.page in cables]
        self._pages: Sequence[str] = search.cables
        self._cited = cited
        self._edition = edition
        self._known: dict[int, list[int]] = {}
        self._pairs = dict(self._pairs_of_texts())
        self._buckets = _bucket_count(sum(map(len, self._pairs.values())))

    def files(self) -> frozenset[str]:
        """Return the names of the files that there must be."""
        pairs = -(-self._buckets // _BUCKETS_IN_FILE)
        references = -(-len(self._pages) // _REFERENCES_IN_FILE)
        return frozenset(
            {FIRST}
            | {f"p-{number}.js" for number in range(pairs)}
            | {f"c-{number}.js" for number in range(references)}
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
        found = _FILE.match((self._folder / name).read_text("utf-8"))
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
                list(reference_of(self._cited[one])) if one in self._cited else [] for one in pages
            ]
        else:
            buckets = range(
                number * _BUCKETS_IN_FILE, min((number + 1) * _BUCKETS_IN_FILE, self._buckets)
            )
            right = [self._units.get(bucket, []) for bucket in buckets]
            is_right = [_numbers(marks) for marks in str(data).split(" ")] == right
        return "" if is_right else "it is not as the words and references of the cables are"

    def _is_head(self, data: Any) -> bool:
        edition = self._edition
        return bool(_VERSION.fullmatch(data.pop("version"))) and data == {
            "buckets": self._buckets,
            "witnesses": _WITNESSES,
            "release": edition.version,
            "address": edition.base_url,
        }

    @property
    def _units(self) -> dict[int, list[int]]:
        """Return bucket -> its units, rising."""
        if not self._known:
            sets: defaultdict[int, set[int]] = defaultdict(set)
            for unit, pairs in self._pairs.items():
                for pair in pairs:
                    sets[pair * self._buckets >> 32].add(unit)
            self._known.update({bucket: sorted(units) for bucket, units in sets.items()})
        return self._known

    def _pairs_of_texts(self) -> Iterator[tuple[int, set[int]]]:
        said = [[] if _is_note(one) else plain_words(one.words) for one in self._texts]
        for unit, (text, words) in enumerate(zip(self._texts, said, strict=True)):
            if text.transmitted or not words:
                continue
            found = _pairs([*words, *self._first_after(unit, said)])
            after = self._texts[unit + 1 : unit + 2]
            if after and after[0].transmitted:
                found |= _pairs(said[unit + 1])
            if found:
                yield text.number, found

    def _first_after(self, unit: int, said: Sequence[Sequence[str]]) -> list[str]:
        """Return the first word of the next text of the page that has one, as read."""
        page = self._texts[unit].page
        for other in range(unit + 1, len(self._texts)):
            if self._texts[other].page != page:
                break
            if said[other] and not self._texts[other].transmitted:
                return [said[other][0]]
        return []


def _is_note(text: Text) -> bool:
    return text.label.startswith("note ")


def _pairs(words: Sequence[str]) -> set[int]:
    return {
        binascii.crc32(f"{one} {other}".encode("utf-8", "surrogatepass"))
        for one, other in pairwise(words)
    }


def _bucket_count(total: int) -> int:
    count = 8
    while count * _FULL < total:
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
    bits = "".join(_MARKS[mark] for mark in marks[1:])
    found, last, at = [], -1, 0
    while (zero := bits.find("0", at)) >= 0 and zero + 1 + plain <= len(bits):
        rest = bits[zero + 1 : zero + 1 + plain]
        last += ((zero - at) << plain) + (int(rest, 2) if rest else 0) + 1
        found.append(last)
        at = zero + 1 + plain
    return found
