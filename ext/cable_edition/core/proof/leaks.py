"""The proof that nothing withheld is in an output: every file is opened and searched.

Text is looked at as it stands, without its tags and entities, and with the escapes of JSON undone.
Archives, compressed files and inventories are unpacked; of PDF files the streams are looked at and
the words on the pages, across the ends of lines and pages. Beside the
words, their hashes and those of the raw sources are looked for.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path

from cable_edition.core.cable.fold import fold
from cable_edition.core.editing.redaction import Redacted, Withheld, word_pattern
from cable_edition.core.problems import Problem
from cable_edition.core.proof.pdf_words import UnreadablePdfError, pdf_words

_TAG = re.compile(r"<[^<>]{0,2000}>")
_JSON = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrt\"\\/]))")
_HEX = re.compile(
    r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{128}|[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})(?![0-9a-fA-F])"
)
_STREAM = re.compile(rb"stream\r?\n")
_HASHES = ("md5", "sha1", "sha256", "sha512", "blake2b")
#: More of one unpacked file is not looked at: an archive of an edition has nothing as large.
_MOST = 400_000_000
_DEPTH = 3


class UnreadableError(ValueError):
    """A file that holds others or compressed text, and cannot be unpacked."""


class LeakSearch:
    """Looks for what is withheld; made once for an edition."""

    def __init__(self, redacted: Iterable[Redacted]) -> None:
        self._words: list[tuple[str, re.Pattern[str], Withheld]] = []
        self._hashes: dict[str, str] = {}
        self._encoded: dict[str, str] = {}
        for one in redacted:
            self._hashes |= dict.fromkeys(one.hashes, "the unredacted source")
            for withheld in dict.fromkeys(one.withheld):
                pattern = word_pattern(withheld.words)
                self._words.append((_key(withheld.words), pattern, withheld))
                self._add_hashes(withheld)

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
        return bool(self._words)

    def folder(self, folder: Path) -> list[Problem]:
        """Return a problem ``withheld-survives`` for each file of a folder that has a leak.

        Each names the file, the place in it and the redaction, and never the words. Names of
        files are looked at too. A file that cannot be read or unpacked is a problem, for it cannot
        be cleared.
        """
        problems = []
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            try:
                found = self.file(name, path.read_bytes())
            except OSError as error:
                found = f"cannot be read ({error.strerror}), so nothing is known of it"
            except UnreadableError as error:
                found = f"{error}, so nothing is known of it"
            if found:
                message = f"{name}: {found}; do not publish this folder"
                problems.append(Problem("withheld-survives", message, str(path)))
        return problems

    def file(self, name: str, data: bytes) -> str:
        """Return where in a file something withheld survives, or an empty string.

        Raises :class:`UnreadableError` if nothing was found in what could be read of it.
        """
        for inner, content in _unpacked(name, data):
            text = content.decode("utf-8", "replace")
            found = self._found(text) or self._named(inner)
            if not found and b"\x00" in content[:2000]:
                found = self._found(content.decode("utf-16-be", "replace"))
            if found:
                return found if inner == name else f"in {inner.rpartition('!')[2]}, {found}"
        return ""

    def _named(self, name: str) -> str:
        return "its name has withheld words" if self._in(name.replace("-", " ")) else ""

    def _found(self, text: str) -> str:
        for digest in _HEX.finditer(text):
            where = self._hashes.get(digest[0].lower())
            if where:
                line = text.count("\n", 0, digest.start()) + 1
                what = f"what {where} withholds" if where.startswith("redaction") else where
                return f"line {line}: a hash of {what} survives"
        for code, where in self._encoded.items():
            if code in text:
                return f"a hash of what {where} withholds survives"
        for form in _forms(text):
            if found := self._in(form):
                return found
        return ""

    def _in(self, text: str) -> str:
        folded = ""
        lowered = text.lower()
        for key, pattern, withheld in self._words:
            match = pattern.search(text) if key in lowered else None
            if match is None:
                continue
            if any(withheld.context):
                folded = folded or fold(text)
                if not _in_context(folded, withheld):
                    continue
            line = text.count("\n", 0, match.start()) + 1
            return f"line {line}: what {withheld.where} withholds survives"
        return ""


def _key(words: str) -> str:
    """Return what any text with these words has in it when written small; searching it is quick.

    Letters beyond ASCII are left alone, for some of them change otherwise than a pattern takes it.
    """
    return max((word.lower() for word in words.split() if word.isascii()), key=len, default="")


def _in_context(text: str, withheld: Withheld) -> bool:
    before, after = withheld.context
    return f"{before}{withheld.words}{after}".casefold() in text.casefold()


def _forms(text: str) -> Iterator[str]:
    yield text
    if "<" in text or "&" in text:
        # With nothing in place of a tag a word in parts is whole; with a blank, words stay apart.
        yield unescape(_TAG.sub("", text))
        yield unescape(_TAG.sub(" ", text))
    if "\\" in text:
        yield _JSON.sub(_unescaped, text)


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return {"n": "\n", "r": "\r", "t": "\t"}.get(match[2], match[2])


def _unpacked(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield a file and, unpacked, what is in it."""
    yield name, data
    if depth == _DEPTH:
        return
    if data.startswith(b"PK\x03\x04"):
        yield from _zipped(name, data, depth)
    elif data.startswith(b"\x1f\x8b"):
        yield from _unpacked(f"{name}!content", _inflate(data, 31), depth + 1)
    elif data.startswith(b"# Sphinx inventory version 2"):
        body = data.split(b"\n", 4)[-1]
        yield f"{name}!objects", _inflate(body, 15)
    elif data.startswith(b"%PDF"):
        for number, match in enumerate(_STREAM.finditer(data)):
            try:
                yield f"{name}!stream {number}", _inflate(data[match.end() :], 15)
            except UnreadableError:
                continue  # an image, or text that is not compressed and was looked at above
        yield from _pages(name, data)


def _zipped(name: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                inner = f"{name}!{member.filename}"
                with archive.open(member) as content:
                    yield from _unpacked(inner, content.read(_MOST), depth + 1)
    # The last two: a compression that Python does not know, and a password.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f"cannot be unpacked ({error})") from error


def _pages(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        for form in pdf_words(data):
            yield f"{name}!the words on its pages", form.encode("utf-8", "replace")
    except UnreadablePdfError as error:
        raise UnreadableError(f"its pages cannot be read ({error})") from error


def _inflate(data: bytes, bits: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(data, _MOST)
    except zlib.error as error:
        raise UnreadableError(f"cannot be unpacked ({error})") from error


def search_folder(folder: Path, redacted: Sequence[Redacted]) -> list[Problem]:
    """Search a folder for what some cables withhold; nothing is read if they withhold nothing."""
    search = LeakSearch(redacted)
    return search.folder(folder) if search.needed else []
