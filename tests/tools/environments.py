"""Clean virtual environments for tests, with what a lock file has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
#: What would let the environment of this run into another, and that of a ``make`` that runs it.
_OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
#: A line of a lock file: a package and its version.
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def clean_environment() -> dict[str, str]:
    """Return the variables of this process but those of its Python, of pytest and of make."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in _OURS and not name.startswith("PYTEST")
    }


def call(*command: str | Path, cwd: Path, timeout: int = 900) -> str:
    """Run a command in a folder; fail with the end of what it wrote if it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )
    if done.returncode:
        shown = " ".join(map(str, command))
        pytest.fail(f"{shown} ends with {done.returncode}:\n{(done.stdout + done.stderr)[-6000:]}")
    return done.stdout


def make_environment(python: str | Path, folder: Path, lock: Path) -> Path:
    """Make a virtual environment with what a lock file has; return its Python."""
    call(python, "-m", "venv", folder, cwd=ROOT)
    made = folder / "bin" / "python"
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call(made, *install, "--require-hashes", "-r", lock, cwd=ROOT)
    return made


def link_environment(folder: Path, lock: Path) -> Path:
    """Make a virtual environment with what a lock file has, of what is installed here.

    The environment of these tests was itself made from the lock files, so its packages are linked
    and not installed again; a package of another version, or none, fails. Returns its Python.
    """
    call(sys.executable, "-m", "venv", "--without-pip", folder, cwd=ROOT)
    for name, version in _PINNED.findall(lock.read_text("utf-8")):
        assert distribution(name).version == version, f"{lock.name} has {name} {version}"
        link_package(folder, name)
    return folder / "bin" / "python"


def link_package(folder: Path, name: str) -> None:
    """Link one installed package into a virtual environment; none twice."""
    (packages,) = folder.glob("lib/python*/site-packages")
    for file in distribution(name).files or ():
        target = packages / file
        # What is not below the packages are commands, which would start the other Python.
        if target.resolve().is_relative_to(packages.resolve()) and file.suffix != ".pyc":
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.is_symlink():
                target.symlink_to(Path(str(file.locate())).resolve())


def unlink_package(folder: Path, name: str) -> None:
    """Take a package out of a virtual environment again."""
    (packages,) = folder.glob("lib/python*/site-packages")
    for file in distribution(name).files or ():
        target = packages / file
        if target.is_symlink():
            target.unlink()
            # A folder without a file would still be a module.
            for above in target.parents:
                if above == packages or any(above.iterdir()):
                    break
                above.rmdir()


def asked_by(requirements: Iterable[str]) -> set[str]:
    """Return the names of installed packages that requirements ask for, those of theirs included.

    One that is not installed, or has not the version that is asked for, fails.
    """
    found: set[tuple[str, str]] = set()
    left = [(Requirement(one), "") for one in requirements]
    while left:
        one, of_extra = left.pop()
        if one.marker and not one.marker.evaluate({"extra": of_extra}):
            continue
        installed = distribution(one.name)
        assert one.specifier.contains(installed.version, prereleases=True), str(one)
        for extra in ("", *sorted(one.extras)):
            if (one.name, extra) not in found:
                found.add((one.name, extra))
                left += [(Requirement(each), extra) for each in installed.requires or ()]
    return {canonicalize_name(name) for name, _ in found}


def make_wheel(folder: Path, python: Path) -> Path:
    """Build the wheel of this checkout with a Python that has setuptools; return the file.

    The sources are copied first, for setuptools leaves a folder beside what it builds.
    """
    source = folder / "source"
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "ext", source / "ext", ignore=left_out)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, source / name)
    build = ["-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    call(python, *build, "--no-build-isolation", "--wheel-dir", folder, source, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel
