"""A withheld name, in any spelling and field, is in no page and no export, or nothing is made."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.pages.all_pages import EditionPages, PageLimits
from cable_edition.core.proof.openly import withholding_faults
from cable_edition.exports.folder import DataFolder
from cable_edition.exports.info import EditionInfo
from tests.core.fatal_cases import PEOPLE, TEXT
from tests.core.withheld_spellings import SIDECAR, spellings, survives

INFO = EditionInfo(
    "A Test", "1.0", "The Editors", "https://example.org/", "10.1234/5", "2026-01-02"
)
OTHER = TEXT.replace("000001", "000002").replace("Zebedee Quux", "He").replace("Quux", "He")
NOTE = "notes:\n  - {{id: {id}, at: p1, quote: train, kind: inference, text: {text}}}\n"
TERM = "- {{id: {id}, term: QX, expansion: {text}, tip: A term, status: cable{more}}}\n"
SLUGS = ["zebedee-quux", "quux-zebedee", "zebedeequux", "mr-zebedee-quux-jr"]


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def note(root: Path, id_: str, text: str) -> None:
    write(root, "sources/05OTTAWA2.yaml", NOTE.format(id=id_, text=json.dumps(text)))


def term(root: Path, id_: str, text: str, more: str = "") -> None:
    line = TERM.format(id=id_, text=json.dumps(text), more=more)
    write(root, "registers/glossary.yaml", line)


#: Field -> what writes a spelling into it.
FIELDS: dict[str, Callable[[Path, str], None]] = {
    "the cable": lambda root, name: write(
        root, "sources/05OTTAWA1.txt", TEXT.replace("left again", f"left with {name} again")
    ),
    "its subject": lambda root, name: write(
        root, "sources/05OTTAWA1.txt", TEXT.replace("A VISIT", f"A VISIT OF {name}")
    ),
    "another cable": lambda root, name: write(
        root, "sources/05OTTAWA2.txt", OTHER.replace("left again", f"left with {name} again")
    ),
    "an address": lambda root, name: write(
        root, "sources/05OTTAWA2.txt", OTHER.replace("left", f"https://x.org/?q={name}&a=1 left")
    ),
    "a note": lambda root, name: note(root, "who", f"Perhaps {name} came."),
    "an emendation": lambda root, name: write(
        root,
        "sources/05OTTAWA2.yaml",
        "emendations:\n  - {at: p1, rule: conjecture, quote: train, reason: Sense., read: "
        f"{json.dumps(name)}}}\n",
    ),
    "a reason": lambda root, name: write(
        root, "sources/05OTTAWA1.yaml", SIDECAR.replace("At risk.", json.dumps(f"{name} is."))
    ),
    "a register": lambda root, name: term(root, "qx", f"the bureau of {name}"),
    "a person": lambda root, name: write(
        root, "registers/people.yaml", PEOPLE.replace("A visitor", json.dumps(f"Knew {name}"))
    ),
}
#: Fields for ids, which have small letters and hyphens alone.
ID_FIELDS: dict[str, Callable[[Path, str], None]] = {
    "id of a note": lambda root, name: note(root, name, "Perhaps."),
    "id of a register": lambda root, name: term(root, name, "a bureau"),
    "former id": lambda root, name: term(root, "qx", "a bureau", f", formerly: [{name}]"),
    "name of a file": lambda root, name: write(
        root, f"sources/{name}.txt", OTHER.replace("000002", "000003")
    ),
}
#: What stands in the cable itself is withheld; anywhere else it stops the edition.
OWN = {"the cable", "its subject"}


def outputs(root: Path) -> dict[str, str]:
    """Return all that an edition makes, or nothing where it is stopped."""
    edition = assemble(root / "sources", root / "registers")
    if withholding_faults(edition):
        return {}
    made = dict(EditionPages(edition, PageLimits(100, 100, 100), ""))
    assert "cables/05OTTAWA1" in made
    DataFolder(root / "data", edition, INFO).write()
    files = (path for path in (root / "data").rglob("*") if path.is_file())
    return made | {path.name: text_of(path) for path in files}


def text_of(path: Path) -> str:
    """Return what a file says; of a database, the commands that would make it."""
    if path.suffix == ".parquet":
        # Words stand in it as they are, between numbers.
        return path.read_bytes().decode("utf-8", "replace")
    if path.suffix != ".sqlite":
        return path.read_text("utf-8")
    with closing(sqlite3.connect(path)) as tables:
        return "\n".join(tables.iterdump())


def tried(field: Callable[[Path, str], None], name: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, "sources/05OTTAWA1.txt", TEXT)
        write(root, "sources/05OTTAWA1.yaml", SIDECAR.replace("Zebedée", "Zebedee"))
        write(root, "sources/05OTTAWA2.txt", OTHER)
        write(root, "registers/people.yaml", PEOPLE)
        field(root, name)
        return outputs(root)


def test_the_edition_is_made_while_the_name_stands_nowhere_else() -> None:
    made = tried(lambda *_: None, "")
    assert {"cables/05OTTAWA1", "cables/05OTTAWA2", "corpus.xml"} <= made.keys()
    assert not any(survives(text) for text in made.values())


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(name=spellings())
def test_a_withheld_name_reaches_no_output(field: str, name: str) -> None:
    assert survives(name)
    made = tried(FIELDS[field], name)
    assert [where for where, text in made.items() if survives(text) or survives(where)] == []
    if field not in OWN:
        assert made == {}


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("field", ID_FIELDS)
def test_a_withheld_name_is_no_id(field: str, slug: str) -> None:
    assert survives(slug)
    assert tried(ID_FIELDS[field], slug) == {}
