"""The words of one index of several: all of them, or those that stand otherwise than before.

All are read and written in a stream: of the words there are in memory how they are spelt and where
the entry of each stands in a file that has no name. After an edit, the words of the files that
changed are joined anew and all others are left where they stand.
"""

from __future__ import annotations

import json
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import IO, Any, NamedTuple

from cable_edition.core.late_methods import dataclass
from cable_edition.core.search.forms import apart, form_groups, form_groups_after
from cable_edition.core.search.index_parts import IndexPart, Span, Word, data_of, head_of, joined
from cable_edition.core.search.numbers import number_count
from cable_edition.core.search.shards import (
    COMMON,
    divided,
    entry_of,
    file_part,
    is_large,
    json_of,
    marks_of,
    word_of,
)

#: Writes a file of a name with its data.
Write = Callable[[str, str], None]
_LAST = chr(0x10FFFF)


@dataclass
class Words:
    """What is known of the words of an index: ``heads`` has how those of each file begin.

    ``sizes`` is how long the entry of each is, ``forms`` and ``unlike`` what
    :func:`~cable_edition.core.search.forms.form_groups` and
    :func:`~cable_edition.core.search.forms.apart` give, ``frequent`` how many units those words
    have that are in more than ``least``. The index has ``texts`` units.
    """

    heads: dict[str, list[str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unlike: dict[str, tuple[int, ...]] = field(default_factory=dict)
    frequent: dict[str, int] = field(default_factory=dict)
    texts: int = 0
    least: float = 0

    def common(self) -> list[str]:
        """Return the words that are passed over beside others, as ``shards.common_words``."""
        if not is_large(self.texts):
            return []
        many = self.texts * COMMON
        return sorted(form for form, count in self.frequent.items() if count > many)

    def count(self, form: str, units: str) -> None:
        """Note how many units a word has, if they are many."""
        self.frequent.pop(form, None)
        if len(units) > self.least and number_count(units) > self.least:
            self.frequent[form] = number_count(units)


class _Kept(NamedTuple):
    """Where the entries of a word stand in the file without a name."""

    start: int
    words: int
    places: int


def all_words(
    indexes: Sequence[IndexPart],
    spans: Mapping[int, Sequence[Span]],
    texts: int,
    write: Write,
    *,
    english: bool,
) -> Words:
    """Write all words of an index of so many texts."""
    every = sorted({form for one in indexes for form in one.forms()})
    # With fewer texts more words are in many of them, so more are counted than are common now.
    made = Words(texts=texts, least=texts * COMMON / 2)
    if english:
        made.forms, made.unlike = form_groups(every), apart(every)
    kept: dict[str, _Kept] = {}
    with tempfile.TemporaryFile() as spool:
        end = 0
        streams = (one.words(number) for number, one in enumerate(indexes))
        for form, same in groupby(merge(*streams), key=lambda word: word.form):
            units, places = joined(list(same), spans)
            entry = entry_of(units, form, made.forms.get(form, ()), made.unlike.get(form, ()))
            data, at = entry.encode("utf-8", "replace"), marks_of(places).encode()
            spool.write(data + at)
            kept[form] = _Kept(end, len(data), len(at))
            made.sizes[form] = len(entry)
            made.count(form, units)
            end += len(data) + len(at)
        made.heads = divided(every, made_size(made.sizes))
        for head, forms in made.heads.items():
            words, where = _from_spool(spool, forms, kept)
            write(f"w-{file_part(head)}", words)
            write(f"p-{file_part(head)}", where)
    return made


def made_size(sizes: Mapping[str, int]) -> Callable[[str], int]:
    """Return what tells how much of a file a word takes."""
    return lambda form: len(form) + sizes[form] + 4


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


def some_words(
    indexes: Sequence[IndexPart],
    spans: Mapping[int, Sequence[Span]],
    texts: int,
    before: Words,
    touched: Sequence[Iterable[str]],
    out: Path,
    write: Write,
    *,
    english: bool,
) -> Words:
    """Write the words of files that changed in single indexes; ``touched`` has the heads of each.

    ``before`` are those of the index before, whose files stand in ``out``.
    """
    made = replace(before, sizes=dict(before.sizes), frequent=dict(before.frequent), texts=texts)
    anew = _Anew(indexes, spans, made)
    anew.join(_words_of(touched, sorted(before.sizes)) | _told(indexes, touched))
    if english and made.sizes.keys() != before.sizes.keys():
        made.forms = form_groups_after(before.forms, before.sizes.keys(), made.sizes.keys())
        new = made.sizes.keys() - before.sizes.keys()
        stay = {form: one for form, one in before.unlike.items() if form in made.sizes}
        made.unlike = {**stay, **apart(new)}
        either = before.forms.keys() | made.forms.keys()
        anew.join({one for one in either if before.forms.get(one) != made.forms.get(one)})
    changed = anew.measure(before.sizes)
    letters = {form[:1] for form in changed}
    some = [form for form in made.sizes if form[:1] in letters]
    heads = {head: forms for head, forms in before.heads.items() if head[:1] not in letters}
    heads |= divided(some, made_size(made.sizes))
    # The order of letters, and within a letter that in which it was divided.
    made.heads = dict(sorted(heads.items(), key=lambda one: one[0][:1]))
    files = {}
    old = _Old(before.heads, out)
    for head, forms in made.heads.items():
        if before.heads.get(head) == forms and anew.entries.keys().isdisjoint(forms):
            continue
        both = [anew.entries.get(form) or old.entry(form) for form in forms]
        names = [word_of(form) for form in forms]
        words = ",".join(f"{name}:{one[0]}" for name, one in zip(names, both, strict=True))
        where = ",".join(f"{name}:{one[1]}" for name, one in zip(names, both, strict=True))
        files[f"w-{file_part(head)}"], files[f"p-{file_part(head)}"] = (
            f"{{{words}}}",
            f"{{{where}}}",
        )
    # Not before all is made of the files that stand.
    for name, data in files.items():
        write(name, data)
    return made


class _Anew:
    """Words that are joined anew; ``entries`` has the two entries of each as JSON."""

    def __init__(
        self, indexes: Sequence[IndexPart], spans: Mapping[int, Sequence[Span]], made: Words
    ) -> None:
        self._indexes, self._spans, self._made = indexes, spans, made
        self._standing: dict[str, tuple[str, str]] = {}
        self._gone: set[str] = set()
        self.entries: dict[str, tuple[str, str]] = {}

    def join(self, forms: set[str]) -> None:
        """Join some words, of which some may be nowhere any more."""
        found: dict[str, list[Word]] = {}
        forms = forms - self._standing.keys()
        for number, one in enumerate(self._indexes):
            for word in one.some(forms, number):
                found.setdefault(word.form, []).append(word)
        sizes = self._made.sizes
        for form in forms:
            if form in found:
                self._standing[form] = units, _ = joined(found[form], self._spans)
                self._made.count(form, units)
                sizes.setdefault(form, 0)
            else:
                self._gone.add(form)
                self._made.frequent.pop(form, None)
                sizes.pop(form, None)

    def measure(self, before: Mapping[str, int]) -> set[str]:
        """Make the entries; return the words that are new, are gone or have another size."""
        made = self._made
        for form, (units, places) in self._standing.items():
            entry = entry_of(units, form, made.forms.get(form, ()), made.unlike.get(form, ()))
            made.sizes[form] = len(entry)
            self.entries[form] = entry, marks_of(places)
        same = {form for form in self.entries if before.get(form) == made.sizes[form]}
        return {*self.entries, *(self._gone & before.keys())} - same


class _Old:
    """The entries of words that stand as they did, from the files of the index before."""

    def __init__(self, heads: Mapping[str, object], folder: Path) -> None:
        self._heads = heads
        self._folder = folder
        self._files: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {}

    def entry(self, form: str) -> tuple[str, str]:
        """Return the two entries of a word as JSON."""
        head = head_of(form, self._heads.keys())
        if head is None:
            raise ValueError(f"the index has no file for {json.dumps(form)}")
        if head not in self._files:
            part = file_part(head)
            self._files[head] = (
                data_of(self._folder, f"w-{part}"),
                data_of(self._folder, f"p-{part}"),
            )
        words, places = self._files[head]
        return json_of(words[form]), json_of(places[form])


def _words_of(touched: Sequence[Iterable[str]], known: Sequence[str]) -> set[str]:
    """Return the words of an index that files with these heads may have had."""
    found: set[str] = set()
    for head in {head for heads in touched for head in heads}:
        alone = head.removesuffix("$")
        if alone != head:
            found.add(alone)
        else:
            found |= {*known[bisect_left(known, head) : bisect_left(known, head + _LAST)]}
    return found


def _told(indexes: Sequence[IndexPart], touched: Sequence[Iterable[str]]) -> set[str]:
    """Return the words that files with these heads have now."""
    found: set[str] = set()
    for one, heads in zip(indexes, touched, strict=True):
        there = frozenset(one.heads)
        for head in heads:
            if head in there:
                found |= one.read(f"w-{file_part(head)}").keys()
    return found
