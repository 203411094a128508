"""Dumps: files of many rows, a cable a row, read in memory that does not grow with the file."""

from __future__ import annotations

import codecs
import hashlib
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeGuard

from cable_edition.core.reading.decode import ENCODINGS, guess_problems
from cable_edition.core.reading.readers.created import Order, order_in
from cable_edition.core.reading.readers.registry import Reader, reader_of
from cable_edition.core.regular_file import regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cable_edition.core.problems import Problem
    from cable_edition.core.reading.raw import RawCable

#: How much is read at a time, in bytes or characters.
_CHUNK = 1 << 20
_PYTHON_NAMES = {"utf-16-le": "utf-16", "utf-16-be": "utf-16"}


class Row(NamedTuple):
    """One row: its text, and where it stands in the decoded file (characters, lines before).

    ``head`` is what a reader must know of the file to read the row, such as the names of the
    columns. Rows may be read in another process than the one that parted them.
    """

    text: str
    offset: int
    line: int
    head: str = ""


class DumpReader(Protocol):
    """A reader of rows; beside this it has all that :class:`Reader` asks for."""

    name: str
    #: What is said of a file of this form in which no row is a cable.
    refusal: str

    def recognise(self, sample: str) -> float:
        """See :meth:`Reader.recognise`."""

    def read(self, text: str, name: str) -> Iterator[RawCable]:
        """See :meth:`Reader.read`."""

    def decode(self, piece: str) -> str:
        """See :meth:`Reader.decode`."""

    def rows(self, chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each row of a text that comes in chunks, with its head; joined they are the text.

        The head is what :meth:`read_row` must know of the file, such as the names of the columns;
        it may be empty.
        """

    def read_row(self, row: str, head: str, name: str) -> RawCable | None:
        """Return the cable of a row, in coordinates of the row; ``None`` if it holds none."""


def _no_order() -> Order | None:
    return None


class Dump(NamedTuple):
    """An open dump: its reader, the rows to come, and what is known of the file.

    ``order`` is asked where the date of a row could be of two days; it looks at the whole file.
    """

    reader: DumpReader
    rows: Iterator[Row]
    sha256: str
    encoding: str
    problems: tuple[Problem, ...]
    order: Callable[[], Order | None] = _no_order


def is_dump_reader(reader: Reader | None) -> TypeGuard[DumpReader]:
    """Whether a reader reads rows: it has the two members that dumps ask for."""
    return hasattr(reader, "rows") and hasattr(reader, "read_row")


def rows_of(reader: DumpReader, chunks: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of ``chunks`` with their places."""
    offset = line = 0
    for text, head in reader.rows(chunks):
        yield Row(text, offset, line, head)
        offset += len(text)
        line += text.count("\n")


@contextmanager
def read_rows(path: Path, sample: int) -> Iterator[Dump | None]:
    """Open the file at ``path`` as a dump; give ``None`` if it is of another form.

    ``sample`` is the number of bytes by which the form is told. The file is read twice: once for
    its checksum and encoding, once for its rows.
    """
    with regular(path).open("rb") as stream:
        start = stream.read(sample)
    reader: Reader | None = reader_of(_sample_text(start))
    if not is_dump_reader(reader):
        yield None
        return
    sha256, encoding = _survey(path)
    codec = _PYTHON_NAMES.get(encoding, encoding)
    with path.open(encoding=codec, newline="") as text:
        chunks = iter(lambda: text.read(_CHUNK), "")
        rows, doubts = rows_of(reader, chunks), guess_problems(encoding)
        order = partial(_order_of_file, path, codec, sha256)
        yield Dump(reader, rows, sha256, encoding, doubts, order)


@lru_cache(4)
def _order_of_file(path: Path, codec: str, sha256: str) -> Order | None:
    """Return the order of day and month that the dates of a file show; the file is read anew.

    ``sha256`` is its checksum, by which it is known again.
    """
    del sha256
    with path.open(encoding=codec, newline="") as text:
        return order_in(iter(lambda: text.read(_CHUNK), ""))


def _sample_text(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "replace").removeprefix("\ufeff")
    return start.decode("utf-8", "replace").removeprefix("\ufeff")


def _survey(path: Path) -> tuple[str, str]:
    """Return the sha256 of a file and the encoding in which it decodes, in constant memory."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        start = stream.read(4)
        stream.seek(0)
        candidates = {name: codecs.getincrementaldecoder(name)() for name in _candidates(start)}
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            for name in list(candidates):
                try:
                    candidates[name].decode(chunk)
                except UnicodeDecodeError:
                    del candidates[name]
    for name in list(candidates):
        try:
            candidates[name].decode(b"", final=True)
        except UnicodeDecodeError:
            del candidates[name]
    return digest.hexdigest(), next(name for name in ENCODINGS if name in candidates)


def _candidates(start: bytes) -> list[str]:
    if start.startswith(codecs.BOM_UTF16_LE):
        return ["utf-16-le", "latin-1"]
    if start.startswith(codecs.BOM_UTF16_BE):
        return ["utf-16-be", "latin-1"]
    first = "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"
    return [first, "windows-1252", "latin-1"]
