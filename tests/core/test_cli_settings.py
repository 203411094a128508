"""The commands find the edition by its settings, and tell what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main

CABLE = """\
C O N F I D E N T I A L OTTAWA {serial:06d}

SIPDIS

E.O. 12958: DECL: 01/26/2009
TAGS: PREL, CA
SUBJECT: A VISIT

Classified By: Pol Mincouns Brian Flora, reasons 1.4 (b) (d)

1. (C) Jane Roe of the MFA came.

DICKSON
"""
TOML = """\
title = "Dispatches"
editors = ["Ann Other", "Bob Else"]
publisher = "A Press"
abstract = "Cables of a winter."
licence = "https://creativecommons.org/licenses/by-sa/4.0/"
base_url = "https://example.org/e"
doi = "10.1234/{id}"

[folders]
sources = "texts"
registers = "lists"
"""
#: Each command with arguments that suffice where the settings are good.
COMMANDS = {
    "add": ["site/index.html"],
    "archive": ["--site", "site", "--data", "data", "--out", "out"],
    "check": [],
    "export": ["json", "--out", "data"],
    "leaks": ["site"],
    "quote": ["a visit"],
    "release": ["0.1.0", "--date", "2026-11-03"],
    "seal": [],
    "suggest": [],
    "verify": ["site"],
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of an edition, in which we stand."""
    folder = tmp_path / "edition"
    for name in ("texts", "lists", "site", "data"):
        (folder / name).mkdir(parents=True)
    for serial in (1, 2):
        path = folder / "texts" / f"05OTTAWA{serial}.txt"
        path.write_text(CABLE.format(serial=serial), "utf-8")
    (folder / "lists" / "people.yaml").write_text(
        "- {id: roe-jane, name: Jane Roe, tip: A visitor.}\n", "utf-8"
    )
    (folder / "edition.toml").write_text(TOML, "utf-8")
    (folder / "site" / "index.html").write_text("<p>Nothing.</p>", "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"verify"}))
def test_a_command_finds_its_folders_in_the_settings(root: Path, command: str) -> None:
    if command == "release":
        assert run("seal").exit_code == 0
    done = run(command, *COMMANDS[command])
    assert done.exit_code == 0, done.output


def test_verify_finds_the_sources_in_the_settings(root: Path) -> None:
    assert "05OTTAWA1" in run("verify", "site").output


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_ends_with_a_line_for_each_fault_of_the_settings(
    root: Path, command: str
) -> None:
    (root / "edition.toml").write_text('titel = "x"\ndoi = 5\n', "utf-8")
    before = sorted(path.name for path in root.rglob("*"))
    done = run(command, *COMMANDS[command])
    assert done.exit_code == 2
    lines = done.output.splitlines()
    assert lines[0].startswith("edition.toml:1: there is no setting `titel`")
    assert lines[1].startswith("edition.toml:2: `doi` must be a DOI")
    assert len(lines) == 2
    assert sorted(path.name for path in root.rglob("*")) == before


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_folder_of_the_documents_is_none_of_sources(root: Path, command: str) -> None:
    for name in ("docs", "docs/cables", "docs/people/more"):
        (root / name).mkdir(parents=True, exist_ok=True)
        (root / "edition.toml").write_text(f"[folders]\nsources = '{name}'\n", "utf-8")
        done = run(command, *COMMANDS[command])
        assert done.exit_code == 2
        (line,) = done.output.splitlines()
        assert line.startswith(f"edition.toml:2: {name} cannot be the folder of sources: ")
        assert line.endswith("[bad-setting]")


def test_a_folder_of_sources_among_the_documents_is_taken(root: Path) -> None:
    (root / "docs").mkdir()
    (root / "texts").rename(root / "docs" / "texts")
    (root / "edition.toml").write_text("[folders]\nsources = 'docs/texts'\n", "utf-8")
    assert run("seal").exit_code == 0


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_folder_of_sources_that_is_not_there_is_named(root: Path, command: str) -> None:
    (root / "texts").rename(root / "elsewhere")
    done = run(command, *COMMANDS[command])
    assert done.exit_code == 2
    (line,) = done.output.splitlines()
    assert line.startswith("edition.toml:10: there is no folder texts; ")
    assert line.endswith("[bad-setting]")


def test_a_file_is_no_folder_of_sources(root: Path) -> None:
    (root / "edition.toml").write_text("[folders]\nsources = 'texts/05OTTAWA1.txt'\n", "utf-8")
    done = run("seal")
    assert done.exit_code == 2
    assert done.output.startswith("edition.toml:2: there is no folder texts/05OTTAWA1.txt; ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 'x'\nabstract = " + "[" * 3000 + "\n", "2: this is no TOML: too many brackets"),
        ("title = " + "9" * 5000 + "\n", "1: this is no TOML: a number is too long"),
        ("[limits]\nentries_per_page = " + "9" * 5000 + "\n", "2: this is no TOML: a number is"),
        ("title = 'x'\n\n\ntitle = 'y'\n", "4: this is no TOML: cannot overwrite a value"),
    ],
)
def test_what_no_reader_takes_is_told_in_a_line(root: Path, text: str, said: str) -> None:
    (root / "edition.toml").write_text(text, "utf-8")
    done = run("seal")
    assert done.exit_code == 2
    (line,) = done.output.splitlines()
    assert line.startswith(f"edition.toml:{said}")
    assert "sys." not in line


@pytest.mark.parametrize("name", ["peoples.yaml", "glossary.yml", "People.yaml", "tags.YAML"])
def test_a_file_that_is_no_register_is_named(root: Path, name: str) -> None:
    (root / "lists" / name).write_text("- {id: x}\n", "utf-8")
    assert f"lists/{name}" in run("check").output
    assert "[file-unused]" in run("check").output
    assert run("check", "--strict").exit_code == 1


def test_the_edition_is_found_from_a_folder_below(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "lists")
    done = run("export", "csv", "--out", str(root / "data"))
    assert done.exit_code == 0
    assert "2 cables" in done.output


def test_sources_that_are_named_belong_to_the_edition_around_them(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    (other / "cables").mkdir(parents=True)
    (other / "cables" / "05OTTAWA9.txt").write_text(CABLE.format(serial=9), "utf-8")
    (other / "edition.toml").write_text('title = "Other"\n', "utf-8")
    assert run("export", "json", "--sources", str(other / "cables"), "--out", "data").exit_code == 0
    text = (root / "data" / "json" / "05OTTAWA9.json").read_text("utf-8")
    assert json.loads(text)["editorial"]["edition"]["title"] == "Other"


def test_another_file_of_settings_can_be_named(root: Path) -> None:
    (root / "mine.toml").write_text(TOML.replace("Dispatches", "Mine"), "utf-8")
    assert run("export", "json", "--settings", "mine.toml", "--out", "data").exit_code == 0
    assert '"title":"Mine"' in (root / "data" / "json" / "05OTTAWA1.json").read_text("utf-8")


def test_data_and_archive_say_what_the_settings_and_releases_say(root: Path) -> None:
    assert run("seal").exit_code == 0
    assert run("release", *COMMANDS["release"]).exit_code == 0
    assert run("export", "all", "--out", "data").exit_code == 0
    done = run("archive", *COMMANDS["archive"])
    assert done.exit_code == 0, done.output
    edition = json.loads((root / "data" / "edition.jsonld").read_text("utf-8"))["@graph"][0]
    assert (edition["name"], edition["version"]) == ("Dispatches", "0.1.0")
    assert (edition["publisher"]["name"], edition["datePublished"]) == ("A Press", "2026-11-03")
    assert edition["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert edition["usageInfo"].endswith("is licensed under CC BY-SA 4.0.")
    tei = (root / "data" / "tei" / "05OTTAWA1.xml").read_text("utf-8")
    assert "<orgName>Ann Other; Bob Else</orgName>" in tei
    assert "<publisher>A Press</publisher>" in tei
    assert 'target="https://creativecommons.org/licenses/by-sa/4.0/"' in tei
    assert "10.1234/05OTTAWA1" in tei
    crate = root / "out" / "dispatches-0.1.0" / "data" / "ro-crate-metadata.json"
    (described,) = [
        one for one in json.loads(crate.read_text("utf-8"))["@graph"] if one["@id"] == "./"
    ]
    assert (described["name"], described["version"]) == ("Dispatches", "0.1.0")
    assert (described["datePublished"], described["url"]) == (
        "2026-11-03",
        "https://example.org/e/",
    )
    assert described["description"] == "Cables of a winter."


def test_an_unreleased_archive_says_so(root: Path) -> None:
    assert run("archive", *COMMANDS["archive"]).exit_code == 0
    bag = root / "out" / "dispatches-unreleased"
    assert "not released yet" in (bag / "data" / "README.txt").read_text("utf-8")


def test_check_and_suggest_take_all_sources(root: Path) -> None:
    assert "2 cables" in run("check").output
    assert "1 cable," in run("check", "texts/05OTTAWA1.txt").output
    assert run("suggest").output.count("proposed") == 2


def test_check_reads_the_registers_of_the_settings(root: Path) -> None:
    (root / "lists" / "people.yaml").write_text(
        "- {id: roe-jane, name: Jane Roe, tip: A visitor.}\n"
        "- {id: roe-j, name: Jane Roe, tip: Another.}\n",
        "utf-8",
    )
    assert "ambiguous-mention" in run("check").output
    assert "ambiguous-mention" not in run("check", "--registers", "nowhere").output


def test_without_settings_the_layout_of_the_first_edition_holds(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "edition.toml").unlink()
    (root / "texts").rename(root / "source_cables")
    (root / "CITATION.cff").write_text("title: Old\nauthors: [{name: Them}]\n", "utf-8")
    assert run("export", "json", "--out", "data").exit_code == 0
    assert '"title":"Old"' in (root / "data" / "json" / "05OTTAWA1.json").read_text("utf-8")


@pytest.mark.parametrize("command", ["archive", "check", "export", "release", "suggest"])
def test_registers_that_are_named_are_there(root: Path, command: str) -> None:
    (root / "lists").rename(root / "moved")
    arguments = COMMANDS[command]
    done = run(command, *arguments)
    assert done.exit_code == 2
    assert done.stderr == (
        "edition.toml:11: there is no folder lists for the registers; make it, or name the right "
        "one [bad-setting]\n"
    )
    assert run(command, *arguments, "--registers", "nowhere").exit_code == 2


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("texts", "texts has no register (people.yaml, "),
        ("edition.toml", "there is no folder edition.toml"),
        ("lists", ""),
        ("empty", ""),
    ],
)
def test_the_folder_of_registers_has_registers(root: Path, named: str, said: str) -> None:
    (root / "empty").mkdir()
    toml = root / "edition.toml"
    toml.write_text(TOML.replace('"lists"', f'"{named}"'), "utf-8")
    done = run("export", "json", "--out", "data")
    assert (done.exit_code == 2) == bool(said)
    assert said in done.stderr


def test_a_file_that_cannot_be_read_gives_one_status_everywhere(root: Path) -> None:
    (root / "texts" / "05OTTAWA3.txt").symlink_to("nowhere.txt")
    for command in ("check", "export"):
        done = run(command, *COMMANDS[command])
        assert "texts/05OTTAWA3.txt" in done.output
        assert "[source-unreadable]" in done.output
        assert done.exit_code == 1


def test_without_a_file_of_settings_conf_py_says_what_the_edition_is(root: Path) -> None:
    (root / "edition.toml").unlink()
    (root / "texts").rename(root / "source_cables")
    (root / "lists").rename(root / "registers")
    (root / "conf.py").write_text(
        """\
project = "Dispatches of a winter"
author = "Ann Other"
html_baseurl = "https://example.org/w"
language = 3
copyright = "2026, " + author
""",
        "utf-8",
    )
    assert run("export", "all", "--out", "out").exit_code == 0
    data = json.loads((root / "out" / "json" / "05OTTAWA1.json").read_text("utf-8"))
    assert "Dispatches of a winter" in (root / "out" / "citations.bib").read_text("utf-8")
    assert "https://example.org/w/" in json.dumps(data)
    assert run("verify", "out").exit_code == 0
    (root / "conf.py").write_text("import sys\nproject = sys.argv[0]\n", "utf-8")
    assert run("verify", "out").exit_code == 1


@pytest.mark.parametrize("command", ["verify", "leaks"])
def test_the_built_site_is_read_where_nothing_is_named(root: Path, command: str) -> None:
    done = run(command)
    assert done.exit_code == 2
    (line,) = done.output.splitlines()
    assert line.startswith("there is no site in docs/_build/html; build it, ")
    (root / "docs" / "_build").mkdir(parents=True)
    (root / "site").rename(root / "docs" / "_build" / "html")
    done = run(command)
    assert done.exit_code < 2
    assert done.output == run(command, "docs/_build/html").output
    assert "docs/_build/html" in done.output
