"""``cable-edition build``: the outputs of an edition, as its Makefile makes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options
from cable_edition.cli._format import fault_item, format_option, tell_json
from cable_edition.core.settings.edition_file import shown_path
from cable_edition.core.settings.epoch import EPOCH

_OUTPUTS = ("html", "pdf", "epub", "data", "archive", "all")
#: The moment of an edition that has no history, as in the Makefile.
_NO_HISTORY = "1767225600"


@click.command()
@click.argument("outputs", nargs=-1, type=click.Choice(_OUTPUTS), metavar="[OUTPUT...]")
@format_option("each output and each fault")
@edition_options(registers=False, sources=False)
def build(outputs: tuple[str, ...], edition: ChosenEdition, *, as_json: bool) -> None:
    """Build each OUTPUT: html (if none is named), pdf, epub, data, archive, or all of them.

    cable-edition build epub data

    Each goes into a folder of its name in docs/_build. The books are made before the site, which
    leads to them; the archive holds all others, and they are built for it. An output that is not
    made, or not without a fault, keeps none of the others but the archive from being made; the last
    line names it. What stops an edition ends all. The exit status is that of the first step that
    does not end well, a warning included; 2 if conf.py or, for a PDF, TeX is not there.
    """
    docs = edition.file.documents
    if not (docs / "conf.py").is_file():
        _stop(f"{shown_path(docs)}: there is no conf.py; cable-edition new writes one")
    wanted = set(outputs or ("html",))
    if wanted & {"archive", "all"}:
        wanted = set(_OUTPUTS)
    missing = ""
    if "pdf" in wanted:
        from cable_edition.press.tex_tools import missing_tex  # noqa: PLC0415

        missing = missing_tex()
        if missing and wanted <= {"pdf"}:
            _stop(missing)
    steps = _Steps(Path(shown_path(docs)), edition.file.path, as_json=as_json)
    for output in ("pdf", "epub", "html", "data", "archive"):
        if output in wanted:
            steps.make(output, missing if output == "pdf" else "")
    steps.end()


def _tell_said(lines: str) -> None:
    """Tell what a step wrote to the standard error: faults as JSON, and all else as it is."""
    for line in lines.splitlines():
        if item := fault_item(line):
            tell_json(item)
        elif line.strip():
            click.echo(line, err=True)


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)


class _FailedError(Exception):
    """A step did not end well; ``status`` is that of its process."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Steps:
    """Runs what makes the outputs, each in a process of its own.

    ``docs`` is the folder of conf.py, ``settings`` the file of settings, if there is one.
    With ``as_json`` all that they say of files is told as JSON, and how each output came out.
    """

    def __init__(self, docs: Path, settings: Path | None, *, as_json: bool = False) -> None:
        self._as_json = as_json
        self._docs = docs
        self._built = docs / "_build"
        self._settings = ("--settings", str(settings)) if settings else ()
        self._made: list[str] = []
        #: The folder of each output that did not come out well, with the status of its step.
        self._failed: dict[str, int] = {}

    def make(self, output: str, reason: str = "") -> None:
        """Make one output in the folder of its name, unless there is a ``reason`` against it.

        Raises ``SystemExit`` where something stops the edition, which would stop all others.
        """
        out = str(self._built / output)
        if reason:
            click.echo(reason, err=True)
            self._fails(out, 2)
            return
        if output == "archive" and self._failed:
            click.echo(
                f"{out} is not made: it would hold {', '.join(self._failed)}; "
                "cable-edition archive --books makes one of the books that are named",
                err=True,
            )
            self._fails(out, 1)
            return
        try:
            self._make(output, out)
        except _FailedError as failed:
            self._fails(out, failed.status)
            if failed.status != 1:
                self.end()
            return
        self._made.append(out)
        if self._as_json:
            tell_json({"output": output, "folder": out, "status": 0})

    def end(self) -> None:
        """Tell what was made and what was not; raise ``SystemExit`` if not all was."""
        if self._made and not self._as_json:
            click.echo(f"The edition is built: {', '.join(self._made)}")
        if self._failed:
            if not self._as_json:
                click.echo(f"Not made, or not without a fault: {', '.join(self._failed)}", err=True)
            sys.exit(next(iter(self._failed.values())))

    def _fails(self, out: str, status: int) -> None:
        self._failed[out] = status
        if self._as_json:
            tell_json({"output": Path(out).name, "folder": out, "status": status})

    def _make(self, output: str, out: str) -> None:
        if output == "pdf":
            self._sphinx("latex")
            self._command("typeset", str(self._built / "latex"), out)
        elif output == "data":
            self._command("export", "all", "--out", out)
        elif output == "archive":
            site, data = str(self._built / "html"), str(self._built / "data")
            self._command(
                *("archive", "--books", "pdf epub"),
                *("--site", site, "--data", data, "--out", out),
            )
        else:
            self._sphinx(output)

    def _sphinx(self, builder: str) -> None:
        quiet = () if sys.stdout.isatty() and not self._as_json else ("--quiet",)
        self._run(
            *("cable_edition.sphinx_ext", "-j", "auto", "--nitpicky", "--fail-on-warning", *quiet),
            *("-b", builder, "-d", str(self._built / "doctrees")),
            *(str(self._docs), str(self._built / builder)),
        )

    def _command(self, name: str, *arguments: str) -> None:
        said = ("--format", "json") if self._as_json else ()
        self._run("cable_edition", name, *said, *self._settings, *arguments)

    def _run(self, *module: str) -> None:
        moment = os.environ.get(EPOCH) or self._last_change()
        done = subprocess.run(  # noqa: S603 - this very Python, and paths of the edition
            [sys.executable, "-m", *module],
            env={**os.environ, EPOCH: moment},
            stderr=subprocess.PIPE if self._as_json else None,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if self._as_json:
            _tell_said(done.stderr)
        if done.returncode:
            raise _FailedError(done.returncode)

    def _last_change(self) -> str:
        """Return the moment of the newest revision, so that the same edition gives the same."""
        try:
            done = subprocess.run(
                ["git", "log", "-1", "--format=%ct"],  # noqa: S607
                cwd=self._docs,
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError:
            return _NO_HISTORY
        return done.stdout.strip() or _NO_HISTORY
