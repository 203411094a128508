"""``cable-edition add person`` and others: one entry, put where it belongs as an editor says it.

Each goes the way of what ``suggest --write`` writes: it is tried, and an entry that a build would
refuse is told and not written. Comments and all else in the file stay.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import rich_click as click
from click.shell_completion import CompletionItem

from cable_edition.cli._edition import ChosenEdition, edition_options
from cable_edition.cli._format import format_option
from cable_edition.cli._named import STDIN
from cable_edition.cli._putting import (
    cable_of,
    emended,
    free_name,
    in_sidecar,
    named_in,
    put,
    put_into_register,
    refuse,
    slugged,
)

_STATUSES = ("verified", "cable", "inference", "unverified")


def kinds_and_files(
    _context: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return what a shell completes behind ``add``: the kinds of entries, and files."""
    kinds = [CompletionItem(kind) for kind in ENTRIES if kind.startswith(begun)]
    # bash forgets what stands before the word that files are to be completed.
    return [CompletionItem(begun, type="file"), *kinds]


class AddCommand(click.RichCommand):
    """``add``, whose first word may be a kind of entry, if no file has that name."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **more: Any
    ) -> click.Context:
        """Read the command line of ``add``, or of ``add person`` and the others."""
        if args and (command := ENTRIES.get(args[0])) and not Path(args[0]).exists():
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **more)
        word = args[0] if args else ""
        try:
            return super().make_context(info_name, args, parent, **more)
        except click.BadParameter as error:
            near = get_close_matches(word, [*ENTRIES], 1)
            if not near or Path(word).exists():
                raise
            message = f"there is no file {word!r}, and no such kind; did you mean {near[0]!r}?"
            raise click.UsageError(message, error.ctx) from None


def _entry_command(function: Callable[..., None]) -> click.Command:
    """Make a command of a function that has ``edition``, and give it what all of them have."""
    with_edition = edition_options(writes=True)(format_option("each entry")(function))
    return click.command(cls=click.RichCommand)(with_edition)


_id_option = click.option("--id", "name_of_id", default="", help="The id; else made of the words.")
_tip_option = click.option("--tip", default="", help="In a line what it is; else where it stands.")
_form_option = click.option(
    "--form", "forms", multiple=True, help="Another form that cables have; may be repeated."
)


@_entry_command
@click.argument("name")
@_tip_option
@click.option("--surname", default="", help="The surname, where it stands alone for the person.")
@click.option("--office", default="", help="The office of the person.")
@click.option(
    "--office-status",
    type=click.Choice(_STATUSES),
    default="cable",
    show_default=True,
    help="What the office rests on.",
)
@click.option("--source", "resting_on", multiple=True, help="A source of the office.")
@_form_option
@_id_option
def person(
    name: str,
    edition: ChosenEdition,
    *,
    tip: str,
    surname: str,
    office: str,
    office_status: str,
    resting_on: tuple[str, ...],
    forms: tuple[str, ...],
    name_of_id: str,
    as_json: bool,
) -> None:
    """Add a person to people.yaml.

    cable-edition add person "Lucia Ferrandini" --surname Ferrandini --office "Harbor master"

    The program knows no surname by itself: give it, and the person is sorted by it, and named by it
    alone in cables that have the full name too. Exit status 1 if the entry was not written.
    """
    if resting_on and not office:
        refuse("--source says what an office rests on; give --office too")
    given = name.removesuffix(surname).strip() if surname and name.endswith(surname) else ""
    entry: dict[str, Any] = {"name": name}
    if given:
        entry["sort"] = f"{surname}, {given}"
    whole = edition.assembled()
    entry["tip"] = tip or office or named_in(name, whole)
    if office:
        entry |= {"office": office, "office_status": office_status}
        entry |= {"office_sources": list(resting_on)} if resting_on else {}
    if surname or forms:
        alone = [{"text": surname, "surname": True}] if surname else []
        entry["forms"] = [name, *forms, *alone]
    put_into_register(
        "people.yaml", f"{surname} {given}" if given else name, entry, name_of_id, edition, whole,
        as_json=as_json,
    )  # fmt: skip


@_entry_command
@click.argument("name")
@_tip_option
@_form_option
@_id_option
def organization(
    name: str,
    edition: ChosenEdition,
    *,
    tip: str,
    forms: tuple[str, ...],
    name_of_id: str,
    as_json: bool,
) -> None:
    """Add a body to organizations.yaml.

    cable-edition add organization "Harbor Office" --tip "The office that runs the harbor"

    Exit status 1 if the entry was not written.
    """
    whole = edition.assembled()
    entry: dict[str, Any] = {"name": name, "tip": tip or named_in(name, whole)}
    if forms:
        entry["forms"] = [name, *forms]
    put_into_register(
        "organizations.yaml", name, entry, name_of_id, edition, whole, as_json=as_json
    )


@_entry_command
@click.argument("word")
@click.option("--expansion", default="", help="What it stands for.")
@_tip_option
@click.option(
    "--status",
    type=click.Choice(_STATUSES),
    default="unverified",
    show_default=True,
    help="What is known of expansion and tip.",
)
@_form_option
@_id_option
def term(
    word: str,
    edition: ChosenEdition,
    *,
    expansion: str,
    tip: str,
    status: str,
    forms: tuple[str, ...],
    name_of_id: str,
    as_json: bool,
) -> None:
    """Add an acronym or an expression to glossary.yaml.

    cable-edition add term LAOP --expansion "Lamp And Oil Plan" --status cable

    Exit status 1 if the entry was not written.
    """
    whole = edition.assembled()
    entry: dict[str, Any] = {"term": word, "expansion": expansion}
    entry |= {"tip": tip or expansion or named_in(word, whole), "status": status}
    if forms:
        entry["forms"] = [{"text": word, "plural": True}, *forms]
    put_into_register("glossary.yaml", word, entry, name_of_id, edition, whole, as_json=as_json)


@_entry_command
@click.argument("place", metavar="CABLE#ANCHOR")
@click.argument("text")
@click.option("--quote", "words", default="", help="The words that the note is on.")
@click.option(
    "--kind",
    type=click.Choice(["fact", "inference"]),
    default="inference",
    show_default=True,
    help="A fact needs a source.",
)
@click.option("--source", "resting_on", multiple=True, help="A source; may be repeated.")
@click.option("--author", default="", help="Who wrote the note.")
@_id_option
def note(
    place: str,
    text: str,
    edition: ChosenEdition,
    *,
    words: str,
    kind: str,
    resting_on: tuple[str, ...],
    author: str,
    name_of_id: str,
    as_json: bool,
) -> None:
    """Add a note to the sidecar of a cable; TEXT is Markdown, or - for the standard input.

    cable-edition add note "05ROME9001#p1" "The consulate counted forty-one." --quote "forty lamps"

    Exit status 1 if the entry was not written.
    """
    if text == STDIN:
        text = sys.stdin.read().strip()
    whole = edition.assembled()
    cable_id, _, anchor = place.partition("#")
    cable = cable_of(cable_id, whole)
    if not anchor:
        refuse(f"{place}: say at which place, as in {cable_id}#p1")
    sidecar = whole.sidecars.get(cable_id)
    there = {one.id for one in sidecar.notes} if sidecar else set()
    made = name_of_id or free_name(slugged(words or text), there)
    entry: dict[str, Any] = {"id": made, "at": anchor}
    entry |= {"quote": words} if words else {}
    entry |= {"kind": kind, "text": text}
    entry |= {"sources": list(resting_on)} if resting_on else {}
    entry |= {"author": author} if author else {}
    put([in_sidecar(cable, "notes", entry)], edition, whole, as_json=as_json)


@_entry_command
@click.argument("words")
@click.argument("read")
@click.option(
    "--at",
    "places",
    multiple=True,
    metavar="CABLE[#ANCHOR]",
    help="Only there; may be repeated. Without it, wherever the words stand in the edition.",
)
@click.option("--rule", default="", help="The rule; else the one that has such a change.")
@click.option("--reason", default="", help="Why, in a sentence; a conjecture needs it.")
def emendation(
    words: str,
    read: str,
    edition: ChosenEdition,
    *,
    places: tuple[str, ...],
    rule: str,
    reason: str,
    as_json: bool,
) -> None:
    """Emend WORDS to READ wherever they stand: one entry a place, in the sidecar of each cable.

    cable-edition add emendation "Office,s" "Office's" --at 05ROME9001

    White space counts as one blank, and words stand alone: "lamp" is not in "lamps". Places that
    are emended already are left. Exit status 1 if an entry was not written, or the words stand
    nowhere.
    """
    from cable_edition.core.cable.fold import fold  # noqa: PLC0415
    from cable_edition.core.editing.emendation_rules import RULES  # noqa: PLC0415

    if rule and rule not in RULES:
        near = get_close_matches(rule, [*RULES], 1)
        refuse(f"there is no rule {rule!r}; " + (
            f"did you mean {near[0]!r}?" if near else f"the rules are {', '.join(RULES)}"
        ))  # fmt: skip
    whole = edition.assembled()
    chosen = [(at.partition("#")[0], at.partition("#")[2]) for at in places]
    for cable_id, _ in chosen:
        cable_of(cable_id, whole)
    additions = [
        in_sidecar(one, "emendations", entry)
        for one in whole.cables
        if not chosen or any(cable_id == one.id for cable_id, _ in chosen)
        for entry in emended(
            one, fold(words), read, {at for cable_id, at in chosen if cable_id == one.id},
            rule, reason,
        )
    ]  # fmt: skip
    if not additions:
        refuse(f"{words!r} stands at no such place that is not emended yet")
    put(additions, edition, whole, as_json=as_json)


#: The kinds of entries, by the word behind ``add``.
ENTRIES: dict[str, click.Command] = {
    "person": person,
    "organization": organization,
    "term": term,
    "note": note,
    "emendation": emendation,
}
