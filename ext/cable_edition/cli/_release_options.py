"""The options of a release: its day, a sentence of it, and where its site will be kept."""

from __future__ import annotations

from typing import Any

import rich_click as click

from cable_edition.cli._day import is_address, is_date


def release_options(command: Any) -> Any:
    """Give a command ``--date`` (the argument ``day``), ``--note`` and ``--address``."""
    # From the last on, as decorators are.
    for option in (
        click.option(
            "--address",
            default="",
            callback=is_address,
            metavar="URL",
            help="Where the site of this release will be kept, beside the newest one.",
        ),
        click.option("--note", default="", help="A sentence for the page of releases."),
        click.option(
            "--date",
            "day",
            callback=is_date,
            metavar="DATE",
            help="The day of the release (default: SOURCE_DATE_EPOCH, or today).",
        ),
    ):
        command = option(command)
    return command
