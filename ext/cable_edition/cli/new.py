"""``cable-edition new``: a folder with all that an edition needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import rich_click as click

from cable_edition.cli._format import asked_for_json, format_option, tell_json
from cable_edition.cli._named import NewFolder, PathOrPattern, expanded_paths
from cable_edition.core.nouns import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cable_edition.core.reading.intake import Taken
    from cable_edition.template.answers import Answers
    from cable_edition.volumes.selecting import Selection

_QUESTIONS = {
    "title": "Title of the edition",
    "editors": "Editors, with a semicolon between them (empty: not said)",
    "publisher": "Publisher (empty: the editors)",
    "language": "Language of your own words, as a tag such as en, fr, pt-BR",
    "address": "Address at which it will be published (empty: not known yet)",
    "licence": "Address of the licence of your own words",
}


@click.command(name="new")
@click.argument("folder", type=NewFolder())
@click.option("--title", help="The title.")
@click.option("--editor", "editors", multiple=True, help="An editor; may be given more than once.")
@click.option("--publisher", help="Who publishes it.")
@click.option("--language", help="The language of your own words, as a tag such as en or pt-BR.")
@click.option("--address", help="The address at which it will be published.")
@click.option("--licence", help="The address of the licence of your own words.")
@click.option("--defaults", is_flag=True, help="Ask nothing; what no option says is not said.")
@format_option("each file that --from names, and one at the end")
@click.option(
    "--from",
    "origins",
    multiple=True,
    metavar="FOLDER_OR_FILE",
    type=PathOrPattern(exists=True, path_type=Path),
    help="Begin with these cables, of any form; a folder, a file, or a pattern in quotation marks; "
    "may be given more than once.",
)
@click.option(
    "--select",
    "choices",
    multiple=True,
    metavar="KEY=VALUE",
    help="Of --from take what fits alone: post=ROME,MILAN or year=2005 or tag=PREL or "
    "words='gas pipeline' (all of them). Given more than once, all must fit.",
)
def new(
    folder: Path,
    editors: tuple[str, ...],
    origins: tuple[Path, ...],
    choices: tuple[str, ...],
    *,
    defaults: bool,
    as_json: bool,
    **said: str,
) -> None:
    """Begin an edition in FOLDER: settings, chapters to fill in, registers, a Makefile, hosting.

    cable-edition new harbor --title "The Harbor Cables" --from ~/cables

    cd harbor

    make html

    What no option says is asked. With --from the files are copied among the sources, each under the
    name of its cable, and their checksums recorded. With --select those that fit are: of a dump
    (CSV, SQL, JSON lines) of any size each row becomes a file, its characters unchanged. Exit
    status 1 if a file cannot be read; the others are taken. Exit status 2 if FOLDER has anything in
    it but the .git of a new repository, or an answer cannot stand; nothing is written then.
    """
    origins = tuple(expanded_paths(origins))
    if as_json and not defaults:
        raise click.UsageError("questions are for a person; with --format json add --defaults")
    if folder.is_dir() and any(one.name != ".git" for one in folder.iterdir()):
        _stop(f"{folder}: there is something in this folder; name a new one")
    for origin in origins:
        if origin.is_dir() and folder.resolve().is_relative_to(origin.resolve()):
            _stop(f"{folder}: is in {origin}, from which the cables come; name one outside")
    selection = _selection(choices, origins)
    answers = _answers(said, editors, ask=not defaults)
    from cable_edition.template import origin as kept  # noqa: PLC0415
    from cable_edition.template.files_of_edition import (  # noqa: PLC0415
        files_of_edition,
        has_chapters,
    )

    files = files_of_edition(answers)
    for path, text in files.items():
        kept.write_text(folder / path, text)
    kept.keep(folder, answers, files)
    status = _take(origins, folder / "source_cables", selection) if origins else 0
    if as_json:
        tell_json({"begun": str(folder), "files": len(files)})
    else:
        if not has_chapters(answers.language):
            click.echo(f"The chapters are in English; none are there in {answers.language} yet")
        here = folder.resolve() == Path.cwd()
        begun = "here. Now" if here else f"in {folder}. Go there, then"
        click.echo(f"The edition is begun {begun}: cable-edition build")
    sys.exit(status)


def _stop(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)


def _selection(choices: tuple[str, ...], origins: tuple[Path, ...]) -> Selection | None:
    from cable_edition.volumes.selecting import SelectError, selection_of  # noqa: PLC0415

    if choices and not origins:
        raise click.UsageError("--select chooses among the cables of --from; name them")
    try:
        return selection_of(choices) if choices else None
    except SelectError as error:
        raise click.UsageError(str(error)) from None


def _selected(origins: tuple[Path, ...], sources: Path, selection: Selection) -> Iterator[Taken]:
    """Take what fits among the sources; yield what was done with each."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from cable_edition.core.reading.intake import Intake, Taken  # noqa: PLC0415
    from cable_edition.volumes.selecting import chosen_files  # noqa: PLC0415

    intake = Intake(sources)
    with TemporaryDirectory() as folder:
        for one in chosen_files(origins, selection):
            if one.reason:
                yield Taken(Path(one.origin), None, reason=one.reason)
                continue
            file = Path(folder, one.name)
            file.write_bytes(one.data)
            yield intake.take(file)._replace(file=Path(one.origin))
            file.unlink()


def _answers(said: dict[str, str], editors: tuple[str, ...], *, ask: bool) -> Answers:
    from cable_edition.template.answers import UNTITLED, Answers, untitled  # noqa: PLC0415

    given = {name: value for name, value in said.items() if value is not None}
    blank = Answers()
    for name, question in _QUESTIONS.items() if ask else ():
        if name == "editors":
            if not editors:
                editors = _listed(_asked(name, question, ""))
        elif name not in given:
            given[name] = _asked(name, question, getattr(blank, name))
    if given.get("title", UNTITLED) == UNTITLED:
        given["title"] = untitled(given.get("language", blank.language))
    answers = Answers(editors=editors, **given)
    if faults := answers.faults():
        _stop(_told(faults))
    return answers


def _told(faults: list[str]) -> str:
    return "\n".join(f"this cannot stand in the settings: {fault}" for fault in faults)


def _listed(words: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, words.split(";"))))


def _asked(name: str, question: str, default: str) -> str:
    """Ask until the answer can stand, so that those given before are not lost."""
    from cable_edition.template.answers import Answers  # noqa: PLC0415

    while True:
        try:
            words = str(click.prompt(question, default=default, show_default=bool(default))).strip()
        except click.Abort:
            click.echo(err=True)
            _stop("no answer was given, and nothing written; --defaults asks nothing")
        is_list = name == "editors"
        answer = (
            Answers(editors=_listed(words)) if is_list else Answers(editors=(), **{name: words})
        )
        if not (faults := answer.faults()):
            return words
        click.echo(_told(faults), err=True)


def _take(origins: tuple[Path, ...], sources: Path, selection: Selection | None) -> int:
    """Take in the cables that fit; the first of several files of a cable is its base text."""
    from cable_edition.cli._edition import tell_errors  # noqa: PLC0415
    from cable_edition.cli._taking import taken_in, tell_taken  # noqa: PLC0415
    from cable_edition.core.cable.ids import is_valid_id  # noqa: PLC0415
    from cable_edition.core.reading.sources import seal  # noqa: PLC0415
    from cable_edition.template.answers import quoted  # noqa: PLC0415
    from cable_edition.template.origin import write_text  # noqa: PLC0415

    holders: dict[str, list[str]] = {}
    cables, files, failed = 0, 0, False
    found = _selected(origins, sources, selection) if selection else taken_in(origins, sources)
    for one in found:
        tell_taken(one)
        failed = failed or one.failed
        if one.target:
            files += 1
            cables += len(one.cables)
            for cable in one.cables:
                holders.setdefault(cable, []).append(one.target.name)
    for cable, names in holders.items():
        if len(names) > 1 and is_valid_id(cable):
            base, *others = names
            lines = [
                "# yaml-language-server: $schema=../schemas/sidecar.schema.json",
                "# Taken by the order of names; say which file is the better base text.",
                f"base: {quoted(base)}",
                "witnesses:",
                *(f"  - {quoted(name)}" for name in others),
            ]
            write_text(sources / f"{cable}.yaml", "".join(f"{line}\n" for line in lines))
            if asked_for_json():
                tell_json({"cable": cable, "base": base, "witnesses": others})
            else:
                said = f"{base} is printed; {cable}.yaml says so, and you can change it"
                click.echo(f"{cable}: {said}")
    if not asked_for_json():
        click.echo(f"{number_of(cables, 'cable')} in {number_of(files, 'file')}")
    return max(tell_errors(seal(sources)[1]), int(failed))
