"""A large file is searched in stretches: what stands over the end of one is found all the same."""

from __future__ import annotations

import hashlib
import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.editing.redaction import Redacted
from cable_edition.core.editing.withheld import Withheld
from cable_edition.core.proof import readings
from cable_edition.core.proof.contents import Held, content_of
from cable_edition.core.proof.leaks import LeakSearch
from cable_edition.core.proof.readings import stretches
from cable_edition.core.proof.texts import texts

WHERE = "redaction 1 of 05OTTAWA1.yaml (line 2)"
SEARCH = LeakSearch([Redacted(withheld=(Withheld("Jane Roe", WHERE, name=True),), hashes=())])
#: Ways to write the name, some of them long.
WAYS = (
    "Jane Roe",
    "Jane\nRoe",
    "J<b>a</b>ne R&#111;e",
    "Jane <img alt='{long}'> Roe",
    "Ja<!-- {long} -->ne Roe",
    "Jane <!-- a <b> {long} --> Roe",
    "%4Aane%20Roe",
    "\\u004aane Roe",
    "Jane Ro-\ne",
)


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "STRETCH", 300)
    monkeypatch.setattr(readings, "_BOTH", 100)


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize("way", WAYS)
def test_a_name_is_found_at_any_place(way: str) -> None:
    words = way.format(long="x y " * 200)
    for before in range(150, 420, 7):
        text = "a word, " * (before // 8) + "." * (before % 8) + words + " and more\n" * 60
        line = text.count("\n", 0, text.index(words)) + 1
        assert SEARCH.text(text) == f"line {line}: what {WHERE} withholds survives", before
        assert SEARCH.place(text) == (line, WHERE)


@pytest.mark.usefixtures("_short")
def test_the_line_is_that_of_the_whole() -> None:
    text = "no name here\n" * 200 + "Jane Roe\n" + "nor here\n" * 200
    assert SEARCH.text(text) == f"line 201: what {WHERE} withholds survives"
    digest = hashlib.sha256(b"Jane Roe").hexdigest()
    text = text.replace("Jane Roe", digest)
    assert SEARCH.text(text) == f"line 201: a hash of what {WHERE} withholds survives"
    assert SEARCH.text(text.replace(digest, "")) == ""


@pytest.mark.usefixtures("_short")
@given(st.text(alphabet="ab <>!-\n&", max_size=2000))
def test_stretches_have_all_of_a_text(text: str) -> None:
    at = lines = 0
    for counted, part in stretches(lambda: iter([text])):
        found = text.index(part, max(0, at - 100)) if part else at
        assert found <= at
        start = max(0, at - 100) if at else 0
        assert text.startswith(part, start)
        assert counted == text.count("\n", 0, start)
        lines, at = counted, start + len(part)
    assert at == len(text)
    assert lines <= text.count("\n")


def test_memory_does_not_grow_with_a_file() -> None:
    peaks = []
    for lines in (30_000, 120_000):
        text = '{"cable": "05OTTAWA1", "text": "Words <b>of</b> a cable &amp; no name."}\n' * lines
        tracemalloc.start()
        assert SEARCH.text(text) == ""
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


@pytest.mark.parametrize(("encoding", "forms"), [("UTF-8", 1), ("UTF-16le", 4), ("UTF-16be", 4)])
def test_a_database_is_read_as_it_says(tmp_path: Path, encoding: str, forms: int) -> None:
    """Its bytes are no text of two bytes a letter where it says so: that took most of a search."""
    path = tmp_path / "edition.sqlite"
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA encoding = '{encoding}'")
        file.execute("CREATE TABLE words (text TEXT)")
        file.executemany("INSERT INTO words VALUES (?)", [("Words of a cable.",)] * 50)
        file.commit()
        assert len(list(texts(content_of(path)))) == forms
        assert SEARCH.file(path.name, path.read_bytes()) == ""
        file.execute("INSERT INTO words VALUES ('said Jane Roe')")
        file.commit()
    assert SEARCH.file(path.name, path.read_bytes())


def test_a_table_of_parquet_has_one_text() -> None:
    wide = "Jane Roe".encode("utf-16-le") * 40
    assert len(list(texts(Held(b"PAR1\xff" + wide + b"PAR1")))) == 1
    # What only begins as one is read in every way.
    assert len(list(texts(Held(b"PAR1\xff" + wide)))) == 4
    assert SEARCH.file("a.parquet", b"PAR1\x00\x03\xffJane Roe, \x00\x01PAR1")
