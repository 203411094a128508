"""One index of several: those of the volumes of an edition and of its front become that of a whole.

The files are the very ones that an index of all pages at once would have. What is kept of one index
of several saves most of the next: where the pages stand as they did, texts that stand in a file
of the same bytes are left alone, and so are words of whose files no index has changed one.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.search.first_places import FirstPlaces, Numbering, long_words
from cable_edition.core.search.index_parts import IndexPart, Span, data_of, head_of
from cable_edition.core.search.merged_words import Words, all_words, some_words
from cable_edition.core.search.numbers import encode, steps
from cable_edition.core.search.shards import (
    BEFORE,
    COMMON,
    Head,
    as_file,
    digest_of_text,
    file_part,
    head_files,
    json_of,
    version_of,
)
from cable_edition.core.search.standing import rising
from cable_edition.core.whole_file import write_whole


class Run(NamedTuple):
    """Pages that stand together: the number of their index, the first of them and how many."""

    source: int
    first: int
    pages: int


class KeptMerge(NamedTuple):
    """What is kept of an index of several: all that follows from the indexes it was made of.

    ``spans`` says for each of these where runs of its units begin, there and here, ``heads`` how
    the words of its files begin, ``given`` what stands for its files.
    """

    english: bool
    spans: list[list[tuple[int, int]]]
    heads: list[list[str]]
    given: list[Mapping[str, str]]
    #: Of each file of texts what stands for the one it was made of, and how many texts it has.
    texts: list[tuple[str, int]]
    words: Words
    #: The files that were made, with their digests.
    files: dict[str, str]
    #: Word with a file of first places -> what stands for all that these are made of.
    firsts: dict[str, str]


@dataclass
class _Whole:
    """What is known of the new index while it is written."""

    out: Path
    before: KeptMerge | None
    there: set[str]
    parts: list[int]
    files: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, int]] = field(default_factory=list)
    blocks_of: list[int] = field(default_factory=list)
    units_of: list[int] = field(default_factory=list)
    transmitted: list[int] = field(default_factory=list)

    def write(self, name: str, data: str) -> None:
        """Write a file; one that is written already is left alone."""
        path, text = self.out / f"{name}.js", as_file(name, data)
        written = text.encode("utf-8", "replace")
        if path.name not in self.there or path.read_bytes() != written:
            # Under another name a file of the site may have the bytes of before.
            write_whole(path, written)
        self.files[path.name] = digest_of_text(text)

    def stands(self, name: str) -> bool:
        """Leave a file as it was made before, if it is there."""
        known = self.before.files.get(name) if self.before and name in self.there else None
        if known:
            self.files[name] = known
        return bool(known)


def merged_version(folders: Sequence[Path]) -> list[str]:
    """Return what stands for all that indexes have. Raises ``OSError`` or ``ValueError``."""
    return [IndexPart(folder).version for folder in folders]


def merge_indexes(
    folders: Sequence[Path],
    runs: Sequence[Run],
    out: Path,
    *,
    english: bool,
    kept: Path | None = None,
    given: Sequence[Mapping[str, str]] = (),
) -> list[str]:
    """Write the index of all pages of other indexes, in the order of ``runs``; return its files.

    Each run is of pages that stand in one part of the site; those of one part follow each other.
    Files that are written already are left alone. ``kept`` is a file for the next time, when only
    what changed is made; ``given`` has what stands for the files of each index, by name, where that
    is known. Raises ``OSError`` and ``ValueError`` where an index is not as the edition writes it.
    """
    indexes = [IndexPart(folder) for folder in folders]
    out.mkdir(parents=True, exist_ok=True)
    there = {path.name for path in out.iterdir()}
    before = _read(kept) if kept else None
    if kept:
        # Of a run that is killed nothing is taken for granted.
        kept.unlink(missing_ok=True)
        given = given or [_digests(folder) for folder in folders]
    parts = [sum(column) for column in zip(*(one.parts for one in indexes), strict=True)]
    whole = _Whole(out, before, there, parts)
    spans: dict[int, list[Span]] = {}
    unit = 0
    for run in runs:
        one = indexes[run.source]
        start, end = one.units(run.first, run.pages)
        spans.setdefault(run.source, []).append(Span(start, end, unit))
        whole.transmitted += [n - start + unit for n in one.transmitted if start <= n < end]
        _texts(one, run, whole, given[run.source] if given else {})
        unit += end - start
    whole.write("filters", json_of(_filters(indexes, runs)))
    starts = [[(one.start, one.to) for one in spans.get(n, ())] for n in range(len(indexes))]
    words = _words(indexes, spans, starts, whole, given, english=english)
    for name, data in head_files(list(words.heads)):
        whole.write(name, data)
    firsts = _firsts(words, whole)
    version = version_of((name, whole.files[name]) for name in sorted(whole.files))
    head = Head(
        version,
        whole.parts,
        whole.blocks_of,
        whole.units_of,
        whole.transmitted,
        list(words.heads),
        words.common(),
        bool(words.forms),
        list(firsts),
    )
    whole.write("index", json_of(head.data()))
    for name in {path.name for path in out.iterdir()} - whole.files.keys():
        (out / name).unlink()
    if kept:
        heads = [one.heads for one in indexes]
        now = KeptMerge(english, starts, heads, [*given], whole.texts, words, whole.files, firsts)
        write_whole(kept, pickle.dumps(now, pickle.HIGHEST_PROTOCOL))
    return sorted(whole.files)


def _read(kept: Path) -> KeptMerge | None:
    with suppress(Exception):
        # As safe as the pickles that Sphinx keeps of each volume in the same folder.
        found = pickle.loads(kept.read_bytes())  # noqa: S301
        if isinstance(found, KeptMerge):
            return found
    return None


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def _texts(one: IndexPart, run: Run, whole: _Whole, given: Mapping[str, str]) -> None:
    """Write the texts of some pages under their new numbers."""
    first, last = one.block_at[run.first], one.block_at[run.first + run.pages]
    before = whole.before.texts if whole.before else []
    for number in range(first, last):
        at = len(whole.texts)
        stands_for = given.get(f"t-{number}.js", "")
        same = stands_for and before[at : at + 1] and before[at][0] == stands_for
        if same and whole.stands(f"t-{at}.js"):
            whole.texts.append(before[at])
        else:
            data = one.read(f"t-{number}")
            count = sum(len(place) - 2 for place in data["places"])
            whole.write(f"t-{at}", json_of(data))
            whole.texts.append((stands_for, count))
        whole.units_of.append(one.units_of[number])
    whole.blocks_of += one.blocks_of[run.first : run.first + run.pages]


def _words(
    indexes: Sequence[IndexPart],
    spans: Mapping[int, Sequence[Span]],
    starts: list[list[tuple[int, int]]],
    whole: _Whole,
    given: Sequence[Mapping[str, str]],
    *,
    english: bool,
) -> Words:
    """Write the words: all of them, or those of files that are not as they were."""
    texts, before = sum(count for _, count in whole.texts), whole.before
    if (
        before is None
        or (before.english, before.spans) != (english, starts)
        or texts * COMMON <= before.words.least
        or not whole.there.issuperset(_files_of(before.words))
    ):
        return all_words(indexes, spans, texts, whole.write, english=english)
    touched = [
        [
            head
            for head in dict.fromkeys((*was, *one.heads))
            if any(
                old.get(name) != new.get(name)
                for name in (f"w-{file_part(head)}.js", f"p-{file_part(head)}.js")
            )
        ]
        for was, one, old, new in zip(before.heads, indexes, before.given, given, strict=True)
    ]
    words = some_words(
        indexes,
        spans,
        texts,
        before.words,
        touched,
        whole.out,
        whole.write,
        english=english,
    )
    for name in _files_of(words):
        if name not in whole.files:
            whole.stands(name)
    return words


def _firsts(words: Words, whole: _Whole) -> dict[str, str]:
    """Write the first places of frequent words; return what stands for those of each."""
    found: dict[str, str] = {}
    entries: dict[str, tuple[str, Sequence[str]]] = {}

    def asked(form: str) -> tuple[str, Sequence[str]]:
        if form not in entries:
            head = head_of(form, words.heads.keys())
            entry = data_of(whole.out, f"w-{file_part(head or form)}")[form]
            units = entry if isinstance(entry, str) else entry[0]
            entries[form] = units[len(BEFORE) :], words.forms.get(form, ())
        return entries[form]

    forms = long_words(words.sizes)
    numbering = Numbering(whole.parts, whole.blocks_of, whole.units_of, whole.transmitted)
    first = FirstPlaces(numbering, asked)
    for form in forms:
        name = f"q-{file_part(form)}"
        found[form] = key = first.key(form)
        known = whole.before and whole.before.firsts.get(form) == key
        if not (known and whole.stands(f"{name}.js")):
            whole.write(name, json_of(first.data(form)))
        entries.clear()
    return found


def _files_of(words: Words) -> list[str]:
    """Return the names of the files of words."""
    return [f"{kind}-{file_part(head)}.js" for head in words.heads for kind in "wp"]


def _filters(indexes: Sequence[IndexPart], runs: Sequence[Run]) -> dict[str, dict[str, str]]:
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
