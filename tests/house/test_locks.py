"""The lock files: hashes for all, no address, and one version of a package for all three sets."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYTHONS = ["3.11", "3.12", "3.13"]
SETS = ["edition", "tests", "outputs"]


def lock(of: str, python: str) -> str:
    return (ROOT / "requirements" / f"{of}-{python}.txt").read_text("utf-8")


def versions(of: str, python: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", lock(of, python), re.MULTILINE))


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("of", SETS)
def test_every_package_has_its_version_and_hashes_and_no_address(of: str, python: str) -> None:
    text = lock(of, python)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [e for e in entries if not re.match(r"[a-z0-9.-]+==\S+ \\\n {4}--hash=sha256:", e)] == []
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.parametrize("python", PYTHONS)
def test_each_set_holds_the_one_below_it(python: str) -> None:
    edition, tests, outputs = (versions(of, python).items() for of in SETS)
    assert edition < tests < outputs


@pytest.mark.parametrize("python", PYTHONS)
def test_the_sets_are_what_the_project_asks_for(python: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]

    def wanted(group: str) -> list[str]:
        found = []
        for one in groups[group]:
            found += wanted(one["include-group"]) if isinstance(one, dict) else [one]
        return found

    own = project["project"]["dependencies"]
    for of, names in (
        # The edition that `make example` builds has works that quote its cables.
        ("edition", own + wanted("build") + project["project"]["optional-dependencies"]["works"]),
        ("tests", wanted("tests")),
        ("outputs", wanted("outputs")),
    ):
        there = versions(of, python)
        for requirement in map(Requirement, names):
            assert there[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_the_newest_sphinx_of_each_python() -> None:
    found = {python: versions("edition", python)["sphinx"] for python in PYTHONS}
    assert {python: version.rpartition(".")[0] for python, version in found.items()} == {
        "3.11": "9.0",
        "3.12": "9.1",
        "3.13": "9.2",
    }


def test_no_lock_file_belongs_to_no_python() -> None:
    assert {path.name for path in (ROOT / "requirements").iterdir()} == {
        f"{of}-{python}.txt" for of in SETS for python in PYTHONS
    }


def test_npm_packages_have_hashes_and_no_address() -> None:
    folder = ROOT / "tests" / "node"
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    assert packages.pop("")["dependencies"] == wanted
    assert [name for name, one in packages.items() if not one.get("integrity")] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []
    assert [name for name, one in packages.items() if one.get("extraneous")] == []
    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version
