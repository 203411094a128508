"""``cable-edition quote``: whether the edition has the words that somebody quotes, and where."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from cable_edition.cli._edition import ChosenEdition, edition_options, tell_errors
from cable_edition.cli._excerpt import visible
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.nouns import number_of
from cable_edition.core.regular_file import read_file

if TYPE_CHECKING:
    from cable_edition.core.quotations.check import Answer, Checker

_STDIN = "-"
#: Of a longer quotation the report for people has the first words.
_SHOWN = 60
_BLANK = re.compile(r"\n[ \t\r]*\n")


@click.command()
@click.argument("quotations", nargs=-1, metavar='["QUOTATION"...]')
@click.option(
    "--file",
    "files",
    multiple=True,
    metavar="FILE",
    help="Read quotations from FILE, with an empty line between two of them. May be repeated.",
)
@click.option("--lines", is_flag=True, help="Take each line of a file as a quotation.")
@format_option("each quotation")
@edition_options()
def quote(
    quotations: tuple[str, ...],
    files: tuple[str, ...],
    edition: ChosenEdition,
    *,
    lines: bool,
    as_json: bool,
) -> None:
    """Check quotations against the words of the edition.

    Of each the answer is exact, emended (some of its words are as transmitted, where the edition
    reads otherwise), altered (with the words that were changed) or absent, and where it stands.
    Marks, case, an ellipsis and words in brackets are no change. Put - for a QUOTATION or FILE to
    read the standard input. A quotation of eight words or more is found with one word in six
    changed; a shorter one if it is exact. The exit status is 1 if one is altered or absent, 2 if
    something stops the edition or a FILE cannot be read.
    """
    texts = [text for one in quotations for text in _given(one, lines=lines)]
    texts += [text for name in files for text in _read(name, lines=lines)]
    if not texts:
        message = "there is no quotation; write one in quotation marks, or name a file with --file"
        raise click.UsageError(message)
    checker = _checker(edition)
    wrong = 0
    for text in texts:
        answer = checker.check(text)
        wrong += answer.verdict not in {"exact", "emended"}
        if as_json:
            tell_json(answer.to_dict())
        else:
            click.echo("\n".join(map(visible, _report(answer))))
    if wrong and not as_json:
        total = number_of(len(texts), "quotation")
        click.echo(f"altered or absent: {wrong} of {total}", err=True)
    sys.exit(1 if wrong else 0)


def _given(text: str, *, lines: bool) -> list[str]:
    return _read(text, lines=lines) if text == _STDIN else [text]


def _read(name: str, *, lines: bool) -> list[str]:
    """Return the quotations of a file; raises ``OSError`` if it cannot be read."""
    data = sys.stdin.buffer.read() if name == _STDIN else read_file(Path(name))
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return [
        one.strip() for one in (text.split("\n") if lines else _BLANK.split(text)) if one.strip()
    ]


def _checker(chosen: ChosenEdition) -> Checker:
    """Read the edition; end the run with status 2 if it must not be read."""
    from cable_edition.core.citations.place_reference import filled, reference_of  # noqa: PLC0415
    from cable_edition.core.edition.issued import issued_since, stands_since  # noqa: PLC0415
    from cable_edition.core.edition.search_records import cable_records  # noqa: PLC0415
    from cable_edition.core.proof.open_files import open_in_settings  # noqa: PLC0415
    from cable_edition.core.proof.openly import withholding_faults  # noqa: PLC0415
    from cable_edition.core.quotations.check import Checker  # noqa: PLC0415
    from cable_edition.exports.citation_files import cited_cable  # noqa: PLC0415
    from cable_edition.exports.info import info_of  # noqa: PLC0415

    edition = chosen.assembled()
    redacted = tuple(edition.redacted.values())
    if faults := [*withholding_faults(edition), *open_in_settings(redacted, chosen.file)]:
        sys.exit(max(2, tell_errors(faults, redacted)))
    if (status := tell_errors((p for p in edition.problems if p.fatal), redacted)) == 2:
        sys.exit(status)
    info = info_of(chosen.file).of_releases(edition.releases.declared)
    pages = list(cable_records(edition))

    def cite(page: int, first: str, last: str, siglum: str) -> str:
        return filled(reference_of(cited_cable(edition.cables[page], info)), first, last, siglum)

    def since(page: int, first: str, last: str) -> str:
        return stands_since(issued_since(edition.releases, edition.cables[page]), first, last)

    addresses = [info.address(f"{page.docname}.html") for page in pages]
    return Checker(pages, addresses, cite, info.version, since=since)


def _report(answer: Answer) -> Iterator[str]:
    """Yield the lines of an answer for people."""
    text = " ".join(answer.quotation.split())
    yield f"{answer.verdict}: {text[:_SHOWN]}{'...' if len(text) > _SHOWN else ''}"
    for kind, *words in answer.diff:
        if kind == "~":
            yield f"  changed: {_said(words[0])} where the cable has {_said(words[1])}"
        elif kind == "^":
            yield f"  as transmitted: {_said(words[0])} where the edition reads {_said(words[1])}"
    for place in answer.places:
        where = " to ".join(dict.fromkeys(filter(None, (place.anchor, place.last))))
        view = "" if place.reading else ", as transmitted"
        copies = ", ".join((witness_words(place.witness), *place.also))
        since = f"; since release {place.since}" if place.since else ""
        yield f"  {' '.join(filter(None, (place.cable, where)))} ({copies}{view}{since})"
        yield f"    {place.link}"
        yield f"    {place.citation}"
    if answer.more:
        listed = number_of(len(answer.places), "cable")
        if answer.cables:
            yield f"  in about {number_of(answer.cables, 'cable')}, of which these are the first"
        else:
            yield f"  and in more than these {listed}"
    if answer.why:
        yield f"  {answer.why}"


def witness_words(witness: str) -> str:
    """Return what the report calls a witness."""
    return f"witness {witness}" if len(witness) < 9 and witness[:1].isupper() else witness


def _said(words: str) -> str:
    return f'"{words}"' if words else "nothing"
