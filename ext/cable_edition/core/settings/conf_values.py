"""The values that are written out in a ``conf.py``, which is read for that and never run."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from cable_edition.core.regular_file import read_file


def literals(path: Path) -> dict[str, tuple[Any, int]]:
    """Return the values that are written out in a ``conf.py``, each with its line.

    Nothing of it is run. A file that cannot be read has none; Sphinx tells of it.
    """
    try:
        tree = ast.parse(read_file(path))
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        return {}
    found = {}
    for one in tree.body:
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
            try:
                found[one.targets[0].id] = ast.literal_eval(one.value), one.lineno
            except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
                continue
    return found


def said_once(path: Path, name: str) -> bool:
    """Tell whether a ``conf.py`` names a value in one place alone, so that it stays as it is there.

    ``extensions.append(...)`` names it a second time.
    """
    try:
        tree = ast.parse(read_file(path))
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        return False
    return sum(isinstance(one, ast.Name) and one.id == name for one in ast.walk(tree)) == 1


def syntax_fault(path: Path) -> tuple[str, int] | None:
    """Return what is wrong in a ``conf.py`` that is no Python, and its line, or nothing."""
    try:
        ast.parse(read_file(path))
    except SyntaxError as error:
        return error.msg, error.lineno or 1
    except ValueError as error:
        return str(error), 1
    except (OSError, RecursionError, MemoryError):
        return None
    return None


def first_page(conf: Path) -> str:
    """Return the name of the first page that a ``conf.py`` gives, or ``index``."""
    given = literals(conf)
    named = [given[name] for name in ("root_doc", "master_doc") if name in given]
    value = max(named, key=lambda one: one[1], default=("index", 0))[0]
    return value if isinstance(value, str) else "index"
