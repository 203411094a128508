"""The files of an index: small scripts, of which a browser loads those that a query needs.

A page on a disk may load scripts and nothing else, so each file is one call, ``cableSearch(NAME,
DATA)``, whose data is JSON. ``docs/developers/search.md`` has the form of each.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from cable_edition.core.search.first_places import FirstPlaces, Numbering, long_words
from cable_edition.core.search.found import PARTS
from cable_edition.core.search.index import Block, SearchIndex
from cable_edition.core.search.numbers import encode, number_count, steps

#: The folder of the index in a built site.
FOLDER = "_search"
#: A file of words is divided above so many bytes, while its words begin differently.
LIMIT = 12000
#: How the words of files begin stands in the first file up to so many letters, else in files of so
#: many.
HEADS, GROUP = 12_000, 4_000
#: Words that begin alike for so long stand in one file.
DEEPEST = 12
#: A word in more than this share of the units of a large edition is passed over beside others.
COMMON = 0.4
_LARGE = 2000
#: What parts a word of a shard from the next: none of them may read as two words of one name.
BEFORE = "0"


#: Made once: an index has a call for each word.
json_of: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class KeptFiles(NamedTuple):
    """What is kept of the files of an index, for the next one to leave alone those that stay."""

    #: How the words of a file begin -> these words.
    heads: dict[str, list[str]]
    #: Word -> the length of what its file says of it.
    sizes: dict[str, int]
    #: What stands for each block.
    blocks: list[str]
    #: Name of a file -> the digest of its bytes.
    digests: dict[str, str]
    #: Word with a file of first places -> what stands for all that these are made of.
    firsts: dict[str, str]


class IndexFiles:
    """The files of an index: the digest of each, and its text when it is asked for.

    ``addresses`` are those of the pages, from the root. ``standing`` has for each page what stands
    for all that the index has of it; ``before`` is what was kept of the files of the index that
    this one was made of: a file that has nothing new is not made. ``made`` is given the name, the
    text and the digest of each file as it is made, and texts are not held then.
    """

    def __init__(
        self,
        index: SearchIndex,
        addresses: Sequence[str],
        standing: Sequence[str] = (),
        before: KeptFiles | None = None,
        made: Callable[[str, str, str], object] | None = None,
    ) -> None:
        self._index = index
        self._made = made
        self._addresses = addresses
        self._before = before if standing and index.changed is not None else None
        self._texts: dict[str, str] = {}
        self._by_letter: dict[str, list[str]] = {}
        self._heads, self._sizes = self._divided()
        self._of_head = {file_part(head): forms for head, forms in self._heads.items()}
        self._blocks = self._standing_blocks(standing)
        self._long = {file_part(form): form for form in long_words(self._sizes)}
        self._first = FirstPlaces(_numbering(index), self._units_and_forms)
        self._firsts: dict[str, str] = {}
        self.digests: dict[str, str] = {}
        self._digest()

    def kept(self) -> KeptFiles:
        """Return what the next files can be made of."""
        return KeptFiles(self._heads, self._sizes, self._blocks, self.digests, self._firsts)

    def text(self, name: str) -> str:
        """Return the text of the file of a name."""
        if name in self._texts:
            return self._texts[name]
        kind, _, part = name.removesuffix(".js").partition("-")
        if kind == "t":
            data = json_of(_block(self._index, *self._block(part)))
        elif kind == "q":
            data = json_of(self._first.data(self._long[part]))
        else:
            data = self._words(part) if kind == "w" else self._places(part)
        text = as_file(name.removesuffix(".js"), data)
        if self._made is None:
            self._texts[name] = text
        return text

    def _divided(self) -> tuple[dict[str, list[str]], dict[str, int]]:
        """Return the words of each file, and how long what it says of each is."""
        index, before = self._index, self._before
        if before is None or index.changed is None:
            sizes = {form: len(self._entry(form)) for form in index.words}
            return divided(list(index.words), lambda form: len(form) + sizes[form] + 4), sizes
        sizes = {form: size for form, size in before.sizes.items() if form in index.words}
        sizes |= {form: len(self._entry(form)) for form in index.changed & index.words.keys()}
        # Words of one letter are divided by themselves.
        letters = {form[:1] for form in index.changed}
        some = [form for form in index.words if form[:1] in letters]
        heads = {head: forms for head, forms in before.heads.items() if head[:1] not in letters}
        heads |= divided(some, lambda form: len(form) + sizes[form] + 4)
        # The order of letters, and within a letter that in which it was divided.
        return dict(sorted(heads.items(), key=lambda one: one[0][:1])), sizes

    def _standing_blocks(self, standing: Sequence[str]) -> list[str]:
        found, page, number = [], -1, 0
        for block in self._index.blocks if standing else ():
            number = number + 1 if block.page == page else 0
            page = block.page
            found.append(f"{standing[page]} {number} {self._addresses[page]}")
        return found

    def _digest(self) -> None:
        before, changed = self._before, self._index.changed or set()
        known = before.digests if before else {}
        for begin, forms in self._heads.items():
            part = file_part(begin)
            same = before is not None and before.heads.get(begin) == forms
            stays = same and changed.isdisjoint(forms)
            for name in (f"w-{part}.js", f"p-{part}.js"):
                self.digests[name] = (stays and known.get(name)) or self._digest_of(name)
        blocks = before.blocks if before else []
        for number in range(len(self._index.blocks)):
            name = f"t-{number}.js"
            stays = number < len(blocks) and blocks[number] == self._blocks[number]
            self.digests[name] = (stays and known.get(name)) or self._digest_of(name)
        for part, form in self._long.items():
            self._firsts[form] = key = self._first.key(form)
            stays = before is not None and before.firsts.get(form) == key
            name = f"q-{part}.js"
            self.digests[name] = (stays and known.get(name)) or self._digest_of(name)
        self._put("filters", json_of(_filters(self._index)))
        for name, data in head_files(list(self._heads)):
            self._put(name, data)
        version = version_of((name, self.digests[name]) for name in sorted(self.digests))
        head = _head(self._index, list(self._heads), version, list(self._long.values()))
        self._put("index", json_of(head.data()))

    def _put(self, name: str, data: str) -> None:
        self._texts[f"{name}.js"] = as_file(name, data)
        self.digests[f"{name}.js"] = self._digest_of(f"{name}.js")

    def _digest_of(self, name: str) -> str:
        text = self.text(name)
        digest = digest_of_text(text)
        if self._made is not None:
            self._made(name, text, digest)
        return digest

    def _entry(self, form: str) -> str:
        index = self._index
        return entry_of(
            index.words[form][0], form, index.forms.get(form, ()), index.apart.get(form, ())
        )

    def _units_and_forms(self, form: str) -> tuple[str, Sequence[str]]:
        return self._index.words[form][0], self._index.forms.get(form, ())

    def _words(self, part: str) -> str:
        found = (f"{word_of(form)}:{self._entry(form)}" for form in self._of_head[part])
        return f"{{{','.join(found)}}}"

    def _places(self, part: str) -> str:
        words = self._index.words
        at = (f"{word_of(form)}:{marks_of(words[form][1])}" for form in self._of_head[part])
        return f"{{{','.join(at)}}}"

    def _block(self, part: str) -> tuple[Block, str]:
        block = self._index.blocks[int(part)]
        return block, self._addresses[block.page]


def shards(index: SearchIndex, addresses: Sequence[str]) -> dict[str, str]:
    """Return the files of an index by name; ``addresses`` are those of its pages, from the root."""
    files = IndexFiles(index, addresses)
    return {name: files.text(name) for name in files.digests}


def digest_of_text(text: str) -> str:
    """Return the digest of a file of this text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def as_file(name: str, data: str) -> str:
    """Return the text of a file of an index, given its data as JSON."""
    return f'cableSearch("{name}",{data});\n'


def version_of(files: Iterable[tuple[str, str]]) -> str:
    """Return what stands for files, given by name and digest in the order of names."""
    digest = hashlib.blake2b(digest_size=6)
    for name, of_it in files:
        digest.update(f"{name} {of_it}\n".encode())
    return digest.hexdigest()


def entry_of(units: str, form: str, same: Sequence[str], unlike: Sequence[int]) -> str:
    """Return the JSON of a word: its units, or these with its other forms and those apart."""
    if not same and not unlike:
        return marks_of(units)
    others = " ".join(other for other in same if other != form)
    return f"[{marks_of(units)},{json_of(others)},{marks_of(encode(steps(unlike)))}]"


def marks_of(marks: str) -> str:
    """Return the JSON of numbers in marks, none of which is written otherwise there."""
    return f'"{BEFORE}{marks}"'


def word_of(form: str) -> str:
    """Return the JSON of a word; one of letters and figures is written as it is."""
    return f'"{form}"' if form.isalnum() else json_of(form)


def divided(
    forms: Sequence[str], size: Callable[[str], int], limit: int | None = None
) -> dict[str, list[str]]:
    """Divide sorted words by how they begin, each part below a limit where that can be.

    That is :data:`LIMIT`, unless another is given. The key of a part is how its words begin, or a
    word and ``$`` for that word alone.
    """
    found: dict[str, list[str]] = {}
    most = LIMIT if limit is None else limit

    def divide(some: list[str], depth: int) -> None:
        for head, group in groupby(some, lambda form: form[:depth]):
            part = list(group)
            if depth >= DEEPEST or sum(map(size, part)) <= most:
                found[head] = part
                continue
            if part[0] == head:
                found[f"{head}$"] = [part[0]]
                part = part[1:]
            if part:
                divide(part, depth + 1)

    divide(sorted(forms), 1)
    return found


def head_groups(heads: Sequence[str]) -> dict[str, list[str]]:
    """Return how the words of files begin in groups that begin alike; none where these are few.

    A browser looks a word up in the group with the longest beginning of the word and ``$``.
    """
    if sum(map(_length, heads)) <= HEADS:
        return {}
    return divided(heads, _length, GROUP)


def _length(head: str) -> int:
    return len(head) + 1


def head_files(heads: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the data of the file of each group."""
    for group, some in head_groups(heads).items():
        yield f"h-{file_part(group)}", json_of(" ".join(some))


def file_part(head: str) -> str:
    """Return how words begin as a part of the name of a file: ``s&`` is ``s_26_``."""
    return "".join(
        char if char.isascii() and char.isalnum() else "-" if char == "$" else f"_{ord(char):x}_"
        for char in head
    )


def _block(index: SearchIndex, block: Block, address: str) -> dict[str, Any]:
    page = index.pages[block.page]
    places = [
        [
            place.anchor,
            place.label,
            place.words,
            *([place.transmitted] if place.transmitted else ()),
        ]
        for place in page.places[block.start : block.stop]
    ]
    return {"page": address, "title": page.title, "date": page.date, "places": places}


def _filters(index: SearchIndex) -> dict[str, dict[str, str]]:
    found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, page in enumerate(index.pages):
        found["Part"][page.part].append(number)
        for name, values in page.filters.items():
            for value in values:
                found[name][value].append(number)
    return {name: _values(values) for name, values in found.items()}


def _values(values: Mapping[str, list[int]]) -> dict[str, str]:
    return {value: BEFORE + encode(steps(values[value])) for value in sorted(values)}


class Head(NamedTuple):
    """What the first file of an index has, which a browser loads for every query."""

    version: str
    #: How many pages each part of the site has.
    parts: Sequence[int]
    #: How many blocks each page has, and how many units each block.
    pages: Sequence[int]
    blocks: Sequence[int]
    transmitted: Sequence[int]
    words: Sequence[str]
    common: Sequence[str]
    forms: bool
    #: The words that have a file of first places.
    first: Sequence[str] = ()

    def data(self) -> dict[str, Any]:
        """Return it as the file has it."""
        groups = head_groups(self.words)
        return {
            "version": self.version,
            "parts": list(self.parts),
            "pages": encode(self.pages),
            "blocks": encode(self.blocks),
            "transmitted": encode(steps(self.transmitted)),
            "words": "" if groups else " ".join(self.words),
            **({"groups": " ".join(groups)} if groups else {}),
            "common": " ".join(self.common),
            **({"first": " ".join(self.first)} if self.first else {}),
            "forms": self.forms,
        }


def is_large(units: int) -> bool:
    """Whether an index of so many units has words that are passed over."""
    return units > _LARGE


def common_words(units: int, marks: str) -> bool:
    """Whether a word with units in ``marks`` is in so many of all units that it is passed over."""
    least = units * COMMON
    return len(marks) > least and number_count(marks) > least


def _numbering(index: SearchIndex) -> Numbering:
    per_page = [0] * len(index.pages)
    for block in index.blocks:
        per_page[block.page] += 1
    per_part = [sum(page.part == part for page in index.pages) for part in PARTS]
    return Numbering(per_part, per_page, [block.units for block in index.blocks], index.transmitted)


def _head(index: SearchIndex, heads: Sequence[str], version: str, first: Sequence[str]) -> Head:
    total = index.units
    common = [
        form
        for form, (units, _) in (index.words.items() if is_large(total) else ())
        if common_words(total, units)
    ]
    return Head(
        version,
        *_numbering(index),
        heads,
        common,
        bool(index.forms),
        first,
    )
