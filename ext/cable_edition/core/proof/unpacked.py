"""What a file holds: itself and, unpacked, every file and text in it.

Nothing is passed over in silence: what cannot be unpacked to its end is an
:class:`UnreadableError`, after all that could be read of it.
"""

from __future__ import annotations

import bz2
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from cable_edition.core.proof.cells import parquet_cells, sqlite_cells
from cable_edition.core.proof.contents import (
    CHUNK,
    HELD,
    MOST,
    Content,
    Held,
    Made,
    UnreadableError,
)
from cable_edition.core.proof.in_base64 import data_addresses, written
from cable_edition.core.proof.pdf_words import UnreadablePdfError, pdf_words
from cable_edition.core.proof.signs import GZIP, PARQUET, SQLITE, UNKNOWN, XZ, ZIP, ZIP_END

_STREAM = re.compile(rb"stream\r?\n")
#: An archive of an edition has books in a zip, which are zips with compressed files in them.
DEPTH = 8


class _Inflater(Protocol):
    """What the decompressors of Python's library have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def unpacked(name: str, content: Content, depth: int = 0) -> Iterator[tuple[str, Content]]:
    """Yield a file and, unpacked, what is in it, each with a name: ``book.epub!toc.ncx``."""
    yield name, content
    lost: UnreadableError | None = None
    for part, inner in _guarded(_parts(content)):
        if isinstance(inner, UnreadableError):
            lost = lost or inner
            continue
        if depth == DEPTH:
            raise UnreadableError("is packed too many times over")
        try:
            yield from unpacked(f"{name}!{part}", inner, depth + 1)
        except UnreadableError as error:
            lost = lost or error
    if lost is not None:
        raise lost


def _guarded(
    parts: Iterator[tuple[str, Content]],
) -> Iterator[tuple[str, Content | UnreadableError]]:
    try:
        yield from parts
    except UnreadableError as error:
        yield "", error


def _parts(content: Content) -> Iterator[tuple[str, Content]]:
    """Yield what is packed in a file, one level deep."""
    head = content.head
    if head.startswith(ZIP) or ZIP_END in content.tail:
        yield from _zipped(content)
    elif head.startswith(GZIP):
        yield "content", _gunzipped(content)
    elif head.startswith(b"BZh"):
        yield "content", Held(_inflated(content.whole(), bz2.BZ2Decompressor, b"BZh"))
    elif head.startswith((XZ, b"\x5d\x00\x00")):
        yield "content", Held(_inflated(content.whole(), lzma.LZMADecompressor, XZ))
    elif head.startswith(b"# Sphinx inventory version 2"):
        yield "objects", Held(_deflated(content.whole().split(b"\n", 4)[-1]))
    elif head.startswith(b"%PDF"):
        yield from _pdf(content.whole())
    elif head.startswith(SQLITE):
        yield from sqlite_cells(content)
    elif head.startswith(PARQUET) and content.tail.endswith(PARQUET):
        yield from parquet_cells(content)
    elif packer := next((what for sign, what in UNKNOWN.items() if head.startswith(sign)), ""):
        raise UnreadableError(f"is packed by {packer}, which is not unpacked here")
    for number, data in enumerate(data_addresses(content.chunks())):
        yield f"data {number}", Held(data)
    if text := b"\n".join(written(content.chunks())):
        yield "what is written in base 64", Held(text)


def _zipped(content: Content) -> Iterator[tuple[str, Content]]:
    lost: UnreadableError | None = None
    with content.opened() as file:
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            if content.head.startswith(ZIP):
                raise UnreadableError(f"cannot be unpacked ({error})") from error
            return  # the signs stand there by chance
        with archive:
            for member in archive.infolist():
                try:
                    with archive.open(member) as packed:
                        inner = packed.read(MOST + 1)
                except ZIP_ERRORS as error:
                    lost = lost or UnreadableError(f"cannot be unpacked ({error})")
                    continue
                if len(inner) > MOST:
                    lost = lost or UnreadableError("holds a file too large to be looked at")
                yield member.filename, Held(inner)
    if lost is not None:
        raise lost


#: What a damaged zip raises. The last two: a compression that Python does not know, and a password.
ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(NotImplementedError, RuntimeError),
)


def _gunzipped(content: Content) -> Content:
    """Return what all members of a gzip file hold; ``UnreadableError`` unless all can be read."""
    parts, size = [], 0
    for part in _of_gzip(content.chunks()):
        size += len(part)
        if size > MOST:
            raise UnreadableError("holds a file too large to be looked at")
        if size <= HELD:
            parts.append(part)
    if size <= HELD:
        return Held(b"".join(parts))
    return Made(lambda: _of_gzip(content.chunks()))


def _of_gzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(31)
    is_between = False
    data = b""
    for chunk in chunks:
        data += chunk
        while data:
            if is_between:
                # What follows without the sign of a member is padding, and was looked at as it is.
                data = data.lstrip(b"\x00")
                if len(data) < len(GZIP) and GZIP.startswith(data):
                    break
                if not data.startswith(GZIP):
                    return
                inflater, is_between = zlib.decompressobj(31), False
            try:
                part = inflater.decompress(data, CHUNK)
            except zlib.error as error:
                raise UnreadableError(f"cannot be unpacked ({error})") from error
            if part:
                yield part
            is_between = inflater.eof
            data = inflater.unused_data if is_between else inflater.unconsumed_tail
    if not is_between:
        raise UnreadableError("cannot be unpacked (it ends too early)")


def _inflated(data: bytes, made: Callable[[], _Inflater], sign: bytes) -> bytes:
    """Return what all members of a compressed file hold, one after the other."""
    parts: list[bytes] = []
    size = 0
    while data:
        inflater = made()
        try:
            part = inflater.decompress(data, MOST + 1 - size)
        except (lzma.LZMAError, OSError, ValueError) as error:
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


def _pdf(data: bytes) -> Iterator[tuple[str, Content]]:
    for number, match in enumerate(_STREAM.finditer(data)):
        try:
            yield f"stream {number}", Held(_deflated(data[match.end() :]))
        except UnreadableError:
            continue  # an image, or text that is not compressed and was looked at above
    try:
        for form in pdf_words(data):
            yield "the words on its pages", Held(form.encode("utf-8", "replace"))
    except UnreadablePdfError as error:
        raise UnreadableError(f"its pages cannot be read ({error})") from error
