"""The edition that a command works on: its settings, its folders, and its faults told.

One set of options for all commands. Folders that are not named on the command line come from
``edition.toml``, and where that is not there, from the layout of the first edition.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from cable_edition.cli._format import asked_for_json, problem_item, tell_json
from cable_edition.core.at_work import LOCK, AtWorkError, at_work
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem, Severity
from cable_edition.core.settings import NAME, EditionFile, load_file, load_from
from cable_edition.core.settings.edition_file import (
    registers_fault,
    shown_path,
    sources_fault,
)
from cable_edition.core.settings.epoch import EPOCH, epoch_of
from cable_edition.core.settings.twins import written_out

if TYPE_CHECKING:
    from cable_edition.core.editing.redaction import Redacted
    from cable_edition.core.edition.assemble import Edition

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_ANY_FOLDER = click.Path(file_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class ChosenEdition:
    """An edition with the folders that hold for this run."""

    file: EditionFile
    sources: Path
    registers: Path

    def assembled(self, *, in_file: bool = False) -> Edition:
        """Read all of it, with a bar where somebody waits.

        With ``in_file`` cables are in memory one at a time where that can be.
        """
        from cable_edition.cli._progress import counted  # noqa: PLC0415
        from cable_edition.core.edition.assemble import assemble  # noqa: PLC0415

        with counted("reading") as progress:
            return assemble(self.sources, self.registers, progress, in_file=in_file)

    def existing_sources(self) -> Path:
        """Return the folder of sources; end the run with status 2 where it is not there."""
        if not self.sources.is_dir():
            message = (
                f"there is no folder {self.sources}; name it with --sources, or as `sources` in "
                f"the table [folders] of {NAME}"
            )
            place = self.file.shown if self.file.path else ""
            line = self.file.lines.get("folders.sources")
            sys.exit(tell_errors([Problem("bad-setting", message, place, line)]))
        return self.sources

    def source_files(self) -> list[str]:
        """Return the paths of all sources."""
        from cable_edition.core.reading.sources import source_paths  # noqa: PLC0415

        return [str(path) for path in source_paths(self.existing_sources())]


def output_folder(edition: ChosenEdition, name: str) -> Path:
    """Return the folder into which an output of the edition goes: ``html``, ``data``, ``pdf``."""
    return Path(shown_path(edition.file.documents / "_build" / name))


def built(edition: ChosenEdition, name: str, what: str) -> Path:
    """Return the folder of an output; end the run with status 2 if it was not built.

    ``what`` is the output in words, for the line that says so.
    """
    folder = output_folder(edition, name)
    if not folder.is_dir():
        click.echo(f"there is no {what} in {folder}; build it, or name what to read", err=True)
        sys.exit(2)
    return folder


def built_site(edition: ChosenEdition) -> Path:
    """Return the folder of the site that was built; end the run with status 2 if there is none."""
    return built(edition, "html", "site")


@contextmanager
def alone(edition: ChosenEdition, name: str) -> Iterator[None]:
    """Let no build and no other command work on an edition while the one of this name does.

    Waits for one that does, in a line; ends the run with status 2 if that goes on.
    """
    folder = edition.file.work_place or edition.sources
    try:
        with at_work(folder, f"cable-edition {name}", lambda who: click.echo(who, err=True)):
            yield
    except AtWorkError as other:
        place = shown_path(folder / LOCK if edition.file.work_place else folder)
        sys.exit(tell_errors([Problem("build-running", str(other), place)]))


def edition_options(
    *, registers: bool = True, sources: bool = True, needed: bool = True, writes: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command ``--settings``, ``--sources`` and ``--registers``.

    The command is called with ``edition``, a :class:`ChosenEdition`. Faults of the settings and,
    if ``needed``, a folder of sources that is not there end it with status 2 and a line for each.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def run(
            *positional: Any,
            settings: Path | None,
            sources: Path | None = None,
            registers: Path | None = None,
            **rest: Any,
        ) -> None:
            edition = _chosen(settings, sources, registers)
            if needed:
                edition.existing_sources()
            with alone(edition, command.__name__) if writes else nullcontext():
                command(*positional, edition=edition, **rest)

        wrapped: Callable[..., None] = run
        if registers:
            wrapped = click.option(
                "--registers",
                type=_ANY_FOLDER,
                help=f"Folder of the registers. Default: that of {NAME}, or docs/registers.",
            )(wrapped)
        if sources:
            wrapped = click.option(
                "--sources",
                type=_FOLDER,
                help=f"Folder of the raw cables. Default: that of {NAME}, or source_cables.",
            )(wrapped)
        return click.option(
            "--settings",
            type=_FILE,
            help=f"The file of settings. Default: {NAME} beside the sources that are named, or in "
            "this folder or one above it.",
        )(wrapped)

    return decorate


def _chosen(settings: Path | None, sources: Path | None, registers: Path | None) -> ChosenEdition:
    if settings is not None:
        file, problems = load_file(settings)
    else:
        # Sources that are named belong to the edition around them, not to the one we stand in.
        file, problems = load_from(sources.parent if sources is not None else Path())
    if not file.path:
        # A build has nothing else to take them from.
        file = file.with_(written_out(file.documents / "conf.py"))
    try:
        epoch_of(os.environ)
    except ValueError as error:
        problems.append(Problem("bad-setting", str(error), EPOCH))
    if sources is None and (fault := sources_fault(file, file.documents)):
        problems.append(fault)
    problems += _of_registers(file, registers)
    if tell_errors(problems):
        sys.exit(2)
    return ChosenEdition(file, sources or file.sources, registers or file.registers)


def _of_registers(file: EditionFile, named: Path | None) -> list[Problem]:
    """Return a problem where the folder that is named as that of the registers has none."""
    if named is not None:
        return _bad("--registers", registers_fault(named))
    name = "folders.registers"
    if not file.settings.folders.registers:
        return []
    return _bad(file.shown, registers_fault(file.registers), file.lines.get(name))


def _bad(place: str, fault: str, line: int | None = None) -> list[Problem]:
    return [Problem("bad-setting", fault, place, line)] if fault else []


def tell_errors(problems: Iterable[Problem], redacted: Iterable[Redacted] = ()) -> int:
    """Print the errors among ``problems``, one a line; return the exit status that they call for.

    What is withheld in ``redacted`` is not printed. With ``--format json`` they are objects on the
    standard output.

    That is 2 if one stops an edition, 1 if one is a fault that must be mended, and 0 if there is
    none, or only what a source holds, which stops nothing.
    """
    status = 0
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors and (withheld := tuple(redacted)):
        from cable_edition.core.proof.leaks import discreet  # noqa: PLC0415

        errors = discreet(errors, withheld)
    for problem in errors:
        if asked_for_json():
            tell_json(problem_item(problem))
        else:
            click.echo(problem.located(), err=True)
        status = max(status, 2 if problem.fatal else int(problem.known.counts))
    return status
