"""How a build ends, as a person sees it.

Warnings are taken for failures, as ``make html`` does. What stops an edition is a clear line and
status 2, a fault of the editor's a warning, and the content of a source is told and fails nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from sphinx.cmd.build import main

from cable_edition.core.problems import CODES, Origin, Severity
from cable_edition.core.proof.verify import verify_build
from tests.program import run_program

from .conftest import PEOPLE, TinyEdition, add_when_read, cable_text, warnings_of

WITHHELD = "redactions:\n  - {name: Zebedee Quux, reason: At risk., date: 2026-11-23}\n"


def sphinx_build(
    edition: TinyEdition, *options: str, quiet: bool = True, **environment: str
) -> CompletedProcess[str]:
    """Build as ``make html`` does, and return the status with what was written."""
    arguments = ["-b", "html", "-nW", *options, *(["-q"] if quiet else [])]
    arguments += ["docs", "docs/_build/html"]
    done = run_program(lambda: main(arguments), edition.root, environment)
    assert "Traceback" not in done.stderr
    assert "report" not in done.stderr
    return done


def no_cable(edition: TinyEdition) -> None:
    edition.add("empty", "")


def classification_below_portion(edition: TinyEdition) -> None:
    edition.add(text=cable_text(paragraphs=("(S) Higher.",)))


def checksum_line(edition: TinyEdition) -> None:
    (edition.sources / "SHA256SUMS").write_text("no checksum\n", "utf-8")


def unknown_key(edition: TinyEdition) -> None:
    edition.register("people", PEOPLE + "- {id: x, nmae: X}\n")


def duplicate_id(edition: TinyEdition) -> None:
    edition.register("people", PEOPLE + PEOPLE[PEOPLE.index("- id: roe-jane") :])


def unknown_anchor(edition: TinyEdition) -> None:
    sidecar(edition, "notes:\n  - {at: p99, kind: inference, text: So., id: so}\n")


def redaction_unplaced(edition: TinyEdition) -> None:
    sidecar(edition, WITHHELD.replace("Zebedee Quux", "Nobody Here"))


def redirect_broken(edition: TinyEdition) -> None:
    (edition.sources / "releases.yaml").write_text(
        "redirects:\n- {from: 05OTTAWA1#p9, to: 05OTTAWA1#p8, date: 2026-11-23, reason: X.}\n",
        "utf-8",
    )


def unknown_setting(edition: TinyEdition) -> None:
    (edition.root / "edition.toml").write_text('titel = "x"\n', "utf-8")


def unknown_record(edition: TinyEdition) -> None:
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8") + "\n{cable:record}`no id`\n", "utf-8")


def withheld_survives(edition: TinyEdition) -> None:
    edition.add(text=cable_text(paragraphs=("(C) Zebedee Quux came.",)))
    sidecar(edition, WITHHELD)
    # A chapter itself would be told before it is read.
    add_when_read(edition, "aside", "\nZebedee Quux.\n")


def page_taken(edition: TinyEdition) -> None:
    (edition.docs / "cables").mkdir()
    (edition.docs / "cables" / "index.md").write_text("# Mine\n", "utf-8")


def source_new(edition: TinyEdition) -> None:
    (edition.sources / "SHA256SUMS").write_text("", "utf-8")


def source_name(edition: TinyEdition) -> None:
    Path(os.fsdecode(bytes(edition.sources) + b"/05OTTAWA\xe9.txt")).write_text(cable_text(2))


def sidecar(edition: TinyEdition, text: str) -> None:
    (edition.sources / "05OTTAWA1.yaml").write_text(text, "utf-8")


#: Case, exit status, and how its line begins; an empty line is none.
CASES: list[tuple[Callable[[TinyEdition], None], int, str]] = [
    (source_new, 0, ""),
    (classification_below_portion, 0, ""),
    (no_cable, 0, "source_cables/empty.txt: NOTICE: "),
    (checksum_line, 2, "source_cables/SHA256SUMS:1: ERROR: "),
    (unknown_key, 1, "docs/registers/people.yaml:15: WARNING: "),
    (duplicate_id, 1, "docs/registers/people.yaml:15: WARNING: "),
    (unknown_anchor, 1, "source_cables/05OTTAWA1.yaml:2: WARNING: "),
    (unknown_record, 1, "docs/index.md:"),
    (redaction_unplaced, 2, "source_cables/05OTTAWA1.yaml:2: ERROR: "),
    (redirect_broken, 2, "source_cables/releases.yaml:2: ERROR: "),
    (unknown_setting, 2, "edition.toml:1: ERROR: "),
    (source_name, 2, "source_cables/05OTTAWA\\udce9.txt: ERROR: "),
    (page_taken, 2, "docs/cables/index.md: ERROR: "),
    (withheld_survives, 2, "docs/_build/html/aside.html: ERROR: "),
]


def test_the_cases_have_each_severity_and_origin() -> None:
    known = [CODES[case.__name__.replace("_", "-")] for case, _, _ in CASES]
    assert {one.severity for one in known} == set(Severity)
    assert {one.origin for one in known} == set(Origin)


@pytest.mark.outputs
@pytest.mark.parametrize(("case", "status", "begins"), CASES)
def test_how_a_build_ends(
    edition: TinyEdition, case: Callable[[TinyEdition], None], status: int, begins: str
) -> None:
    edition.add()
    case(edition)
    done = sphinx_build(edition)
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert done.returncode == status, done.stderr
    if not begins:
        assert lines == []
        return
    code = case.__name__.replace("_", "-")
    found = [line for line in lines if f"({code})" in line or f"[{code}]" in line]
    assert found, lines
    assert any(line.replace(f"{edition.root}/", "").startswith(begins) for line in found), found
    assert (edition.html / "cables" / "05OTTAWA1.html").is_file() == (
        status < 2 or code == "withheld-survives"
    )


@pytest.mark.parametrize("epoch", ["-1", "4354819200"])
def test_a_moment_that_no_format_can_hold_stops_the_build(edition: TinyEdition, epoch: str) -> None:
    edition.add()
    done = sphinx_build(edition, SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 2
    assert done.stderr.startswith("SOURCE_DATE_EPOCH: ERROR: SOURCE_DATE_EPOCH is a number")


CHECKED = "from cable_edition import check_moment\ncheck_moment()\n"


@pytest.mark.parametrize("epoch", ["abc", "0x10", "12:30", "2026-01-01"])
def test_a_moment_that_is_no_number_is_told_before_sphinx_reads_it(
    edition: TinyEdition, epoch: str
) -> None:
    edition.add()
    conf = edition.docs / "conf.py"
    conf.write_text(CHECKED + conf.read_text("utf-8"), "utf-8")
    done = sphinx_build(edition, SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("SOURCE_DATE_EPOCH: ERROR: SOURCE_DATE_EPOCH is a number of seconds")
    assert line.endswith(f"not {epoch!r} [bad-setting]")


@pytest.mark.parametrize("epoch", ["", " "])
def test_a_moment_that_is_empty_is_none(edition: TinyEdition, epoch: str) -> None:
    edition.add()
    conf = edition.docs / "conf.py"
    conf.write_text(CHECKED + conf.read_text("utf-8"), "utf-8")
    done = sphinx_build(edition, SOURCE_DATE_EPOCH=epoch)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("options", [["-T"], ["-v"], ["-j", "2"]])
def test_no_option_brings_a_crash_report(edition: TinyEdition, options: list[str]) -> None:
    edition.add()
    unknown_setting(edition)
    done = sphinx_build(edition, *options)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("edition.toml:1: ERROR: there is no setting `titel`; did you mean")


@pytest.mark.parametrize(
    "tags",
    ["PREL, <B>", "PREL, `X`, A|B", "PREL, A\\B, {C}, &AMP", "PREL, [Z](y), %Z, #1", "!N, A_B, É"],
)
def test_tags_of_any_characters_lead_to_their_entries(edition: TinyEdition, tags: str) -> None:
    edition.add(text=cable_text().replace("PREL, CA", tags))
    assert warnings_of(edition.build()) == ""
    assert verify_build(edition.html, edition.sources) == (1, [])


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", "SUBJECT: `{x}`\n", "TAGS: <B>, |\n"])
def test_a_source_of_any_content_is_built(edition: TinyEdition, content: str) -> None:
    edition.add("05OTTAWA2", content)
    edition.add("note", content)
    app = edition.build()
    assert (edition.html / "cables" / "05OTTAWA2.html").is_file()
    assert "WARNING" not in warnings_of(app)
    assert "source_cables/note.txt: NOTICE: " in warnings_of(app)


def test_what_is_told_of_content_can_be_silenced(edition: TinyEdition) -> None:
    edition.add("empty", "")
    assert "[cable.source]" in warnings_of(edition.build())
    assert warnings_of(edition.build(suppress_warnings=["cable.source"])) == ""
