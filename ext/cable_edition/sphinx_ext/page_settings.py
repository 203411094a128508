"""The settings of docutils are made once for a build, and not for each page.

Sphinx makes a parser of command lines with all options of docutils for each page that it reads,
and reads the configuration files of docutils with it; MyST makes another for a page that it throws
away. Here both are given one that was made before from the same, while a build runs. Each page
still has values of its own. Where Sphinx or MyST do it otherwise than they did when this was
written, nothing is replaced.
"""

from __future__ import annotations

import warnings
from types import ModuleType
from typing import TYPE_CHECKING, Any

from docutils.frontend import OptionParser, get_default_settings
from docutils.utils import DependencyList
from myst_parser.mdit_to_docutils import base as myst
from sphinx.util import docutils as sphinx

if TYPE_CHECKING:
    from docutils.frontend import Values
    from sphinx.application import Sphinx

#: Where the names stand that are replaced.
_REPLACED: tuple[tuple[ModuleType, str], ...] = (
    (sphinx, "OptionParser"),
    (myst, "get_default_settings"),
)
#: What docutils asks a component for; one that has an answer of its own is not that of its class.
_ASKED = ("settings_spec", "settings_defaults", "settings_default_overrides", "config_section")


class _Options:
    """The values of options, new for each page; what can be changed in them is copied."""

    def __init__(self, parser: OptionParser) -> None:
        self._parser = parser

    def get_default_values(self) -> Values:
        """Return them as docutils does."""
        values: Any = self._parser.get_default_values()
        for name, value in vars(values).items():
            if type(value) in {list, dict, set}:
                setattr(values, name, value.copy())
        values.record_dependencies = DependencyList()
        return values  # type: ignore[no-any-return]


class _MadeOnce:
    """Makes options for a page, and gives the same to the next that asks for the same."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], tuple[dict[str, Any], _Options]] = {}

    def options(self, components: Any = (), defaults: Any = None, **more: Any) -> _Options:
        """Return the options of components, as ``OptionParser`` takes its arguments."""
        key = (*map(_kind_of, components), *sorted(more.items()))
        given = dict(defaults or {})
        made = self._made.get(key)
        if made is None or made[0] != given:
            parser = OptionParser(components, defaults=defaults, **more)
            made = self._made[key] = (given, _Options(parser))
        return made[1]

    def settings(self, *components: Any) -> Values:
        """Return the values of the options of components."""
        with warnings.catch_warnings():
            # docutils names the parser deprecated wherever it is made.
            warnings.simplefilter("ignore", DeprecationWarning)
            return self.options(components).get_default_values()


def _kind_of(component: Any) -> object:
    """Return what two components have in common that have the same options."""
    has_own = isinstance(component, type) or any(name in vars(component) for name in _ASKED)
    return component if has_own else type(component)


#: What was replaced; a build that fails early does not put it back, and the next one does.
_KEPT: list[tuple[ModuleType, str, Any]] = []


def begin(_app: Sphinx | None) -> None:
    """Replace the names, if they are those of docutils, until the build ends."""
    end()
    made = _MadeOnce()
    for (module, name), own, ours in zip(
        _REPLACED, (OptionParser, get_default_settings), (made.options, made.settings), strict=True
    ):
        if getattr(module, name, None) is own:
            _KEPT.append((module, name, own))
            setattr(module, name, ours)


def end(*_given: object) -> None:
    """Put them back."""
    while _KEPT:
        setattr(*_KEPT.pop())


def setup_page_settings(app: Sphinx) -> None:
    """Connect it."""
    app.connect("builder-inited", begin)
    app.connect("build-finished", end)
