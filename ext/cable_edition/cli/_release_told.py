"""What ``release`` and ``volumes release`` tell of a release."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import rich_click as click

from cable_edition.cli._day import ahead
from cable_edition.cli._format import problem_item, tell_json
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import CableChange, Release
from cable_edition.core.releases.lock import Lock


def tell_release(
    entry: Release,
    path: Path,
    lock: Lock,
    changes: Iterable[CableChange],
    same: str,
    *,
    as_json: bool,
) -> None:
    """Tell of a release: what changed, what was issued, and where nothing has changed since."""
    version, doubt = entry.version, ahead(entry.date)
    count = sum(len(issued) for issued in lock.anchors.values())
    if as_json:
        for change in changes:
            anchors = list(change.anchors)
            tell_json({"cable": change.cable, "change": change.change, "anchors": anchors})
        made = {"released": version, "cables": len(lock.sources), "anchors": count}
        tell_json(made | ({"unchanged_since": same} if same else {}))
        if doubt:
            problem = Problem("release-ahead", f"release {version} {doubt}", str(path))
            tell_json(problem_item(problem))
        return
    for change in changes:
        places = f" ({', '.join(change.anchors)})" if change.anchors else ""
        click.echo(f"{change.cable}: {change.change}{places}")
    cables = number_of(len(lock.sources), "cable")
    click.echo(f"released {version}: {cables}, {number_of(count, 'anchor')} issued")
    if same:
        click.echo(f"no source and no address has changed since {same}, nor the words at any")
    if doubt:
        slip = "if the day is a slip, take back what this run wrote, and release again"
        click.echo(f"{path}: {version} {doubt}; {slip}.", err=True)
