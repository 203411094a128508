"""``cable-edition update``: the files of an edition, as this version of the program has them."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, alone, edition_options
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.nouns import number_of
from cable_edition.core.regular_file import read_file
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
    end. What is done is told, a line for each file. Sources, sidecars and releases are not
    touched. Exit status 1 if a file is left for you to compare, 2 if the edition was not begun by
    `cable-edition new`.
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
    if as_json:
        pass
    elif not done:
        click.echo(f"every file is as version {__version__} has it, but for what you changed")
    elif dry_run:
        click.echo(f"{number_of(len(done), 'file')}; nothing was written")
    sys.exit(int(any(step.target != step.path for step in done)))


def _texts(root: Path, paths: set[str]) -> dict[str, str]:
    """Return the files that are there; bytes that are no UTF-8 stay what they are."""
    return {
        path: read_file(root / path).decode("utf-8", "surrogateescape")
        for path in paths
        if (root / path).is_file()
    }
