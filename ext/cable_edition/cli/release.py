"""``cable-edition release``: issue the anchors and record the release."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options, tell_errors
from cable_edition.core.nouns import number_of
from cable_edition.core.releases.declared import Release
from cable_edition.core.releases.issue import ReleaseError, next_lock, write_release
from cable_edition.core.settings.epoch import epoch_of


def _today() -> str:
    """Return the date of SOURCE_DATE_EPOCH, or of today, in UTC."""
    try:
        epoch = epoch_of(os.environ)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    when = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(epoch, UTC)
    return when.date().isoformat()


def _is_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    if value is None:
        return _today()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter("write a date such as 2026-11-23") from None


@click.command()
@click.argument("version")
@click.option(
    "--date",
    "day",
    callback=_is_date,
    metavar="DATE",
    help="The day of the release (default: SOURCE_DATE_EPOCH, or today).",
)
@click.option("--note", default="", help="A sentence for the page of releases.")
@edition_options()
def release(version: str, day: str, note: str, edition: ChosenEdition) -> None:
    """Issue the anchors of all cables as release VERSION.

    Writes anchors.lock and adds the release to releases.yaml, both beside the sources. From then
    on a build fails if an issued anchor is lost or stands on other words. Nothing is written while
    the edition has errors. Exit status 1 then, or if VERSION is not higher than the last one, and 2
    if something stops the edition.
    """
    assembled = edition.assembled()
    if status := tell_errors(assembled.problems):
        click.echo(f"{version} was not released: mend the errors above first.", err=True)
        sys.exit(status)
    state = assembled.releases
    try:
        lock, changes = next_lock(
            state.lock,
            state.declared,
            assembled.standing_addresses,
            version,
            assembled.registers.lasting(),
        )
        write_release(edition.sources, lock, Release(version, day, note, changes))
    except ReleaseError as error:
        click.echo(f"{version} was not released: {error}.", err=True)
        sys.exit(1)
    cables = number_of(len(lock.sources), "cable")
    count = sum(len(issued) for issued in lock.anchors.values())
    for change in changes:
        places = f" ({', '.join(change.anchors)})" if change.anchors else ""
        click.echo(f"{change.cable}: {change.change}{places}")
    click.echo(f"released {version}: {cables}, {number_of(count, 'anchor')} issued")
