"""``cable-edition suggest``: what the program proposes for sidecars and registers, to be taken."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, alone, edition_options
from cable_edition.cli._files import complete_files, named_files, reason_of
from cable_edition.cli._format import format_option, tell_json
from cable_edition.cli._named import STDIN
from cable_edition.core.nouns import number_of
from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from cable_edition.cli._offers import Offers
    from cable_edition.core.edition.proposed.offer import Offer

#: The kinds, as ``--kind`` takes them.
KINDS = (
    *("emendations", "readings", "personal-data"),
    *("people", "organizations", "acronyms", "posts"),
    *("annotations", "authorities"),
)
#: Those that are made of a file which an editor gives.
_GIVEN = frozenset({"annotations", "authorities"})


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]", shell_complete=complete_files)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="What to propose; may be given several times.  [default: emendations]",
)
@click.option(
    "--from",
    "annotated",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Web Annotations, or the JSON that Hypothesis exports; with --kind authorities a list of "
    "names with ids (CSV or JSON Lines).",
)
@click.option("--write", is_flag=True, help="Put what is proposed into its sidecar or register.")
@click.option(
    "--interactive", is_flag=True, help="Ask about each proposal, with the words around it."
)
@format_option("each proposal")
@edition_options(needed=False)
def suggest(
    files: tuple[str, ...],
    edition: ChosenEdition,
    *,
    kinds: tuple[str, ...],
    annotated: tuple[Path, ...],
    write: bool,
    interactive: bool,
    as_json: bool,
) -> None:
    """Propose entries for sidecars and registers, as YAML to be pasted or, with --write, put in.

    cable-edition suggest --kind people --kind acronyms --interactive --write

    Each proposal says no more than the cables do. What a sidecar or register has already, or an
    editor has dismissed, is left out. Without --write nothing is changed: read each, take out what
    is wrong, and paste the rest. With it, comments and all else in a file stay as they are, and an
    entry that a build would refuse is left out and told. Annotations of a file (--from) are placed
    by the words that they quote; one that cannot be is told. A list of names with ids of authority
    files is compared with the names of the registers, and no other host is asked. A FILE may be a
    folder: the sources in it are read. Without a FILE, every source of the edition is. The exit
    status is 1 if a sidecar has an error or an entry was left out, 2 if a file cannot be read or
    written.
    """
    from cable_edition.cli._offers import as_yaml, asked, gathered, item  # noqa: PLC0415

    chosen = tuple(dict.fromkeys(kinds)) or (("annotations",) if annotated else KINDS[:1])
    if len(_GIVEN.intersection(chosen)) != (1 if annotated else 0):
        raise click.UsageError(
            "--kind annotations or --kind authorities, and --from FILE, go together"
        )
    if write and STDIN in files:
        raise click.UsageError("what comes from the standard input has no sidecar to write into")
    if interactive and as_json:
        raise click.UsageError("--interactive asks a person, and --format json answers a program")
    paths = named_files(files) if files else edition.source_files()
    with alone(edition, "suggest") if write else nullcontext():
        offers = gathered(edition, paths, chosen, annotated, limited=bool(files))
        dismissed: list[Offer] = []
        taken = offers.found
        if interactive:
            taken, dismissed = asked(offers.found)
        refused: dict[int, str] = {}
        if write:
            refused = _written(edition, taken, dismissed, offers)
        elif dismissed:
            click.echo("nothing was dismissed: that wants --write", err=True)
    for one in taken if as_json else ():
        tell_json({**item(one), **({"refused": refused.get(id(one))} if write else {})})
    if not as_json and not write:
        click.echo(as_yaml(taken), nl=False)
    sys.exit(offers.status)


def _written(
    edition: ChosenEdition, taken: list[Offer], dismissed: list[Offer], offers: Offers
) -> dict[int, str]:
    """Write what was taken and dismissed; return, by offer, why one was left out."""
    told = offers.told
    from cable_edition.core.edition.proposed.taking import Addition, tried  # noqa: PLC0415

    whole = [one for one in taken if one.whole]
    additions = [Addition(one.path, one.key, one.entry, one.source, one.into) for one in whole]
    by_entry = {id(addition.entry): one for addition, one in zip(additions, whole, strict=True)}
    refused = {id(one): "give the name yourself" for one in taken if not one.whole}
    additions += [
        Addition(path, "dismissed", entry, source)
        for one in dismissed
        for path, source, entry in one.dismissals
    ]
    try:
        result = tried(additions, edition.registers, edition.sources, offers.cables)
        result.write()
    except OSError as error:
        click.echo(f"{error.filename or edition.sources}: {reason_of(error)}", err=True)
        sys.exit(2)
    for addition, why in result.refused:
        if offer := by_entry.get(id(addition.entry)):
            refused[id(offer)] = why
        else:
            click.echo(f"{shown_path(addition.path)}: not dismissed: {why}", err=True)
            told(1)
    for one in taken:
        if id(one) in refused:
            why = refused[id(one)]
            click.echo(f"{shown_path(one.path)}: «{one.words}» was left out: {why}", err=True)
            told(1)
    for path, count in result.counts.items():
        click.echo(f"{shown_path(path)}: {number_of(count, 'entry', 'entries')} written", err=True)
    return refused
