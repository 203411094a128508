"""Whatever Sphinx, a theme or another extension fails at ends a build in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn, cast

import pytest
from docutils.parsers.rst import Directive
from sphinx.errors import ConfigError, ExtensionError, SphinxParallelError, ThemeError

from cable_edition.sphinx_ext.config import faults_of_conf_py
from cable_edition.sphinx_ext.failing_steps import setup_failing_steps
from cable_edition.sphinx_ext.stopping import EditionError

from .conftest import TinyEdition
from .test_stopping import sphinx_build


class Steps:
    """The steps of an application, each of which raises what it is given."""

    def __init__(self, folder: Path, error: Exception) -> None:
        self.confdir = self.outdir = self.doctreedir = folder
        (folder / "conf.py").write_text("\nhtml_theme = 'x'\n", "utf-8")
        self.pdb = self._exception_on_warning = False
        self.config = SimpleNamespace(_raw_config={}, overrides={})
        self.env = SimpleNamespace(doc2path=lambda name: folder / f"{name}.md")
        self._error = error
        self._handlers: list[Callable[[Steps], None]] = []
        self.events = SimpleNamespace(emit=self._raise)
        self.builder = SimpleNamespace(read_doc=self._read, write_doc=self._raise)
        for name in ("setup_extension", "preload_builder", "create_builder", "_init_builder"):
            setattr(self, name, self._raise)
        self.build = self._raise
        setup_failing_steps(cast("Any", self))
        for handler in self._handlers:
            handler(self)

    def connect(self, _event: str, handler: Callable[[Steps], None]) -> None:
        self._handlers.append(handler)

    def _raise(self, *_arguments: object) -> NoReturn:
        raise self._error

    def _read(self, _name: str) -> None:
        class Failing(Directive):
            def run(self) -> NoReturn:
                raise error

        error = self._error
        state: Any = SimpleNamespace(reporter=None)
        Failing("name", [], {}, state, 7, 0, "", state, state).run()


def take(steps: Steps, name: str, *arguments: str) -> None:
    owner, _, step = name.rpartition(".")
    getattr(getattr(steps, owner) if owner else steps, step)(*arguments)


def told(steps: Steps, *step: str) -> str:
    with pytest.raises(EditionError) as caught:
        take(steps, *step)
    (line,) = str(caught.value).splitlines()
    return line.replace(f"{steps.confdir}/", "").removeprefix(f"{steps.confdir.name}/")


@pytest.mark.parametrize(
    ("step", "error", "line"),
    [
        (("_init_builder",), ThemeError("no theme\n 'x'"), "conf.py:2: Sphinx cannot use it: no t"),
        (("_init_builder",), KeyError("k"), "conf.py: Sphinx cannot use it: KeyError: 'k'"),
        (("setup_extension", "x"), ExtensionError("no x"), "conf.py: Sphinx cannot use it: no x"),
        (("preload_builder", "x"), ConfigError("no x"), "-b: Sphinx cannot use it: no x"),
        (("events.emit", "config-inited"), ConfigError("a 3"), "conf.py: Sphinx cannot use it: a"),
        (("builder.read_doc", "a"), ValueError("an empty\nrow"), "a.md:7: Sphinx or an extension "),
        (("builder.read_doc", "a"), RecursionError(), "a.md:7: Sphinx or an extension cannot read"),
        (("builder.write_doc", "a"), KeyError("k"), "a.md: Sphinx or an extension cannot write th"),
        (("build",), AttributeError("x"), "Sphinx or an extension cannot go on: AttributeError: "),
        (
            ("build",),
            ExtensionError("Handler <function f at 0x7f23>", ValueError("x")),
            "Sphinx or an extension cannot go on: Handler <function f> (exception: x) [",
        ),
        (
            ("build",),
            SphinxParallelError("a.EditionError: docs/a.md:7: ERROR: what [sphinx-failed]", "tb"),
            "docs/a.md:7: ERROR: what [sphinx-failed]",
        ),
    ],
)
def test_each_step_fails_in_a_line(
    tmp_path: Path, step: tuple[str, ...], error: Exception, line: str
) -> None:
    found = told(Steps(tmp_path, error), *step)
    assert found.startswith(line)
    assert found.endswith(("[bad-setting]", "[sphinx-failed]"))


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (("events.emit", "config-inited"), ValueError("a fault of an extension")),
        (("events.emit", "env-updated"), ConfigError("x")),  # the page or the build tells it
        (("build",), EditionError("told before")),
        (("builder.read_doc", "a"), EditionError("told before")),
        (("build",), KeyboardInterrupt()),
    ],
)
def test_what_is_told_by_others_goes_on_to_them(
    tmp_path: Path, step: tuple[str, ...], error: Exception
) -> None:
    steps = Steps(tmp_path, error)
    with pytest.raises(type(error)) as caught:
        take(steps, *step)
    assert caught.value is error


def test_a_debugger_and_whoever_asks_for_exceptions_get_them(tmp_path: Path) -> None:
    for name in ("pdb", "_exception_on_warning"):
        steps = Steps(tmp_path, ValueError("x"))
        setattr(steps, name, True)
        for step in (("build",), ("builder.read_doc", "a")):
            with pytest.raises(ValueError, match="x"):
                take(steps, *step)


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ('pygments_style = "nonesuch"', "12: Sphinx cannot use it: ClassNotFound: Could not find"),
        ('html_js_files = [("a.js", 5)]', " Sphinx cannot use it: AttributeError: 'int' object"),
        ("suppress_warnings = 5", "12: `suppress_warnings` must be of the type list"),
        ("html_theme_options = 5", "12: `html_theme_options` must be of the type dict"),
    ],
)
def test_a_setting_that_sphinx_cannot_use_stops_in_a_line(
    edition: TinyEdition, setting: str, line: str
) -> None:
    edition.add()
    conf = edition.docs / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8').rstrip()}\n\n{setting}\n", "utf-8")
    done = sphinx_build(edition)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.replace("ERROR: ", "").startswith(f"docs/conf.py:{line}")


def test_a_theme_that_there_is_not_stops_in_a_line(edition: TinyEdition) -> None:
    edition.add()
    with pytest.raises(EditionError, match=r"Sphinx cannot use it: no theme named 'nonesuch'"):
        edition.build(html_theme="nonesuch")


def test_an_extension_that_there_is_not_is_told_by_a_check(edition: TinyEdition) -> None:
    conf = edition.docs / "conf.py"
    text = conf.read_text("utf-8").replace('"cable_edition"', '"nonesuch.a", "cable_edition"')
    conf.write_text(text, "utf-8")
    values = {"extensions": ["sphinx.ext.nothing", "nonesuch.a", "cable_edition", 5, "..."]}
    found = [one.message for one in faults_of_conf_py(edition.docs, values)]
    assert found == ["there is no extension `nonesuch.a`", "there is no extension `...`"]
    # Where conf.py says where to look, it is not known before it is run.
    conf.write_text(text + "import sys\nsys.path.insert(0, 'x')\n", "utf-8")
    assert faults_of_conf_py(edition.docs, values) == []
