"""Cables that stand in a file, one at a time in memory: the edition and its data are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.edition import spooled
from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.edition.spooled import Spooled
from cable_edition.exports.folder import DataFolder
from tests.editions import EDITIONS
from tests.outputs.conftest import CABLE, INFO
from tests.outputs.test_export import contents

ROOT = EDITIONS["first"]
SIDECAR = """\
emendations:
  - {at: p2, quote: points, read: matters, rule: conjecture, reason: Sense.}
notes:
  - {at: p1, quote: plain, kind: inference, text: So it seems., id: plain}
"""
#: Short enough that a file of several is mostly not its own.
_SHORT = """\
R 081500Z MAY 08
FM AMEMBASSY OTTAWA
TO SECSTATE WASHDC
UNCLAS OTTAWA 000{number}

TAGS: EWWT, CA
SUBJECT: ONE OF SEVERAL IN ONE FILE

1. (U) Jane Roe sends her regards.
THORNE
"""
READING = "reading:\n  - {quote: The points were, is: heading}\n"


def same(one: Edition, other: Edition) -> None:
    assert list(one.cables) == list(other.cables)
    assert list(one.standing_addresses.items()) == list(other.standing_addresses.items())
    assert one.ids == other.ids
    for field in fields(Edition):
        if field.name not in {"cables", "kept"}:
            assert getattr(one, field.name) == getattr(other, field.name), field.name


def assembled(root: Path, *, in_file: bool) -> Edition:
    return assemble(root / "source_cables", root / "registers", in_file=in_file)


@pytest.fixture
def several(make_edition: Callable[..., Edition], tmp_path: Path) -> Path:
    """Cables in their own files, two in one, one that is emended, one that is read otherwise."""
    cables = {
        f"c06ROME{2190 + n}": CABLE.replace("002190", f"00{2190 + n}").replace("{hostile}", "it")
        for n in range(4)
    }
    many = "\n".join(_SHORT.format(number=700 + n) for n in range(6))
    (tmp_path / "source_cables" / "06ROME2190.yaml").write_text(SIDECAR, "utf-8")
    (tmp_path / "source_cables" / "06ROME2191.yaml").write_text(READING, "utf-8")
    edition = make_edition(**cables, many=many)
    assert {one.code for one in edition.problems} == {"source-new"}
    assert len(edition.cables) == 10
    return tmp_path


def test_the_edition_is_the_same_in_any_order_of_asking(several: Path) -> None:
    one, other = assembled(several, in_file=True), assembled(several, in_file=False)
    assert isinstance(one.cables, Spooled)
    assert len(one.cables) > 3
    same(one, other)
    assert [cable.id for cable in one.cables[1:3]] == list(one.ids[1:3])
    assert one.cables[-1] == other.cables[-1]
    assert one.cables[0] is not one.cables[0]
    assert one.cables[0].emendations
    assert "06ROME2190" in one.standing_addresses
    assert "06ROME1" not in one.standing_addresses


def test_the_data_are_the_same_to_the_byte(several: Path, tmp_path: Path) -> None:
    for name, in_file in (("memory", False), ("file", True)):
        DataFolder(tmp_path / name, assembled(several, in_file=in_file), INFO).write()
    found = contents(tmp_path / "file")
    assert found == contents(tmp_path / "memory")
    assert len(found) > 20


def test_the_first_edition_is_the_same() -> None:
    folders = ROOT / "source_cables", ROOT / "docs" / "registers"
    one = assemble(*folders, in_file=True)
    assert isinstance(one.cables, Spooled)
    same(one, assemble(*folders))


WITHHELD = "redactions:\n  - {name: Jane Roe, forms: [Roe], reason: R., date: 2026-11-23}\n"


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], list[bytes]]:
    """Return what gives all that stands in files without a name, as a disk would have it."""
    made: list[IO[bytes]] = []

    def file_with_name() -> IO[bytes]:
        made.append((tmp_path / f"spool{len(made)}").open("w+b"))
        return made[-1]

    monkeypatch.setattr(spooled.tempfile, "TemporaryFile", file_with_name)

    def contents_of_all() -> list[bytes]:
        for one in made:
            one.flush()
        return [Path(one.name).read_bytes() for one in made]

    return contents_of_all


def test_no_word_that_is_withheld_can_be_read_in_the_file(
    several: Path, on_disk: Callable[[], list[bytes]]
) -> None:
    sources = several / "source_cables"
    (sources / "06ROME2193.yaml").write_text(WITHHELD, "utf-8")
    one = assembled(several, in_file=True)
    same(one, assembled(several, in_file=False))
    assert isinstance(one.cables, Spooled)
    assert "Roe" not in repr(one.cables[one.ids.index("06ROME2193")].texts)
    assert len(one.redacted) == 1
    read, edited = on_disk()
    assert len(read) > 4 * len(CABLE)
    for words in (b"Jane Roe", b"06ROME", b"cable_edition"):
        assert words not in read + edited
    # Words of an edition that withholds none stand there as they are.
    (sources / "06ROME2193.yaml").unlink()
    assembled(several, in_file=True)
    assert all(b"cable_edition" in data for data in on_disk()[2:])


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        # A cable that is read otherwise too, and so stands in memory.
        ("06ROME2191", f"{WITHHELD}{READING}"),
        # One of six in a file, and the others of it.
        ("08OTTAWA703", WITHHELD),
        # Nothing is published of what cannot be carried out, or is not understood.
        ("06ROME2192", WITHHELD.replace("Roe]", "Doe]")),
        ("06ROME2192", "redactions:\n  - {name: J, reason: R.}\n"),
        ("06ROME2192", "redactions: [\n"),
        # A whole paragraph.
        ("06ROME2190", "redactions:\n  - {at: p2, reason: R., date: 2026-11-23}\n"),
    ],
)
def test_what_withholds_is_the_same_in_a_file(several: Path, name: str, entry: str) -> None:
    (several / "source_cables" / f"{name}.yaml").write_text(entry, "utf-8")
    one = assembled(several, in_file=True)
    assert isinstance(one.cables, Spooled)
    assert one.cables.sealed
    same(one, assembled(several, in_file=False))


def test_many_cables_that_withhold_are_the_same(several: Path) -> None:
    sources = several / "source_cables"
    for name in ("06ROME2192", "06ROME2193", "08OTTAWA701", "08OTTAWA705"):
        (sources / f"{name}.yaml").write_text(WITHHELD, "utf-8")
    one, other = assembled(several, in_file=True), assembled(several, in_file=False)
    same(one, other)
    assert len(one.redacted) == 4


_CELLS: dict[str, Any] = {
    "string": st.text(max_size=5).filter(str.isprintable),
    "int64": st.integers(-(2**63), 2**63 - 1),
    "bool_": st.booleans(),
    "date32": st.dates().map(date.isoformat),
}


@pytest.mark.outputs
@pytest.mark.parametrize("name", _CELLS)
@given(data=st.data())
def test_columns_are_those_of_pyarrow(name: str, data: st.DataObject) -> None:
    import pyarrow as pa

    from cable_edition.exports.datasets.arrow_columns import column

    cells = tuple(data.draw(st.lists(st.none() | _CELLS[name], max_size=20)))
    type_ = getattr(pa, name)()
    wanted = cells
    if name == "date32":
        wanted = tuple(date.fromisoformat(one) if one else None for one in cells)
    made = column(cells, type_)
    made.validate(full=True)
    assert made.equals(pa.array(wanted, type_))


_EXPORT = """\
import sys
from cable_edition.cli import main
try:
    main(["export", "tables", "parquet", "--out", sys.argv[1], "--registers", "registers"])
except SystemExit:
    print("pandas:", "pandas" in sys.modules)
"""


@pytest.mark.outputs
def test_tables_are_written_without_pandas(several: Path, tmp_path: Path) -> None:
    """Loading it would take as much memory as a thousand cables."""
    from tests.editions import run

    said = run(["-c", _EXPORT, tmp_path / "out"], several)
    assert "pandas: False" in said
    assert (tmp_path / "out" / "parquet" / "records.parquet").is_file()
