"""Choosing cables from dumps and folders by what they are: post, year, TAG, words.

A dump is read row by row, in memory that does not grow with it; a row whose identifier tells that
it is of another post or year is not even parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.cable.dates import date_of
from cable_edition.core.cable.ids import canonical_post, is_valid_id, parse_id
from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import texts_of
from cable_edition.core.late_methods import dataclass
from cable_edition.core.reading.intake import files_to_take
from cable_edition.core.reading.parse import parse_all, parse_rows
from cable_edition.core.reading.readers.dump import read_rows
from cable_edition.core.reading.readers.registry import SAMPLE
from cable_edition.core.reading.sources import is_no_text
from cable_edition.core.regular_file import read_file
from cable_edition.volumes.slices import ENDINGS, SliceError, slice_of

#: What a choice can be made by.
KEYS = ("post", "year", "tag", "words")


class SelectError(Exception):
    """A choice that is not understood; the text says how to write it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a cable must have: one of the posts, years and TAGS that are named, and every word."""

    posts: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    words: tuple[re.Pattern[str], ...] = ()

    def may_have(self, raw_id: str | None) -> bool:
        """Whether a cable may fit, by the identifier of its record alone."""
        parts = parse_id(raw_id or "")
        if parts is None:
            return True
        # The year of an id is that in which it was numbered; the date may be of the next.
        years = {str(parts.year), str(parts.year + 1)}
        return not (self.posts and parts.post not in self.posts) and not (
            self.years and self.years.isdisjoint(years)
        )

    def has(self, cable: Cable) -> bool:
        """Whether a cable fits."""
        parts = parse_id(cable.reference_id or "")
        if self.posts and (parts is None or parts.post not in self.posts):
            return False
        if self.years and date_of(cable)[:4] not in self.years:
            return False
        if self.tags and self.tags.isdisjoint(tag.text for tag in cable.opening.tags):
            return False
        if not self.words:
            return True
        text = "\n".join(words for _, words in texts_of(cable))
        return all(word.search(text) for word in self.words)


def selection_of(said: Iterable[str]) -> Selection:
    """Return the choice that is written as ``post=ROME,MILAN``, ``year=2005``, ``words=gas pipe``.

    Raises :class:`SelectError`.
    """
    found: dict[str, list[str]] = {key: [] for key in KEYS}
    for one in said:
        key, equals, value = one.partition("=")
        values = value.split() if key == "words" else [part.strip() for part in value.split(",")]
        values = [part for part in values if part]
        if key not in found or not equals or not values:
            raise SelectError(
                f"--select {one!r}: write it as post=ROME,MILAN or year=2005 or tag=PREL or "
                "words='gas pipeline'"
            )
        found[key] += values
    if wrong := [year for year in found["year"] if not re.fullmatch("[0-9]{4}", year)]:
        raise SelectError(f"--select year={wrong[0]}: a year has four digits")
    return Selection(
        frozenset(map(canonical_post, found["post"])),
        frozenset(found["year"]),
        frozenset(tag.upper() for tag in found["tag"]),
        tuple(
            re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in found["words"]
        ),
    )


class Chosen(NamedTuple):
    """A file to be taken: where it is from, its name and its bytes, or why it cannot be taken."""

    origin: str
    name: str
    data: bytes
    reason: str = ""


def chosen_files(origins: Iterable[Path], selection: Selection) -> Iterator[Chosen]:
    """Yield what fits of files and folders: a row of a dump as a file, another file as it is.

    A file that holds several cables is taken if one of them fits. Raises ``OSError``.
    """
    for path in files_to_take(origins):
        with read_rows(path, SAMPLE) as dump:
            if dump is None:
                data = read_file(path)
                if not is_no_text(data) and any(
                    map(selection.has, parse_all(data, name=path.name))
                ):
                    yield Chosen(str(path), path.name, data)
                continue
            for row in dump.rows:
                raw = dump.reader.read_row(row.text, row.head, path.name)
                if raw is None or not selection.may_have(raw.raw_id):
                    continue
                for cable in parse_rows(dump._replace(rows=iter([row])), path.name):
                    if not selection.has(cable):
                        continue
                    named = cable.reference_id or ""
                    stem = named if is_valid_id(named) else f"line-{row.line + 1}"
                    name = f"{stem}{ENDINGS.get(dump.reader.name, '.txt')}"
                    place = f"{path}:{row.line + 1}"
                    try:
                        text = slice_of(dump.reader, row, path.name)
                    except SliceError:
                        reason = "is a row that cannot be read apart from its dump"
                        yield Chosen(place, name, b"", reason)
                    else:
                        yield Chosen(place, name, text.encode("utf-8", "surrogatepass"))
