"""``cable-edition serve``: the site on this machine, built again whenever a file changes."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options
from cable_edition.core.settings.edition_file import shown_path

_MISSING = (
    "serve needs sphinx-autobuild, which is not installed; install it with "
    "`pip install sphinx-autobuild`, or the program with its extra `serve`"
)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port of this machine.",
)
@click.option("--open", "opened", is_flag=True, help="Open the start page in a browser.")
@edition_options()
def serve(edition: ChosenEdition, *, port: int, opened: bool) -> None:
    """Show the site at http://127.0.0.1:8000/ and build it again when you save a file.

    Sources, sidecars, registers, chapters and edition.toml are watched. Pages that are open load
    again after each build, and say what was wrong in it. The page /-/status has what is left to
    do. Neither it nor what is added to pages is written into the site. Stop with Ctrl-C. Exit
    status 2 if sphinx-autobuild is not installed, or the port is taken.
    """
    if not (edition.file.documents / "conf.py").is_file():
        where = shown_path(edition.file.documents)
        click.echo(f"{where}: there is no conf.py; cable-edition new writes one", err=True)
        sys.exit(2)
    if find_spec("sphinx_autobuild") is None:
        click.echo(_MISSING, err=True)
        sys.exit(2)
    from cable_edition.cli import _preview  # noqa: PLC0415

    if taken := _preview.port_taken(port):
        click.echo(taken, err=True)
        sys.exit(2)
    _preview.serve(edition, port=port, opened=opened)
