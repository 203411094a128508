"""The house has no circle and no arrow that runs back up: read from the imports themselves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "ext" / "cable_edition"

#: From the ground up. A module may import from its own stage and from those before it; the longest
#: name that fits says where a module belongs. ``docs/developers/flow.md`` tells the same in words.
STAGES = (
    (
        "version",
        "core.at_work",
        "core.authorities",
        "core.drawers",
        "core.kept_work",
        "core.late_methods",
        "core.late_pattern",
        "core.nouns",
        "core.problems",
        "core.rare_rounds",
        "core.regular_file",
        "core.unfinished",
        "core.whole_file",
        "core.words",
    ),
    ("core.settings",),
    ("core.cable",),
    ("core.yaml_files",),
    ("core.reading",),
    ("core.registers",),
    ("core.releases",),
    ("core.editing",),
    ("core.collation",),
    ("core.myst",),
    ("core.search",),
    ("core.quotations",),
    ("core.edition",),
    ("core.changes",),
    ("core.citations", "core.pages"),
    ("core.proof",),
    ("exports", "press", "template", "lsp"),
    ("sphinx_ext",),
    ("volumes",),
    ("cli",),
    ("",),
)
#: Imports inside a function, made when it is called: the one way to look up. Each has its reason.
LATE = {
    # ``Cable.to_dict`` is the documented name of what ``core.cable.record`` does.
    ("core.cable.model", "core.cable.record"),
}


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts).removesuffix("__init__").rstrip(".")


MODULES = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.split(".")[0] == "cable_edition":
                yield name.removeprefix("cable_edition").removeprefix(".")


def _module(name: str) -> str:
    """Return the module that an imported name is, or is in."""
    while name not in MODULES:
        name = name.rpartition(".")[0]
    return name


@cache
def arrows() -> dict[str, set[str]]:
    """Return for each module the modules that it imports, also for its types and when called."""
    found = {}
    for name, path in MODULES.items():
        tree = ast.parse(path.read_text("utf-8"))
        targets = {_module(target) for target in _imported(tree)}
        found[name] = {one for one in targets if one != name and (name, one) not in LATE}
    return found


def stage_of(module: str) -> int:
    """Return the number of the stage that names most of ``module``."""
    fits = [
        (len(prefix), number)
        for number, stage in enumerate(STAGES)
        for prefix in stage
        if not prefix or module == prefix or module.startswith(f"{prefix}.")
    ]
    return max(fits)[1]


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Return the modules of one circle, the first again at the end, or an empty list."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def test_all_modules_are_read() -> None:
    assert {"core.cable.model", "core.reading.readers.registry", "sphinx_ext.main"} <= set(MODULES)
    assert "core.problems" in arrows()["core.cable.model"]


def test_no_circle() -> None:
    assert circle(arrows()) == []


def test_no_arrow_runs_back_up() -> None:
    wrong = [
        f"{module} imports {target}"
        for module, targets in arrows().items()
        for target in sorted(targets)
        if stage_of(target) > stage_of(module)
    ]
    assert wrong == []


def test_the_page_for_developers_tells_the_same_order() -> None:
    page = PACKAGE.parents[1] / "docs" / "developers" / "flow.md"
    listed = re.findall(
        r"^[1-8]\. (.*?)(?=^[1-8]\. |^\n)", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )[:8]
    assert len(listed) == 8
    # A room is told with a slash at its end; in the eighth line those of `sphinx_ext` follow.
    told = [
        name.replace("/", ".")
        for line in listed
        for name in re.findall(r"`([a-z_/]+)/`", line)
        if name.startswith("core/") or stage_of(name) < len(STAGES) - 1
    ]
    below = {
        "version",
        "core.at_work",
        "core.authorities",
        "core.drawers",
        "core.kept_work",
        "core.late_methods",
        "core.late_pattern",
        "core.nouns",
        "core.problems",
        "core.rare_rounds",
        "core.regular_file",
        "core.settings",
        "core.unfinished",
        "core.whole_file",
        "core.words",
    }
    below |= {"core.yaml_files"}
    rooms = {room for stage in STAGES[:-1] for room in stage}
    assert set(told) == rooms - below - {"cli"}
    assert [stage_of(name) for name in told] == sorted(stage_of(name) for name in told)


def test_late_imports_are_still_there() -> None:
    for module, target in LATE:
        assert f"from cable_edition.{target} import" in MODULES[module].read_text("utf-8")


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({"a": {"b"}, "b": set()}, set()),
        ({"a": {"b"}, "b": {"a"}}, {"a", "b"}),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, {"b", "c"}),
        ({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}, set()),
    ],
)
def test_a_circle_is_seen(graph: dict[str, set[str]], found: set[str]) -> None:
    assert set(circle(graph)) == found


def test_every_stage_holds_a_module() -> None:
    empty = [
        prefix
        for stage in STAGES
        for prefix in stage
        if not any(one == prefix or one.startswith(f"{prefix}.") for one in MODULES)
    ]
    assert empty == []


#: What reads outputs back, and what it may share with their writers: nothing that makes markup.
PROOFS = ("core.proof.data", "core.proof.site")
WRITERS = ("core.pages", "core.myst", "exports", "press", "epub", "latex", "sphinx_ext", "theme")
#: Where markup of editors becomes plain words, and characters that nobody sees are shown: the
#: meaning of what editors wrote, and no page.
SHARED = {"core.myst", "core.myst.editorial_text", "core.myst.escape"}


def reached(package: str) -> set[str]:
    """Return the modules of a package with all that they import, and what those import."""
    found = {one for one in MODULES if one == package or one.startswith(f"{package}.")}
    waiting = list(found)
    while waiting:
        new = arrows()[waiting.pop()] - found
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize("package", PROOFS)
def test_a_proof_shares_no_code_with_the_writers(package: str) -> None:
    assert len(reached(package)) > 20
    shared = {
        one
        for one in reached(package)
        if any(one == writer or one.startswith(f"{writer}.") for writer in WRITERS)
    }
    assert sorted(shared - SHARED) == []


def test_the_proof_of_data_makes_references_by_itself() -> None:
    own = {one for one in MODULES if one.startswith("core.proof.data.")}
    direct = {target for one in own for target in arrows()[one]}
    assert not any(one.startswith("core.citations") for one in direct)
