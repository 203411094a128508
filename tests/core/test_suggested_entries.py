"""``suggest`` by kind: what is offered, asked, put into the files; a check then ends well."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cable_edition.cli import main
from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.proposed import others
from cable_edition.core.problems import Severity
from tests.core.fatal_cases import Folder

ROOT = Path(__file__).parents[2]
TEXT = """\
P 010000Z JAN 05
FM AMEMBASSY OTTAWA
TO SECSTATE WASHDC
UNCLAS OTTAWA 000001

TAGS: PREL, OVIP (MARROW, HELEN)
SUBJECT: A VISIT

1. (U) Lamp Minister Jane Roe met the Harbor Office on the Lamp And Oil Plan (LAOP).
Canada,s lamps were dark. Roe said that the keepers, Lucia Ferrandini among them,
would come when the DND had paid. Call 202-555-0100.

2. (U) The ¬able lamps8 of Porto Sereno are lit, she said.
DICKSON
"""
KINDS = ("people", "organizations", "acronyms", "posts")


@pytest.fixture
def begun(folder: Folder) -> Folder:
    folder.source.write_text(TEXT, "utf-8")
    folder.write("docs/registers/people.yaml", "# People, of mine.\n")
    return folder


def suggest(at: Folder, *arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["suggest", *arguments], input=answers)


def kinds(*names: str) -> list[str]:
    return [one for name in names for one in ("--kind", name)]


def offers(at: Folder, *names: str) -> list[dict[str, Any]]:
    done = suggest(at, *kinds(*names), "--format", "json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_kind_says_what_the_cables_say_and_no_more(begun: Folder) -> None:
    told = {one["words"]: one["entry"] for one in offers(begun, *KINDS)}
    assert told == {
        "Jane Roe": {
            "id": "roe-jane",
            "name": "Jane Roe",
            "sort": "Roe, Jane",
            "tip": "Lamp Minister (05OTTAWA1)",
            "office": "Lamp Minister",
            "office_status": "cable",
            "office_sources": ["05OTTAWA1, ¶ 1"],
            "forms": ["Jane Roe", {"text": "Roe", "surname": True}],
        },
        "HELEN MARROW": {
            "id": "marrow-helen",
            "name": "HELEN MARROW",
            "sort": "MARROW, HELEN",
            "tip": "Named in 05OTTAWA1",
            "forms": ["HELEN MARROW", {"text": "MARROW", "surname": True, "fold": True}],
        },
        "DICKSON": {
            "id": "dickson",
            "name": "DICKSON",
            "tip": "Signs 05OTTAWA1",
            "forms": [{"text": "DICKSON", "cables": ["05OTTAWA1"]}],
        },
        "Harbor Office": {
            "id": "harbor-office",
            "name": "Harbor Office",
            "tip": "Named in 05OTTAWA1",
        },
        "LAOP": {
            "id": "laop",
            "term": "LAOP",
            "expansion": "Lamp And Oil Plan",
            "tip": "Lamp And Oil Plan",
            "status": "cable",
            "statements": [
                {
                    "text": "Given so in 05OTTAWA1, ¶ 1.",
                    "status": "cable",
                    "sources": ["05OTTAWA1, ¶ 1"],
                }
            ],
        },
        "DND": {
            "id": "dnd",
            "term": "DND",
            "tip": "Stands in 05OTTAWA1, without what it stands for",
            "status": "inference",
        },
        "AMEMBASSY OTTAWA": {
            "id": "ottawa",
            "name": "AMEMBASSY OTTAWA",
            "code": "OTTAWA",
            "tip": "Sent 05OTTAWA1",
        },
    }


def test_what_is_written_stands_below_the_comments_and_check_ends_well(begun: Folder) -> None:
    begun.sidecar("# Of mine.\nread: 2026-11-20 # once\n")
    done = suggest(begun, *kinds(*KINDS, "emendations"), "--write")
    assert done.exit_code == 0, done.output
    people = (begun.registers / "people.yaml").read_text("utf-8")
    assert people.startswith("# People, of mine.\n\n- id: roe-jane\n  name: Jane Roe\n")
    sidecar = (begun.sources / "05OTTAWA1.yaml").read_text("utf-8")
    assert sidecar.startswith("# Of mine.\nread: 2026-11-20 # once\nemendations:\n  - at: p1\n")
    assert begun.run("check").exit_code == 0, begun.run("check").output
    edition = assemble(begun.sources, begun.registers)
    assert not [one for one in edition.problems if one.severity is Severity.ERROR]
    (cable,) = edition.cables
    assert "Canada's lamps" in cable.text("p1")
    assert '"notable lamps" of' in cable.text("p2")
    named = {mention.entry for found in cable.mentions.values() for mention in found}
    assert {"roe-jane", "dickson", "harbor-office", "laop", "dnd"} <= named
    # Nothing is offered twice; a TAG alone is in no text.
    assert offers(begun, *KINDS, "emendations") == []


def test_what_was_pasted_is_what_is_written(begun: Folder) -> None:
    printed = suggest(begun, *kinds("acronyms")).stdout
    assert suggest(begun, *kinds("acronyms"), "--write").exit_code == 0
    written = (begun.registers / "glossary.yaml").read_text("utf-8")
    assert printed == f"# add to docs/registers/glossary.yaml\n{written}"


def test_answers_choose_and_what_is_dismissed_is_not_asked_again(begun: Folder) -> None:
    done = suggest(begun, *kinds("people"), "--interactive", "--write", answers="?\nn\nd\ny\n")
    assert done.exit_code == 0, done.output
    assert "Lamp Minister \x1b" in done.stderr or "Lamp Minister Jane Roe" in done.stderr
    people = (begun.registers / "people.yaml").read_text("utf-8")
    assert people.count("- id:") == 1
    assert [one["words"] for one in offers(begun, "people")] == ["Jane Roe"]
    assert "dismissed:\n  - at: signature\n    quote: DICKSON\n" in (
        begun.sources / "05OTTAWA1.yaml"
    ).read_text("utf-8")
    assert begun.run("check").exit_code == 0


def test_all_of_a_kind_and_the_end_of_the_answers(begun: Folder) -> None:
    asked = kinds("organizations", "acronyms", "people")
    done = suggest(begun, *asked, "--interactive", answers="n\na\n")
    assert done.exit_code == 0
    assert "roe-jane" not in done.stdout
    done = suggest(begun, *kinds("acronyms"), "--interactive", answers="a\n")
    assert done.stdout.count("- id:") == 2
    assert suggest(begun, *asked, "--interactive", answers="").stdout == ""


def test_readings_and_personal_data_go_into_the_sidecar(begun: Folder) -> None:
    begun.source.write_text(
        TEXT.replace("\n2. (U)", "\n\nTHE KEEPERS OF THE LAMPS\nThey sleep.\n\n2. (U)"), "utf-8"
    )
    offered = offers(begun, "personal-data", "readings")
    assert "202-555-0100" in [one["words"] for one in offered]
    done = suggest(begun, *kinds("personal-data"), "--write")
    assert done.exit_code == 0, done.output
    (cable,) = assemble(begun.sources, begun.registers).cables
    assert "202-555-0100" not in cable.text("p1")
    assert offers(begun, "personal-data") == []


def test_nothing_that_is_withheld_is_offered(begun: Folder) -> None:
    begun.sidecar(
        "redactions:\n  - {name: Jane Roe, forms: [Roe], reason: R., date: 2026-11-23}\n"
        "  - {at: p1, quote: 'Canada,s lamps', reason: R., date: 2026-11-23}\n"
    )
    done = suggest(begun, *kinds(*KINDS, "emendations", "personal-data", "readings"))
    assert "DND" in done.stdout
    assert "roe" not in done.output.lower()
    assert "Canada" not in done.output


def test_an_entry_that_would_be_refused_is_left_out_and_told(begun: Folder) -> None:
    taken = "- {id: office, name: An Office, tip: T, forms: [{text: harbor office, fold: true}]}\n"
    begun.write("docs/registers/people.yaml", taken)
    # The form is another's there, in a phrase only: so the words are free, and the form is not.
    begun.write(
        "docs/registers/organizations.yaml",
        "- {id: o, name: O, tip: T, forms: [{text: DND, within: [never]}, Lamp And Oil Plan]}\n",
    )
    begun.write(
        "docs/registers/glossary.yaml",
        "- {id: d-n-d, term: D.N.D., tip: T, status: inference, forms: []}\n",
    )
    done = suggest(begun, *kinds("acronyms"), "--write")
    assert done.exit_code == 1
    assert "«DND» was left out: the term `DND` of `dnd` differs from `D.N.D.`" in done.stderr
    assert "glossary.yaml: 1 entry written" in done.stderr
    assert begun.run("check").exit_code == 0


def test_a_file_without_a_place_for_entries_is_left_as_it_is(begun: Folder) -> None:
    path = begun.write("docs/registers/glossary.yaml", "[]\n")
    done = suggest(begun, *kinds("acronyms"), "--write")
    assert done.exit_code == 1
    assert "take the empty brackets out" in done.stderr
    assert path.read_text("utf-8") == "[]\n"


def test_an_emendation_beside_released_ones_leaves_their_addresses(begun: Folder) -> None:
    begun.sidecar("emendations:\n  - {at: p1, rule: conjecture, quote: dark, read: unlit}\n")
    begun.release()
    done = suggest(begun, "--write")
    assert done.exit_code == 0, done.output
    assert "id: canada-s-p1" in (begun.sources / "05OTTAWA1.yaml").read_text("utf-8")
    assert begun.run("check").exit_code == 0


def test_marks_of_which_no_entry_can_be_made_are_told(begun: Folder) -> None:
    begun.source.write_text(TEXT.replace("dark.", "dark,8 they say."), "utf-8")
    done = suggest(begun)
    assert "look at «dark,8», ¶ 1: an 8 like a closing mark, and none opens" in done.stderr


def test_a_file_chooses_the_cables(begun: Folder) -> None:
    begun.write(
        "source_cables/05OTTAWA2.txt", TEXT.replace("000001", "000002").replace("DND", "XYZ")
    )
    done = suggest(begun, *kinds("acronyms"), "source_cables/05OTTAWA2.txt")
    assert "XYZ" in done.stdout
    assert "DND" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-", "--write"], "no sidecar to write into"),
        (["--interactive", "--format", "json"], "asks a person"),
        (["--kind", "person"], "person"),
    ],
)
def test_what_cannot_be_asked_together_says_so(
    begun: Folder, arguments: list[str], says: str
) -> None:
    done = suggest(begun, *arguments)
    assert done.exit_code == 2
    assert says in done.stderr


def test_both_editions_take_all_that_is_proposed(tmp_path: Path, monkeypatch: Any) -> None:
    for name in ("tests/everything", ""):
        root = tmp_path / (name or "first")
        for part in ("source_cables", "docs/registers"):
            shutil.copytree(ROOT / name / part, root / part)
        for lock in ("anchors.lock", "releases.yaml"):
            (root / "source_cables" / lock).unlink()
        for register in (root / "docs" / "registers").iterdir():
            register.write_text("# Emptied.\n", "utf-8")
        monkeypatch.chdir(root)
        before = {one.code for one in _errors(root)}
        done = CliRunner().invoke(main, ["suggest", *kinds(*KINDS, "emendations"), "--write"])
        assert "left out" not in done.stderr
        assert {one.code for one in _errors(root)} <= before


def _errors(root: Path) -> list[Any]:
    edition = assemble(root / "source_cables", root / "docs" / "registers")
    return [one for one in edition.problems if one.severity is Severity.ERROR]


def text_of(number: int, *paragraphs: str) -> str:
    body = "".join(f"{at}. (U) {words}\n\n" for at, words in enumerate(paragraphs, 1))
    head = f"UNCLAS OTTAWA 00000{number}\n\nTAGS: PREL\nSUBJECT: A VISIT\n\n"
    return f"{head}{body}DICKSON\n"


def warnings_after(begun: Folder) -> list[str]:
    """Return what a build that takes warnings for errors would stop at."""
    edition = assemble(begun.sources, begun.registers)
    return [one.message for one in edition.problems if one.code == "ambiguous-mention"]


FIRST, SECOND = "the Lamp And Oil Plan (LAOP) began", "the Lantern Aid Office Plan (LAOP) began"


@pytest.mark.parametrize(
    ("cables", "linked"),
    [
        # Each cable says what it means; a third says nothing.
        ((FIRST, SECOND, "LAOP is dark today"), {"05OTTAWA1": "lamp", "05OTTAWA2": "lantern"}),
        # One cable says both.
        ((f"{FIRST}, {SECOND}", "LAOP is dark today"), {}),
        # One cable says both, another one of them.
        ((f"{FIRST}, {SECOND}", FIRST, "LAOP is dark"), {"05OTTAWA2": "lamp"}),
        # The same words in other letters are no other meaning.
        (
            (FIRST, "the lamp and oil plan (LAOP) went on", "LAOP is dark today"),
            {"05OTTAWA1": None, "05OTTAWA2": None, "05OTTAWA3": None},
        ),
    ],
)
def test_an_acronym_of_several_meanings_is_proposed_so_that_a_build_takes_it(
    folder: Folder, cables: tuple[str, ...], linked: dict[str, str | None]
) -> None:
    for at, words in enumerate(cables, 1):
        folder.write(
            f"source_cables/05OTTAWA{at}.txt",
            text_of(at, f"The keepers said that today {words}, and were glad of it."),
        )
    done = suggest(folder, "--kind", "acronyms", "--write")
    assert done.exit_code == 0, done.output
    assert warnings_after(folder) == []
    edition = assemble(folder.sources, folder.registers)
    found = {
        one.id: mention.sense and mention.sense.partition("-")[0]
        for one in edition.cables
        for mentions in one.mentions.values()
        for mention in mentions
        if mention.entry == "laop"
    }
    assert found == linked


def test_an_entry_that_makes_words_doubtful_is_left_out(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is proposed, what a build would warn of is not written."""
    folder.write(
        "source_cables/05OTTAWA2.txt",
        text_of(2, f"The keepers said that today {FIRST}, as it should.", "LAOP is dark."),
    )
    doubtful = {
        "senses": [{"id": name, "expansion": name, "tip": name} for name in ("lamps", "letters")]
    }
    monkeypatch.setattr(others, "_of_several", lambda *_: doubtful)
    folder.write(
        "source_cables/05OTTAWA3.txt",
        text_of(3, f"The keepers said that today {SECOND}, as it should."),
    )
    before = (folder.registers / "glossary.yaml").exists()
    done = suggest(folder, "--kind", "acronyms", "--write")
    assert done.exit_code == 1
    assert "LAOP" in done.stderr
    assert "left out" in done.stderr
    assert (folder.registers / "glossary.yaml").exists() == before
    assert warnings_after(folder) == []


def test_all_that_the_edition_with_everything_proposes_is_taken(tmp_path: Path) -> None:
    """From empty registers: no warning is added by what `suggest --write` puts into them."""
    everything = ROOT / "tests" / "everything"
    shutil.copytree(everything / "source_cables", tmp_path / "source_cables")
    at = tmp_path / "docs" / "registers"
    at.mkdir(parents=True)
    for name in ("people", "organizations", "glossary", "posts"):
        (at / f"{name}.yaml").write_text("# Of mine.\n", "utf-8")
    for name in ("anchors.lock", "releases.yaml"):
        (tmp_path / "source_cables" / name).unlink()

    def told() -> set[str]:
        found = assemble(tmp_path / "source_cables", at).problems
        return {one.message for one in found if one.severity is not Severity.INFO}

    before = told()
    folders = ["--sources", str(tmp_path / "source_cables"), "--registers", str(at)]
    done = CliRunner().invoke(main, ["suggest", "--write", *kinds(*KINDS), *folders])
    assert done.exit_code == 0, done.output
    assert "entries written" in done.stderr
    assert told() <= before
