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
from typing import Any

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
_BEFORE = "0"


def shards(
    index: SearchIndex, addresses: Sequence[str], volumes: Sequence[str] = ()
) -> dict[str, str]:
    """Return the files of an index by name; ``addresses`` are those of its pages, from the root.

    ``volumes`` are folders below that of the index: what they have is found with it.
    """
    entries = {form: _entry(index, form) for form in index.words}
    heads = divided(list(entries), lambda form: len(form) + len(entries[form]) + 4)
    files: dict[str, str] = {}
    for head, forms in heads.items():
        names = [_word(form) for form in forms]
        found = ",".join(map("{}:{}".format, names, map(entries.__getitem__, forms)))
        files[f"w-{file_part(head)}"] = f"{{{found}}}"
        at = (_marks(index.words[form][1]) for form in forms)
        files[f"p-{file_part(head)}"] = f"{{{','.join(map('{}:{}'.format, names, at))}}}"
    for number, block in enumerate(index.blocks):
        files[f"t-{number}"] = _json(_block(index, block, addresses[block.page]))
    files["filters"] = _json(_filters(index))
    digest = hashlib.blake2b(digest_size=6)
    for name in sorted(files):
        digest.update(f"{name}\n{files[name]}\n".encode("utf-8", "surrogatepass"))
    told = {"volumes": list(volumes)} if volumes else {}
    files["index"] = _json(_index(index, heads, digest.hexdigest()) | told)
    return {f"{name}.js": f'cableSearch("{name}",{text});\n' for name, text in files.items()}


#: Made once: an index has a call for each word.
_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _entry(index: SearchIndex, form: str) -> str:
    """Return the JSON of a word: its units, or these with its other forms."""
    units = _marks(index.words[form][0])
    same, numbers = index.forms.get(form, ()), index.apart.get(form, ())
    if not same and not numbers:
        return units
    others = " ".join(other for other in same if other != form)
    return f"[{units},{_json(others)},{_marks(encode(steps(numbers)))}]"


def _marks(marks: str) -> str:
    """Return the JSON of numbers in marks, none of which is written otherwise there."""
    return f'"{_BEFORE}{marks}"'


def _word(form: str) -> str:
    """Return the JSON of a word; one of letters and figures is written as it is."""
    return f'"{form}"' if form.isalnum() else _json(form)


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
    return {value: _BEFORE + encode(steps(values[value])) for value in sorted(values)}


def _index(index: SearchIndex, heads: Iterable[str], digest: str) -> dict[str, Any]:
    per_page = [0] * len(index.pages)
    for block in index.blocks:
        per_page[block.page] += 1
    per_part = [sum(page.part == part for page in index.pages) for part in PARTS]
    common: list[str] = []
    if index.units > _LARGE:
        least = index.units * _COMMON
        common = [
            form
            for form, (units, _) in index.words.items()
            if len(units) > least and number_count(units) > least
        ]
    return {
        "version": digest,
        "parts": per_part,
        "pages": encode(per_page),
        "blocks": encode(block.units for block in index.blocks),
        "transmitted": encode(steps(index.transmitted)),
        "words": " ".join(heads),
        "common": " ".join(common),
        "forms": bool(index.forms),
    }
