"""Files taken in among the sources, told a line each; for ``new`` and ``add``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import rich_click as click

from cable_edition.cli._format import asked_for_json, problem_item, tell_json
from cable_edition.cli._named import STDIN
from cable_edition.core.nouns import joined, number_of
from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from cable_edition.core.problems import Problem
    from cable_edition.core.reading.intake import Intake, Taken


#: So many files without a cable are named.
_LISTED = 3


def taken_in(named: Iterable[Path], sources: Path) -> Iterator[Taken]:
    """Copy files and the files of folders among the sources; yield what was done with each.

    ``-`` is the standard input, as a file of its own. A folder without a file that can be a source
    is told as such. Its files in which no cable is found are left out, for it may be full of style
    sheets and scripts: they come at its end as one, with their count, and in JSON each by itself.
    """
    from cable_edition.core.reading.intake import Intake, Taken, files_to_take  # noqa: PLC0415

    intake = Intake(sources)
    for one in named:
        if str(one) == STDIN:
            yield _from_input(intake)
        elif files := files_to_take([one]):
            yield from _of_folder(one, files, intake) if one.is_dir() else map(intake.take, files)
        else:
            yield Taken(one, None, reason="has no file in it that can be a source")


def _of_folder(folder: Path, files: Iterable[Path], intake: Intake) -> Iterator[Taken]:
    from cable_edition.core.reading.intake import Taken  # noqa: PLC0415

    empty = []
    for file in files:
        taken = intake.take(file, cables_only=True)
        if taken.empty and not asked_for_json():
            empty.append(file.relative_to(folder).as_posix())
        else:
            yield taken
    if empty:
        more = len(empty) - _LISTED
        listed = joined([*empty[:_LISTED], *([f"{more} more"] if more > 0 else [])])
        reason = (
            f"left out {number_of(len(empty), 'file')} in which no cable was found ({listed}); "
            "to take one all the same, name it"
        )
        yield Taken(folder, None, reason=reason, empty=True)


def _from_input(intake: Intake) -> Taken:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "input.txt"
        file.write_bytes(sys.stdin.buffer.read())
        return intake.take(file)._replace(file=Path(STDIN))


def tell_taken(one: Taken, doubts: Sequence[Problem] | None = None) -> None:
    """Print what was done with a file, on the standard error where it was not taken.

    ``doubts`` about its cables, if anybody looked for them, stand in JSON with it.
    """
    if asked_for_json():
        more = {} if doubts is None else {"doubts": [problem_item(doubt) for doubt in doubts]}
        tell_json(_item(one) | more)
        return
    from cable_edition.cli._excerpt import visible  # noqa: PLC0415

    name = visible(str(one.file))
    if one.empty:
        click.echo(f"{name}: {visible(one.reason)}", err=True)
        return
    if one.target is None:
        click.echo(f"{name}: not taken: it {one.reason}", err=True)
        return
    also = f"; {one.reason}" if one.reason else ""
    if len(one.cables) > 1:
        also = f"; {number_of(len(one.cables), 'cable')}{also}"
    click.echo(f"{name}: taken as {visible(shown_path(one.target))}{also}")
    if one.others:
        held = joined([visible(other) for other in one.others])
        click.echo(f"{name}: the same cable is in {held}", err=True)


def _item(one: Taken) -> dict[str, object]:
    return {
        "file": str(one.file),
        "source": shown_path(one.target) if one.target else None,
        "cables": list(one.cables),
        "pages": [f"cables/{cable}.html" for cable in one.cables] if one.target else [],
        "also_in": list(one.others),
        "reason": one.reason or None,
    }
