"""What the data files are proved to hold: each edit is caught, and names its file and place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.editions import EDITIONS
from tests.tampering import data_tables_edits, file_edits, json_edits, table_edits, tei_edits
from tests.tampering.kinds import KINDS, Edit, named, replaced

from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against, read_anew
from cable_edition.core.proof.data.data_check import check_data
from cable_edition.core.settings.edition_file import load_from
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import info_of

#: A cable with every layer, one whose reading was corrected, and two beside them.
CABLES = ("05ROME301", "08ROME410", "05OTTAWA900", "06ROME2190")


@pytest.fixture(scope="module")
def everything() -> Against:
    """The edition that has everything, less most of its cables: an edit costs as many readings."""
    file, _ = load_from(EDITIONS["everything"])
    against = read_anew(file)
    kept = tuple(one for one in against.edition.cables if one.id in CABLES)
    assert len(kept) == len(CABLES)
    return replace(against, edition=replace(against.edition, cables=kept))


@pytest.fixture(scope="module")
def written(everything: Against, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    DataFolder(folder, everything.edition, info_of(everything.file)).write()
    return folder


@pytest.fixture
def tamper(
    everything: Against, written: Path, tmp_path: Path
) -> Callable[[str, Edit], list[Problem]]:
    """A function that edits one file, and returns what is found in the files of its kind."""

    def tampered(name: str, edit: Edit) -> list[Problem]:
        kinds = {"json": ("json", "cables.jsonl", "registers.json", "schema", "wanted.json")}
        kinds["json"] += ("quoted.json",)
        kinds["cables.csv"] = ("cables.csv", "serials.csv", "wanted.csv", "quoted.csv")
        kinds["edition.jsonld"] = ("edition.jsonld", "beacon-wikidata.txt")
        kinds["tei"] = ("tei", "corpus.xml")
        kinds |= {"tables": ("tables",), "parquet": ("parquet",)}
        kind = name.split("/", maxsplit=1)[0]
        kind = "json" if kind in {"cables.jsonl", "registers.json", "schema"} else kind
        kind = "tei" if kind == "corpus.xml" else kind
        for one in kinds.get(kind, (name,)):
            if (written / one).is_dir():
                shutil.copytree(written / one, tmp_path / one)
            elif (written / one).is_file():
                shutil.copyfile(written / one, tmp_path / one)
        old = (written / name).read_bytes()
        new = edit.change(old)
        assert new != old
        (tmp_path / name).write_bytes(new)
        return list(check_data(tmp_path, everything))

    return tampered


def test_a_part_of_the_edition_is_proved_as_one(everything: Against, written: Path) -> None:
    assert [one.located() for one in check_data(written, everything)] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_data_of_each_edition_are_proved(edition: str, tmp_path: Path) -> None:
    file, _ = load_from(EDITIONS[edition])
    against = read_anew(file)
    DataFolder(tmp_path, against.edition, info_of(file)).write()
    assert [one.located() for one in check_data(tmp_path, against)] == []


@pytest.mark.parametrize(
    "edits",
    [
        tei_edits.EDITS,
        json_edits.EDITS,
        [edit for _, edit in table_edits.EDITS],
        [edit for _, edit in data_tables_edits.EDITS],
    ],
    ids=["TEI", "JSON", "one line for each cable", "tables"],
)
def test_there_are_edits_of_many_kinds(edits: list[Edit]) -> None:
    assert len(edits) >= 60
    assert len({edit.kind for edit in edits}) >= 12
    assert {edit.kind for edit in edits} <= KINDS.keys()


@pytest.mark.parametrize("edit", tei_edits.EDITS, ids=named)
def test_an_edit_of_tei_is_found(tamper: Callable[..., list[Problem]], edit: Edit) -> None:
    problems = tamper("tei/05ROME301.xml", edit)
    assert problems
    assert {Path(one.path).name for one in problems} == {"05ROME301.xml"}


@pytest.mark.parametrize("edit", json_edits.EDITS, ids=named)
def test_an_edit_of_a_record_is_found(tamper: Callable[..., list[Problem]], edit: Edit) -> None:
    problems = tamper("json/05ROME301.json", edit)
    assert problems
    assert {Path(one.path).name for one in problems} == {"05ROME301.json"}
    assert all("05ROME301" in one.message for one in problems)


def _in_line(edit: Edit) -> Edit:
    """Return the edit of a record as one of its line in the file of all records."""

    def change(data: bytes) -> bytes:
        lines = data.split(b"\n")
        (at,) = (n for n, one in enumerate(lines) if b'"reference_id":"05ROME301"' in one)
        lines[at] = edit.change(lines[at]).rstrip(b"\n")
        return b"\n".join(lines)

    return edit._replace(change=change)


@pytest.mark.parametrize("edit", [_in_line(edit) for edit in json_edits.EDITS], ids=named)
def test_an_edit_of_a_line_of_all_records_is_found(
    tamper: Callable[..., list[Problem]], edit: Edit
) -> None:
    problems = tamper("cables.jsonl", edit)
    assert problems
    assert {Path(one.path).name for one in problems} == {"cables.jsonl"}
    assert all("05ROME301" in one.message for one in problems)


@pytest.mark.parametrize(
    ("name", "edit"),
    table_edits.EDITS,
    ids=[f"{name}: {named(edit)}" for name, edit in table_edits.EDITS],
)
def test_an_edit_of_a_table_is_found(
    tamper: Callable[..., list[Problem]], name: str, edit: Edit
) -> None:
    problems = tamper(name, edit)
    assert problems
    assert {Path(one.path).name for one in problems} == {name}


@pytest.mark.parametrize(
    ("name", "edit"),
    data_tables_edits.EDITS,
    ids=[f"{name}: {named(edit)}" for name, edit in data_tables_edits.EDITS],
)
def test_an_edit_of_the_tables_for_programs_is_found(
    tamper: Callable[..., list[Problem]], name: str, edit: Edit
) -> None:
    problems = tamper(name, edit)
    assert problems
    assert {Path(one.path).name for one in problems} == {Path(name).name}


@pytest.mark.parametrize(
    ("anchor", "edit"),
    [
        ("p4", tei_edits.edit("word-changed", "p4", tei_edits.reword("p4", str.upper))),
        ("p2-3", tei_edits.edit("name", "p2-3", lambda r: tei_edits.at(r, "p2-3").set("n", "1"))),
        ("n-forty", replaced("note", "n-forty", "thirty years", "forty years")),
    ],
)
def test_a_message_of_tei_names_the_place(
    tamper: Callable[..., list[Problem]], anchor: str, edit: Edit
) -> None:
    told = " ".join(one.message for one in tamper("tei/05ROME301.xml", edit))
    assert f"05ROME301#{anchor}" in told or "p4" in anchor or "attribute n of item" in told


@pytest.mark.parametrize("edit", tei_edits.ON_READING, ids=named)
def test_a_correction_that_tei_tells_otherwise_is_found(
    tamper: Callable[..., list[Problem]], edit: Edit
) -> None:
    problems = tamper("tei/08ROME410.xml", edit)
    assert problems
    assert {Path(one.path).name for one in problems} == {"08ROME410.xml"}


@pytest.mark.parametrize("edit", json_edits.ON_READING, ids=named)
def test_a_correction_that_a_record_tells_otherwise_is_found(
    tamper: Callable[..., list[Problem]], edit: Edit
) -> None:
    problems = tamper("json/08ROME410.json", edit)
    assert problems
    assert {Path(one.path).name for one in problems} == {"08ROME410.json"}
    assert all(one.message.startswith("08ROME410") for one in problems)


def test_a_message_of_a_record_names_anchor_and_field(
    tamper: Callable[..., list[Problem]],
) -> None:
    edit = json_edits.edit("word-changed", "", json_edits.put("paragraphs.1.blocks.2.text", "No."))
    (problem,) = tamper("json/05ROME301.json", edit)
    assert problem.code == "field-differs"
    assert problem.message == (
        "05ROME301#p2-2 paragraphs[1].blocks[2].text: it must be "
        "'-- mend those that ships use;', here it is 'No.'"
    )


@pytest.mark.parametrize(
    ("name", "edit"),
    file_edits.EDITS,
    ids=[f"{name}: {named(edit)}" for name, edit in file_edits.EDITS],
)
def test_an_edit_of_a_file_of_the_edition_is_found(
    tamper: Callable[..., list[Problem]], name: str, edit: Edit
) -> None:
    problems = tamper(name, edit)
    assert problems
    assert {Path(one.path).name for one in problems} == {Path(name).name}


@pytest.mark.parametrize(
    "name",
    [
        *("json/05ROME301.json", "tei/05ROME301.xml", "cables.jsonl", "corpus.xml"),
        *("registers.json", "tables/refs.csv", "tables/edition.sqlite", "tables/datapackage.json"),
        *("parquet/refs.parquet", "parquet/croissant.json"),
    ],
)
def test_a_missing_file_is_found(
    everything: Against, written: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(written, folder)
    (folder / name).unlink()
    (problem,) = check_data(folder, everything)
    assert problem.code == "file-missing"
    assert problem.path == str(folder / name)


@pytest.mark.parametrize(
    "name", ["json/05ROME302.json", "notes.txt", "tei/x/y.xml", "schema/x", "tables/more.csv"]
)
def test_a_file_more_is_found(
    everything: Against, written: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(written, folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("{}")
    assert {one.code for one in check_data(folder, everything)} == {"file-unknown"}
