"""A build makes anew what an edit touches, and gives what a clean one would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from cable_edition.core.cable.model import Cable
from cable_edition.core.edition import kept_cables, source_folder
from cable_edition.core.myst.markup import MARKER
from cable_edition.core.pages.all_pages import EditionPages
from cable_edition.sphinx_ext import generate, made_from
from cable_edition.sphinx_ext.fingerprint import libraries

from .conftest import GLOSSARY, PEOPLE, TinyEdition, cable_text

KEPT = "_build/doctrees/cable-edition-work.sqlite"
ALONE = "(C) Nobody else was there, and the day ended early."
CITING = cable_text(2, ("(C) Jane Roe of S/CRS spoke.", ALONE)).replace(
    "SUBJECT: A VISIT\n", "SUBJECT: A VISIT\n\nREF: 05 OTTAWA 1\n"
)
NOTE = "notes:\n  - {at: p1, kind: inference, text: A note., id: one}\n"
NAME = "redactions:\n  - {name: Jane Roe, reason: At risk., date: 2026-11-23}\n"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the sources that were parsed."""
    names: list[str] = []
    parse = source_folder.parse_all

    def counting(data: bytes, *, name: str = "") -> object:
        names.append(name)
        return parse(data, name=name)

    monkeypatch.setattr(source_folder, "parse_all", counting)
    return names


def pages(edition: TinyEdition, out: str = "_build") -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in edition.docs.glob("cables/*.md")}
    html = edition.docs / out / "html"
    found |= {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in html.rglob("*")
        if path.is_file() and path.name != ".buildinfo"
    }
    return found


def damage(edition: TinyEdition, name: str) -> None:
    """Change a file of the output behind the back of its builds."""
    path = edition.docs / "_build" / "html" / name
    path.write_bytes(path.read_bytes() + b" ")


EDITS: dict[str, tuple[Callable[[TinyEdition], object], list[str]]] = {
    "nothing": (lambda _: None, []),
    "a source": (
        lambda edition: edition.add("05OTTAWA2", CITING.replace("spoke", "wrote")),
        ["05OTTAWA2.txt"],
    ),
    "a word beside no name": (
        lambda edition: edition.add("05OTTAWA2", CITING.replace("ended early", "ended late")),
        ["05OTTAWA2.txt"],
    ),
    "a page of a list": (
        lambda edition: (edition.docs / "people" / "index.md").write_text(MARKER, "utf-8"),
        [],
    ),
    "a page of a list that is gone": (
        lambda edition: (edition.docs / "tags" / "index.md").unlink(),
        [],
    ),
    "a note": (
        lambda edition: (edition.sources / "05OTTAWA1.yaml").write_text(NOTE, "utf-8"),
        [],
    ),
    "the name of a person": (
        lambda edition: edition.register(
            "people", PEOPLE.replace("name: Jane Roe", "name: J. Roe")
        ),
        [],
    ),
    "a post": (
        lambda edition: edition.register(
            "posts", "- {id: ottawa, code: OTTAWA, name: Post on the river, tip: A post}\n"
        ),
        [],
    ),
    "an organization": (
        lambda edition: edition.register(
            "organizations", "- {id: visitors, name: Visitors, tip: A body, forms: [Jane]}\n"
        ),
        [],
    ),
    "a person's name": (
        lambda edition: edition.register("people", PEOPLE.replace("[Brian", "[Jane Roe of, Brian")),
        [],
    ),
    "a term": (
        lambda edition: edition.register("glossary", GLOSSARY.replace("Office of", "Office for")),
        [],
    ),
    "the cable that cites": (lambda edition: (edition.sources / "05OTTAWA2.txt").unlink(), []),
    "a cable more": (
        lambda edition: edition.add("05OTTAWA3", cable_text(3, ("(C) Jane Roe spoke.",))),
        ["05OTTAWA3.txt"],
    ),
    "an address": (
        lambda edition: (edition.root / "edition.toml").write_text(
            'base_url = "https://cables.example/"\n', "utf-8"
        ),
        [],
    ),
    "a file of data": (lambda edition: damage(edition, "data/json/05OTTAWA1.json"), []),
    "the registers as data": (lambda edition: damage(edition, "data/registers.json"), []),
    "a table that has no row": (
        lambda edition: (edition.docs / "_build/html/data/wanted.json").write_text("{}", "utf-8"),
        [],
    ),
    "a table that is gone": (
        lambda edition: (edition.docs / "_build" / "html" / "data" / "registers.json").unlink(),
        [],
    ),
    "the inventory": (lambda edition: damage(edition, "objects.inv"), []),
    "a file of the search": (lambda edition: damage(edition, "_search/filters.js"), []),
    "a setting": (
        lambda edition: (edition.root / "edition.toml").write_text(
            '[site]\npublic_record = "https://records.example/{id}"\n', "utf-8"
        ),
        [],
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_not_touched_is_not_read_again_and_all_is_as_in_a_clean_build(
    edition: TinyEdition, parsed: list[str], edit: str
) -> None:
    edition.add()
    edition.add("05OTTAWA2", CITING)
    edition.build()
    assert sorted(parsed) == ["05OTTAWA1.txt", "05OTTAWA2.txt"]
    parsed.clear()
    change, read = EDITS[edit]
    change(edition)
    edition.forget_standing()
    edition.build()
    assert parsed == read
    built = pages(edition)
    (edition.docs / KEPT).unlink()
    for path in edition.docs.glob("cables/*.md"):
        path.unlink()
    edition.build(out="_clean")
    assert built == pages(edition, "_clean")


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cables of earlier builds that were loaded, as often as they were."""
    ids: list[str] = []
    load = kept_cables._loaded

    def counting(one: Any, *given: Any, **more: Any) -> object:
        ids.append(str((one if isinstance(one, Cable) else one.cable).reference_id))
        return load(one, *given, **more)

    monkeypatch.setattr(kept_cables, "_loaded", counting)
    return ids


def test_no_cable_is_loaded_for_the_edit_of_another(
    edition: TinyEdition, loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a small edition many pages of the search change at once.
    monkeypatch.setattr("cable_edition.core.search.index._FEW", 1)
    edition.add()
    edition.add("05OTTAWA2", CITING)
    edition.add("05OTTAWA3", cable_text(3, ("(C) Jane Roe spoke.",)))
    edition.build()
    edition.add("05OTTAWA3", cable_text(3, ("(C) Jane Roe of S/CRS spoke.",)))
    edition.build()
    assert loaded == []
    # The page of the one named the cable that cites it, that of the other the one before it.
    (edition.sources / "05OTTAWA2.txt").unlink()
    edition.build()
    assert {*loaded} == {"05OTTAWA1", "05OTTAWA3"}


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages around the cables that were made."""
    names: list[str] = []
    around = EditionPages.around_cables

    def counting(self: EditionPages) -> Iterator[tuple[str, str]]:
        for docname, text in around(self):
            names.append(docname)
            yield docname, text

    monkeypatch.setattr(EditionPages, "around_cables", counting)
    return names


def test_no_list_is_made_for_an_edit_that_no_list_has(
    edition: TinyEdition, listing: list[str]
) -> None:
    edition.add()
    edition.add("05OTTAWA2", CITING)
    edition.build()
    assert "people/index" in listing
    for edit in ("a word beside no name", "a note"):
        listing.clear()
        EDITS[edit][0](edition)
        edition.build()
        assert listing == []
    edition.add("05OTTAWA2", CITING.replace("A VISIT", "A CALL"))
    edition.build()
    assert "cables/index" in listing


def test_what_stood_before_a_change_is_not_taken_for_what_stands_after_it(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cables are there as they were, around them all is otherwise, and then as it was."""
    edition.add()
    edition.add("05OTTAWA2", CITING)
    edition.build()
    first = pages(edition)
    for is_known in (True, False):
        with monkeypatch.context() as patch:
            if not is_known:
                patch.setattr("cable_edition.core.pages.all_pages.listed", lambda _edition: "")
            EDITS["a setting"][0](edition)
            edition.build()
            assert pages(edition) != first
        (edition.root / "edition.toml").unlink()
        edition.build()
        assert pages(edition) == first


def test_words_that_are_withheld_later_are_kept_no_more(
    edition: TinyEdition, parsed: list[str]
) -> None:
    edition.add()
    edition.build()
    kept = edition.docs / KEPT
    templates = kept.parent / "cable-templates"
    assert kept.is_file()
    assert any(templates.iterdir())
    sidecar = edition.sources / "05OTTAWA1.yaml"
    sidecar.write_text(NAME, "utf-8")
    edition.register("people", PEOPLE[: PEOPLE.index("- id: roe-jane")])
    edition.build()
    assert not kept.exists()
    assert not any(templates.iterdir())
    sidecar.unlink()
    parsed.clear()
    edition.build()
    assert parsed == ["05OTTAWA1.txt"]
    assert kept.is_file()


def test_another_library_or_a_reader_of_another_package_reads_anew(
    edition: TinyEdition, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.add()
    edition.build()
    parsed.clear()
    for module in (generate, made_from):
        monkeypatch.setattr(module, "libraries", lambda: ("pypdf-0.dist-info",))
    edition.build()
    assert parsed == ["05OTTAWA1.txt"]
    for module in (generate, made_from):
        monkeypatch.setattr(module, "other_readers", lambda: (object(),))
    for _ in range(2):
        parsed.clear()
        edition.build()
        assert parsed == ["05OTTAWA1.txt"]
        assert not (edition.docs / KEPT).exists()


def test_the_libraries_are_known_with_their_versions() -> None:
    assert f"sphinx-{version('sphinx')}.dist-info" in libraries()


def test_only_builds_use_what_is_kept() -> None:
    path = Path(__file__).parents[2] / "ext" / "cable_edition"
    naming = {
        one.relative_to(path).as_posix()
        for one in path.rglob("*.py")
        if "KeptWork(" in one.read_text("utf-8")
    }
    # The models have work that keeps nothing; a volume keeps what its digest found for its build.
    nothing = {"core/edition/model.py", "core/quotations/check.py", "core/quotations/shards.py"}
    assert naming == nothing | {"sphinx_ext/generate.py", "volumes/digest.py"}
