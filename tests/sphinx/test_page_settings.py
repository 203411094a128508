"""Settings that are made once are those that each page would have had made."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from docutils.frontend import OptionParser, get_default_settings
from docutils.parsers.rst import Parser
from docutils.readers.standalone import Reader
from myst_parser.mdit_to_docutils import base as myst
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.util import docutils as sphinx

from cable_edition.sphinx_ext.page_settings import _MadeOnce, begin, end

from .conftest import TinyEdition


def shown(values: Any) -> dict[str, Any]:
    return {name: repr(value) for name, value in vars(values).items()}


def plain(values: Any) -> dict[str, Any]:
    return {name: value for name, value in shown(values).items() if name != "record_dependencies"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_values_are_equal_and_new_for_each_page() -> None:
    made, defaults = _MadeOnce(), {"traceback": True, "strip_classes": ["x"]}
    asked: Any = {"defaults": defaults, "read_config_files": True}
    first = made.options((Reader, MystParser()), **asked).get_default_values()
    again = made.options((Reader, MystParser()), **asked).get_default_values()
    theirs: Any = OptionParser((Reader, MystParser()), **asked).get_default_values()
    assert plain(first) == plain(again) == plain(theirs)
    assert first is not again
    assert first.record_dependencies is not again.record_dependencies
    first.strip_classes.append("y")
    first.title = "changed"
    assert again.strip_classes == ["x"]
    assert plain(made.options((Reader, MystParser()), **asked).get_default_values()) == plain(again)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_is_asked_otherwise_is_made_anew() -> None:
    made = _MadeOnce()

    class Own(Parser):
        settings_defaults: ClassVar = {"own": 1}

    changed = Parser()
    vars(changed)["settings_defaults"] = {"own": 2}
    assert plain(made.settings(Parser)) == plain(get_default_settings(Parser))
    assert not hasattr(made.settings(Parser), "own")
    assert [made.settings(one).own for one in (Own, Own(), changed)] == [1, 1, 2]  # type: ignore[attr-defined]
    assert made.options((Reader,), {"tab_width": 4}).get_default_values().tab_width == 4
    assert made.options((Reader,), {"tab_width": 2}).get_default_values().tab_width == 2


def test_names_are_put_back_after_a_build(edition: TinyEdition) -> None:
    edition.add()
    edition.build()
    assert sphinx.OptionParser is OptionParser
    assert myst.get_default_settings is get_default_settings


def test_a_build_that_fails_leaves_nothing_for_the_one_after_the_next(edition: TinyEdition) -> None:
    begin(None)
    assert sphinx.OptionParser is not OptionParser
    edition.add()
    edition.build()
    assert sphinx.OptionParser is OptionParser
    assert myst.get_default_settings is get_default_settings


def test_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    other = object()
    monkeypatch.setattr(sphinx, "OptionParser", other)
    begin(None)
    assert sphinx.OptionParser is other
    assert myst.get_default_settings is not get_default_settings
    end()
    assert myst.get_default_settings is get_default_settings
