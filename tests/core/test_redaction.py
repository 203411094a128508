"""What an editor withholds is not in the published witness, whatever the source looks like."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.passage import source_text
from cable_edition.core.cable.places import texts_of
from cable_edition.core.editing.gap import GAP, SIGNED_GAP, gaps
from cable_edition.core.edition.source_folder import SourceFolder, read_cables
from cable_edition.core.proof.leaks import discreet

SOURCE = """\
C O N F I D E N T I A L OTTAWA 000001

SIPDIS

E.O. 12958: DECL: 01/26/2009
TAGS: PREL, CA
SUBJECT: JANE ROE IN OTTAWA

Classified By: Pol Mincouns Brian Flora, reasons 1.4 (b) (d)

1. (C) The Embassy met Jane
Roe in a hotel near the border. Roe's brother was there.

2. (C) Roebuck is another man. Three points:

-- First, a man of the other side came.

-- Second, he left again.

THE BORDER
----------

3. (C) Nothing more was said of it that day or on any other day of the week.

DICKSON
"""
NAME = "redactions:\n  - {name: Jane Roe, forms: [Roe], reason: At risk., date: 2026-11-23}\n"


def folder_of(tmp_path: Path, sidecar: str, source: str = SOURCE, suffix: str = "txt") -> Path:
    (tmp_path / f"05OTTAWA1.{suffix}").write_text(source, "utf-8")
    (tmp_path / "05OTTAWA1.yaml").write_text(sidecar, "utf-8")
    return tmp_path


def entry(text: str) -> str:
    return f"redactions:\n  - {{{text}, reason: At risk., date: 2026-11-23}}\n"


def one(folder: SourceFolder) -> Cable:
    assert [p.located() for p in folder.problems if p.severity == "error"] == []
    (found,) = folder.cables
    return found[0]


def faults(folder: SourceFolder) -> list[str]:
    assert folder.cables == ()
    return [problem.code for problem in folder.problems if problem.severity == "error"]


def test_a_name_is_withheld_everywhere_in_any_case_and_across_lines(tmp_path: Path) -> None:
    cable = one(read_cables(folder_of(tmp_path, NAME)))
    texts = dict(texts_of(cable))
    assert texts["subject"] == f"{GAP} IN OTTAWA"
    assert texts["p1"] == (
        f"The Embassy met {GAP} in a hotel near the border. {GAP}'s brother was there."
    )
    assert texts["p2"].startswith("Roebuck is another man.")
    assert "jane" not in source_text(cable).lower()
    assert "jane" not in repr(cable).lower()


def test_the_witness_has_its_own_checksum(tmp_path: Path) -> None:
    cable = one(read_cables(folder_of(tmp_path, NAME)))
    witness = cable.source.text.encode()
    assert cable.source.sha256 == hashlib.sha256(witness).hexdigest()
    assert cable.source.sha256 != hashlib.sha256(SOURCE.encode()).hexdigest()


def test_quoted_words_are_withheld_at_their_place(tmp_path: Path) -> None:
    sidecar = entry("at: p1, quote: in a hotel near the border")
    cable = one(read_cables(folder_of(tmp_path, sidecar)))
    assert dict(texts_of(cable))["p1"] == (
        f"The Embassy met Jane Roe {GAP}. Roe's brother was there."
    )


def test_the_length_of_a_gap_tells_nothing(tmp_path: Path) -> None:
    short = entry("at: p3, quote: Nothing")
    long = entry("at: p3")
    for sidecar in (short, long):
        text = dict(texts_of(one(read_cables(folder_of(tmp_path, sidecar)))))["p3"]
        assert text.count(GAP) == 1
        assert text.startswith(GAP)


def test_a_stretch_keeps_every_number_mark_marker_and_heading(tmp_path: Path) -> None:
    whole = dict(texts_of(one(read_cables(folder_of(tmp_path, "base: ''\n")))))
    cable = one(read_cables(folder_of(tmp_path, entry("at: p1, to: p3"))))
    texts = dict(texts_of(cable))
    assert list(texts) == list(whole)
    assert (texts["p1"], texts["p2-1"], texts["h1"]) == (GAP, f"-- {GAP}", GAP)
    assert [p.marking.text for p in cable.paragraphs if p.marking] == ["(C)"] * 3


def test_a_name_cut_by_a_banner_is_withheld(tmp_path: Path) -> None:
    banner = "Jane\n\nCONFIDENTIAL\n\nPAGE 02        OTTAWA  00001  281200Z\n\nRoe"
    source = SOURCE.replace("Jane\nRoe", banner)
    before = dict(texts_of(one(read_cables(folder_of(tmp_path, "base: ''\n", source)))))
    cable = one(read_cables(folder_of(tmp_path, NAME, source)))
    assert list(dict(texts_of(cable))) == list(before)
    assert "jane" not in source_text(cable).lower()


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("&Jane Roe8", f"&{GAP}8"),
        ("Jane Ro-\ne", GAP),
        ("Jane Roe2", f"{GAP}2"),
        ("_Jane_Roe_", f"_{GAP}_"),
        ("Jane, Roe", GAP),
        ("Jane Q. Roe", GAP),
        ("Roe, Jane", GAP),
        ("Jane\u2009Roe", GAP),
        ("Jane\u202fRoe", GAP),
        ("Jane\u3000Roe", GAP),
        ("Jane Roe\u0301", GAP),
        ("JANE ROÉ", GAP),
        ("Ja\u00adne Ro\u200be", GAP),
        ("https://example.org/?q=Jane%20Roe", f"https://example.org/?q={GAP}"),
    ],
)
def test_a_name_is_withheld_however_it_is_written(tmp_path: Path, written: str, left: str) -> None:
    source = SOURCE.replace("Jane\nRoe", written)
    texts = dict(texts_of(one(read_cables(folder_of(tmp_path, NAME, source)))))
    assert texts["p1"].startswith(f"The Embassy met {left} in a hotel")
    assert texts["subject"] == f"{GAP} IN OTTAWA"


@pytest.mark.parametrize(
    "written", ["Roe", "Mr. Roe", "J. Roe", "ROE", "the Roes", "Jane Maria Roe", "Jane von Roe"]
)
def test_a_family_name_that_stays_stops_the_edition(tmp_path: Path, written: str) -> None:
    source = SOURCE.replace("Roe's brother", "A brother")
    folder_of(tmp_path, entry("name: Jane Roe"), source)
    assert one(read_cables(tmp_path))
    source = source.replace("Nothing more", f"Nothing of {written} more")
    for extra, stopped in (("", True), (", except: [Roe, Roes]", False)):
        folder = read_cables(folder_of(tmp_path, entry(f"name: Jane Roe{extra}"), source))
        errors = [found for found in folder.problems if found.severity == "error"]
        assert [problem.code for problem in errors] == ["redaction-near"] * stopped
        if stopped:
            assert source[errors[0].offset :].startswith(("Roe", "ROE"))


@pytest.mark.parametrize("number", ["613-555-0199", "6135550199", "(613) 555 0199"])
def test_a_number_is_withheld_whatever_parts_its_digits(tmp_path: Path, number: str) -> None:
    source = SOURCE.replace("Nothing more", "Call 6135550199 or 613-555-0199. Nothing more")
    folder = folder_of(tmp_path, entry(f"name: '{number}'"), source)
    text = dict(texts_of(one(read_cables(folder))))["p3"]
    assert text.startswith(f"Call {GAP} or {GAP}. Nothing")


@pytest.mark.parametrize(
    "written", ["Jane Row", "Jnae Roe", "J an e Roe", "Ja\nne Roe", "Ja-ne Roe"]
)
def test_what_may_be_the_name_keeps_the_cable_back(tmp_path: Path, written: str) -> None:
    source = SOURCE.replace("Nothing more", f"Nothing of {written} more")
    source = source.replace("Roe's brother", "A brother")
    name = entry("name: Jane Roe")
    folder = read_cables(folder_of(tmp_path, name, source))
    (problem,) = [found for found in folder.problems if found.severity == "error"]
    assert (problem.code, Path(problem.path).name) == ("redaction-near", "05OTTAWA1.txt")
    line = source[: source.index(written)].count("\n") + 1
    assert problem.line == line
    assert problem.offset is not None
    assert source[problem.offset :].startswith(("Ja", "Jn", "J a"))
    assert "form 1 of redaction 1 of 05OTTAWA1.yaml (line 2)" in problem.message
    assert "Jane" not in problem.message
    assert folder.cables == ()
    spelt = " ".join(written.split())
    for key in ("forms", "except"):
        dismissed = name.replace("Jane Roe,", f"Jane Roe, {key}: ['{spelt}'],")
        text = dict(texts_of(one(read_cables(folder_of(tmp_path, dismissed, source)))))["p3"]
        assert text.startswith(f"Nothing of {GAP if key == 'forms' else spelt} more")


def test_the_message_says_which_form_is_nowhere_and_on_which_line(tmp_path: Path) -> None:
    sidecar = (
        "redactions:\n  - name: Jane Roe\n    forms:\n      - Roe\n      - Jenny\n      - Janie\n"
        "    reason: At risk.\n    date: 2026-11-23\n"
    )
    folder = read_cables(folder_of(tmp_path, sidecar))
    found = [one for one in folder.problems if one.code == "redaction-unplaced"]
    assert [(one.line, one.message.partition(" stands")[0]) for one in found] == [
        (5, "form 3 of redaction 1 of 05OTTAWA1.yaml (line 5)"),
        (6, "form 4 of redaction 1 of 05OTTAWA1.yaml (line 6)"),
    ]
    assert "Jenny" not in str(found)


@pytest.mark.parametrize(
    ("signed", "left"),
    [
        ("JANE ROE", SIGNED_GAP),
        ("Roe", SIGNED_GAP),
        ("JANE ROE.", SIGNED_GAP),
        ("A. ROE", f"A. {SIGNED_GAP}"),
        ("ROE JR.", f"{SIGNED_GAP} JR"),
    ],
)
def test_a_sign_off_is_withheld(tmp_path: Path, signed: str, left: str) -> None:
    source = SOURCE.replace("DICKSON", signed)
    cable = one(read_cables(folder_of(tmp_path, NAME, source)))
    assert cable.signature is not None
    assert cable.signature.text.rstrip(".") == left
    assert dict(texts_of(cable))["p3"].endswith("of the week.")
    assert [span.start for span in gaps(cable.signature.text)] == [left.index("[")]


def test_the_last_words_of_an_extract_are_no_sign_off(tmp_path: Path) -> None:
    sidecar = entry("at: p3, quote: on any other day of the week.")
    cable = one(read_cables(folder_of(tmp_path, sidecar, SOURCE.replace("\nDICKSON\n", ""))))
    assert cable.signature is None


def test_entities_and_tags_of_a_page_hide_nothing(tmp_path: Path) -> None:
    source = (
        "<html><head><title>05OTTAWA1</title></head><body><pre>"
        + SOURCE.replace("Jane\nRoe", "J&#97;ne <b>Roe</b>").replace("'", "&#39;")
        + "</pre></body></html>"
    )
    cable = one(read_cables(folder_of(tmp_path, NAME, source, "html")))
    assert cable.source.format == "cablegate-html"
    assert "jane" not in source_text(cable).lower()
    assert "J&#97;ne" not in cable.source.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("at: p1, quote: in a castle", "redaction-unplaced"),
        ("at: p9, quote: in a hotel", "redaction-unplaced"),
        ("at: p3, quote: day", "redaction-unplaced"),
        ("at: p3, to: p1", "redaction-unplaced"),
        ("name: John Doe", "redaction-unplaced"),
        ("name: Jane Roe, forms: [Jenny]", "redaction-unplaced"),
        ("name: Jane Roe, at: p1", "redaction-faulty"),
        ("quote: in a hotel", "redaction-faulty"),
        ("nam: Jane Roe", "redaction-faulty"),
        ("name: J", "redaction-faulty"),
        ("at: p1, to: p3, quote: in a hotel", "redaction-faulty"),
    ],
)
def test_what_cannot_be_carried_out_keeps_the_cable_back(
    tmp_path: Path, text: str, code: str
) -> None:
    folder = read_cables(folder_of(tmp_path, entry(text)))
    assert code in faults(folder)
    located = [problem for problem in folder.problems if problem.code == code]
    assert located[0].line == 2
    told = " ".join(p.message for p in folder.problems if p.code.startswith("redaction"))
    assert "hotel" not in told
    assert "Doe" not in told


@pytest.mark.parametrize("sidecar", ["redactions: all\n", "redaction: []\n", "redactions: [\n"])
def test_a_sidecar_that_is_not_understood_keeps_the_cable_back(
    tmp_path: Path, sidecar: str
) -> None:
    assert {"redaction-faulty", "sidecar-unread"} & set(
        faults(read_cables(folder_of(tmp_path, sidecar)))
    )


@pytest.mark.parametrize(
    ("name", "lost"), [("(C) Roebuck", "the mark of p2"), ("2. (C) Roebuck", "p2")]
)
def test_a_redaction_that_would_lose_a_number_or_mark_is_refused(
    tmp_path: Path, name: str, lost: str
) -> None:
    folder = read_cables(folder_of(tmp_path, entry(f"name: '{name}'")))
    assert faults(folder) == ["redaction-moves"]
    (problem,) = [one for one in folder.problems if one.code == "redaction-moves"]
    assert lost in problem.message
    assert "Roebuck" not in problem.message


def test_reason_date_and_number_of_places_are_kept_for_readers(tmp_path: Path) -> None:
    folder = read_cables(folder_of(tmp_path, NAME))
    (note,) = folder.redacted["05OTTAWA1"].notes
    assert (note.reason, note.date, note.places) == ("At risk.", "2026-11-23", 3)


def test_one_cable_of_a_dump_is_redacted_and_the_others_stay(tmp_path: Path) -> None:
    dump = Path(__file__).parents[1] / "data" / "parse" / "reader-csv.txt"
    (tmp_path / "dump.csv").write_bytes(dump.read_bytes())
    before = {cable.reference_id: cable for cable, _ in read_cables(tmp_path).cables}
    sidecar = entry("at: p1, quote: first paragraph").replace("first", "FIRST")
    sidecar = sidecar.replace("paragraph", "PARAGRAPH")
    (tmp_path / "66BUENOSAIRES2481.yaml").write_text(sidecar, "utf-8")
    after = {cable.reference_id: cable for cable, _ in read_cables(tmp_path).cables}
    assert after.keys() == before.keys()
    assert dict(texts_of(after["66BUENOSAIRES2481"]))["p1"] == (
        f"THE {GAP}, WITH A BACKSLASH \\ IN IT."
    )
    assert texts_of(after["05OTTAWA287"]) == texts_of(before["05OTTAWA287"])
    assert {cable.source.sha256 for cable in after.values()}.isdisjoint(
        cable.source.sha256 for cable in before.values()
    )


@pytest.mark.parametrize(
    "text",
    [
        "redactions:\n  - {at: Jane Roe, reason: At risk., date: 2026-11-23}\n",
        "redactions:\n  - {name: Roe, reason: At risk., date: Jane Roe}\n",
        "redactions:\n  - {name: Roe, Jane Roe: x, reason: At risk., date: 2026-11-23}\n",
        "redactions:\n  - {name: Jane Roe, reason: At risk., date: 2026-11-23}\nJane Roe: x\n",
        "redactions:\n  - {name: [Jane Roe], reason: At risk., date: 2026-11-23}\n",
        (
            "redactions:\n  - {name: Jane Roe, reason: At risk., date: 2026-11-23}\n"
            "notes:\n  - {at: p1, id: Jane Roe X, kind: fact, text: So.}\n"
        ),
        (
            "redactions:\n  - {name: Jane Roe, forms: [Rough], reason: Risk., date: 2026-11-23}\n"
            "notes:\n  - {at: p1, id: Jane Roe X, kind: fact, text: Jane Roe., date: Jane Roe}\n"
        ),
    ],
)
def test_no_fault_of_a_sidecar_repeats_the_words(tmp_path: Path, text: str) -> None:
    folder = read_cables(folder_of(tmp_path, text, SOURCE))
    problems = [one for one in folder.problems if one.severity == "error"]
    assert problems
    for one in discreet(problems, folder.redacted.values()):
        assert "Roe" not in one.located().partition(": ")[2]


def test_a_key_of_a_redaction_with_a_slip_is_told(tmp_path: Path) -> None:
    text = "redactions:\n  - {name: Roe, from: [Roe], reason: At risk., date: 2026-11-23}\n"
    for wrong, said in (("from:", "has no key `from`"), ("quite:", "has no key `quite`")):
        folder = read_cables(folder_of(tmp_path, text.replace("from:", wrong), SOURCE))
        told = [one.message for one in folder.problems if one.code == "unknown-key"]
        assert [said in one and "did you mean" in one for one in told] == [True]
