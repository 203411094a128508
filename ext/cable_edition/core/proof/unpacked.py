"""What a file holds: itself and, unpacked, every file and text in it; and how its text may be read.

Nothing is passed over in silence: what cannot be unpacked to its end is an
:class:`UnreadableError`, after all that could be read of it.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import io
import lzma
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Protocol

from cable_edition.core.proof.pdf_words import UnreadablePdfError, pdf_words

_STREAM = re.compile(rb"stream\r?\n")
_DATA_ADDRESS = re.compile(rb";base64,([A-Za-z0-9+/\s]{16,}={0,2})")
#: Four characters of base 64 that stand for three signs of ASCII, and two that stand for one and a
#: half; words of a text hardly begin with both.
_QUAD = rb"[I-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/_-]"
_PAIR = rb"[I-Za-f][A-HQ-Xg-nw-z0-3]"
#: How text in base 64 begins, where it is short with its end; and the whole of it, in lines too.
_WRITTEN = re.compile(
    _QUAD + rb"(?<![A-Za-z0-9+/_-].{4})" + _PAIR + rb"(?:[A-Za-z0-9+/_-]{1,2}|[A-Za-z0-9+/_-]?=)",
    re.DOTALL,
)
_RUN = re.compile(rb"[A-Za-z0-9+/_-]{4,}(?:(?<=[^\n]{60})(?:\r?\n|\\n)[A-Za-z0-9+/_-]{4,}){0,9999}")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_TEXT_RUNS = re.compile(rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}){3,}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: More of one unpacked file is not looked at: an archive of an edition has nothing as large.
MOST = 400_000_000
#: An archive of an edition has books in a zip, which are zips with compressed files in them.
DEPTH = 8
#: How packed files begin that no part of Python's library unpacks.
_UNKNOWN = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"\x04\x22\x4d\x18": "LZ4",
    b"\x1f\x9d": "compress",
    b"LZIP": "lzip",
}
_GZIP = b"\x1f\x8b"
_XZ = b"\xfd7zXZ\x00"
_SQLITE = b"SQLite format 3\x00"
#: How a Parquet file begins and ends.
_PARQUET = b"PAR1"
#: So many cells of a database are looked at as one text.
_CELLS = 20_000
#: How those begin that are unpacked here: what was text before they were packed is looked at.
_PACKED = (b"PK\x03\x04", _GZIP, b"BZh", _XZ, b"\x5d\x00\x00", b"# Sphinx inventory", b"%PDF")
#: So much of a text in UTF-16 is NUL at least: every blank has one.
_NULS = 0.03


class UnreadableError(ValueError):
    """A file that holds others or compressed text, and cannot be unpacked."""


class _Inflater(Protocol):
    """What the decompressors of Python's library have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def unpacked(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield a file and, unpacked, what is in it, each with a name: ``book.epub!toc.ncx``."""
    yield name, data
    lost: UnreadableError | None = None
    for part, content in _guarded(_parts(data)):
        if isinstance(content, UnreadableError):
            lost = lost or content
            continue
        if depth == DEPTH:
            raise UnreadableError("is packed too many times over")
        try:
            yield from unpacked(f"{name}!{part}", content, depth + 1)
        except UnreadableError as error:
            lost = lost or error
    if lost is not None:
        raise lost


def _guarded(
    parts: Iterator[tuple[str, bytes]],
) -> Iterator[tuple[str, bytes | UnreadableError]]:
    try:
        yield from parts
    except UnreadableError as error:
        yield "", error


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed in a file, one level deep."""
    if data.startswith(b"PK\x03\x04") or b"PK\x05\x06" in data[-66_000:]:
        yield from _zipped(data)
    elif data.startswith(_GZIP):
        yield "content", _inflated(data, lambda: zlib.decompressobj(31), _GZIP)
    elif data.startswith(b"BZh"):
        yield "content", _inflated(data, bz2.BZ2Decompressor, b"BZh")
    elif data.startswith((_XZ, b"\x5d\x00\x00")):
        yield "content", _inflated(data, lzma.LZMADecompressor, _XZ)
    elif data.startswith(b"# Sphinx inventory version 2"):
        yield "objects", _deflated(data.split(b"\n", 4)[-1])
    elif data.startswith(b"%PDF"):
        yield from _pdf(data)
    elif data.startswith(_SQLITE):
        yield from _tables(data)
    elif packer := next((what for sign, what in _UNKNOWN.items() if data.startswith(sign)), ""):
        raise UnreadableError(f"is packed by {packer}, which is not unpacked here")
    for number, match in enumerate(_DATA_ADDRESS.finditer(data)):
        try:
            yield f"data {number}", base64.b64decode(b"".join(match[1].split()) + b"==")
        except binascii.Error:
            continue  # cut short, so nobody can read it
    if written := b"\n".join(_written(data)):
        yield "what is written in base 64", written


def _written(data: bytes) -> Iterator[bytes]:
    """Yield each text that stands in base 64 among other words, from its first character on."""
    end = 0
    for match in _WRITTEN.finditer(data):
        if match.start() < end:
            continue
        run = _RUN.match(data, match.start())
        if run is None:
            continue
        end = run.end()
        letters = re.sub(rb"\r?\n|\\n", b"", run[0]).translate(_URL_SAFE)
        # Three characters more than whole fours are two letters, two are one; one is nothing.
        whole = letters[: len(letters) - (len(letters) % 4 == 1)]
        try:
            text = base64.b64decode(whole + b"==")
        except binascii.Error:
            continue
        if _CONTROL.search(text) is None:
            yield text


def _zipped(data: bytes) -> Iterator[tuple[str, bytes]]:
    lost: UnreadableError | None = None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        if data.startswith(b"PK\x03\x04"):
            raise UnreadableError(f"cannot be unpacked ({error})") from error
        return  # the signs stand there by chance
    with archive:
        for member in archive.infolist():
            try:
                with archive.open(member) as content:
                    inner = content.read(MOST + 1)
            except ZIP_ERRORS as error:
                lost = lost or UnreadableError(f"cannot be unpacked ({error})")
                continue
            if len(inner) > MOST:
                lost = lost or UnreadableError("holds a file too large to be looked at")
            yield member.filename, inner
    if lost is not None:
        raise lost


#: What a damaged zip raises. The last two: a compression that Python does not know, and a password.
ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(NotImplementedError, RuntimeError),
)


def _inflated(data: bytes, made: Callable[[], _Inflater], sign: bytes) -> bytes:
    """Return what all members of a compressed file hold, one after the other."""
    parts: list[bytes] = []
    size = 0
    while data:
        inflater = made()
        try:
            part = inflater.decompress(data, MOST + 1 - size)
        except (zlib.error, lzma.LZMAError, OSError, ValueError) as error:
            raise UnreadableError(f"cannot be unpacked ({error})") from error
        size += len(part)
        if size > MOST:
            raise UnreadableError("holds a file too large to be looked at")
        if not inflater.eof:
            raise UnreadableError("cannot be unpacked (it ends too early)")
        parts.append(part)
        # What follows without the sign of a member is padding, and was looked at as it stands.
        data = inflater.unused_data.lstrip(b"\x00")
        if not data.startswith(sign):
            break
    return b"".join(parts)


def _deflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(15).decompress(data, MOST)
    except zlib.error as error:
        raise UnreadableError(f"cannot be unpacked ({error})") from error


def _tables(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the cells of the tables of an SQLite file; in the file a long text lies in pieces."""
    try:
        with closing(sqlite3.connect(":memory:")) as file:
            file.deserialize(data)
            file.text_factory = bytes
            names = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (name,) in names:
                quoted = name.decode("utf-8").replace('"', '""')
                rows = file.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608
                number = 0
                while found := rows.fetchmany(_CELLS):
                    number += 1
                    cells = (cell for row in found for cell in row if isinstance(cell, bytes))
                    yield f"{quoted} {number}", b"\n".join(cells)
    except (sqlite3.Error, ValueError) as error:
        raise UnreadableError(f"its tables cannot be read ({error})") from error


def _pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    for number, match in enumerate(_STREAM.finditer(data)):
        try:
            yield f"stream {number}", _deflated(data[match.end() :])
        except UnreadableError:
            continue  # an image, or text that is not compressed and was looked at above
    try:
        for form in pdf_words(data):
            yield "the words on its pages", form.encode("utf-8", "replace")
    except UnreadablePdfError as error:
        raise UnreadableError(f"its pages cannot be read ({error})") from error


def texts(content: bytes) -> Iterator[str]:
    """Yield the text of a content in each encoding that it may have.

    That is UTF-8; else Windows-1252, or what is text within other data; and where it has NULs,
    UTF-16 and UTF-32 besides, unless its format has UTF-8 alone.
    """
    nuls = content.count(0, 0, 4000)
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        if _CONTROL.search(content, 0, 100_000):
            yield b"\n".join(_TEXT_RUNS.findall(content)).decode("utf-8", "replace")
        else:
            yield content.decode("cp1252", "replace")
    if (not nuls and b"\x00" not in content) or _has_utf8_alone(content):
        return
    # Letters of Latin-1 in UTF-16 and UTF-32, at any place of the data. What is packed has any
    # short name by chance, so there the NULs have to stand between the letters.
    if content.startswith(_PACKED):
        runs = [run.replace(b"\x00", b"") for run in _WIDE_RUNS.findall(content)]
    else:
        runs = _LATIN_RUNS.findall(content.replace(b"\x00", b""))
    yield "\n".join(run.decode("latin-1") for run in runs)
    bom = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if bom or nuls >= _NULS * min(len(content), 4000):
        yield content.decode("utf-16-le", "replace")
        yield content.decode("utf-16-be", "replace")


def _has_utf8_alone(content: bytes) -> bool:
    """Whether a content is a table whose text is UTF-8 by its format, and never of two bytes.

    SQLite says so (https://www.sqlite.org/fileformat.html, 1.3.13: the four bytes at 56 are 1);
    Parquet has no other (https://parquet.apache.org/docs/file-format/types/logicaltypes/, STRING).
    """
    if content.startswith(_SQLITE):
        return content[56:60] == b"\x00\x00\x00\x01"
    return content.startswith(_PARQUET) and content.endswith(_PARQUET)


_LATIN_RUNS = re.compile(rb"[\t\n\r\x20-\x7e\xa0-\xff]{3,}")
_WIDE_RUNS = re.compile(rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00{1,3}){2,}[\t\n\r\x20-\x7e\xa0-\xff]?")
