"""One index of several: those of the volumes of an edition and of its front become that of a whole.

The files are the very ones that an index of all pages at once would have. They are read and written
in a stream: of the words there are in memory how they are spelt and where the entry of each stands
in a file that has no name, of the texts one block.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from itertools import accumulate, groupby
from pathlib import Path
from typing import IO, Any, NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.search.forms import apart, form_groups
from cable_edition.core.search.numbers import encode, steps
from cable_edition.core.search.shards import (
    BEFORE,
    Head,
    as_file,
    common_words,
    digest_of_text,
    divided,
    entry_of,
    file_part,
    is_large,
    json_of,
    marks_of,
    version_of,
    word_of,
)
from cable_edition.core.search.standing import decoded, rising, split_places
from cable_edition.core.whole_file import write_whole


class Run(NamedTuple):
    """Pages that stand together: the number of their index, the first of them and how many."""

    source: int
    first: int
    pages: int


class _Span(NamedTuple):
    """A run of units of one index: from where to where they are numbered there, and here."""

    start: int
    end: int
    to: int


class _Word(NamedTuple):
    """Where a word stands in one index."""

    form: str
    source: int
    units: str
    places: str


class _Kept(NamedTuple):
    """Where the entries of a word stand in the file without a name."""

    start: int
    words: int
    places: int
    found: int


class _Part:
    """One of the indexes, as its files say."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        told = self.read("index")
        self.parts: list[int] = told["parts"]
        self.version: str = told["version"]
        self.blocks_of: list[int] = decoded(told["pages"])
        self.units_of: list[int] = decoded(told["blocks"])
        self.transmitted: list[int] = rising(told["transmitted"])
        self._heads: list[str] = told["words"].split(" ") if told["words"] else []
        self.block_at = list(accumulate(self.blocks_of, initial=0))
        self.unit_at = list(accumulate(self.units_of, initial=0))

    def read(self, name: str) -> Any:
        """Return the data of a file. Raises ``OSError`` or ``ValueError``."""
        text = (self._folder / f"{name}.js").read_text("utf-8")
        return json.loads(text[text.index(",") + 1 : text.rindex(");")])

    def forms(self) -> Iterator[str]:
        """Yield all words."""
        for head in self._heads:
            yield from self.read(f"w-{file_part(head)}")

    def words(self, number: int) -> Iterator[_Word]:
        """Yield all words in the order of letters with where they stand; it is index ``number``."""
        for head in self._heads:
            places = self.read(f"p-{file_part(head)}")
            for form, entry in self.read(f"w-{file_part(head)}").items():
                units = entry if isinstance(entry, str) else entry[0]
                cut = len(BEFORE)
                yield _Word(form, number, units[cut:], places[form][cut:])

    def units(self, first: int, pages: int) -> tuple[int, int]:
        """Return from where to where the units of some pages are numbered."""
        return (
            self.unit_at[self.block_at[first]],
            self.unit_at[self.block_at[first + pages]],
        )


@dataclass
class _Whole:
    """What is known of the new index while it is written."""

    files: dict[str, bool]
    parts: list[int]
    blocks_of: list[int]
    units_of: list[int]
    transmitted: list[int]
    texts: int = 0


def merged_version(folders: Sequence[Path]) -> list[str]:
    """Return what stands for all that indexes have. Raises ``OSError`` or ``ValueError``."""
    return [_Part(folder).version for folder in folders]


def merge_indexes(
    folders: Sequence[Path], runs: Sequence[Run], out: Path, *, english: bool
) -> list[str]:
    """Write the index of all pages of other indexes, in the order of ``runs``; return its files.

    Each run is of pages that stand in one part of the site; those of one part follow each other.
    Files that are written already are left alone. Raises ``OSError`` and ``ValueError`` where an
    index is not as the edition writes it.
    """
    indexes = [_Part(folder) for folder in folders]
    out.mkdir(parents=True, exist_ok=True)
    parts = [sum(column) for column in zip(*(one.parts for one in indexes), strict=True)]
    whole = _Whole({}, parts, [], [], [])
    spans: dict[int, list[_Span]] = {}
    unit = 0
    for run in runs:
        one = indexes[run.source]
        start, end = one.units(run.first, run.pages)
        spans.setdefault(run.source, []).append(_Span(start, end, unit))
        whole.transmitted += [n - start + unit for n in one.transmitted if start <= n < end]
        _texts(one, run, whole, out)
        unit += end - start
    _write(out, whole, "filters", json_of(_filters(indexes, runs)))
    heads, common, has_forms = _words(indexes, spans, whole, out, english=english)
    names = sorted(f"{name}.js" for name in whole.files)
    version = version_of((name, digest_of_text((out / name).read_text("utf-8"))) for name in names)
    head = Head(
        version,
        whole.parts,
        whole.blocks_of,
        whole.units_of,
        whole.transmitted,
        heads,
        common,
        has_forms,
    )
    _write(out, whole, "index", json_of(head.data()))
    files = {f"{name}.js" for name in whole.files}
    for path in list(out.iterdir()):
        if path.name not in files:
            path.unlink()
    return sorted(files)


def _write(out: Path, whole: _Whole, name: str, data: str) -> None:
    path, text = out / f"{name}.js", as_file(name, data).encode("utf-8", "replace")
    if not path.is_file() or path.read_bytes() != text:
        # Under another name a file of the site may have the bytes of before.
        write_whole(path, text)
    whole.files[name] = True


def _texts(one: _Part, run: Run, whole: _Whole, out: Path) -> None:
    """Write the texts of some pages under their new numbers."""
    first, last = one.block_at[run.first], one.block_at[run.first + run.pages]
    for number in range(first, last):
        data = one.read(f"t-{number}")
        whole.texts += sum(len(place) - 2 for place in data["places"])
        _write(out, whole, f"t-{len(whole.units_of)}", json_of(data))
        whole.units_of.append(one.units_of[number])
    whole.blocks_of += one.blocks_of[run.first : run.first + run.pages]


def _filters(indexes: Sequence[_Part], runs: Sequence[Run]) -> dict[str, dict[str, str]]:
    """Return the pages that each value of each filter has, the filters as they first occur."""
    placed: dict[int, list[tuple[int, int, int]]] = {}
    page = 0
    for run in runs:
        placed.setdefault(run.source, []).append((run.first, run.first + run.pages, page))
        page += run.pages
    found: dict[str, dict[str, list[int]]] = {}
    first: dict[str, tuple[int, int]] = {}
    for number, one in enumerate(indexes):
        for order, (name, values) in enumerate(one.read("filters").items()):
            for value, marks in values.items():
                pages = [
                    to + local - start
                    for local in rising(marks[len(BEFORE) :])
                    for start, end, to in placed.get(number, ())
                    if start <= local < end
                ]
                if pages:
                    found.setdefault(name, {}).setdefault(value, []).extend(pages)
                    first[name] = min(first.get(name, (page, 0)), (min(pages), order))
    return {
        name: {
            value: BEFORE + encode(steps(sorted(pages)))
            for value, pages in sorted(found[name].items())
        }
        for name in sorted(found, key=lambda one: first[one])
    }


def _words(
    indexes: Sequence[_Part],
    spans: Mapping[int, Sequence[_Span]],
    whole: _Whole,
    out: Path,
    *,
    english: bool,
) -> tuple[list[str], list[str], bool]:
    """Write the words; return how those of each file begin, which are common, whether of forms."""
    every = sorted({form for one in indexes for form in one.forms()})
    groups = form_groups(every) if english else {}
    unlike = apart(every) if english else {}
    kept: dict[str, _Kept] = {}
    common = []
    with tempfile.TemporaryFile() as spool:
        end = 0
        streams = (one.words(number) for number, one in enumerate(indexes))
        for form, same in groupby(merge(*streams), key=lambda word: word.form):
            units, places = _joined(list(same), spans)
            entry = entry_of(units, form, groups.get(form, ()), unlike.get(form, ()))
            data, at = entry.encode("utf-8", "replace"), marks_of(places).encode()
            spool.write(data + at)
            kept[form] = _Kept(end, len(data), len(at), len(entry))
            end += len(data) + len(at)
            if is_large(whole.texts) and common_words(whole.texts, units):
                common.append(form)
        heads = divided(every, lambda form: len(form) + kept[form].found + 4)
        for head, forms in heads.items():
            words, where = _from_spool(spool, forms, kept)
            _write(out, whole, f"w-{file_part(head)}", words)
            _write(out, whole, f"p-{file_part(head)}", where)
    return list(heads), common, bool(groups)


def _from_spool(
    spool: IO[bytes], forms: Sequence[str], kept: Mapping[str, _Kept]
) -> tuple[str, str]:
    words, where = [], []
    for form in forms:
        at = kept[form]
        spool.seek(at.start)
        name = word_of(form)
        words.append(f"{name}:{spool.read(at.words).decode('utf-8')}")
        where.append(f"{name}:{spool.read(at.places).decode('utf-8')}")
    return f"{{{','.join(words)}}}", f"{{{','.join(where)}}}"


def _joined(same: Sequence[_Word], spans: Mapping[int, Sequence[_Span]]) -> tuple[str, str]:
    """Return where a word stands among all units."""
    pieces: list[tuple[list[int], str]] = []
    for word in same:
        units = rising(word.units)
        there = spans.get(word.source, ())
        if len(there) == 1:
            shift = there[0].to - there[0].start
            pieces.append(([unit + shift for unit in units], word.places))
            continue
        places = split_places(word.places, len(units))
        for span in there:
            inside = [n for n, unit in enumerate(units) if span.start <= unit < span.end]
            if inside:
                shift = span.to - span.start
                moved = [units[n] + shift for n in inside]
                pieces.append((moved, "".join(places[n] for n in inside)))
    pieces.sort(key=lambda piece: piece[0][0])
    numbers = [unit for units, _ in pieces for unit in units]
    return encode(steps(numbers)), "".join(places for _, places in pieces)
