"""The proof that nothing withheld is in an output: every file is opened and searched.

Text is looked at in every spelling that :mod:`cable_edition.core.editing.names` knows: as it
stands, without its tags and commands, and with the escapes of JSON undone. Archives, compressed
files and inventories are unpacked; of PDF files the streams are looked at and the words on the
pages, across the ends of lines and pages. Of a search index the stems of the words are looked for.
Beside the words, their hashes and those of the raw sources are.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from string import ascii_letters, digits

from cable_edition.core.cable.span import Span
from cable_edition.core.editing.letters import CELLS, PLAIN, Letters, Reading, reading
from cable_edition.core.editing.names import Name, joined
from cable_edition.core.editing.near_words import NearWords
from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.editing.withheld import Withheld
from cable_edition.core.problems import Problem
from cable_edition.core.proof.by_chance import is_chance, is_data, is_short
from cable_edition.core.proof.contents import CHUNK, Content, Held, UnreadableError, content_of
from cable_edition.core.proof.index_terms import INDEX, UnreadableIndexError, left_over
from cable_edition.core.proof.readings import glances, steps_of, stretches
from cable_edition.core.proof.search_shards import (
    BROKEN,
    FIRST,
    FOLDER,
    ShardError,
    Shards,
    indexed,
    texts_of,
    words_of,
)
from cable_edition.core.proof.shipped_code import is_shipped, without_shipped
from cable_edition.core.proof.texts import Pieces, texts
from cable_edition.core.proof.unpacked import unpacked

#: What may stand in a hash, in hexadecimal or in base 64; all else parts words.
_CODE = bytes(code if chr(code) in ascii_letters + digits + "+/" else 32 for code in range(256))
#: The shortest, MD5 in base 64.
_LEAST = 22
_HEX = re.compile(
    r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{128}|[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})(?![0-9a-fA-F])"
)
#: So much may stand in a name that is no letter of it.
_MORE = 200
_HASHES = ("md5", "sha1", "sha256", "sha512", "blake2b")
#: What a message says in the place of withheld words, which the name of a file may have.
MASK = "[withheld]"


class LeakSearch:
    """Looks for what is withheld; made once for an edition."""

    def __init__(self, redacted: Iterable[Redacted]) -> None:
        self._names: list[tuple[Name, Withheld]] = []
        self._hashes: dict[str, str] = {}
        self._encoded: dict[str, str] = {}
        seen: dict[tuple[str, bool, tuple[str, str]], Withheld] = {}
        for one in redacted:
            self._hashes |= dict.fromkeys(one.hashes, "the unredacted source")
            for withheld in one.withheld:
                seen.setdefault((withheld.words, withheld.name, withheld.context), withheld)
        self._wide = _MORE + max((len(words) for words, *_ in seen), default=0)
        for withheld in seen.values():
            name = Name(withheld.words, loose=withheld.name)
            if not name.empty:
                self._names.append((name, withheld))
                self._add_hashes(withheld)
        self._narrow = max((name.reach for name, _ in self._names), default=0)

    def _add_hashes(self, withheld: Withheld) -> None:
        words = withheld.words
        for form in {words, words.lower(), words.upper(), words.title(), words + "\n"}:
            data = form.encode("utf-8", "surrogatepass")
            for name in _HASHES:
                digest = hashlib.new(name, data, usedforsecurity=False).digest()
                self._hashes[digest.hex()] = withheld.where
                self._encoded[base64.b64encode(digest).decode().rstrip("=")] = withheld.where

    @property
    def needed(self) -> bool:
        """Whether anything is withheld at all."""
        return bool(self._names)

    def folder(self, folder: Path) -> list[Problem]:
        """Return a problem ``withheld-survives`` for each file of a folder that has a leak.

        Each names the file, the place in it and the redaction, and never the words. Names of
        files are looked at too. A file that cannot be read or unpacked is a problem, for it cannot
        be cleared.
        """
        return [problem for _, problem in self.leaks(folder)]

    def leaks(self, folder: Path) -> Iterator[tuple[Path, Problem]]:
        """Yield each file that :meth:`folder` has a problem of, with the problem."""
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            try:
                found = self.content(name, content_of(path))
            except OSError as error:
                found = f"cannot be read ({error.strerror}), so nothing is known of it"
            except UnreadableError as error:
                found = f"{error}, so nothing is known of it"
            if not found and path.name == INDEX:
                found = self._left_over(path)
            if not found and path.parent.name == FOLDER and path.name == FIRST:
                found = self._in_shards(path.parent)
            if found:
                message = f"{name}: {found}; do not publish this folder"
                yield path, self.discreet(Problem("withheld-survives", message, str(path)))

    def discreet(self, problem: Problem) -> Problem:
        """Return a problem whose message and path have :data:`MASK` for whatever is withheld.

        What stops an edition is read by many, in the logs of whatever builds it.
        """
        message, path = self._masked(problem.message), self._masked(problem.path)
        if (message, path) == (problem.message, problem.path):
            return problem
        return replace(problem, message=message, path=path)

    def _masked(self, text: str) -> str:
        found = [
            Letters(text, steps).span(*place)
            for steps in steps_of(text)
            for name, withheld in self._names
            if not any(withheld.context)
            for place in name.matches(reading(text, steps))
        ]
        for start, end in reversed(joined(sorted(found))):
            text = f"{text[:start]}{MASK}{text[end:]}"
        return text

    def named(self, name: str) -> str:
        """Return whose words stand in the name of a file, or an empty string."""
        found = self._in(name, self._names)
        return found[1] if found else ""

    def _left_over(self, index: Path) -> str:
        """Return whether a search index has the stem of a word that its pages have no more."""
        words = {word: withheld for name, withheld in self._names for word in name.spoken}
        try:
            for word in left_over(index, words):
                return f"a term of what {words[word].where} withholds is left of an earlier build"
        except UnreadableIndexError as error:
            return f"its terms cannot be read ({error}), so nothing is known of them"
        return ""

    def _in_shards(self, folder: Path) -> str:
        """Return whether the shards of a search have a word that none of their texts has."""
        words = {
            form: withheld
            for name, withheld in self._names
            for word in name.spoken
            for form in words_of(word)
        }
        try:
            shards = Shards(folder)
            right = indexed(shards.texts)
            for form, places in shards.words().items():
                if form in words and not texts_of(places) <= texts_of(right.get(form, [])):
                    return f"a word of what {words[form].where} withholds is left of another build"
        except (ShardError, *BROKEN) as error:
            return f"the shards beside it cannot be read ({error}), so nothing is known of them"
        return ""

    def file(self, name: str, data: bytes) -> str:
        """Return where in the bytes of a file something withheld survives, or an empty string.

        Raises :class:`UnreadableError` if nothing was found in what could be read of it.
        """
        return self.content(name, Held(data))

    def content(self, name: str, content: Content) -> str:
        """Return what :meth:`file` returns; memory does not grow with a content on the disk.

        Raises :class:`UnreadableError` as it does, and ``OSError`` if the file cannot be read.
        """
        lost: UnreadableError | None = None
        for inner, one in unpacked(name, content):
            try:
                found = self._in_content(inner, one)
            except UnreadableError as error:
                lost = lost or error
                continue
            if found:
                return found if inner == name else f"in {inner.rpartition('!')[2]}, {found}"
        if lost is not None:
            raise lost
        return ""

    def _in_content(self, name: str, content: Content) -> str:
        """Return where something survives in a content as it stands, not unpacked."""
        found, by_chance = self._named(name), is_data(content.head)
        for pieces in texts(content):
            found = found or self._in_pieces(pieces, data=by_chance)
        if found and self._has_short and is_shipped(name, content.whole):
            long = self._without_short()
            forms = map(long._in_pieces, texts(content))
            found = next(filter(None, forms), "")
        elif found and self._has_short and (rest := without_shipped(name, content.whole)):
            found = next(filter(None, map(self._in_pieces, texts(Held(rest)))), "")
        return found

    @property
    def _has_short(self) -> bool:
        return any(is_short(withheld.words) for _, withheld in self._names)

    def _without_short(self) -> LeakSearch:
        """Return a search for the same without names that stand by chance in code."""
        other = copy(self)
        other._names = [row for row in self._names if not is_short(row[1].words)]
        return other

    def near(self, text: str, *, alone: bool = True) -> tuple[int, str] | None:
        """Return in which line words stand first that are like a withheld name, and whose.

        Words that the redaction excepts are none, nor is what :meth:`place` finds. Without
        ``alone`` a family name by itself is none either, for somebody else can be meant.
        """
        found: list[tuple[int, str]] = []
        words = None if alone else NearWords(text)
        for name, withheld in self._names:
            if not withheld.name or (words and not name.may_be_near(words)):
                continue
            places = name.near(text, alone=alone)
            if not places:
                continue
            known = [span for one in withheld.others for span in Name(one, loose=False).spans(text)]
            known += name.spans(text)
            open_ones = [
                place
                for place in places
                if not any(one.start <= place.start and place.end <= one.end for one in known)
            ]
            found += [(place.start, withheld.where) for place in open_ones[:1]]
        if not found:
            return None
        start, where = min(found)
        return text.count("\n", 0, start) + 1, where

    def text(self, text: str, *, data: bool = False) -> str:
        """Return where in a text something withheld survives, or an empty string.

        In that of ``data`` (:func:`is_data`) short words may stand by chance.
        """
        return self._in_pieces(_pieces(text), data=data)

    def _in_pieces(self, pieces: Pieces, *, data: bool = False) -> str:
        for lines, part in stretches(pieces):
            if found := self._hashed(part, lines):
                return found
            if place := self._place(part, data=data):
                return f"line {lines + place[0]}: what {place[1]} withholds survives"
        return ""

    def place(self, text: str, *, data: bool = False) -> tuple[int, str] | None:
        """Return in which line withheld words stand first, and whose they are, if any do."""
        for lines, part in stretches(_pieces(text)):
            if found := self._place(part, data=data):
                return lines + found[0], found[1]
        return None

    def _place(self, text: str, *, data: bool) -> tuple[int, str] | None:
        names = self._names
        for around, has in ((self._narrow, Name.possible), (self._wide, Name.stands)):
            seen = list(glances(text, around))
            names = [row for row in names if any(has(row[0], one) for one in seen)]
            if not names:
                return None
        return self._in(text, names, data=data)

    def _named(self, name: str) -> str:
        return "its name has withheld words" if self.named(name) else ""

    def _hashed(self, text: str, lines: int) -> str:
        words = text.encode("utf-8", "surrogatepass").translate(_CODE).split()
        codes = b" ".join(word for word in words if len(word) >= _LEAST).decode("ascii")
        if not codes:
            return ""
        for digest in _HEX.finditer(codes):
            if where := self._hashes.get(digest[0].lower()):
                line = lines + text.count("\n", 0, text.find(digest[0])) + 1
                what = f"what {where} withholds" if "redaction" in where else where
                return f"line {line}: a hash of {what} survives"
        for code, where in self._encoded.items():
            if code in codes:
                return f"a hash of what {where} withholds survives"
        return ""

    def _in(
        self, text: str, names: Sequence[tuple[Name, Withheld]], *, data: bool = False
    ) -> tuple[int, str] | None:
        for steps in steps_of(text):
            letters = reading(text, steps)
            for name, withheld in names:
                if steps is CELLS and is_short(withheld.words):
                    continue  # any few letters stand side by side in some list
                for place in name.matches(letters):
                    if any(withheld.context) and not _in_context(letters, place, withheld):
                        continue
                    span = Letters(text, steps).span(*place)
                    if is_chance(withheld.words, text, span, data=data):
                        continue
                    return text.count("\n", 0, span.start) + 1, withheld.where
        return None


def _pieces(text: str) -> Pieces:
    return lambda: (text[start : start + CHUNK] for start in range(0, len(text), CHUNK))


#: So much of a text around words is looked at for their context, tags and all.
_AROUND = 2000


def _in_context(letters: Reading, place: Span, withheld: Withheld) -> bool:
    before, after = (reading(part, PLAIN).bare for part in withheld.context)
    start, end = place
    head = Reading(letters.small[max(0, start - _AROUND) : start]).bare
    return head.endswith(before) and Reading(letters.small[end : end + _AROUND]).bare.startswith(
        after
    )


def search_folder(folder: Path, redacted: Sequence[Redacted]) -> list[Problem]:
    """Search a folder for what some cables withhold; nothing is read if they withhold nothing."""
    search = LeakSearch(redacted)
    return search.folder(folder) if search.needed else []


def discreet(problems: Iterable[Problem], redacted: Iterable[Redacted]) -> list[Problem]:
    """Return problems as :meth:`LeakSearch.discreet` has them."""
    search = LeakSearch(redacted)
    return [search.discreet(one) for one in problems] if search.needed else list(problems)
