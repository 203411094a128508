"""The edition that has everything has everything: each form, row, key, kind and doubt once.

What it cannot have is listed here, with the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.cable.model import Found
from cable_edition.core.editing.emendation_rules import CERTAINTIES, RULES
from cable_edition.core.editing.sidecar import loading
from cable_edition.core.editing.sidecar.emendations import EMENDATION_KEYS
from cable_edition.core.editing.sidecar.notes import NOTE_KEYS, NOTE_KINDS
from cable_edition.core.editing.sidecar.reading import READING_KEYS
from cable_edition.core.editing.sidecar.redactions import REDACTION_KEYS
from cable_edition.core.editing.sidecar.related import RELATED_KEYS
from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.myst import markup, rows
from cable_edition.core.myst.row_kinds import KINDS
from cable_edition.core.pages import release_pages
from cable_edition.core.pages.all_pages import EditionPages, PageLimits
from cable_edition.core.problems.problem import Problem
from cable_edition.core.problems.table import RECORD_CODES
from cable_edition.core.reading.decode import ENCODINGS, MAIL, PDF
from cable_edition.core.reading.readers.registry import readers
from cable_edition.core.registers import from_yaml
from cable_edition.core.registers.entries import STATUSES
from cable_edition.core.releases import declared
from cable_edition.core.settings.edition_file import load_file
from cable_edition.core.settings.model import SETTINGS, value_of
from cable_edition.core.yaml_files.source import Items, Mapping, Node, Scalar, read_yaml_file

ROOT = Path(__file__).parents[1] / "everything"
SOURCES, REGISTERS = ROOT / "source_cables", ROOT / "docs" / "registers"

#: Doubts that no source of the edition can have without spoiling it.
WITHOUT_DOUBT = {
    "column-unread": "the data files of it have no text beside those of their cables",
    "no-id": "a cable without an id has no page",
    "no-signature": "each whole record of it has a sign-off, which its pages show",
    "no-record": "a file of data in which nothing is read",
    "not-text": "a file that is no text, such as a program",
    "pdf-unreadable": "a damaged PDF file",
    "pdf-without-text": "a PDF file of pictures",
}
#: Kinds of row that so small an edition has no reason for.
WITHOUT_ROW: dict[str, str] = {}
#: Settings that a target sets where it needs them.
WITHOUT_SETTING = {
    "volumes.inputs": "a folder or dump besides the sources would be in no build of the example",
    "book.conforms_to": "nobody has looked whether the example's EPUB conforms",
}


@cache
def edition() -> Edition:
    return assemble(SOURCES, REGISTERS)


def lacking(
    wanted: Collection[str], there: Collection[str], excused: Collection[str] = ()
) -> set[str]:
    """Return what is wanted and not there; fail where what is excused is there after all."""
    assert set(excused) & set(there) == set(), "no reason left to leave it out"
    return set(wanted) - set(there) - set(excused)


def sidecars() -> list[Path]:
    return [path for path in SOURCES.glob("*.yaml") if path.name != declared.RELEASES]


def nodes(node: Node | None, *keys: str) -> Iterator[Mapping]:
    """Yield the mappings below a path of keys, through any lists."""
    if isinstance(node, Items):
        for one in node.items:
            yield from nodes(one, *keys)
    elif isinstance(node, Mapping):
        if not keys:
            yield node
        for key, value in node.pairs:
            if keys and key.value == keys[0]:
                yield from nodes(value, *keys[1:])


def read(paths: list[Path], *keys: str) -> list[Mapping]:
    return [one for path in paths for one in nodes(read_yaml_file(path, path.name)[0], *keys)]


def keys_of(found: list[Mapping]) -> set[str]:
    return {key.value for one in found for key, _ in one.pairs}


def values_of(found: list[Mapping], key: str) -> set[str]:
    return {
        value.value
        for one in found
        for name, value in one.pairs
        if name.value == key and isinstance(value, Scalar)
    }


def test_every_reader_reads_a_source_of_it() -> None:
    there = {one.cable.source.format for one in edition().cables}
    # Records of XML are read as those of JSON; their sources are in forms/test_xml_records.py.
    assert lacking({reader.name for reader in readers()}, there, {"xml"}) == set()


def test_it_has_a_file_without_a_cable() -> None:
    assert [one.id for one in edition().cables if one.cable.source.format == "unknown"]


def test_every_encoding() -> None:
    there = {one.cable.source.encoding for one in edition().cables}
    assert lacking({*ENCODINGS, PDF, MAIL}, there) == set()


def test_every_doubt_about_a_cable() -> None:
    told: list[Problem] = [*edition().problems]
    told += [problem for one in edition().cables for problem in one.cable.problems]
    assert lacking(RECORD_CODES, {problem.code for problem in told}, WITHOUT_DOUBT) == set()


def test_every_way_in_which_a_field_is_found() -> None:
    there = {finding.how for one in edition().cables for finding in one.cable.found}
    assert lacking(list(Found), there) == set()


def test_every_kind_of_row(monkeypatch: pytest.MonkeyPatch) -> None:
    written = set()

    def write(row: tuple[Any, ...]) -> str:
        written.add(type(row).__name__)
        return rows.write_row(row)

    for module in (markup, release_pages):
        monkeypatch.setattr(module, "write_row", write)
    limits = PageLimits(entries=250, places=200, cables=500)
    assert list(EditionPages(edition(), limits, "https://records.example/{id}"))
    wanted = {kind.__name__ for kinds in KINDS.values() for kind in kinds}
    assert lacking(wanted, written, WITHOUT_ROW) == set()


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ((), loading.KEYS),
        (("emendations",), EMENDATION_KEYS),
        (("notes",), NOTE_KEYS),
        (("reading",), READING_KEYS),
        (("redactions",), REDACTION_KEYS),
        (("related",), RELATED_KEYS),
    ],
)
def test_every_key_of_a_sidecar(path: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert lacking(wanted, keys_of(read(sidecars(), *path))) == set()


@pytest.mark.parametrize(
    ("path", "key", "wanted"),
    [
        ("emendations", "rule", RULES),
        ("emendations", "certainty", CERTAINTIES),
        ("notes", "kind", NOTE_KINDS),
    ],
)
def test_every_kind_of_emendation_and_note(path: str, key: str, wanted: Collection[str]) -> None:
    assert lacking(wanted, values_of(read(sidecars(), path), key)) == set()


@pytest.mark.parametrize(
    ("register", "path", "wanted"),
    [
        ("people", (), from_yaml.PERSON_KEYS),
        ("organizations", (), from_yaml.ORGANIZATION_KEYS),
        ("glossary", (), from_yaml.TERM_KEYS),
        ("glossary", ("senses",), from_yaml.SENSE_KEYS),
        ("tags", (), from_yaml.TAG_KEYS),
        ("posts", (), from_yaml.POST_KEYS),
        ("chronology", (), from_yaml.EVENT_KEYS),
        ("*", ("forms",), from_yaml.FORM_KEYS),
        ("*", ("statements",), from_yaml.STATEMENT_KEYS),
    ],
)
def test_every_key_of_the_registers(
    register: str, path: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    found = read(sorted(REGISTERS.glob(f"{register}.yaml")), *path)
    assert lacking(wanted, keys_of(found)) == set()


@pytest.mark.parametrize(
    ("register", "path", "key", "wanted"),
    [
        ("*", (), "status", STATUSES),
        ("*", ("statements",), "status", STATUSES),
        ("tags", (), "kind", from_yaml.TAG_KINDS),
    ],
)
def test_every_kind_of_entry_and_statement(
    register: str, path: tuple[str, ...], key: str, wanted: Collection[str]
) -> None:
    found = read(sorted(REGISTERS.glob(f"{register}.yaml")), *path)
    assert lacking(wanted, values_of(found, key)) == set()


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ((), declared.KEYS),
        (("releases",), declared.RELEASE_KEYS),
        (("redirects",), ("from", "to", "reason", "date")),
        (("revisions",), ("at", "after", "to", "reason", "date")),
        (("withdrawn",), ("cable", "reason", "date")),
        (("retired",), ("entry", "reason", "date")),
    ],
)
def test_every_key_of_the_releases(path: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert lacking(wanted, keys_of(read([SOURCES / declared.RELEASES], *path))) == set()


def test_every_change_of_a_release() -> None:
    found = read([SOURCES / declared.RELEASES], "releases", "cables")
    assert lacking(declared.CHANGES, values_of(found, "change")) == set()


def test_every_setting_is_set() -> None:
    file, problems = load_file(ROOT / "edition.toml")
    assert problems == []
    there = {name for name in SETTINGS if value_of(file.settings, name)}
    assert lacking(SETTINGS, there, WITHOUT_SETTING) == set()


def test_an_excuse_that_is_none_is_found() -> None:
    assert lacking({"a", "b"}, {"a"}) == {"b"}
    assert lacking({"a", "b"}, {"a"}, {"b": "why"}) == set()
    with pytest.raises(AssertionError):
        lacking({"a", "b"}, {"a", "b"}, {"b": "why"})
