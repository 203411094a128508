"""A file that withholds words and belongs to no cable stops the edition; other files are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.source_folder import read_cables
from cable_edition.core.problems import Problem
from tests.core.test_redaction import NAME, SOURCE

ASTRAY = {
    "06OTTAWA1.yaml": "",
    "05OTTAWA1.YAML": "05OTTAWA1.yaml",
    "05OTTAWA1.Yaml": "05OTTAWA1.yaml",
    "more/05OTTAWA0001.yaml": "05OTTAWA1.yaml",
    "more/and/06OTTAWA7.yml": "",
    "05Ottawa1.yaml": "05OTTAWA1.yaml",
    "05ottawa1.yaml": "05OTTAWA1.yaml",
    "05OTTAWA0001.yaml": "05OTTAWA1.yaml",
    "05OTTAWA1.txt.yaml": "05OTTAWA1.yaml",
    "05OTTAWA1.yaml.txt": "05OTTAWA1.yaml",
    "05OTTAWA1.yaml.bak": "05OTTAWA1.yaml",
    "05OTTAWA1.yaml~": "05OTTAWA1.yaml",
    "05 OTTAWA 1.yaml": "05OTTAWA1.yaml",
    ".05OTTAWA1.yaml": "05OTTAWA1.yaml",
    "redactions.yaml": "",
    "names.yml": "",
}


def found(folder: Path, name: str, text: str | bytes) -> list[Problem]:
    (folder / "05OTTAWA1.txt").write_text(SOURCE, "utf-8")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    problems = read_cables(folder).problems
    return [one for one in problems if Path(one.path) == path and one.code != "source-new"]


@pytest.mark.parametrize("name", ASTRAY)
def test_what_would_be_withheld_and_is_not_stops_the_edition(tmp_path: Path, name: str) -> None:
    problems = [one for one in found(tmp_path, name, NAME) if one.fatal]
    (problem,) = [one for one in problems if one.code == "sidecar-astray"]
    assert problem.line == 1
    said = f"name it {ASTRAY[name]}, beside" if ASTRAY[name] else "name it after the id"
    assert said in problem.message
    assert "Roe" not in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "Redactions: [{name: Jane Roe}]\n",
        "redacted: Jane Roe\n",
        "base: x\nredactions: []\n",
        "redactions: [\n",
        "- redactions\n",
        "a: *b\n# redactions\n",
        NAME.encode("utf-16"),
    ],
)
def test_a_file_that_might_withhold_words_stops_the_edition(
    tmp_path: Path, text: str | bytes
) -> None:
    assert "sidecar-astray" in [one.code for one in found(tmp_path, "06OTTAWA1.yaml", text)]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("05OTTAWA1yaml", NAME, 1),
        ("redactions.txt", f"notes: []\n{NAME}", 2),
        ("05OTTAWA1.yaml.d/x", NAME, 1),
        ("05OTTAWA1.json", '{"redactions": [{"name": "Jane Roe", "reason": "x"}]}', 1),
        ("05OTTAWA1.json", '{\n "redactions": [\n {"name": "Jane Roe", "reason": "x"}]}', 2),
        ("05OTTAWA1.toml", '[[redactions]]\nname = "Jane Roe"\nreason = "x"\n', 1),
        ("more/05OTTAWA1", "redactions = [{name = 'Jane Roe', reason = 'x'}]", 1),
    ],
)
def test_a_file_of_another_kind_that_withholds_words_stops_the_edition(
    tmp_path: Path, name: str, text: str, line: int
) -> None:
    (problem,) = [one for one in found(tmp_path, name, text) if one.code == "sidecar-astray"]
    assert problem.fatal
    assert problem.line == line
    assert "Roe" not in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "REDACTIONS: B1\nReason: none\n",
        "Redactions: two, by the body\nreason: none given\n",
        "redactions:\n  were made by hand\n",
        "1. (C) The reason: it has no redactions: none.\n",
    ],
)
def test_a_cable_may_speak_of_redactions(tmp_path: Path, text: str) -> None:
    codes = [one.code for one in found(tmp_path, "05OTTAWA2.txt", SOURCE + text)]
    assert "sidecar-astray" not in codes


@pytest.mark.parametrize(
    "name", ["05OTTAWA1.yaml", "05ottawa1.yml", "06OTTAWA7.yaml", ".05OTTAWA1.yaml~"]
)
@pytest.mark.parametrize("place", ["", "docs/", "docs/registers/"])
def test_a_sidecar_that_lies_elsewhere_stops_the_edition(
    tmp_path: Path, place: str, name: str
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "docs" / "registers").mkdir(parents=True)
    (tmp_path / "sources" / "05OTTAWA1.txt").write_text(SOURCE, "utf-8")
    (tmp_path / place / name).write_text(NAME, "utf-8")
    (tmp_path / place / "people.yaml").write_text("[]\n", "utf-8")
    problems = assemble(tmp_path / "sources", tmp_path / "docs" / "registers").problems
    (problem,) = [one for one in problems if one.code == "sidecar-astray"]
    assert problem.fatal
    assert Path(problem.path) == tmp_path / place / name


LIST = "cable,words,reason,date\n05OTTAWA1,Jane Roe,at risk,2026-11-23\n"


@pytest.mark.parametrize(
    ("name", "text", "stops"),
    [
        ("redactions.csv", LIST, True),
        ("Redacted names.tsv", LIST.replace(",", "\t"), True),
        ("more/05OTTAWA1-redactions.txt", "Jane Roe\n", True),
        ("to-be-withheld.json", '["Jane Roe"]', True),
        ("redacted.txt", SOURCE.replace("000001", "000003"), False),  # a cable that was released
        ("redactional.csv", LIST, False),
        ("redaction-policy.md", "We take out names.\n", False),
        ("names.csv", "a,b\n", False),
    ],
)
def test_a_list_of_what_is_withheld_is_no_sidecar(
    tmp_path: Path, name: str, text: str, stops: bool
) -> None:
    problems = [one for one in found(tmp_path, name, text) if one.fatal]
    assert [one.code for one in problems] == ["sidecar-astray"] * stops


@pytest.mark.parametrize("name", ["05OTTAWA1.yaml", "more/06OTTAWA7.yaml", "people.yaml"])
def test_a_file_in_a_folder_of_the_registers_is_read_by_nobody(tmp_path: Path, name: str) -> None:
    sources, registers = tmp_path / "sources", tmp_path / "docs" / "registers"
    for place, text in ((registers / "more" / name, NAME), (sources / "05OTTAWA1.txt", SOURCE)):
        place.parent.mkdir(parents=True)
        place.write_text(text, "utf-8")
    problems = assemble(sources, registers).problems
    told = [one.code for one in problems if Path(one.path) == registers / "more" / name]
    assert told == ["file-unused", *["sidecar-astray"] * ("OTTAWA" in name)]


def test_sources_in_the_folder_of_the_registers_are_no_registers(tmp_path: Path) -> None:
    sources = tmp_path / "cables"
    sources.mkdir()
    (sources / "05OTTAWA1.txt").write_text(SOURCE, "utf-8")
    (sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    (tmp_path / "_old").mkdir()
    (tmp_path / "_old" / "people.yaml").write_text("[]\n", "utf-8")
    codes = {one.code for one in assemble(sources, tmp_path).problems}
    assert codes == {"source-new"}


def test_another_file_with_the_name_of_a_cable_may_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "05OTTAWA1.txt").write_text(SOURCE, "utf-8")
    (tmp_path / "05OTTAWA1.yaml").write_text("notes: []\n", "utf-8")
    assert not [
        one for one in assemble(tmp_path / "sources", tmp_path / "none").problems if one.fatal
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("06OTTAWA1.yaml", "sidecar-needless"),
        ("notes.yaml", "sidecar-name"),
        ("05OTTAWA1.YAML", "file-unused"),
        ("more/notes.yaml", "sidecar-name"),
        ("more/06OTTAWA1.yaml", "sidecar-needless"),
        ("other.lock", "file-unused"),
    ],
)
def test_another_file_is_named_once(tmp_path: Path, name: str, code: str) -> None:
    problems = found(tmp_path, name, "base: a.txt\n")
    assert [(one.code, one.fatal) for one in problems] == [(code, False)]


@pytest.mark.parametrize("name", ["more/05OTTAWA1.yaml", "05OTTAWA1.yaml"])
def test_a_sidecar_of_a_cable_withholds_words_in_any_folder(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, name, NAME) == []
    ((cable, _),) = read_cables(tmp_path).cables
    assert "Jane" not in cable.source.text


@pytest.mark.parametrize(
    "name", ["releases.yaml", "anchors.lock", "README.md", "05OTTAWA1.yaml", "more/05OTTAWA1.yaml"]
)
def test_what_belongs_there_is_not_named(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, name, "") == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("07NAPLES40.txt", "on the page of 07NAPLES40, after which the file is named"),
        ("letter.txt", "so no page is made of this file"),
    ],
)
def test_a_file_without_a_cable_has_a_page_where_it_is_named_after_one(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / name).write_text("Dear Ann,\n\nthe copy was lost in the post.\n\nBen\n", "utf-8")
    read = read_cables(tmp_path)
    (problem,) = [one for one in read.problems if one.code == "no-cable"]
    assert said in problem.message
    assert ("no page" in problem.message) == (not read.cables)
