"""What ``suggest`` offers of a list of names with ids of authority files, which an editor has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from cable_edition.cli._edition import tell_errors
from cable_edition.cli._excerpt import visible
from cable_edition.cli._files import reason_of
from cable_edition.core.edition.model import Edition
from cable_edition.core.edition.proposed.entry import WordsAt
from cable_edition.core.edition.proposed.offer import Offer
from cable_edition.core.nouns import number_of
from cable_edition.core.registers.authority_list import Match, matches, read_list
from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from cable_edition.core.problems import Problem

#: The kind, as ``--kind`` takes it.
AUTHORITIES = "authorities"


def of_authorities(
    files: Iterable[Path], edition: Edition, paths: Collection[Path]
) -> tuple[list[Offer], int]:
    """Return what lists have for entries that cables of ``paths`` name, and an exit status.

    With no ``paths``, all entries are asked for. Faults and what is doubtful are told on the
    standard error.
    """
    offers: list[Offer] = []
    status = 0
    within = {one.id for one in edition.cables if not paths or one.path in paths}
    for file in files:
        problems: list[Problem] = []
        try:
            data = file.read_bytes()
        except OSError as error:
            status = 2
            click.echo(f"{file}: {reason_of(error)}", err=True)
            continue
        lines = read_list(data, str(file), problems)
        found, doubts = matches(lines, edition.registers, str(file), problems)
        status = max(status, tell_errors(problems, edition.redacted.values()))
        for entry, why in doubts:
            click.echo(
                f"{shown_path(Path(entry.path))}:{entry.line}: `{entry.id}`: {why}", err=True
            )
        made = [_offer(one, edition, file) for one in found]
        if paths:
            made = [one for one in made if any(at.cable in within for at in one.places)]
        click.echo(f"{file}: {number_of(len(made), 'id')} proposed", err=True)
        offers += made
    return offers, status


def _offer(one: Match, edition: Edition, file: Path) -> Offer:
    places = tuple(
        WordsAt(at.cable, at.anchor, 0, at.words, f"{at.before}{at.words}{at.after}".strip())
        for at in edition.places.get((one.kind, one.entry.id), ())
    )
    return Offer(
        AUTHORITIES,
        one.entry.name,
        places,
        Path(one.entry.path),
        {"id": one.entry.id, one.key: [one.id.address]},
        one.key,
        why=f"{visible(one.name)} in line {one.line} of {file.name}",
        into=one.entry.id,
    )
