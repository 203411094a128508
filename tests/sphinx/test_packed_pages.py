"""What Sphinx keeps of each page stays packed, and is what it would be unpacked."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from cable_edition.core.problems import Problem
from cable_edition.sphinx_ext.packed_pages import (
    CableObject,
    PackedTrees,
    PageObjects,
    sign_of,
    targets_in,
)
from cable_edition.sphinx_ext.warnings import (
    all_as_the_editor_knows,
    as_the_editor_knows,
    editors_path,
)

_WORDS = st.text(max_size=8)
_OBJECTS = st.lists(st.builds(CableObject, _WORDS, _WORDS, _WORDS, _WORDS), max_size=6)


def _kept(thing: Any) -> Any:
    """Return something as the next build has it."""
    return pickle.loads(pickle.dumps(thing))  # noqa: S301


def _page(rows: list[CableObject]) -> PageObjects:
    page = PageObjects()
    for row in rows:
        page.add(row)
    return page


@given(_OBJECTS, _OBJECTS)
def test_objects_are_the_same_after_builds(
    rows: list[CableObject], more: list[CableObject]
) -> None:
    page = _page(rows)
    again = _kept(_kept(page))
    assert dict(again) == dict(page) == {row.name: row for row in rows}
    assert (again.digest, again.packed_targets) == (page.digest, page.packed_targets)
    for row in more:
        again.add(row)
    whole = {row.name: row for row in (*rows, *more)}
    assert dict(_kept(again)) == whole
    targets = {sign_of(("cable", one.objtype, one.name)) for one in whole.values()}
    assert targets_in(again.packed_targets) == targets


@given(_OBJECTS)
def test_the_order_in_which_objects_came_stands_for_nothing(rows: list[CableObject]) -> None:
    rows = list({row.name: row for row in rows}.values())
    one, other = _page(rows), _page(rows[::-1])
    assert (one.digest, one.packed_targets) == (other.digest, other.packed_targets)


def test_another_name_to_show_stands_for_something_else() -> None:
    one = _page([CableObject("cable", "05OTTAWA1", "", "A SUBJECT")])
    other = _page([CableObject("cable", "05OTTAWA1", "", "ANOTHER")])
    assert one.digest != other.digest
    assert one.packed_targets == other.packed_targets


def _trees() -> PackedTrees:
    trees = PackedTrees({})
    for name in ("a", "b", "c"):
        trees[name] = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", name)))
    return _kept(trees)


def test_a_tree_that_was_changed_is_kept_as_changed() -> None:
    trees = _trees()
    trees["b"][0][0] += nodes.Text(" more")
    del trees["c"]
    again = _kept(trees)
    assert {name: again[name].astext() for name in again} == {"a": "a", "b": "b more"}
    assert again.pop("c", None) is None
    assert again.pop("a").astext() == "a"
    assert (list(again), len(again), "a" in again, "b" in again) == (["b"], 1, False, True)


def test_a_tree_that_nobody_asked_for_is_kept_as_its_bytes() -> None:
    trees = _trees()
    trees["a"].astext()
    before = dict(trees._packed)
    again = _kept(trees)
    assert set(before) == {"b", "c"}
    assert {name: again._packed[name] for name in before} == before
    assert trees["a"].astext() == "a"


def test_files_of_one_folder_are_named_as_each_by_itself(tmp_path: Path) -> None:
    docs, real = tmp_path / "edition" / "docs", tmp_path / "edition" / "cables"
    docs.mkdir(parents=True)
    real.mkdir()
    linked = tmp_path / "linked"
    linked.symlink_to(real)
    paths = [
        real / "a.txt",
        real / "b.txt",
        linked / "c.txt",
        tmp_path / "d.txt",
        "",
        "e.txt",
        "x/f",
    ]
    paths += [f"{real}/", f"{real}/..", f"{real}/.", f"{real}/../docs/g.md", "/", "/h"]
    problems = [Problem("no-cable", "none", str(path)) for path in paths]
    told = all_as_the_editor_knows(problems, docs)
    assert [one.path for one in told] == [
        editors_path(path, docs) if Path(path).is_absolute() else path for path in map(str, paths)
    ]
    assert tuple(as_the_editor_knows(one, docs) for one in problems) == told
    assert [one.path for one in told[:4]] == [
        "cables/a.txt",
        "cables/b.txt",
        "cables/c.txt",
        str(tmp_path / "d.txt"),
    ]
