"""Files named on the command line: reading them, failing to, and progress over them."""

from __future__ import annotations

import sys
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import rich_click as click
from click.shell_completion import CompletionItem

from cable_edition.cli._named import STDIN, expanded, fitting, hint, is_pattern
from cable_edition.core.reading.parse import parse_all, parse_file
from cable_edition.core.reading.sources import can_be_source, source_paths
from cable_edition.core.settings import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cable_edition.core.cable.model import Cable
    from cable_edition.core.reading.parse import Corrector

#: From how many files on a progress bar is worth its place.
MANY = 50


def named_files(paths: Iterable[str]) -> list[str]:
    """Return the files that are named on a command line; of a folder, the sources in it.

    A pattern stands for what it fits. What an edition keeps beside its sources (sidecars, README,
    checksums) is passed over among others, for a pattern fits it as well. Raises ``SystemExit``
    with status 2, after a line, for a pattern that nothing fits, for a folder that has none, for
    that of a whole edition, which a command without a file works on, and for a sidecar or register.
    """
    named = list(paths)
    for path in named:
        if is_pattern(path) and not fitting(path):
            click.echo(f"{path}: nothing fits this pattern", err=True)
            sys.exit(2)
    files = [
        file
        for path in expanded(named)
        for file in (_sources_in(path) if _is_folder(path) else [path])
    ]
    sources = [file for file in files if can_be_source(Path(file).name)]
    if not sources:
        _refuse_yaml(files)
    return sources or files


def _refuse_yaml(files: Iterable[str]) -> None:
    for path in map(Path, files):
        if path.suffix not in {".yaml", ".yml"} or not path.is_file():
            continue
        for one in sorted(path.parent.glob(f"{escape(path.stem)}.*")):
            if can_be_source(one.name):
                click.echo(f"{path}: is the sidecar of {one}; name that", err=True)
                sys.exit(2)
        reason = "is no source, by the end of its name; cable-edition check without a file reads it"
        click.echo(f"{path}: {reason} if it is a register or a sidecar of the edition", err=True)
        sys.exit(2)


def _is_folder(path: str) -> bool:
    return path != STDIN and Path(path).is_dir()


def _sources_in(folder: str) -> list[str]:
    root = Path(folder)
    if (root / NAME).is_file() or (root / "source_cables").is_dir():
        reason = "is the folder of an edition; run the command in it, without a file"
    else:
        files = [str(path) for path in source_paths(root)]
        if files:
            return files
        reason = "there is no source in this folder"
    click.echo(f"{folder}: {reason}", err=True)
    sys.exit(2)


def complete_files(
    ctx: click.Context,  # noqa: ARG001 - so click calls it
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Have a shell complete the names of files, as it does for other programs."""
    return [CompletionItem(incomplete, type="file")]


class Failure(NamedTuple):
    """A file that could not be read, and why."""

    path: str
    reason: str


class Done(NamedTuple):
    """The mark that all output of one file has been given."""

    path: str


def cables_of(path: str, corrector: Corrector | None = None) -> Iterator[Cable]:
    """Yield the cables of a file or of the standard input; raise :class:`OSError` if unreadable.

    With ``corrector`` they are read as an editor says.
    """
    if path == STDIN:
        return parse_all(sys.stdin.buffer.read(), name="stdin", corrector=corrector)
    return parse_file(Path(path), corrector=corrector)


def reason_of(error: OSError) -> str:
    """Return why a file could not be read, in words; of one that is not there, the nearest one."""
    reason = error.strerror or str(error)
    if isinstance(error, FileNotFoundError) and isinstance(error.filename, str | Path):
        reason += hint(str(error.filename))
    return reason


def show_progress(items: Iterable[str | Failure | Done], total: int) -> Iterator[str | Failure]:
    """Yield ``items`` without the marks of done files, and show how many of ``total`` are done.

    The bar stands on the standard error, only on long runs, and only where that is a terminal
    and the output is not.
    """
    if total < MANY or not sys.stderr.isatty() or sys.stdout.isatty():
        for item in items:
            if not isinstance(item, Done):
                yield item
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("files", total=total)
        for item in items:
            if isinstance(item, Done):
                bar.advance(task)
            else:
                yield item
