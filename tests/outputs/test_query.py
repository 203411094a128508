"""Questions in SQL: answered from every form of the tables, and from nothing else."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.cli import query as command
from cable_edition.core.edition.assemble import Edition
from cable_edition.exports.folder import DataFolder
from tests.editions import EDITIONS, ROOT
from tests.outputs.conftest import CABLE, INFO
from tests.outputs.test_tables import ODD
from tests.outputs.test_withheld import project  # noqa: F401 (a fixture)

PAGE = (ROOT / "docs" / "data.md").read_text("utf-8")
EXAMPLES = re.findall(r"```sh\n(cable-edition query .*?)```", PAGE, re.DOTALL)
COUNT = "SELECT count(*) AS n FROM paragraphs"
needs_duckdb = pytest.mark.outputs


def asked(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["query", *map(str, words)])


@pytest.fixture
def data(make_edition: Callable[..., Edition], tmp_path: Path) -> Path:
    """Data of two cables in every form."""
    edition = make_edition(c06ROME1=ODD, c06ROME2190=CABLE.replace("{hostile}", "as ever"))
    DataFolder(tmp_path / "data", edition, INFO).write(["tables", "parquet"])
    return tmp_path / "data"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that has everything, in a place of its own."""
    folder = tmp_path_factory.mktemp("everything") / "edition"
    shutil.copytree(EDITIONS["everything"], folder, ignore=shutil.ignore_patterns("_build"))
    return folder


def test_without_the_packages_a_line_says_what_to_install(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "is_there", lambda: False)
    done = asked(COUNT, data_folder)
    assert done.exit_code == 2
    assert done.output == (
        "questions need duckdb and pyarrow, which are not installed; "
        "pip install 'cable-edition[tables]' adds them\n"
    )


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path


@needs_duckdb
@pytest.mark.parametrize("example", EXAMPLES)
def test_each_question_of_the_manual_is_answered(
    example: str, everything: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(EXAMPLES) == 6
    monkeypatch.chdir(everything)
    words = shlex.split(example)[2:]
    if "paris/data" in words:
        built = everything / "docs" / "_build" / "data"
        if not built.is_dir():
            assert asked(COUNT).exit_code == 0
        shutil.copytree(built, "paris/data")
        assert CliRunner().invoke(main, ["export", "tables", "--out", "x"]).exit_code == 0
        Path("rome").mkdir()
        shutil.copy("x/tables/edition.sqlite", "rome")
    done = asked(*words)
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) > 2


@needs_duckdb
def test_marks_by_year_are_those_that_the_records_have(everything: Path) -> None:
    from cable_edition.core.edition.assemble import assemble

    edition = assemble(everything / "source_cables", everything / "docs" / "registers")
    expected: dict[tuple[int, str], int] = {}
    for one in edition.cables:
        for part in one.cable.paragraphs:
            if part.marking:
                level = re.match("[A-Z]+", part.marking.text.strip("("))
                assert level
                key = int(one.date[:4]), level[0]
                expected[key] = expected.get(key, 0) + 1
    expected[2008, "U"] = expected.get((2008, "U"), 0) + 1  # Of 08ROME407, among its words.
    (example,) = (one for one in EXAMPLES if "FROM portions" in one)
    question = shlex.split(example)[2]
    settings = ("--settings", everything / "edition.toml", "--format", "json")
    found = [json.loads(line) for line in asked(question, *settings).stdout.splitlines()]
    assert {(one["year"], one["level"]): one["marks"] for one in found} == expected


@needs_duckdb
def test_who_is_named_with_whom_is_counted_by_paragraph(everything: Path) -> None:
    from cable_edition.core.edition.assemble import assemble

    edition = assemble(everything / "source_cables", everything / "docs" / "registers")
    names = {one.id: one.name for one in edition.registers.people}
    expected: dict[tuple[str, str], int] = {}
    for one in edition.cables:
        named: dict[str, set[str]] = {}
        for anchor, mentions in one.mentions.items():
            found = {item.entry for item in mentions if item.kind == "person"}
            named.setdefault(anchor.partition("-")[0], set()).update(found)
        for found in named.values():
            for pair in combinations(sorted(found), 2):
                key = names[pair[0]], names[pair[1]]
                expected[key] = expected.get(key, 0) + 1
    assert max(expected.values()) > 1
    (example,) = (one for one in EXAMPLES if "AS beside" in one)
    settings = ("--settings", everything / "edition.toml", "--format", "json")
    lines = asked(shlex.split(example)[2], *settings).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    assert {(one["name"], one["beside"]): one["places"] for one in rows} == expected


@needs_duckdb
@pytest.mark.parametrize("form", ["", "parquet", "tables", "tables/edition.sqlite"])
def test_every_form_gives_the_same_answer(data: Path, form: str) -> None:
    question = "SELECT r.id, r.day, r.partial, p.text, p.number FROM records r JOIN paragraphs p"
    question += " ON p.cable = r.id ORDER BY ALL"
    assert asked(question, data, "--format", "csv").stdout == (
        asked(question, data / form, "--format", "csv").stdout
    )
    done = asked("SELECT words FROM refs WHERE words = '05E286'", data / form, "--format", "json")
    assert done.stdout == '{"words": "05E286"}\n'


@needs_duckdb
def test_a_site_with_data_and_a_single_folder_are_found(data: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    shutil.copytree(data, tmp_path / "site" / "data")
    shutil.copy(data / "tables" / "edition.sqlite", tmp_path / "mine.sqlite")
    for place in (tmp_path / "site", tmp_path / "mine.sqlite"):
        assert asked(COUNT, place, "--format", "json").stdout == '{"n": 4}\n'
    done = asked(COUNT, tmp_path / "registers")
    assert done.exit_code == 2
    assert "there are no tables of an edition; cable-edition export parquet" in done.output
    assert len(done.output.splitlines()) == 1


@needs_duckdb
def test_several_editions_are_told_apart(data: Path, tmp_path: Path) -> None:
    shutil.copy(data / "tables" / "edition.sqlite", tmp_path / "rome.sqlite")
    question = "SELECT edition, count(*) AS n FROM records GROUP BY ALL ORDER BY ALL"
    done = asked(question, data, tmp_path / "rome.sqlite", data, "--format", "json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["edition"], one["n"]) for one in found] == [
        ("a-test-edition", 2),
        ("a-test-edition-2", 2),
        ("rome", 2),
    ]


@needs_duckdb
@pytest.mark.parametrize("name", ["a[1]", "b*", "c?d", "e'f", 'g"h', "i{j,k}", "é %41"])
def test_a_folder_of_any_name_is_opened_and_no_other(data: Path, tmp_path: Path, name: str) -> None:
    for form in ("parquet", "tables"):
        place = tmp_path / form / name
        shutil.copytree(data / form, place)
        # What the name would stand for as a pattern.
        for other in ("a1", "bc", "cxd", "ij"):
            shutil.copytree(data / form, tmp_path / form / other)
        assert asked(COUNT, place, "--format", "json").stdout == '{"n": 4}\n'


@needs_duckdb
def test_of_several_editions_it_is_told_which_cannot_be_read(data: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.sqlite").write_bytes((data / "tables" / "edition.sqlite").read_bytes()[:5000])
    (tmp_path / "none.sqlite").write_text("no database")
    shutil.copytree(data / "parquet", tmp_path / "cut")
    (tmp_path / "cut" / "paragraphs.parquet").write_bytes(b"PAR1" * 9)
    for name in ("cut.sqlite", "none.sqlite", "cut"):
        done = asked(COUNT, data, tmp_path / name)
        assert done.exit_code == 2
        (line,) = done.output.splitlines()
        assert line.startswith(f"{tmp_path / name}: its table paragraphs cannot be read: ")


@needs_duckdb
@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM '{secret}'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_parquet('{folder}/data/parquet/records.parquet')",
        "COPY records TO '{folder}/out.csv'",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "ATTACH '{folder}/out.db'",
        "EXPORT DATABASE '{folder}/out'",
        "SELECT 1; COPY records TO '{folder}/out.csv'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "DROP TABLE records",
        "INSERT INTO records (id) VALUES ('x')",
        "SELECT * FROM read_csv('http://localhost:1/x.csv')",
        "SELECT * FROM CABLE",
    ],
)
def test_a_question_opens_and_changes_nothing(data: Path, tmp_path: Path, question: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\nhidden\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = asked(question.format(secret=secret, folder=tmp_path), data)
    assert done.exit_code == 2, done.output
    assert "hidden" not in done.output
    assert len(done.output.splitlines()) == 1
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


@needs_duckdb
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("SELEC", 'Parser Error: syntax error at or near "SELEC"'),
        ("SELECT nosuch FROM records", "nosuch"),
        ("SELECT * FROM nosuch", "nosuch does not exist!; the tables are records, paragraphs"),
        ("SELECT * FROM paragraph", "the tables are records, paragraphs"),
        ("SELECT nosuch(id) FROM records", "nosuch"),
        ("SELECT CAST(id AS INTEGER) FROM records", "06ROME"),
        ("", "write one question"),
        ("/* nothing */", "write one question"),
        ("SELECT 1; SELECT 2", "write one question"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(data: Path, question: str, told: str) -> None:
    done = asked(question, data)
    assert done.exit_code == 2
    assert told in done.output
    assert len(done.output.splitlines()) == 1


@needs_duckdb
def test_a_table_is_cut_and_csv_is_whole_and_no_formula(data: Path) -> None:
    question = "SELECT subject, partial, repeat('x', 70) AS long FROM records ORDER BY id"
    head, rule, first, _ = asked(question, data).stdout.splitlines()
    assert head.split() == ["subject", "partial", "long"]
    assert set(rule) == {"-", " "}
    assert first.split() == ["=1+2", "yes", "x" * 57 + "..."]
    rows = list(csv.reader(asked(question, data, "--format", "csv").stdout.splitlines()))
    assert rows[1] == ["'=1+2", "true", "x" * 70]
    assert asked("SELECT 1 AS n WHERE false", data).stdout.splitlines() == ["n", "-"]


@needs_duckdb
def test_a_change_of_the_edition_makes_the_tables_anew(
    project: Path,  # noqa: F811
) -> None:
    folders = ["--sources", str(project / "source_cables")]
    folders += ["--registers", str(project / "registers"), "--format", "json"]
    question = "SELECT text FROM paragraphs"
    first = asked(question, *folders)
    assert first.exit_code == 0, first.output
    assert "Quux" not in first.output
    assert "written to" in first.stderr
    again = asked(question, *folders)
    assert (again.stdout, again.stderr) == (first.stdout, "")
    source = project / "source_cables" / "05OTTAWA1.txt"
    kept = source.stat()
    source.write_text(source.read_text("utf-8").replace("hotel", "hostel"), "utf-8")
    # A copy that brings its time along is newer all the same.
    os.utime(source, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    third = asked(question, *folders)
    assert "hostel" in third.stdout
    assert "written to" in third.stderr


@needs_duckdb
def test_an_edition_that_stops_is_told_and_not_asked(
    project: Path,  # noqa: F811
) -> None:
    (project / "source_cables" / "SHA256SUMS").write_text(f"{'0' * 64}  05OTTAWA1.txt\n")
    folders = ["--sources", str(project / "source_cables")]
    done = asked(COUNT, *folders, "--registers", str(project / "registers"))
    assert done.exit_code == 2
    assert "source-changed" in done.output
    assert "Quux" not in done.output
