"""What is read in chunks is read as it is whole, wherever a chunk ends."""

from __future__ import annotations

import base64
import gzip
import re
import sqlite3
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.editing.withheld import Withheld
from cable_edition.core.proof import contents, in_base64, readings, runs
from cable_edition.core.proof.contents import (
    Content,
    Held,
    Made,
    OnDisk,
    UnreadableError,
    content_of,
)
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.proof.readings import stretches
from cable_edition.core.proof.runs import LATIN, TEXT, WIDE, Runs, lines_of
from cable_edition.core.proof.texts import texts
from cable_edition.core.proof.unpacked import unpacked

WHERE = "redaction 1 of 05OTTAWA1.yaml (line 2)"
SEARCH = LeakSearch([Redacted(withheld=(Withheld("Jane Roe", WHERE, name=True),))])
#: Bytes of which texts, runs, marks and base 64 are made, and what stands between them.
BITS = st.sampled_from(
    [
        *(b"a", b"Jane", b" ", b"Roe", b"\n", b"\x00", b"\x01", b"\xc3", b"\xa9", b"\xe9", b"\xff"),
        *(b"<", b">", b"<!--", b"-->", b"J\x00a\x00n\x00e\x00", b"x" * 60, b"y\x00" * 9),
        *(b"\xc3\xa9" * 5, b";base64,", b"=", base64.b64encode(b"Jane Roe, said")),
        base64.b64encode(b"x" * 48) + b"\n",
    ]
)
DATA = st.lists(BITS, max_size=60).map(b"".join)


def cut(data: bytes, size: int) -> Made:
    """The same bytes in chunks of a size."""
    one = Made(lambda: iter(()))
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    one.chunks = lambda: iter(pieces)  # type: ignore[method-assign]
    return one


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "STRETCH", 90)
    monkeypatch.setattr(readings, "_BOTH", 40)
    monkeypatch.setattr(runs, "_LONG", 8)


@pytest.mark.parametrize("kind", [TEXT, LATIN, WIDE])
@given(DATA, st.integers(1, 9))
def test_runs_are_those_of_the_whole(kind: Runs, data: bytes, size: int) -> None:
    whole = b"\n".join(kind.run.findall(data))
    assert b"".join(lines_of(kind, cut(data, size).chunks())) == whole


@given(DATA, st.integers(1, 9))
@example(b";base64," + b"A" * 30, 7)
def test_what_is_in_base_64_is_that_of_the_whole(data: bytes, size: int) -> None:
    for found in (in_base64.data_addresses, in_base64.written):
        assert list(found(cut(data, size).chunks())) == list(found(iter([data])))


@given(DATA, st.integers(1, 9))
def test_a_content_has_the_same_texts(data: bytes, size: int) -> None:
    kinds = (Held(data), cut(data, size))
    forms = [["".join(one()) for one in texts(content)] for content in kinds]
    assert forms[0] == forms[1]


@given(st.text(alphabet="ab <>!-\n", max_size=600), st.integers(1, 70))
@example("<!--" + "a" * 300 + "-->" + "b" * 300, 50)
@example("a" * 80 + "<" + "b" * 200 + ">" + "c" * 90, 82)
@example("a" * 80 + "<" + "b" * 200 + ">" + "c" * 90, 81)
def test_stretches_are_those_of_the_whole(text: str, size: int) -> None:
    def pieces() -> Iterator[str]:
        return (text[at : at + size] for at in range(0, len(text), size))

    assert list(stretches(pieces)) == list(stretches(lambda: iter([text])))


WAYS = (
    b"Jane Roe",
    b"J<b>a</b>ne R&#111;e",
    b"Jane <img alt='" + b"x y " * 60 + b"'> Roe",
    b"Ja<!-- " + b"x y " * 60 + b" -->ne Roe",
    b"%4Aane%20Roe",
    b"\\u004aane Roe",
    b"Jane Ro-\ne",
    "JANÉ ROÉ".encode(),
    base64.b64encode(b"said Jane Roe, and left."),
    b"url(data:text/plain;base64," + base64.b64encode(b"said Jane Roe, and left.") + b")",
)


@pytest.mark.parametrize("form", ["text", "latin", "within data", "wide", "gzip", "sqlite"])
@pytest.mark.parametrize("way", WAYS)
def test_a_name_is_found_wherever_a_chunk_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: bytes, form: str
) -> None:
    """A file is searched in chunks of nine bytes, and said of it is what is said of the whole."""
    path = tmp_path / "a.txt"
    for before in range(9):
        words = b"a word\n" * 9 + b"." * before + b" " + way + b" and more\n" * 9
        path.write_bytes(in_form(words, form, tmp_path))
        whole = SEARCH.file(path.name, path.read_bytes())
        # Base 64 that is written in letters of two bytes is not read.
        assert bool(whole) != (form == "wide" and b"c2Fp" in way)
        with monkeypatch.context() as small:
            for name in ("HELD", "CHUNK"):
                small.setattr(contents, name, 9)
            assert isinstance(content_of(path), OnDisk)
            assert SEARCH.content(path.name, content_of(path)) == whole


def in_form(words: bytes, form: str, folder: Path) -> bytes:
    """The words in a file of some form."""
    if form == "latin":
        return b"caf\xe9 " + words.decode().encode("cp1252")
    if form == "within data":
        return b"\x01\xff\x00" + words + b"\x02\xff"
    if form == "wide":
        return words.decode().encode("utf-16")
    if form == "gzip":
        return gzip.compress(b"a word\n", mtime=0) + gzip.compress(words, mtime=0) + bytes(50)
    if form == "sqlite":
        made = folder / "made.sqlite"
        made.unlink(missing_ok=True)
        with closing(sqlite3.connect(made)) as file:
            file.execute("CREATE TABLE words (n INTEGER, text TEXT)")
            # It lies in the file over more pages than one, and the cells before it are short.
            long = "x " * (2000 + words.count(b".")) + words.decode()
            file.executemany("INSERT INTO words VALUES (1, ?)", [("a word",), (long,)])
            file.commit()
        return made.read_bytes()
    return words


@given(st.binary(max_size=400), st.integers(1, 40), st.integers(0, 60))
def test_a_gzip_file_is_unpacked_alike(data: bytes, size: int, lost: int) -> None:
    packed = gzip.compress(data[:200], mtime=0) + gzip.compress(data[200:], mtime=0)
    packed = packed[: len(packed) - lost] if lost > 40 else packed + bytes(lost % 4)
    assert _all(Held(packed)) == _all(cut(packed, size))


def _all(content: Content) -> list[bytes | str]:
    found: list[bytes | str] = []
    try:
        found += [one.whole() for _, one in unpacked("x", content)]
    except UnreadableError as error:
        found.append(str(error))
    return found


def test_a_database_is_read_and_nothing_written_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was left in the middle of a change is not mended by being searched."""
    monkeypatch.setattr(contents, "HELD", 9)
    path = tmp_path / "a % b?.sqlite"
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE words (text TEXT)")
        file.execute("INSERT INTO words VALUES ('said Jane Roe')")
        file.commit()
    before, inode = path.read_bytes(), path.stat().st_mtime_ns
    assert re.fullmatch(
        f"(in words, )?line [0-9]+: what {re.escape(WHERE)} withholds survives",
        SEARCH.content(path.name, content_of(path)),
    )
    assert [*tmp_path.iterdir()] == [path]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, inode)


def test_a_damaged_table_does_not_hide_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "HELD", 9)
    path = tmp_path / "a.sqlite"
    for before in range(0, 4200, 3):
        with closing(sqlite3.connect(":memory:")) as file:
            file.execute("CREATE TABLE first (text TEXT)")
            file.execute("CREATE TABLE second (text TEXT)")
            file.execute("INSERT INTO first VALUES ('a word')")
            words = "y" * before + " Jane Roe " + "z" * (9000 - before)
            file.execute("INSERT INTO second VALUES (?)", (words,))
            file.commit()
            data = bytearray(file.serialize())
        if b"Jane" not in data:
            break
    assert b"Jane" not in data
    # The second page is the root of the first table.
    size = int.from_bytes(data[16:18], "big")
    data[size : size + 200] = b"\xff" * 200
    path.write_bytes(data)
    assert SEARCH.content(path.name, content_of(path)).startswith("in second, line 1: ")
    path.write_bytes(bytes(data[:size]) + b"\xff" * (len(data) - size))
    with pytest.raises(UnreadableError, match="its tables cannot be read"):
        SEARCH.content(path.name, content_of(path))


def test_memory_does_not_grow_with_a_file_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "STRETCH", 1 << 20)
    monkeypatch.setattr(readings, "_BOTH", 1 << 16)
    peaks = []
    for lines in (150_000, 450_000):
        path = tmp_path / "a.jsonl"
        path.write_text('{"cable": "05OTTAWA1", "text": "Words"}\n' * lines, "utf-8")
        tracemalloc.start()
        for _ in stretches(next(texts(content_of(path)))):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
