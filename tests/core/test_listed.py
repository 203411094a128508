"""Pages around the cables ask nothing of a cable that their number does not stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from cable_edition.core.drawers import Drawer
from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.edition.kept_cables import KeptCable, KeptEdited, seen
from cable_edition.core.edition.model import EditedCable
from cable_edition.core.kept_work import KeptWork
from cable_edition.core.pages import listed as module
from cable_edition.core.pages.all_pages import EditionPages
from cable_edition.core.pages.limits import PageLimits
from cable_edition.core.pages.listed import listed

EVERYTHING = Path(__file__).parents[1] / "everything"
LIMITS = PageLimits(100, 20, 100)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return assemble(EVERYTHING / "source_cables", EVERYTHING / "docs" / "registers")


def asked_of(one: EditedCable, found_by: str) -> set[str]:
    """Return what the number asks of a cable."""
    asked: set[str] = set()

    class Noting(Drawer):
        def of(self, what: str, make: Callable[[], Any], *more: Any) -> Any:
            asked.add(what)
            return one.told(what, make, *more)

    noting = replace(one)
    noting.keep_in(Noting())
    module._listed(noting, found_by)
    return asked


class Strict(Drawer):
    """Has what it was given, and makes nothing."""

    def __init__(self, one: EditedCable, names: set[str]) -> None:
        super().__init__()
        self._one, self._names = one, names

    def of(self, what: str, make: Callable[[], Any], *more: Any) -> Any:
        assert what in self._names
        return self._one.told(what, make, *more)


def strict(one: EditedCable, found_by: str) -> EditedCable:
    """Return a cable that tells nothing else than the number asks of it."""

    def load() -> NoReturn:
        message = f"all of {one.id} was asked for"
        raise AssertionError(message)

    drawer = Strict(one, asked_of(one, found_by))
    cable = KeptCable(seen(one.cable), load)
    layers = [name for name in ("emendations", "notes", "provenance") if getattr(one, name)]
    return KeptEdited(cable, one.path, drawer, layers, load)


def test_nothing_else_is_asked_of_a_cable(edition: Edition) -> None:
    by_itself = [one for one in edition.cables if not (one.witnesses or one.redactions)]
    plain = [one for one in by_itself if not one.is_emended]
    assert len(plain) > 1
    assert len(plain) < len(by_itself)
    # The page of a cable that departed asks for words; with one there is no number.
    releases = replace(edition.releases, departed=())
    whole = replace(edition, cables=by_itself, releases=releases)
    fewer = replace(
        whole,
        cables=[strict(one, edition.found_by) if one in plain else one for one in by_itself],
    )
    pages = [dict(EditionPages(one, LIMITS, "").around_cables()) for one in (whole, fewer)]
    assert pages[0] == pages[1]
    assert {"cables/index", "people/index", "glossary/index", "missing/index"} <= pages[0].keys()


SOURCE = """\
UNCLAS OTTAWA 000{number}

E.O. 12958: N/A
TAGS: PREL, CA
SUBJECT: A VISIT

REF: 05 OTTAWA 9

1. (U) Jane Roe of the MFA spoke first about the weather.

2. (U) Nobody else was there, and the day ended early.
"""
PEOPLE = """\
- id: roe-jane
  name: Jane Roe
  sort: Roe, Jane
  tip: A visitor
  office: Visitor
  office_status: cable
  forms: [Jane Roe]
"""
EDITS: dict[str, tuple[str, str, bool]] = {
    "nothing": ("", "", True),
    "a word far from a name": ("day ended early", "day ended late", True),
    "a word beside a name": ("spoke first", "spoke last", False),
    "the subject": ("A VISIT", "A CALL", False),
    "TAGS": ("PREL, CA", "PREL, US", False),
    "a reference": ("05 OTTAWA 9", "05 OTTAWA 8", False),
    "a portion mark": ("2. (U)", "2. (C)", False),
    "the classification": ("UNCLAS", "CONFIDENTIAL", False),
    "a name": ("Nobody else", "Jane Roe", False),
}


def number_of(folder: Path) -> str:
    kept = KeptWork(folder / "kept" / "work.sqlite", "program")
    edition = assemble(folder / "sources", folder / "registers", kept=kept)
    found = listed(edition)
    kept.save()
    return found


@pytest.mark.parametrize("edit", EDITS)
def test_the_number_stays_where_no_list_changes(tmp_path: Path, edit: str) -> None:
    for name in ("sources", "registers"):
        (tmp_path / name).mkdir()
    (tmp_path / "registers" / "people.yaml").write_text(PEOPLE, "utf-8")
    paths = [tmp_path / "sources" / f"05OTTAWA{number}.txt" for number in (1, 2)]
    for number, path in enumerate(paths, 1):
        path.write_text(SOURCE.format(number=number), "utf-8")
    before = number_of(tmp_path)
    assert len(before) == 32
    old, new, stays = EDITS[edit]
    assert old in paths[0].read_text("utf-8")
    paths[0].write_text(paths[0].read_text("utf-8").replace(old, new), "utf-8")
    assert (number_of(tmp_path) == before) is stays


def test_where_it_is_not_known_there_is_none(tmp_path: Path, edition: Edition) -> None:
    assert listed(edition) == ""
    kept = KeptWork(tmp_path / "work.sqlite", "program")
    alone = [one for one in edition.cables if not (one.witnesses or one.redactions)]
    open_one = replace(edition, kept=kept, cables=alone, redacted={})
    departed = open_one.releases.departed
    assert departed
    assert listed(open_one) == ""
    known = replace(open_one, releases=replace(open_one.releases, departed=()))
    assert listed(known)
    withheld = replace(known, redacted=edition.redacted)
    assert edition.redacted
    assert listed(withheld) == ""
    assert listed(replace(known, cables=edition.cables)) == ""
