"""What conf.py and the options ``-D`` say, name by name, with the lines for messages."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from sphinx.config import Config


class ConfPy:
    """The names that a build was given, and where."""

    def __init__(self, folder: Path, config: Config) -> None:
        self._config = config
        # Sphinx keeps what it does not know nowhere else.
        self._names: dict[str, Any] = config._raw_config
        self._path = folder / "conf.py"
        self._shown = shown_path(self._path)
        self._lines = _lines(self._path)

    @property
    def changes_path(self) -> bool:
        """Whether conf.py may say where modules are found."""
        try:
            return b"path" in self._path.read_bytes()
        except OSError:
            return True

    def __contains__(self, name: str) -> bool:
        """Whether conf.py or an option gives ``name``."""
        return name in self._names or self.by_option(name)

    def by_option(self, name: str) -> bool:
        """Whether an option ``-D`` gives ``name``."""
        return name in self._config.overrides

    def value(self, name: str) -> object:
        """Return the value of ``name`` as it is given; an option comes first."""
        return self._config.overrides.get(name, self._names.get(name))

    def place(self, name: str) -> tuple[str, int | None]:
        """Return file and line of a name; of an option, the option."""
        if self.by_option(name):
            return f"-D {name}", None
        return self._shown, self._lines.get(name)

    def names(self, prefix: str) -> list[str]:
        """Return the names of values, not of functions and modules, that begin with ``prefix``."""
        own = [
            name
            for name, value in self._names.items()
            if name.startswith(prefix) and not callable(value) and not isinstance(value, ModuleType)
        ]
        options = [name for name in self._config.overrides if name.startswith(prefix)]
        return list(dict.fromkeys([*own, *options]))


def _lines(path: Path) -> dict[str, int]:
    """Return the line of the last assignment to each name."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = max(node.lineno, found.get(node.id, 0))
    return found
