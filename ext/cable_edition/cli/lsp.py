"""``cable-edition lsp``: help in a text editor, by the Language Server Protocol."""

from __future__ import annotations

import logging
import sys
from importlib.util import find_spec

import rich_click as click

_MISSING = (
    "lsp needs pygls, which is not installed; install it with `pip install 'pygls>=2'`, or the "
    "program with its extra `lsp`"
)


@click.command()
@click.option("--stdio", is_flag=True, help="Talk by the standard input and output, as always.")
def lsp(*, stdio: bool) -> None:  # noqa: ARG001 - many editors name it
    """Help a text editor with sidecars, registers, releases.yaml and edition.toml.

    Your editor starts it: it tells what `check` tells as you type, and completes keys, anchors, ids
    and quotations from the cable. Each file finds its edition by itself. Nothing is written. Exit
    status 2 if pygls is not installed.
    """
    if find_spec("pygls") is None:
        click.echo(_MISSING, err=True)
        sys.exit(2)
    from cable_edition.lsp.server import made_server  # noqa: PLC0415

    # What the package tells of itself is for nobody here; it would fill the editor's log.
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    made_server().start_io()
