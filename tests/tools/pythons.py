"""The other Pythons of this machine that really run, and for which there is a lock file.

``python tests/tools/pythons.py`` says which they are.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_VERSION = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"


def locked() -> list[str]:
    """Return the versions of Python that have a lock file: ``["3.11", "3.12", ...]``."""
    names = (path.stem for path in (ROOT / "requirements").glob("edition-*.txt"))
    return sorted((name.partition("-")[2] for name in names), key=_key)


def _key(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def version_of(python: str | Path) -> str | None:
    """Return what version a Python is, or ``None`` if it does not run or can make no environment.

    A name on the path may be dead: a shim that only says which version to install.
    """
    try:
        done = subprocess.run(
            [python, "-c", _VERSION], capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _candidates(version: str) -> Iterator[str | Path]:
    """Yield where a Python may be: on the path, then among the versions of pyenv, newest first."""
    if found := shutil.which(f"python{version}"):
        yield found
    if pyenv := shutil.which("pyenv"):
        done = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=False)
        folders = Path(done.stdout.strip(), "versions").glob(f"{version}.*")
        numbered = [path for path in folders if path.name.replace(".", "").isdigit()]
        for folder in sorted(numbered, key=lambda path: _key(path.name), reverse=True):
            yield folder / "bin" / "python"


def other_pythons() -> dict[str, Path]:
    """Return one Python that runs for each version with a lock file but the one that runs this."""
    here = "{}.{}".format(*sys.version_info[:2])
    found = {}
    for version in locked():
        for candidate in _candidates(version) if version != here else ():
            if version_of(candidate) == version:
                found[version] = Path(candidate)
                break
    return found


if __name__ == "__main__":
    others = other_pythons()
    names = " and ".join(others) if others else "no other that runs on this machine"
    here = sys.version.split()[0]
    sys.stdout.write(f"Python {here} runs these tests; tried besides: {names}.\n")
