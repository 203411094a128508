"""The files of an index: small scripts, of which a browser loads those that a query needs.

A page on a disk may load scripts and nothing else, so each file is one call, ``cableSearch(NAME,
DATA)``, whose data is JSON. ``docs/developers/search.md`` has the form of each.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from cable_edition.core.search.found import PARTS
from cable_edition.core.search.index import Block, SearchIndex
from cable_edition.core.search.numbers import encode, number_count, steps

#: The folder of the index in a built site.
FOLDER = "_search"
#: A file of words is divided above so many bytes, while its words begin differently.
LIMIT = 12000
_DEEPEST = 12
#: A word in more than this share of the units of a large edition is passed over beside others.
_COMMON = 0.4
_LARGE = 2000
#: What parts a word of a shard from the next: none of them may read as two words of one name.
BEFORE = "0"


#: Made once: an index has a call for each word.
json_of: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def shards(index: SearchIndex, addresses: Sequence[str]) -> dict[str, str]:
    """Return the files of an index by name; ``addresses`` are those of its pages, from the root."""
    entries = {
        form: entry_of(standing[0], form, index.forms.get(form, ()), index.apart.get(form, ()))
        for form, standing in index.words.items()
    }
    heads = divided(list(entries), lambda form: len(form) + len(entries[form]) + 4)
    files: dict[str, str] = {}
    for head, forms in heads.items():
        names = [word_of(form) for form in forms]
        found = ",".join(map("{}:{}".format, names, map(entries.__getitem__, forms)))
        files[f"w-{file_part(head)}"] = f"{{{found}}}"
        at = (marks_of(index.words[form][1]) for form in forms)
        files[f"p-{file_part(head)}"] = f"{{{','.join(map('{}:{}'.format, names, at))}}}"
    for number, block in enumerate(index.blocks):
        files[f"t-{number}"] = json_of(_block(index, block, addresses[block.page]))
    files["filters"] = json_of(_filters(index))
    version = version_of((name, files[name]) for name in sorted(files))
    files["index"] = json_of(_head(index, list(heads), version).data())
    return {f"{name}.js": as_file(name, text) for name, text in files.items()}


def as_file(name: str, data: str) -> str:
    """Return the text of a file of an index, given its data as JSON."""
    return f'cableSearch("{name}",{data});\n'


def version_of(files: Iterable[tuple[str, str]]) -> str:
    """Return what stands for the data of files, given by name in the order of names."""
    digest = hashlib.blake2b(digest_size=6)
    for name, data in files:
        digest.update(f"{name}\n{data}\n".encode("utf-8", "surrogatepass"))
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


def divided(forms: Sequence[str], size: Callable[[str], int]) -> dict[str, list[str]]:
    """Divide sorted words by how they begin, each part below :data:`LIMIT` where that can be.

    The key of a part is how its words begin, or a word and ``$`` for that word alone.
    """
    found: dict[str, list[str]] = {}

    def divide(some: list[str], depth: int) -> None:
        for head, group in groupby(some, lambda form: form[:depth]):
            part = list(group)
            if depth >= _DEEPEST or sum(map(size, part)) <= LIMIT:
                found[head] = part
                continue
            if part[0] == head:
                found[f"{head}$"] = [part[0]]
                part = part[1:]
            if part:
                divide(part, depth + 1)

    divide(sorted(forms), 1)
    return found


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
        for place in block.places
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

    def data(self) -> dict[str, Any]:
        """Return it as the file has it."""
        return {
            "version": self.version,
            "parts": list(self.parts),
            "pages": encode(self.pages),
            "blocks": encode(self.blocks),
            "transmitted": encode(steps(self.transmitted)),
            "words": " ".join(self.words),
            "common": " ".join(self.common),
            "forms": self.forms,
        }


def is_large(units: int) -> bool:
    """Whether an index of so many units has words that are passed over."""
    return units > _LARGE


def common_words(units: int, marks: str) -> bool:
    """Whether a word with units in ``marks`` is in so many of all units that it is passed over."""
    least = units * _COMMON
    return len(marks) > least and number_count(marks) > least


def _head(index: SearchIndex, heads: Sequence[str], version: str) -> Head:
    per_page = [0] * len(index.pages)
    for block in index.blocks:
        per_page[block.page] += 1
    per_part = [sum(page.part == part for page in index.pages) for part in PARTS]
    total = index.units
    common = [
        form
        for form, (units, _) in (index.words.items() if is_large(total) else ())
        if common_words(total, units)
    ]
    return Head(
        version,
        per_part,
        per_page,
        [block.units for block in index.blocks],
        index.transmitted,
        heads,
        common,
        bool(index.forms),
    )
