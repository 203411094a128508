"""Witnesses that a sidecar names: which file is which, what is compared, and what is withheld."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.core.collation.apparatus import read_back
from cable_edition.core.collation.beside import words_beside
from cable_edition.core.collation.units import units_of
from cable_edition.core.editing.sidecar import read_sidecar
from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.edition.model import EditedCable
from tests.core.collation.test_apparatus import CABLE, released

BASE = CABLE.replace("John Quillon", "Zebedee Quux")
Make = Callable[..., Edition]
NAMED = (
    "witnesses:\n  - {siglum: B, file: copy.txt, kind: release, date: 2011-06-01, body: A body}\n"
)
WITHHELD = "redactions:\n  - {name: Zebedee Quux, reason: A source., date: 2026-11-20}\n"


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A function that assembles one cable, a copy of it, and its sidecar."""

    def made(copy: str, sidecar: str = NAMED, base: str = BASE, **more: str) -> Edition:
        sources, registers = tmp_path / "source_cables", tmp_path / "registers"
        sources.mkdir(exist_ok=True)
        registers.mkdir(exist_ok=True)
        (sources / "06LONDON77.txt").write_text(base, "utf-8")
        (sources / "copy.txt").write_text(copy, "utf-8")
        (sources / "06LONDON77.yaml").write_text(sidecar, "utf-8")
        for name, text in more.items():
            (sources / f"{name}.txt").write_text(text, "utf-8")
        return assemble(sources, registers)

    return made


def the_cable(edition: Edition, *passed: str) -> EditedCable:
    faults = {one.code for one in edition.problems} - {"source-new", *passed}
    assert faults == set()
    (one,) = edition.cables
    assert one.path.name == "06LONDON77.txt"
    return one


def words_of(one: EditedCable) -> str:
    (witness,) = one.witnesses
    back = [unit.words for unit in read_back(units_of(one.cable), witness.apparatus)]
    assert back == [unit.words for unit in witness.units]
    return repr(witness)


def test_a_witness_is_compared_and_is_no_second_cable(make: Make) -> None:
    one = the_cable(make(BASE.replace("four legs", "five legs")))
    (witness,) = one.witnesses
    assert (witness.siglum, witness.kind, witness.body) == ("B", "release", "A body")
    assert [(row.kind, row.anchor) for row in witness.apparatus.differences] == [
        ("changed", "p2-1")
    ]
    assert len(witness.sha256) == 64


def test_a_copy_that_says_no_id_is_a_witness_of_the_cable_that_names_it(make: Make) -> None:
    bare = BASE.replace("C O N F I D E N T I A L LONDON 000077\n", "CONFIDENTIAL\n")
    one = the_cable(make(bare))
    assert len(one.witnesses) == 1


def test_a_witness_without_a_siglum_is_named_and_not_compared(make: Make) -> None:
    sidecar = "base: 06LONDON77.txt\nwitnesses: [copy.txt]\n"
    assert the_cable(make(BASE, sidecar), "no-cable").witnesses == ()


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{siglum: A, file: copy.txt, kind: leak}", "malformed-id"),
        ("{siglum: b, file: copy.txt, kind: leak}", "malformed-id"),
        ("{siglum: B, kind: leak}", "missing-key"),
        ("{siglum: B, file: copy.txt}", "missing-key"),
        ("{siglum: B, file: copy.txt, kind: copy}", "bad-value"),
        ("{siglum: B, file: gone.txt, kind: leak}", "witness-missing"),
        ("{siglum: B, file: copy.txt, kind: leak, page: 3}", "unknown-key"),
        (
            "{siglum: B, file: copy.txt, kind: leak}\n  - {siglum: B, file: copy.txt, kind: leak}",
            "repeated-id",
        ),
    ],
)
def test_a_faulty_witness_is_told(make: Make, entry: str, code: str) -> None:
    edition = make(BASE, f"witnesses:\n  - {entry}\n")
    assert code in {one.code for one in edition.problems}


@pytest.mark.parametrize(
    "copy",
    [
        BASE,
        BASE.replace("Zebedee Quux", "QUUX"),
        BASE.replace("Zebedee Quux", "Quux, Zebedee"),
        BASE.replace("Zebedee Quux", "Mr. Z. Quux"),
        BASE.replace("Zebedee Quux", "Zebedee Quvx"),
        BASE.replace("QUILLON\n", "5. (C) Quux was seen again by Zebedee Quux.\n\nQUILLON\n"),
        BASE.replace("SUBJECT: A CRANE", "SUBJECT: QUUX AND A CRANE"),
    ],
)
def test_a_withheld_name_is_cut_out_of_a_witness_however_it_is_written(
    make: Make, copy: str
) -> None:
    one = the_cable(make(copy, NAMED + WITHHELD))
    said = words_of(one).lower()
    assert "quux" not in said
    assert "quvx" not in said
    assert "zebedee" not in said
    assert one.witnesses[0].sha256 == ""


def test_a_name_that_the_base_text_lacks_and_a_witness_restores_is_cut_out(make: Make) -> None:
    base = released(BASE.replace("Zebedee Quux said", "[(b)(6)] said") + "\n")
    one = the_cable(make(BASE, NAMED + WITHHELD, base))
    assert "quux" not in words_of(one).lower()
    assert one.cable.excisions
    assert one.redactions == ()


@pytest.mark.parametrize("withheld", ["Zebedee Quux", "Zebedee Quimby"])
def test_check_knows_the_words_of_other_witnesses_as_a_build_does(
    make: Make, tmp_path: Path, withheld: str
) -> None:
    base = released(BASE.replace("Zebedee Quux said", "[(b)(6)] said") + "\n")
    sidecar = NAMED + WITHHELD.replace("Zebedee Quux", withheld)
    built = "redaction-unplaced" in {one.code for one in make(BASE, sidecar, base).problems}
    registers = str(tmp_path / "registers")
    checked = CliRunner().invoke(
        main,
        ["check", "--registers", registers, str(tmp_path / "source_cables" / "06LONDON77.txt")],
    )
    assert ("[redaction-unplaced]" in checked.output) == built == (withheld != "Zebedee Quux")


def test_no_file_outside_of_the_sources_is_read_for_its_words(make: Make, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text(BASE, "utf-8")
    sidecar = NAMED.replace("copy.txt", "../outside.txt") + WITHHELD
    make(BASE, sidecar)
    read, _ = read_sidecar(tmp_path / "source_cables" / "06LONDON77.yaml")
    assert read is not None
    assert read.compared
    assert words_beside(read, tmp_path / "source_cables" / "06LONDON77.txt") == {}


def test_a_name_that_stands_in_no_witness_either_is_told(make: Make) -> None:
    sidecar = NAMED + WITHHELD.replace("Quux", "Quimby")
    assert "redaction-unplaced" in {one.code for one in make(BASE, sidecar).problems}


QUOTED = (
    "redactions:\n  - {at: p3, quote: on Monday that neither firm would be paid,"
    " reason: A reason., date: 2026-11-20}\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("on Monday that neither firm would be paid", "ON MONDAY THAT NEITHER FIRM WOULD BE PAID"),
        ("on Monday that neither firm would be paid", "on Tuesday that no firm would be paid"),
        ("neither firm would be paid", "neither of the firms would ever be paid"),
        ("3. (C) Zebedee", "5. (C) Zebedee"),
        (
            "4. (U) The",
            "4. (U) He repeated on Monday that neither firm would be paid. The",
        ),
    ],
)
def test_withheld_words_are_cut_out_where_a_witness_answers_them(
    make: Make, old: str, new: str
) -> None:
    one = the_cable(make(BASE.replace(old, new) if old else BASE, NAMED + QUOTED))
    said = words_of(one).lower()
    for word in ("monday", "tuesday", "neither", "would be paid", "ever"):
        assert word not in said, word
    assert "before the spring" in said


def test_a_withheld_paragraph_leaves_one_mark(make: Make) -> None:
    whole = "redactions:\n  - {at: p3, reason: A reason., date: 2026-11-20}\n"
    one = the_cable(make(BASE, NAMED + whole))
    assert one.cable.paragraphs[2].text == "[withheld]"
    assert "firm would" not in words_of(one)
    assert one.witnesses[0].apparatus.differences == ()


def test_anchors_of_the_base_text_are_the_same_with_and_without_a_witness(make: Make) -> None:
    more = BASE.replace("1. (C) The", "1. (C) First of all.\n\n2. (C) The").replace(
        "2. (SBU)", "3. (SBU)"
    )
    alone = the_cable(make(BASE, "base: 06LONDON77.txt\n"), "no-cable")
    beside = the_cable(make(more))
    assert [anchor for anchor, _ in alone.texts] == [anchor for anchor, _ in beside.texts]


ADDED = BASE.replace("4. (U) The", "4. (C) Nobody but the copy knows of this lamp.\n\n5. (U) The")


def released_edition(make: Make, tmp_path: Path, copy: str, sidecar: str = NAMED) -> Edition:
    """Assemble, release, and assemble again."""
    make(copy, sidecar)
    folders = ["--sources", str(tmp_path / "source_cables")]
    folders += ["--registers", str(tmp_path / "registers")]
    CliRunner().invoke(main, ["seal", folders[1]])
    command = ["release", "0.1.0", "--date", "2026-11-23", *folders]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    # Sources are changed below to see what becomes of anchors, not of checksums.
    (tmp_path / "source_cables" / "SHA256SUMS").unlink()
    return make(copy, sidecar)


def codes(edition: Edition) -> set[str]:
    return {one.code for one in edition.problems} - {"source-new"}


def test_a_release_issues_the_address_of_a_passage_that_only_a_witness_has(
    make: Make, tmp_path: Path
) -> None:
    assert codes(released_edition(make, tmp_path, ADDED)) == set()
    lock = (tmp_path / "source_cables" / "anchors.lock").read_text("utf-8")
    assert "anchor 06LONDON77 in-b-p4 " in lock
    assert codes(make(ADDED.replace("this lamp", "that lamp"))) == {"anchor-changed"}
    assert codes(make(BASE)) == {"anchor-lost"}
    assert codes(make(ADDED, "")) >= {"anchor-lost"}
    assert codes(make(ADDED)) == set()


def test_a_name_withheld_later_does_not_move_the_address_of_such_a_passage(
    make: Make, tmp_path: Path
) -> None:
    copy = ADDED.replace("Nobody but the copy", "Zebedee Quux alone in the copy")
    assert codes(released_edition(make, tmp_path, copy)) == set()
    edition = make(copy, NAMED + WITHHELD)
    assert codes(edition) == set()
    assert "Quux" not in repr(the_cable(edition))
    assert codes(make(copy.replace("this lamp", "that lamp"), NAMED + WITHHELD)) == {
        "anchor-changed"
    }


def test_a_new_witness_changes_no_address_of_the_base_text(make: Make, tmp_path: Path) -> None:
    released_edition(make, tmp_path, BASE, "witnesses: [copy.txt]\n")
    before = (tmp_path / "source_cables" / "anchors.lock").read_text("utf-8")
    assert "in-" not in before
    edition = make(ADDED)
    assert codes(edition) == set()
    standing = edition.standing_addresses["06LONDON77"]
    issued = [line.split()[2] for line in before.splitlines() if line.startswith("anchor ")]
    assert [one for one in standing.words if one in issued] == issued
    assert "in-b-p4" in standing.words


OTHER = "R 141759Z JAN 06\nFM AMEMBASSY LONDON\nTO SECSTATE WASHDC\n\n" + BASE.replace("77", "78")


@pytest.mark.parametrize(
    ("copy", "sidecar", "said"),
    [
        (BASE, NAMED.replace("copy.txt", "06LONDON77.txt"), "the base text itself"),
        (f"{OTHER}\nNNNN\n\n{OTHER.replace('78', '79')}", NAMED, "has no text of 06LONDON77"),
    ],
)
def test_a_file_that_cannot_be_compared_is_told(
    make: Make, copy: str, sidecar: str, said: str
) -> None:
    edition = make(copy, f"base: 06LONDON77.txt\n{sidecar}")
    (problem,) = (one for one in edition.problems if one.code == "witness-missing")
    assert said in problem.message
    assert (Path(problem.path).name, problem.line) == ("06LONDON77.yaml", 3)
    assert not any(one.witnesses for one in edition.cables)


@pytest.mark.parametrize("copy", ["", "\n \t\n", "\ufeff", "\x0c\x0c"])
def test_a_copy_without_a_word_is_told_and_not_compared(make: Make, copy: str) -> None:
    edition = make(copy)
    (problem,) = (one for one in edition.problems if one.code == "witness-missing")
    assert "'copy.txt' has no text of 06LONDON77 to compare: the file is empty;" in problem.message
    assert (Path(problem.path).name, problem.line) == ("06LONDON77.yaml", 2)
    assert [one.witnesses for one in edition.cables] == [()]


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        ("%PDF-1.4\n", "nothing in it can be read;"),
        ("\x00\x01\x02" * 40, "it is no text, or holds several cables"),
        (f"{CABLE.replace('77', '78')}\n\n", ""),
    ],
)
def test_a_copy_that_cannot_be_read_is_not_said_to_be_empty(
    make: Make, copy: str, said: str
) -> None:
    found = [one.message for one in make(copy).problems if one.code == "witness-missing"]
    assert len(found) == bool(said)
    for message in found:
        assert f"has no text of 06LONDON77 to compare: {said}" in message
        assert "empty" not in message


def test_a_copy_of_one_line_is_compared(make: Make) -> None:
    assert len(the_cable(make("1. (C) Words.\n")).witnesses) == 1


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{siglum: C, file: copy.txt, kind: leak}", "witness C is witness B of 06LONDON77 too"),
        ("{siglum: C, file: in/copy.txt, kind: leak}", ""),
        # What is only named is not compared twice; equal words in two files are two witnesses.
        ("copy.txt", ""),
        ("{siglum: C, file: other.txt, kind: leak}", ""),
    ],
)
def test_one_file_named_as_two_witnesses_is_told(make: Make, entry: str, told: str) -> None:
    edition = make(BASE, f"{NAMED}  - {entry}\n", other=BASE)
    found = [one for one in edition.problems if one.code == "repeated-witness"]
    assert len(found) == bool(told)
    for problem in found:
        assert told in problem.message
        assert (Path(problem.path).name, problem.line) == ("06LONDON77.yaml", 3)


def named_by_two(make: Make, folder: Path, copy: str) -> Path:
    """Write one copy that the sidecars of two cables name; return the folder of the sources."""
    make(copy)
    sources = folder / "source_cables"
    (sources / "06LONDON78.txt").write_text(OTHER, "utf-8")
    for cable in ("06LONDON77", "06LONDON78"):
        (sources / f"{cable}.yaml").write_text(f"base: {cable}.txt\n{NAMED}", "utf-8")
    return sources


@pytest.mark.parametrize(
    ("copy", "told"),
    [
        ("1. (C) Words of no id.\n", 1),
        (BASE, 1),
        # A file of both cables has a copy of each.
        (f"R 141759Z JAN 06\nFM AMEMBASSY LONDON\nTO X\n\n{BASE}\nNNNN\n\n{OTHER}", 0),
    ],
)
def test_one_copy_named_as_a_witness_of_two_cables_is_told(
    make: Make, tmp_path: Path, copy: str, told: int
) -> None:
    edition = assemble(named_by_two(make, tmp_path, copy), tmp_path / "registers")
    found = [one for one in edition.problems if one.code == "repeated-witness"]
    assert len(found) == told
    assert [len(one.witnesses) for one in edition.cables] == [1, 1]


WRONG = frozenset(["witness-missing", "repeated-witness"])
OTHER_COPY = "  - {siglum: C, file: other.txt, kind: leak}\n"


def checked(tmp_path: Path, *names: str) -> list[tuple[str, str]]:
    """Return what `check FILE` tells of the witnesses of files: code and message."""
    sources = tmp_path / "source_cables"
    folders = ["--sources", str(sources), "--registers", str(tmp_path / "registers")]
    files = [str(sources / name) for name in names]
    done = CliRunner().invoke(main, ["check", "--format", "json", *folders, *files])
    told = map(json.loads, done.stdout.splitlines())
    return [(one["code"], one["message"]) for one in told if one.get("code") in WRONG]


@pytest.mark.parametrize(
    ("copy", "sidecar", "told"),
    [
        ("", NAMED, ["witness-missing"]),
        (BASE, NAMED + OTHER_COPY.replace("other", "copy"), ["repeated-witness"]),
        (BASE, NAMED.replace("copy.txt", "06LONDON77.txt"), ["witness-missing"]),
        ("", f"base: 06LONDON77.txt\n{NAMED}{OTHER_COPY}", ["witness-missing"]),
        (BASE, NAMED.replace("copy.txt", "gone.txt"), ["witness-missing"]),
        # What is right, and what is only named, is told by neither.
        (BASE, NAMED + OTHER_COPY, []),
        (BASE, NAMED + "  - copy.txt\n", []),
        ("", "witnesses: [copy.txt]\n", []),
        ("1. (C) Words of no id.\n", NAMED, []),
    ],
)
def test_check_of_a_file_tells_of_its_witnesses_what_the_edition_tells(
    make: Make, tmp_path: Path, copy: str, sidecar: str, told: list[str]
) -> None:
    edition = make(copy, sidecar, other=BASE)
    of_edition = [(one.code, one.message) for one in edition.problems if one.code in WRONG]
    assert [code for code, _ in of_edition] == told
    assert checked(tmp_path, "06LONDON77.txt") == of_edition
    # The copy is not taken for a base text of which it would be told again.
    assert checked(tmp_path, "06LONDON77.txt", "copy.txt") == of_edition


@pytest.mark.parametrize(("copy", "told"), [("1. (C) Words of no id.\n", 1), (BASE, 1), ("", 1)])
def test_check_of_a_file_knows_the_witnesses_of_other_cables(
    make: Make, tmp_path: Path, copy: str, told: int
) -> None:
    sources = named_by_two(make, tmp_path, copy)
    problems = assemble(sources, tmp_path / "registers").problems
    of_edition = [(one.code, one.message) for one in problems if one.code in WRONG]
    assert len(checked(tmp_path, "06LONDON78.txt")) == told
    assert checked(tmp_path, "06LONDON77.txt", "06LONDON78.txt") == of_edition


def test_personal_data_of_a_witness_alone_is_asked_about_and_what_is_proposed_settles_it(
    make: Make, tmp_path: Path
) -> None:
    copy = BASE.replace("Zebedee Quux said", "Zebedee Quux, passport number 123456789, said")
    sources = ["--sources", str(tmp_path / "source_cables")]

    def asked() -> list[dict[str, object]]:
        command = ["check", "--format", "json", *sources]
        done = CliRunner().invoke(main, command)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert not any(row.get("code") in {"no-id", "no-cable"} for row in rows)
        return [row for row in rows if row.get("code") not in {"source-new", None}]

    make(copy)
    (row,) = asked()
    assert row["code"] == "personal-data"
    assert Path(str(row["path"])).name == "copy.txt"
    assert 'name: "123456789"' in str(row["proposal"])
    withheld = 'redactions:\n  - {name: "123456789", reason: Private., date: 2026-11-20}\n'
    edition = make(copy, NAMED + withheld)
    assert asked() == []
    assert "123456789" not in words_of(the_cable(edition))
    dismissed = 'dismissed:\n  - {at: p3, quote: "123456789", reason: Made up.}\n'
    make(copy, NAMED + dismissed)
    assert asked() == []
    make(BASE, NAMED + dismissed)
    assert [row["code"] for row in asked()] == ["quote-missing"]
