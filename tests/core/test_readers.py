from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.core.cable.model import Cable, Span
from cable_edition.core.proof.cover import cover_problems, regenerated
from cable_edition.core.reading.parse import parse, parse_all, parse_file
from cable_edition.core.reading.readers import cells
from cable_edition.core.reading.readers.created import iso_created
from cable_edition.core.reading.readers.csv import CsvReader
from cable_edition.core.reading.readers.dump import is_dump_reader
from cable_edition.core.reading.readers.registry import (
    SAMPLE,
    other_readers,
    possible_readers,
    reader_named,
    reader_of,
)
from cable_edition.core.reading.readers.registry import readers as registered
from tests.core.expected import schema

DATA = Path(__file__).parents[1] / "data" / "parse"
ROW = (
    '"{n}","1/28/2005 20:38","05OTTAWA{n}","Embassy Ottawa","UNCLASSIFIED","","",'
    '"UNCLAS OTTAWA {n}\n\nSUBJECT: A \\"QUOTED\\" WORD\n\n1. {words}\n"\n'
)


def _texts(cables: list[Cable]) -> list[str]:
    return [cable.source.text[slice(*cable.extent)] for cable in cables]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("reader-page-two", "cablebrowser-2"),
        ("reader-html", "cablegate-html"),
        ("reader-csv", "cablegate-csv"),
        ("header-telegram", "telegram"),
        ("header-modern", "plain"),
    ],
)
def test_form_is_recognised(name: str, form: str) -> None:
    reader = reader_of((DATA / f"{name}.txt").read_text("utf-8"))
    assert reader is not None
    assert reader.name == form


#: What may stand before a form: a mark of the encoding, white space.
BEFORE = ("", "\ufeff", "\n\r\n \t", "\ufeff\n", " " * 180)


@pytest.mark.parametrize("before", BEFORE)
def test_reader_that_recognises_a_text_is_among_the_possible(before: str) -> None:
    seen = set()
    for path in sorted((*DATA.rglob("*.txt"), *(DATA.parent / "forms").rglob("*"))):
        if not path.is_file():
            continue
        sample = (before + path.read_text("utf-8", errors="replace"))[:SAMPLE]
        knows = {reader.name for reader in registered() if reader.recognise(sample)}
        assert knows <= {reader.name for reader in possible_readers(sample)}
        seen |= knows
    assert len(seen) > 4


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("cablegate-csv", 'id,date,reference_id,origin,"x"\n'),
        ("cablegate-csv", '17,1/28/2005 20:38,"05OTTAWA2"\n'),
        ("csv", "title;date;body\n1;2;3\n"),
        ("json", ' [ {"id": "05ROME1"}]'),
        ("sql", "-- a dump\ninsert into cables (id, body) values ('1', 'x');\n"),
        ("sql", "create table cables (id int);\n"),
        ("mail", "From a b\nMessage-ID: <1>\nMIME-Version: 1.0\n\nUNCLAS ROME 1234\n"),
        ("mail", "Reply-To: a\nMIME-Version: 1.0\n\nUNCLAS ROME 1234\n"),
        ("markdown", "# A\n\nUNCLAS ROME 1234\nSUBJECT: X\n"),
        ("markdown", "---\ntitle: A\n---\n\nUNCLAS ROME 1234\nSUBJECT: X\n"),
        ("markdown", "Look:\n\n```\nUNCLAS ROME 1234\nSUBJECT: X\n```\n"),
        ("state-release", "RELEASE IN PART\nB1\n\nUNCLAS ROME 1234\n"),
        ("acp-127", "R 142136Z JUL 05\nFM A\nBT\nUNCLAS //N1//\nSUBJ/A//\nRMKS/1. B//\n"),
        ("telegram", "PAGE 01 ROME 01234\nACTION EUR-12\n"),
        ("plain", "UNCLAS ROME 1234\nSUBJECT: X\n"),
    ],
)
def test_form_that_is_recognised_is_possible(form: str, text: str) -> None:
    reader = reader_named(form)
    assert reader is not None
    assert reader.name == form
    for before in BEFORE:
        if reader.recognise(before + text):
            assert reader in possible_readers(before + text)
    assert reader.recognise(text)


def test_plain_cable_loads_no_reader_of_another_form() -> None:
    code = (
        "import sys; from cable_edition.core.reading.parse import parse;"
        "parse('UNCLAS ROME 1234\\n\\nSUBJECT: X\\n\\n1. Text, and more.\\n');"
        "print(*(name for name in sys.modules if '.readers.' in name or name == 'email.policy'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.rpartition(".")[2] for name in done.stdout.split()}
    assert "plain" in loaded
    assert not loaded & {"policy", "html", "frus", "csv", "json_records", "sql", "mail", "acp127"}


@pytest.mark.parametrize(
    "text", ["", "\n\n", "A letter about nothing.", "<html><p>Hello</p></html>"]
)
def test_text_without_a_cable_is_unknown_and_kept(text: str) -> None:
    (cable,) = parse_all(text)
    assert cable.source.format == "unknown"
    assert cable.paragraphs == ()
    assert regenerated(cable) == text
    assert cover_problems(cable) == []


def test_unknown_text_has_the_id_of_its_file() -> None:
    assert parse("nothing", name="folder/05OTTAWA286.txt").reference_id == "05OTTAWA286"


@pytest.mark.parametrize("name", ["reader-two-cables", "reader-two-extracts", "reader-page-two"])
def test_two_cables_share_a_file_without_gap(name: str) -> None:
    path = DATA / f"{name}.txt"
    cables = list(parse_file(path))
    assert len(cables) == 2
    assert "".join(_texts(cables)) == path.read_text("utf-8")


def test_name_of_the_file_is_the_id_of_its_first_cable_only() -> None:
    text = (DATA / "reader-two-extracts.txt").read_text("utf-8")
    assert [cable.reference_id for cable in parse_all(text, name="05OTTAWA286.txt")] == [
        "05OTTAWA286",
        None,
    ]


def test_later_section_is_no_new_cable() -> None:
    text = "".join(
        f"UNCLAS SECTION 0{n} OF 02 OTTAWA 000286\n\nSIPDIS\n\n{n}. Text.\n" for n in (1, 2)
    )
    (cable,) = parse_all(text)
    assert [paragraph.n for paragraph in cable.paragraphs] == [1, 2]


def test_entities_and_markup_keep_their_place_in_the_source() -> None:
    (cable,) = parse_file(DATA / "reader-html.txt")
    text = cable.source.text
    assert cable.opening.subject is not None
    (span,) = cable.opening.subject.spans
    assert text[slice(*span)] == "TRADE &amp; AID"
    (span,) = cable.paragraphs[0].passage.spans
    assert text[slice(*span)] == "The AT&amp;T talks &quot;stalled&quot;."
    kinds = {segment.kind for segment in cable.segments}
    assert {"markup", "furniture", "record", "pilcrow"} <= kinds


def test_comment_and_tag_that_never_close_are_text() -> None:
    page = "<pre>UNCLAS ROME 1\nSUBJECT: X\n\n1. A <!-- b < c </pre>"
    cable = parse(page)
    assert cable.source.format == "cablegate-html"
    assert [paragraph.text for paragraph in cable.paragraphs] == ["A <!-- b < c"]
    assert cover_problems(cable) == []


def test_byte_order_mark_in_text_is_a_leftover() -> None:
    cable = parse("\ufeffUNCLAS OTTAWA 000286\n\nSUBJECT: X\n\n1. Text.\n")
    assert cable.opening.classification is not None
    assert cable.segments[0].span == Span(0, 1)
    assert cover_problems(cable) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2005-01-28 20:38:00", "2005-01-28T20:38:00"),
        ("2006-03-21 18:06", "2006-03-21T18:06:00"),
        ("12/28/1966 18:48", "1966-12-28T18:48:00"),
        ("2005-01-28", "2005-01-28"),
        ("2005-02-30 10:00", None),
        ("28 January", None),
    ],
)
def test_dates_of_records(text: str, iso: str | None) -> None:
    assert iso_created(text) == iso


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_rows_do_not_depend_on_the_chunks(size: int) -> None:
    text = '"1","a \\" b","c "" d"\n\n"2","line\nbreak \\\\","x"\r\n"3","open'
    chunks = [text[at : at + size] for at in range(0, len(text), size)]
    rows = [row for row, _ in CsvReader().rows(chunks)]
    assert rows == [
        '"1","a \\" b","c "" d"\n',
        "\n",
        '"2","line\nbreak \\\\","x"\r\n',
        '"3","open',
    ]


def test_rows_of_a_dump_have_offsets_in_the_file() -> None:
    path = DATA / "reader-csv.txt"
    text = path.read_text("utf-8")
    second = list(parse_file(path))[1]
    assert second.source.offset == text.index('"2","1/28/2005')
    assert second.source.line == text.count("\n", 0, second.source.offset)
    assert cover_problems(second) == []


def test_names_of_columns_and_blank_rows_are_no_cables() -> None:
    names = "id,date,reference_id,origin,classification,references,header,body\n"
    cables = list(parse_all(f"{names}\n{ROW.format(n=7, words='Text.')}"))
    assert [cable.reference_id for cable in cables] == ["05OTTAWA7"]
    assert [cable.source.format for cable in parse_all(names)] == ["unknown"]


def test_row_with_too_few_columns_is_a_problem() -> None:
    cable = parse('"1","1/28/2005 20:38","05OTTAWA7","Embassy Ottawa"\n')
    assert cable.reference_id == "05OTTAWA7"
    assert "bad-row" in [problem.code for problem in cable.problems]
    assert cover_problems(cable) == []


def test_dump_is_read_in_memory_that_does_not_grow_with_it(tmp_path: Path) -> None:
    path = tmp_path / "cables.csv"
    words = "word " * 2000
    with path.open("w", encoding="utf-8") as stream:
        for number in range(1, 1001):
            stream.write(ROW.format(n=number, words=words))
    size = path.stat().st_size
    tracemalloc.start()
    try:
        count = sum(1 for _ in parse_file(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 1000
    assert peak < size


def _package(folder: Path, module: str) -> None:
    """Lay out a package as an installer does: a module, and what announces its reader."""
    (folder / "harbor_letters.py").write_text(module, "utf-8")
    info = folder / "harbor_letters-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: harbor-letters\nVersion: 1.0\n")
    points = "[cable_edition.readers]\nx-letters = harbor_letters:LetterReader\n"
    (info / "entry_points.txt").write_text(points, "utf-8")


def _documented() -> str:
    """Return the reader that the manual has as its example."""
    manual = (Path(__file__).parents[2] / "docs/developers/add-a-reader.md").read_text("utf-8")
    return manual.split("```python\n")[1].split("```")[0]


@pytest.fixture
def other_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder that Python looks for packages in."""
    monkeypatch.syspath_prepend(str(tmp_path))
    other_readers.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    sys.modules.pop("harbor_letters", None)
    other_readers.cache_clear()


LETTER = "@@ 05QUITO{n} | 2005-03-21\nUNCLAS QUITO 000{n}\n\nSUBJECT: X\n\n1. Text.\nTORRES\n"


def test_another_package_adds_the_reader_of_the_manual(other_package: Path) -> None:
    _package(other_package, _documented())
    text = LETTER.format(n=317) + LETTER.format(n=318)
    cables = list(parse_all(text))
    assert [cable.reference_id for cable in cables] == ["05QUITO317", "05QUITO318"]
    for cable in cables:
        assert cable.source.format == "x-letters"
        assert cover_problems(cable) == []
        schema().validate(json.loads(json.dumps(cable.to_dict())))
        assert [paragraph.text for paragraph in cable.paragraphs] == ["Text."]
        assert cable.created is not None
        assert cable.created.text == "2005-03-21"
    assert "".join(map(regenerated, cables)) == text
    assert parse("UNCLAS QUITO 000317\n\nSUBJECT: X\n\n1. Text.\n").source.format == "plain"


def test_the_tests_of_the_manual_pass(other_package: Path) -> None:
    _package(other_package, _documented())
    manual = (Path(__file__).parents[2] / "docs/developers/add-a-reader.md").read_text("utf-8")
    lines = manual.split("```python\n")[2].split("```")[0]
    names: dict[str, Any] = {}
    exec(compile(lines, "test_harbor_letters.py", "exec"), names)  # noqa: S102 - the page's own
    tests = [one for name, one in names.items() if name.startswith("test_")]
    assert len(tests) == 2
    for test in tests:
        test()


@pytest.mark.parametrize("module", ["import no_such_module\n", "LetterReader = 3\n", "x = 1\n"])
def test_a_broken_package_is_named_in_one_line(other_package: Path, module: str) -> None:
    _package(other_package, module)
    with pytest.raises(OSError, match="reader of another package cannot be loaded") as caught:
        parse("UNCLAS QUITO 000317\n")
    assert caught.value.filename == "harbor_letters:LetterReader"
    for name in "ab":
        (other_package / f"{name}.txt").write_text("UNCLAS QUITO 000317\n", "utf-8")
    files = [str(other_package / f"{name}.txt") for name in "ab"]
    for options in ((), ("--format", "json")):
        result = CliRunner().invoke(main, ["check", *options, *files])
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        assert result.stderr.startswith("harbor_letters:LetterReader: this reader of another")
    result = CliRunner().invoke(main, ["check", str(other_package / "none.txt")])
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(
    ("form", "head", "short", "longer"),
    [("csv", "id,date,body", "a\n", "05ROME1,x\n"),
     ("cablegate-csv", "", '"a"\n', None),
     ("sql", "escaped\x1fid\x1fdate\x1fbody", "('a')", "('05ROME1','x')"),
     ("sql", "copied\x1fid\x1fdate\x1fbody", "a\n", "05ROME1\tx\n")],
)  # fmt: skip
def test_a_row_too_short_for_a_record_is_passed_over_at_once(
    form: str, head: str, short: str, longer: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = reader_named(form)
    assert is_dump_reader(reader)
    if longer:
        record = reader.read_row(longer, head, "")
        assert record is not None
        assert record.raw_id == "05ROME1"
        monkeypatch.setattr(cells, "filled", None)  # What costs most is not asked for.
    row = reader.read_row(short, head, "")
    assert row is not None
    assert row.raw_id is None
    assert [one.code for one in row.problems] == ["bad-row"]
