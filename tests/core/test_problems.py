"""One table of problems: nothing outside it, nothing in it that is never reported."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cable_edition.core.problems import (
    CODES,
    RECORD_CODES,
    CableWarning,
    Origin,
    Problem,
    Severity,
    codes_of,
)

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ext" / "cable_edition"
TABLE = PACKAGE / "core" / "problems"
SOURCES = {
    path: ast.parse(path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if not path.is_relative_to(TABLE)
}


#: Name of a function -> module that defines it -> index of its argument ``code``.
Carriers = dict[str, dict[Path, int]]


def _name(call: ast.Call) -> str:
    found = call.func
    return found.attr if isinstance(found, ast.Attribute) else getattr(found, "id", "")


def _codes(call: ast.Call, path: Path, carriers: Carriers) -> Iterator[ast.expr]:
    """Yield what a call gives as the code of a problem, if it takes one."""
    where = carriers.get(_name(call), {})
    # A name that the module defines itself is its own; a method may be of any other module.
    indexes = {where[path]} if path in where else set(where.values())
    given = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    if indexes or _name(call) == "replace":
        yield from given or [call.args[i] for i in indexes if i < len(call.args)]


def _definitions() -> Iterator[tuple[Path, str, int, ast.AST]]:
    """Yield each function, or class by its ``__init__``, that takes a ``code``."""
    for path, tree in SOURCES.items():
        owners = {
            id(item): node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for item in node.body
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
                names = [one for one in names if one != "self"]
                if "code" in names:
                    name = owners[id(node)] if node.name == "__init__" else node.name
                    yield path, name, names.index("code"), node


def _carriers() -> Carriers:
    """Return what takes the code of a problem, as far as a problem is made of it in the end."""
    # The exception of the YAML reader keeps its code until it is caught.
    carriers: Carriers = {"Problem": {TABLE: 0}, "_Refused": {TABLE: 0}}
    definitions = list(_definitions())
    while True:
        new = [
            (path, name, index)
            for path, name, index, node in definitions
            if path not in carriers.get(name, {})
            and any(
                isinstance(given, ast.Name) and given.id == "code"
                for call in ast.walk(node)
                if isinstance(call, ast.Call)
                for given in _codes(call, path, carriers)
            )
        ]
        if not new:
            return carriers
        for path, name, index in new:
            carriers.setdefault(name, {})[path] = index


def _texts(tree: ast.Module, given: ast.expr) -> Iterator[str]:
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value
    elif isinstance(given, ast.IfExp):
        yield from _texts(tree, given.body)
        yield from _texts(tree, given.orelse)
    elif isinstance(given, ast.Name):
        for node in tree.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == given.id:
                yield from _texts(tree, node.value)
    elif isinstance(given, (ast.JoinedStr, ast.BinOp)):
        yield ast.unparse(given)


def _reported() -> dict[str, str]:
    """Return every code that the sources name where a problem is made, with one place of each."""
    carriers = _carriers()
    found = {}
    for path, tree in SOURCES.items():
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in calls:
            for given in _codes(call, path, carriers):
                for text in _texts(tree, given):
                    found[text] = f"{path.relative_to(ROOT)}:{call.lineno}"
    return found


def test_every_code_in_the_sources_is_in_the_table() -> None:
    unknown = {code: place for code, place in _reported().items() if code not in CODES}
    assert unknown == {}


def test_every_code_of_the_table_is_reported_somewhere() -> None:
    assert set(CODES) - set(_reported()) == set()


def test_an_unknown_code_is_refused_at_once() -> None:
    for code in ("no-such-code", "", "Bad-id", "bad_id"):
        with pytest.raises(ValueError, match="no code of a problem"):
            Problem(code, "x")
    with pytest.raises(ValueError, match="no-such-code"):
        replace(Problem("bad-id", "x"), code="no-such-code")


@pytest.mark.parametrize(
    ("path", "line", "shown"),
    [
        ("a.yaml", 3, "a.yaml:3: what is wrong [bad-value]"),
        ("a.yaml", None, "a.yaml: what is wrong [bad-value]"),
        ("", 3, "3: what is wrong [bad-value]"),
        ("", None, "what is wrong [bad-value]"),
    ],
)
def test_a_problem_says_where_it_is(path: str, line: int | None, shown: str) -> None:
    assert Problem("bad-value", "what is wrong", path, line).located() == shown


def test_weight_comes_from_the_table_and_survives_a_pickle() -> None:
    problem = Problem("source-lost", "x", "a.txt", 1, 2)
    again = pickle.loads(pickle.dumps(problem))  # noqa: S301 (made here)
    assert again == problem
    assert (again.severity, again.fatal) == (Severity.ERROR, True)
    assert replace(problem, code="source-new").severity is Severity.INFO


@pytest.mark.parametrize("code", CODES)
def test_a_row_of_the_table(code: str) -> None:
    known = CODES[code]
    assert re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+|unread|garbled", code)
    for text in (known.meaning, known.action):
        assert text[0].isupper() or text[0] == "`"
        assert text.endswith(".")
        assert text.count("`") % 2 == 0
        assert "\n" not in text
    if known.fatal:
        assert known.severity is Severity.ERROR
        assert known.warning is None
    if known.origin in {Origin.FILE, Origin.REGISTER, Origin.SIDECAR, Origin.PAGE}:
        assert known.warning is not None
        assert not known.fatal
    if known.origin in {Origin.CABLE, Origin.CHECK}:
        assert not known.fatal


def test_every_kind_of_warning_and_origin_is_used() -> None:
    assert {one.warning for one in CODES.values()} - {None} == set(CableWarning)
    used = {one.origin for one in CODES.values()}
    assert used == {origin for origin in Origin if codes_of(origin)}
    assert set(codes_of(Origin.CABLE)) == RECORD_CODES


def test_what_breaks_a_promise_is_fatal() -> None:
    fatal = {code for code, known in CODES.items() if known.fatal}
    assert fatal == {
        *(
            "checksum-line",
            "checksums-unreadable",
            "cover-broken",
            "source-changed",
            "source-lost",
            "source-name",
            "source-outside",
        ),
        "withheld-survives",
        *("build-running", "file-failed", "page-taken", "sphinx-failed"),
        *({*codes_of(Origin.RELEASE)} - {"declared-twice", "release-ahead"}),
        *codes_of(Origin.REDACTION),
        *(code for code in codes_of(Origin.SETTINGS) if code != "moved-setting"),
    }


def test_two_sources_and_two_entries_of_one_id_have_codes_of_their_own() -> None:
    assert CODES["duplicate-cable"].warning is CableWarning.SOURCE
    assert CODES["duplicate-id"].warning is CableWarning.REGISTER


def test_the_page_for_editors_lists_every_origin() -> None:
    page = (ROOT / "docs" / "editors" / "problems.md").read_text("utf-8")
    listed = re.findall(r"\{cable:problems\} (\w+)", page)
    assert sorted(listed) == sorted(origin for origin in Origin if codes_of(origin))


def test_the_table_stands_below_all_else() -> None:
    for path in TABLE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cable_edition"):
                below = ("cable_edition.core.problems", "cable_edition.core.late_methods")
                assert (node.module or "").startswith(below), path.name
