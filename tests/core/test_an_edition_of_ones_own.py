"""What once stood in the way of an edition of one's own, each as a kind, by name.

Somebody took 24 cables that the program had never seen, and wrote down where it failed. A test each
holds the kind; those that need a build, a browser or another Python are named where they stand.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.core.edition.assemble import assemble
from cable_edition.core.problems import Severity
from cable_edition.core.settings import load_from
from cable_edition.core.yaml_files.source import read_yaml

ROOT = Path(__file__).parents[2]
TEXT = """\
R 100900Z MAR 06
FM AMEMBASSY NEW DELHI
TO SECSTATE WASHDC
UNCLAS NEW DELHI 000077

TAGS: PREL, CM, JM, IV, {tag}
SUBJECT: A GADGET

1. (U) Deputy Minister Jane Roe of the Harbor Office called it \N{NOT SIGN} a gadget,8 and the
Office,s LAOP did not. She said the &task force8 met.

2. (U) The LAOP and Canada,s lamps.
MULFORD
"""
CABLE = "06NEWDELHI77"


def run(*words: str, given: str | None = None) -> Result:
    done = CliRunner().invoke(main, words, input=given)
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition that was begun with one cable, in which we stand."""
    monkeypatch.chdir(tmp_path)
    Path("found.txt").write_text(TEXT.format(tag="ZZQX"), "utf-8")
    assert run("new", "mine", "--defaults", "--from", "found.txt").exit_code == 0
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


def faults(edition: Path) -> list[str]:
    found = assemble(edition / "source_cables", edition / "docs" / "registers").problems
    return [one.message for one in found if one.severity is not Severity.INFO]


def test_e1_a_begun_edition_has_all_that_it_needs(edition: Path) -> None:
    """Builds without a warning: tests/sphinx/test_new_edition.py; the wheel: tests/tools."""
    there = {path.relative_to(edition).as_posix() for path in edition.rglob("*")}
    assert {"Makefile", "edition.toml", "CITATION.cff", ".gitignore", "docs/conf.py"} <= there
    assert {f"source_cables/{CABLE}.txt", "source_cables/SHA256SUMS"} <= there
    assert {".github/workflows/pages.yml", ".gitlab-ci.yml", ".readthedocs.yaml"} <= there
    assert load_from(edition)[1] == []
    assert faults(edition) == []
    # No page has to be listed by hand, and none that is not there yet is.
    index = (edition / "docs" / "index.md").read_text("utf-8")
    assert ":glob:" in index
    assert "emendations/index" not in index


@pytest.mark.parametrize("kind", ["emendations", "people", "organizations", "acronyms", "posts"])
def test_e2_all_that_is_proposed_is_accepted(edition: Path, kind: str) -> None:
    done = run("suggest", "--kind", kind, "--write")
    assert done.exit_code == 0, done.output
    assert "written" in done.stderr
    assert faults(edition) == []
    again = run("suggest", "--kind", kind, "--format", "json")
    assert again.stdout == ""


def test_e2_a_sign_that_stands_for_letters_is_found(edition: Path) -> None:
    told = run("suggest").stdout
    assert "it \N{NOT SIGN} a" in told
    assert 'it "not a' in told


def test_e2_one_command_serves_several_places(edition: Path) -> None:
    """People, notes and emendations one by one: tests/core/test_add_entries.py."""
    Path("more.txt").write_text(TEXT.replace("000077", "000078").format(tag="IT"), "utf-8")
    run("add", "more.txt")
    done = run("add", "emendation", "Canada,s", "Canada's")
    assert len(done.stdout.splitlines()) == 2
    assert faults(edition) == []


def test_e3_what_is_left_to_do_is_told(edition: Path) -> None:
    people = "- {id: roe-jon, name: Jon Roe, tip: A man, forms: [Jon Roe]}\n"
    (edition / "docs" / "registers" / "people.yaml").write_text(people, "utf-8")
    (edition / "source_cables" / "SHA256SUMS").unlink()
    told = [json.loads(line) for line in run("status", "--format", "json").stdout.splitlines()]
    words = {(one["kind"], one.get("words") or one.get("id") or one.get("cable")) for one in told}
    assert {("acronym", "LAOP"), ("name", "Jane Roe"), ("tag", "ZZQX")} <= words
    # A form that misses its cable.
    assert any(one.get("id") == "roe-jon" for one in told)
    (cable,) = (one for one in told if one.get("cable") == CABLE)
    assert (cable["sealed"], cable["notes"], cable["doubts"]) == (False, 0, 0)


def test_e4_an_edit_is_shown_at_once() -> None:
    """The preview: tests/core/test_preview.py, tests/sphinx/test_page_alone.py, tests/tools."""
    shown = run("serve", "--help").output
    assert "--port" in shown
    assert (ROOT / "benchmarks" / "begin_times.py").is_file()


def test_e5_each_file_that_an_editor_writes_names_its_schema(edition: Path) -> None:
    """Servers agree with the checker: tests/tools/test_yaml_language_server.py."""
    run("suggest", "--write")
    run("release", "1.0.0", "--note", "First.")
    files = [*(edition / "docs" / "registers").glob("*.yaml")]
    files += [*(edition / "source_cables").glob("*.yaml")]
    assert len(files) == 10
    for path in files:
        first = path.read_text("utf-8").splitlines()[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert named, path.name
        schema = json.loads((path.parent / named[1]).read_text("utf-8"))
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(
    "given", ["wikidata:Q42", "viaf:75121530", "lcnaf:n79021164", "gnd:118540238"]
)
def test_e6_registers_have_ids_of_authority_files(edition: Path, given: str) -> None:
    """Forms and check digits: tests/core/test_authorities.py; data and pages: test_same_as.py."""
    entry = f"- {{id: roe-jane, name: Jane Roe, tip: A minister, same_as: ['{given}']}}\n"
    (edition / "docs" / "registers" / "people.yaml").write_text(entry, "utf-8")
    assert faults(edition) == []
    guide = (ROOT / "docs" / "editors" / "registers.md").read_text("utf-8")
    assert "(same-as)=" in guide


@pytest.mark.usefixtures("edition")
class TestE7TheCommandLine:
    @pytest.mark.parametrize("command", ["check", "parse", "suggest"])
    def test_folders_and_the_standard_input(self, command: str) -> None:
        folder = run(command, "source_cables")
        assert folder.exit_code == 0
        assert CABLE in folder.stdout
        piped = run(command, "-", given=TEXT.format(tag="IT"))
        assert piped.exit_code == 0
        assert CABLE in piped.stdout

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["chek"], "did you mean 'check'?"),
            (["check", "--formt", "json"], "--format"),
            (["check", "--format", "jsn"], "did you mean 'json'?"),
            (["build", "htlm"], "did you mean 'html'?"),
            (["check", CABLE], f"did you mean 'source_cables/{CABLE}.txt'?"),
        ],
    )
    def test_a_slip_has_a_hint(self, words: list[str], said: str) -> None:
        done = run(*words)
        assert done.exit_code == 2
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1

    @pytest.mark.parametrize("command", ["verify", "leaks"])
    def test_folders_have_defaults(self, command: str) -> None:
        done = run(command)
        assert done.exit_code == 2
        assert "docs/_build/html" in done.stderr

    def test_data_want_no_registers(self, edition: Path) -> None:
        for path in (edition / "docs" / "registers").iterdir():
            path.unlink()
        settings = edition / "edition.toml"
        text = settings.read_text("utf-8")
        settings.write_text(text.replace('registers = "docs/registers"\n', ""), "utf-8")
        done = run("export", "json")
        assert done.exit_code == 0, done.output

    def test_a_message_names_the_key_that_is_meant(self, edition: Path) -> None:
        entry = "- {id: a, name: Jane Roe, tip: x, office: Minister, office_status: verified}\n"
        (edition / "docs" / "registers" / "people.yaml").write_text(entry, "utf-8")
        (message,) = faults(edition)
        assert "`office_sources`" in message

    def test_a_missing_paragraph_is_told_with_places_that_are_there(self) -> None:
        done = run("add", "note", f"{CABLE}#p9", "Hm.")
        proposed = set(re.findall(r"\bp[0-9]+\b", done.stderr.partition("its places")[2]))
        assert proposed == {"p1", "p2"}

    def test_one_is_one(self) -> None:
        assert "1 cable, " in run("check").stdout


def test_e8_tags_and_posts_are_known(edition: Path) -> None:
    told = run("check", "--format", "json", "source_cables").stdout.splitlines()
    unknown = [json.loads(line)["message"] for line in told if "tag-unknown" in line]
    assert unknown == ["the table of TAGS does not know ZZQX"]
    found = assemble(edition / "source_cables", edition / "docs" / "registers")
    (post,) = (one for one in found.registers.posts if one.code == "NEWDELHI")
    assert post.name == "New Delhi"


def test_e9_each_python_has_its_packages() -> None:
    """An edition is built by each Python that is here: tests/tools/test_pythons.py."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {one.rpartition(" :: ")[2] for one in project["classifiers"]}
    for version in ("3.11", "3.12", "3.13"):
        assert version in named
        assert (ROOT / "requirements" / f"edition-{version}.txt").is_file()
    deep = f"{'[' * 3000}{']' * 3000}\n".encode()
    assert [one.code for one in read_yaml(deep, "x.yaml")[1]] == ["yaml-nesting"]


def test_e10_what_is_built_is_ignored(edition: Path) -> None:
    """A page without headings has its contents: tests/sphinx/test_panel.py."""
    assert "/build/" in (ROOT / ".gitignore").read_text("utf-8").split()
    assert "docs/_build/" in (edition / ".gitignore").read_text("utf-8").split()
