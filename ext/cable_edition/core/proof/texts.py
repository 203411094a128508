"""How the bytes of a content may be read as text, in pieces."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from cable_edition.core.proof.contents import Content
from cable_edition.core.proof.runs import LATIN, TEXT, WIDE, Runs, lines_of
from cable_edition.core.proof.signs import GZIP, PARQUET, SQLITE, XZ, ZIP

#: A text in pieces, which are the same each time.
Pieces = Callable[[], Iterator[str]]

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: How those begin that are unpacked here: what was text before they were packed is looked at.
_PACKED = (ZIP, GZIP, b"BZh", XZ, b"\x5d\x00\x00", b"# Sphinx inventory", b"%PDF")
#: So much of a text in UTF-16 is NUL at least: every blank has one.
_NULS = 0.03
#: So many bytes at the beginning are counted for it.
_COUNTED = 4000


def texts(content: Content) -> Iterator[Pieces]:
    """Yield the text of a content in each encoding that it may have.

    That is UTF-8; else Windows-1252, or what is text within other data; and where it has NULs,
    UTF-16 and UTF-32 besides, unless its format has UTF-8 alone.
    """
    head = content.head
    if content.is_utf8:
        yield _decoded(content.chunks, "utf-8")
    elif _CONTROL.search(head):
        yield _decoded(_lines(TEXT, content.chunks), "utf-8")
    else:
        yield _decoded(content.chunks, "cp1252")
    if not content.has_nul or _has_utf8_alone(content):
        return
    # Letters of Latin-1 in UTF-16 and UTF-32, at any place of the data. What is packed has any
    # short name by chance, so there the NULs have to stand between the letters.
    if head.startswith(_PACKED):
        yield _decoded(_without_nuls(_lines(WIDE, content.chunks)), "latin-1")
    else:
        yield _decoded(_lines(LATIN, _without_nuls(content.chunks)), "latin-1")
    bom = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    counted = head[:_COUNTED]
    if bom or counted.count(0) >= _NULS * len(counted):
        yield _decoded(content.chunks, "utf-16-le")
        yield _decoded(content.chunks, "utf-16-be")


def _decoded(chunks: Callable[[], Iterator[bytes]], encoding: str) -> Pieces:
    return lambda: codecs.iterdecode(chunks(), encoding, "replace")


def _lines(kind: Runs, chunks: Callable[[], Iterator[bytes]]) -> Callable[[], Iterator[bytes]]:
    return lambda: lines_of(kind, chunks())


def _without_nuls(chunks: Callable[[], Iterator[bytes]]) -> Callable[[], Iterator[bytes]]:
    return lambda: (chunk.replace(b"\x00", b"") for chunk in chunks())


def _has_utf8_alone(content: Content) -> bool:
    """Whether a content is a table whose text is UTF-8 by its format, and never of two bytes.

    SQLite says so (https://www.sqlite.org/fileformat.html, 1.3.13: the four bytes at 56 are 1);
    Parquet has no other (https://parquet.apache.org/docs/file-format/types/logicaltypes/, STRING).
    """
    head = content.head
    if head.startswith(SQLITE):
        return head[56:60] == b"\x00\x00\x00\x01"
    return head.startswith(PARQUET) and content.tail.endswith(PARQUET)
