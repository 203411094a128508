"""A new edition: all its files are good, and it builds without a cable."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.core.registers.load import load_registers
from cable_edition.core.settings import load_from
from cable_edition.core.settings.edition_file import GENERATED, REGISTERS
from cable_edition.template.answers import Answers
from cable_edition.template.files_of_edition import files_of_edition

TEXT = """\
R 201530Z JUL 06
FM AMEMBASSY ROME
TO SECSTATE WASHDC

C O N F I D E N T I A L ROME 002190

SIPDIS

E.O. 12958: DECL: 07/20/2016
TAGS: PREL, IT
SUBJECT: A TALK

1. (C) They met and talked.
SPOGLI
"""
ODD = Answers(
    title='A "b" *c* {d} [[ e ]] [% f %] \\ \x27',
    editors=("Ann: Other", "# Bob"),
    publisher="{{ g }}",
    language="pt-BR",
    address="https://a.example/b",
)
Files = dict[str, str]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which we stand."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, answers: str | None = None) -> Result:
    done = CliRunner().invoke(main, words, input=answers)
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize("answers", [Answers(), ODD], ids=["defaults", "odd"])
def test_every_file_can_be_read_by_what_reads_it(place: Path, answers: Answers) -> None:
    files = files_of_edition(answers)
    for name, text in files.items():
        assert text.endswith("\n"), name
        if name.endswith((".yaml", ".yml", ".cff")):
            yaml.safe_load(text)
    (place / "edition.toml").write_text(files["edition.toml"], "utf-8")
    read, problems = load_from(place)
    assert problems == []
    settings = read.settings
    assert (settings.title, settings.editors, settings.languages, settings.base_url) == (
        answers.title,
        answers.editors,
        (answers.language,),
        answers.address,
    )
    cited = yaml.safe_load(files["CITATION.cff"])
    assert cited["title"] == answers.title
    named = [one["name"] for one in cited["authors"]]
    assert named == (list(answers.editors) or [f"The editors of {answers.title}"])
    compile(files["docs/conf.py"], "conf.py", "exec")
    assert {f"docs/{one}/" for one in (*GENERATED, "cables", "_build")} <= set(
        files[".gitignore"].splitlines()
    )


def test_the_examples_in_the_registers_are_right(place: Path) -> None:
    files = files_of_edition(Answers())
    assert {f"docs/registers/{name}" for name in REGISTERS} <= files.keys()
    (place / "works.json").write_text('[{"id": "roe2014"}]', "utf-8")
    for name in REGISTERS:
        text = files[f"docs/registers/{name}"]
        _, _, example = text.partition("#\n")
        (place / name).write_text(re.sub("(?m)^# ", "", example), "utf-8")
    read, problems = load_registers(place)
    assert problems == []
    assert read.people
    assert read.organizations
    assert read.glossary
    assert read.tags
    assert read.posts
    assert read.events
    assert read.quotations


def test_no_chapter_promises_what_another_does_not_say_yet() -> None:
    """Links lead to sections that are written, or say no more than that there is a page."""
    files = files_of_edition(Answers())
    policy = files["docs/textual-policy.md"]
    assert "This section is not written yet." in policy.partition("## Two texts")[0]
    assert "not written yet" not in policy.partition("## Two texts")[2]
    for name, text in files.items():
        assert "can be trusted" not in text, name
        assert "says from where" not in text, name


def test_the_answers_are_kept_as_they_were_given() -> None:
    assert Answers.from_toml(ODD.to_toml()) == ODD
    assert Answers().faults() == []
    for bad in ("title = 5", "what = 'x'", "title = ''", "title = 'x", 'editors = ["a\\nb"]'):
        with pytest.raises(ValueError, match=r"."):
            Answers.from_toml(bad)


def test_what_no_option_says_is_asked(place: Path) -> None:
    done = run("new", "mine", "--publisher", "A Press", answers="Harbors\nAnn; Bob\n\n\n\n")
    assert done.exit_code == 0, done.output
    said = tomllib.loads((place / "mine" / "edition.toml").read_text("utf-8"))
    assert (said["title"], said["editors"], said["publisher"]) == (
        "Harbors",
        ["Ann", "Bob"],
        "A Press",
    )
    assert said["languages"] == ["en"]
    assert said["base_url"] == ""


def test_an_answer_that_cannot_stand_is_asked_again(place: Path) -> None:
    answers = "Harbors\nAnn\n\nno tag\nfr\nnowhere\nhttps://a.example/\nCC\n\n"
    done = run("new", "mine", answers=answers)
    assert done.exit_code == 0, done.output
    assert done.stderr.count("this cannot stand in the settings: ") == 3
    said = tomllib.loads((place / "mine" / "edition.toml").read_text("utf-8"))
    assert (said["title"], said["editors"]) == ("Harbors", ["Ann"])
    assert (said["languages"], said["base_url"]) == (["fr"], "https://a.example/")
    assert said["licence"] == Answers().licence


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("there", "--defaults"), "there: there is something in this folder; name a new one"),
        (("mine",), "no answer was given, and nothing written; --defaults asks nothing"),
        (("mine", "--defaults", "--licence", "CC"), "this cannot stand in the settings: `licence`"),
        (("mine", "--defaults", "--editor", ""), "this cannot stand in the settings: `editors`"),
        (("mine", "--defaults", "--title", ""), "this cannot stand in the settings: `title` is"),
        (("there/in", "--defaults", "--from", "there"), "there/in: is in there, from which"),
        (
            ("", "--defaults"),
            "main new: Invalid value for 'FOLDER': A folder has a name; write '.'",
        ),
        (
            (" ", "--defaults"),
            "main new: Invalid value for 'FOLDER': A folder has a name; write '.'",
        ),
        (
            ("-", "--defaults"),
            "main new: Invalid value for 'FOLDER': '-' is no folder; write './-'",
        ),
    ],
)
def test_where_no_edition_can_begin_nothing_is_written(
    place: Path, words: tuple[str, ...], said: str
) -> None:
    (place / "there").mkdir()
    (place / "there" / "a.txt").write_text("a", "utf-8")
    done = run("new", *words, answers="")
    assert done.exit_code == 2
    assert done.stderr.strip().splitlines()[-1].startswith(said)
    assert [path.name for path in place.rglob("*")] == ["there", "a.txt"]


def test_a_folder_of_an_odd_name_can_be_meant(place: Path) -> None:
    assert run("new", "./-", "--defaults").exit_code == 0
    assert (place / "-" / "edition.toml").is_file()


def test_it_begins_in_a_repository_that_is_empty(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "mine" / ".git").mkdir(parents=True)
    monkeypatch.chdir(place / "mine")
    done = run("new", ".", "--defaults")
    assert done.exit_code == 0, done.output
    assert done.stdout == "The edition is begun here. Now: cable-edition build\n"
    assert (place / "mine" / "edition.toml").is_file()


def test_it_begins_with_cables_of_any_form(place: Path) -> None:
    files = {
        "there/01/b.HTM": f"<html><body><pre>{TEXT}</pre></body></html>",
        "there/06ROME2190.txt": TEXT.replace("talked", "parted"),
        "there/a.txt": TEXT.replace("002190", "002191"),
        "there/nothing.txt": "Dear Ann, come on Monday.\n",
        "there/empty.txt": "\n",
        "there/06ROME2190.yaml": "notes: []\n",
        "there/z.txt": TEXT.replace("002190", "002191"),
    }
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")
    (place / "there" / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0")
    done = run("new", "mine", "--defaults", "--from", "there")
    assert done.exit_code == 0, done.output
    sources = place / "mine" / "source_cables"
    assert sorted(path.name for path in sources.iterdir()) == [
        "06ROME2190.htm",
        "06ROME2190.txt",
        "06ROME2190.yaml",
        "06ROME2191.txt",
        "README.txt",
        "SHA256SUMS",
    ]
    assert (sources / "06ROME2190.htm").read_text("utf-8") == files["there/01/b.HTM"]
    said = yaml.safe_load((sources / "06ROME2190.yaml").read_text("utf-8"))
    assert said == {"base": "06ROME2190.txt", "witnesses": ["06ROME2190.htm"]}
    assert len((sources / "SHA256SUMS").read_text("utf-8").splitlines()) == 3
    told = done.stderr.splitlines()
    assert "there/z.txt: not taken: it is there already, as 06ROME2191.txt" in told
    assert "there/empty.txt: not taken: it is empty" in told
    assert "there/x.png: not taken: it is neither text nor a PDF with a text layer" in told
    left = "left out 1 file in which no cable was found (nothing.txt); to take one all the same"
    assert f"there: {left}, name it" in told
    assert "3 cables in 3 files" in done.stdout


@pytest.mark.parametrize(
    ("named", "taken", "said"),
    [
        # A page as a browser saves it, with all that stands beside it.
        ("saved", ["06ROME2190.html"], "left out 4 files in which no cable was found "),
        # Its name says that it is a cable.
        ("named", ["06ROME2195.txt"], ""),
        # What is named is taken, cable or not.
        ("saved/p_files/a.css", ["a.css"], ""),
        ("saved/p_files/*.js", ["b.js"], ""),
        # The settings, and the works that quote an edition, are its own files.
        ("edition.toml", [], "not taken: it is no source: it has the settings of an edition"),
        ("docs/registers/works.bib", [], "not taken: it is no source, by its name"),
        ("docs/registers/people.yaml", [], "not taken: it is no source, by the end of its name"),
        ("docs/registers", [], "left out 0"),
    ],
)
def test_of_a_folder_cables_alone_are_taken(
    place: Path, monkeypatch: pytest.MonkeyPatch, named: str, taken: list[str], said: str
) -> None:
    assert run("new", "mine", "--defaults").exit_code == 0
    monkeypatch.chdir(place / "mine")
    Path("saved/p_files").mkdir(parents=True)
    Path("saved/p.html").write_text(f"<html><body><pre>{TEXT}</pre></body></html>", "utf-8")
    for name in ("a.css", "b.js", "c.csv", "environment.pickle"):
        Path("saved/p_files", name).write_text("a { b: c }\n", "utf-8")
    Path("named").mkdir()
    Path("named/06ROME2195.txt").write_text("Dear Ann, come on Monday.\n", "utf-8")
    Path("docs/registers/works.bib").write_text("@book{roe, title = {Lamps}}\n", "utf-8")
    done = run("add", named)
    there = [one.name for one in Path("source_cables").iterdir()]
    assert sorted({*there} - {"README.txt", "SHA256SUMS"}) == taken
    if named == "docs/registers":
        assert "works.bib: not taken: it is no source" in done.stderr
    elif said:
        (line,) = done.stderr.splitlines()
        assert said in line
        assert done.exit_code == 1
    else:
        assert done.exit_code == 0
    if named == "saved":
        assert "p_files/a.css, p_files/b.js, p_files/c.csv and 1 more" in done.stderr
        told = [
            json.loads(one) for one in run("add", named, "--format", "json").stdout.splitlines()
        ]
        assert [one["reason"] for one in told].count("no cable was found in it") == 4


def test_a_file_is_added_under_the_name_of_its_cable(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("new", "mine", "--defaults").exit_code == 0
    (place / "download").write_text(TEXT, "utf-8")
    monkeypatch.chdir(place / "mine")
    done = run("add", "../download")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0] == "../download: taken as source_cables/06ROME2190.txt"
    assert lines[-1] == "  its page will be cables/06ROME2190.html"
    assert "06ROME2190.txt" in Path("source_cables/SHA256SUMS").read_text("utf-8")
    again = run("add", "../download", "--format", "json")
    assert again.exit_code == 1
    said = json.loads(again.stdout)
    assert (said["source"], said["reason"]) == (None, "is there already, as 06ROME2190.txt")


@pytest.mark.parametrize("command", ["add", "build", "new", "update"])
def test_the_help_has_an_example(command: str) -> None:
    shown = run(command, "--help").stdout
    assert re.search(rf"(?m)^ cable-edition {command} \S", shown)
    assert "\\b" not in shown


def test_a_mistyped_command_is_told_with_the_nearest() -> None:
    done = run("udpate")
    assert done.exit_code == 2
    assert "No such command 'udpate'; did you mean 'update'?" in done.stderr


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["build", "htlm"], "html"),
        (["build", "ebup"], "epub"),
        (["export", "tie"], "tei"),
        (["suggest", "--kind", "peple"], "people"),
        (["status", "--format", "jsn"], "json"),
        (["build", "zzzz"], ""),
    ],
)
def test_a_mistyped_word_of_a_list_is_told_with_the_nearest(words: list[str], near: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert f"'{words[-1]}' is not one of " in line
    assert (f"; did you mean '{near}'?; " in line) if near else ("did you mean" not in line)
