"""``cable-edition update``: the files of an edition, as this version of the program has them."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from enum import Enum
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, alone, edition_options
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Severity
from cable_edition.core.regular_file import read_file
from cable_edition.core.releases.declared import RELEASES, read_releases
from cable_edition.core.settings.edition_file import shown_path
from cable_edition.version import __version__


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@format_option("each file of which something is told")
@edition_options(registers=False, sources=False, needed=False)
def update(edition: ChosenEdition, *, dry_run: bool, as_json: bool) -> None:
    """Bring the files that `cable-edition new` wrote to this version, with your changes kept.

    cable-edition update --dry-run

    cable-edition update

    A file that you have not changed is renewed. In one that you have, both changes are merged;
    where they meet it stays as you have it, and the new one is put beside it, with `.new` at its
    end. The newest release is given the record of its lock, if an earlier version wrote none and
    nothing is wrong with the edition. What is done is told, a line for each file. Sources and
    sidecars are not touched. Exit status 1 if something is left for you to compare or to mend, 2 if
    the edition was not begun by `cable-edition new`.
    """
    from cable_edition.template import origin  # noqa: PLC0415
    from cable_edition.template.files_of_edition import files_of_edition  # noqa: PLC0415
    from cable_edition.template.updating import Deed, steps  # noqa: PLC0415

    root = edition.file.root
    with nullcontext() if dry_run else alone(edition, "update"):
        try:
            answers, before = origin.kept_of(root)
        except origin.NoOriginError as error:
            click.echo(f"{shown_path(root)}: {error}", err=True)
            sys.exit(2)
        later = files_of_edition(answers)
        now = _texts(root, before.keys() | later.keys())
        done = list(steps(now, before, later))
        for step in done:
            said = step.deed.value.replace("FILE", step.path)
            if as_json:
                written = step.target if step.text is not None else None
                told = {"path": step.path, "deed": step.deed.name.lower(), "message": said}
                tell_json({**told, "written": None if dry_run else written})
            else:
                click.echo(f"{step.path}: {said}", err=step.target != step.path)
            if dry_run:
                continue
            if step.text is not None:
                origin.write_text(root / step.target, step.text)
            elif step.deed is Deed.REMOVED:
                (root / step.path).unlink(missing_ok=True)
        if not dry_run:
            origin.keep(root, answers, later)
        record = _record_of_the_lock(edition, dry_run=dry_run)
    if record:
        _tell_record(edition, record, as_json=as_json, written=not dry_run)
    count = len(done) + bool(record)
    if as_json:
        pass
    elif not count:
        click.echo(f"every file is as version {__version__} has it, but for what you changed")
    elif dry_run:
        click.echo(f"{number_of(count, 'file')}; nothing was written")
    left = record is _Record.LEFT or any(step.target != step.path for step in done)
    sys.exit(int(left))


class _Record(Enum):
    """What is done about the record of a lock; the value says it."""

    RECORDED = "release {0} is given the record of its lock, of which earlier versions wrote none"
    LEFT = (
        "release {0} lacks the record of its lock; mend what cable-edition check tells, and update "
        "again"
    )


def _record_of_the_lock(edition: ChosenEdition, *, dry_run: bool) -> _Record | None:
    """Give the newest release the record of its lock, if it has none; return what was done.

    What is recorded once is held to for ever, so an edition in which anything is wrong gets none.
    """
    if not (edition.sources / RELEASES).is_file():
        return None
    from cable_edition.core.releases.issue import ReleaseError, add_record  # noqa: PLC0415

    assembled = edition.assembled()
    state = assembled.releases
    newest = state.declared.newest
    if newest is None or newest.record or state.lock is None:
        return None
    if any(one.severity is Severity.ERROR for one in assembled.problems):
        return _Record.LEFT
    if not dry_run:
        try:
            add_record(edition.sources, state.lock, newest)
        except ReleaseError:
            return _Record.LEFT
    return _Record.RECORDED


def _tell_record(edition: ChosenEdition, record: _Record, *, as_json: bool, written: bool) -> None:
    path = edition.sources / RELEASES
    newest = read_releases(edition.sources)[0].newest
    shown, said = shown_path(path), record.value.format(newest.version if newest else "")
    done = record is _Record.RECORDED
    if as_json:
        told = {"path": shown, "deed": record.name.lower(), "message": said}
        tell_json({**told, "written": shown if done and written else None})
    else:
        click.echo(f"{shown}: {said}", err=not done)


def _texts(root: Path, paths: set[str]) -> dict[str, str]:
    """Return the files that are there; bytes that are no UTF-8 stay what they are."""
    return {
        path: read_file(root / path).decode("utf-8", "surrogateescape")
        for path in paths
        if (root / path).is_file()
    }
