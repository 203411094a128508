"""``cable-edition check``: the doubts about each file, as a person wants to read them."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from cable_edition.cli._day import ahead, today
from cable_edition.cli._documents import document_faults
from cable_edition.cli._edition import ChosenEdition, edition_options
from cable_edition.cli._editorial import EditorialCheck, sidecar_of
from cable_edition.cli._files import cables_of, complete_files, named_files, reason_of
from cable_edition.cli._format import format_option, problem_item, tell_json
from cable_edition.core.cable import portions
from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.editing.mail_heads import mail_head_problems
from cable_edition.core.editing.reading import corrector_beside
from cable_edition.core.editing.reading_proposals import reading_proposals
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Origin, Problem, Severity
from cable_edition.core.proof.cover import prove_cover
from cable_edition.core.proof.open_files import open_in_settings
from cable_edition.core.proof.openly import withholding_faults
from cable_edition.core.proof.past_releases import past_releases
from cable_edition.core.reading.readers.registry import BROKEN_READER
from cable_edition.core.regular_file import read_file
from cable_edition.core.releases.declared import RELEASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cable_edition.core.cable.model import Cable
    from cable_edition.core.editing.proposals import Proposal
    from cable_edition.core.releases.declared import Declared

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE...]", shell_complete=complete_files)
@format_option("each problem")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@edition_options(needed=False)
def check(files: tuple[str, ...], edition: ChosenEdition, *, as_json: bool, strict: bool) -> None:
    """Show what is doubtful in each cable, where it stands, and what to do.

    That is what the parser doubts, what is wrong in the sidecar beside the source, and words that
    may name more than one entry of the registers. A FILE may be a folder: the sources in it are
    checked. Without a FILE, or with the folder of its sources, every source of the edition is
    checked, and besides all else that a build would tell: registers, checksums, releases, values
    that stand in conf.py, pages in the place of others, and all by which a word that is withheld
    would be published.
    Then a file without a problem is counted and not named, and of notes that ask nothing of you the
    first of each kind are shown; the last lines say how often each kind was met.
    Likely personal data (numbers of passports and telephones, days of birth, people to be
    protected) is listed with the entry to paste into the sidecar, to withhold or to dismiss it.
    The exit status is 1 if a problem is an error, 2 if it stops the edition or a FILE cannot be
    read.
    """
    if all(_is_folder(one, edition.sources) for one in files):
        files = ()
    run = _Run(as_json=as_json, strict=strict, whole=not files)
    editorial = EditorialCheck(edition.registers, edition.sources, edition.file)
    for path in named_files(files) if files else edition.source_files():
        try:
            corrector = corrector_beside(Path(path).parent)
            for read in map(_looked_at, cables_of(path, corrector)):
                cable = editorial.added(read, path, corrector.problems) if files else read
                cable = editorial.as_witness(cable, path)
                run.cable(path, cable, editorial.asked(read, path))
        except OSError as error:
            if files:  # The edition tells of its own.
                run.unread(path, error)
    if not files:
        assembled = edition.assembled()
        # The faults of what is withheld are the edition's too.
        redacted = tuple(assembled.redacted.values())
        run.edition(
            dict.fromkeys(
                (
                    *assembled.problems,
                    *_to_come(assembled.releases.declared, edition.sources),
                    *past_releases(assembled, edition.file.archives)[1],
                    *withholding_faults(assembled),
                    *open_in_settings(redacted, edition.file),
                    *prove_cover(assembled),
                    *document_faults(edition, assembled),
                )
            )
        )
    run.end()
    sys.exit(run.status)


class _Run:
    """What one run has told so far, and the exit status that it calls for."""

    def __init__(self, *, as_json: bool, strict: bool, whole: bool) -> None:
        self.status = 0
        self._as_json = as_json
        self._failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        self._printer = _Printer(whole=whole)
        self._cables = 0
        self._met: Counter[tuple[Severity, str]] = Counter()
        self._empty: set[str] = set()
        self._day = today()

    def cable(self, path: str, cable: Cable, asked: Sequence[Proposal]) -> None:
        """Tell of a cable, and of what is asked about it."""
        self._cables += 1
        proposed = reading_proposals(cable)
        starts = _line_starts(cable.source.text) if asked or proposed else []
        by_problem = {
            one.problem(path, bisect_right(starts, one.offset or 0)): one for one in asked
        }
        likely = {
            one.problem(path, cable.source.line + bisect_right(starts, one.offset)): one.entry()
            for one in proposed
        }
        cable = replace(cable, problems=(*cable.problems, *by_problem, *likely))
        self._count(cable.problems)
        if any(problem.code in _OF_FILE for problem in cable.problems):
            self._empty.add(path)
        if self._as_json:
            for problem in cable.problems:
                place = sidecar_of(problem) or path
                item = _item(problem, place, cable.reference_id, cable.source.offset)
                if one := by_problem.get(problem):
                    item["proposal"] = _proposal(one, self._day)
                if entry := likely.get(problem):
                    item["proposal"] = {"reading": entry}
                tell_json(item)
        else:
            self._printer.cable(path, cable, by_problem, likely, self._day)

    def unread(self, path: str, error: OSError) -> None:
        """Tell of a file that cannot be read; raise ``SystemExit`` where no file can be.

        That is so where the reader of another package is broken.
        """
        self.status = 2
        broken = error.errno == BROKEN_READER
        click.echo(f"{error.filename if broken else path}: {reason_of(error)}", err=True)
        if broken:
            sys.exit(2)

    def edition(self, problems: Iterable[Problem]) -> None:
        """Tell what the edition as a whole has, file by file; doubts told with a cable are left."""
        by_path: dict[str, list[Problem]] = {}
        for one in problems:
            if one.code not in _OF_FILE or one.path not in self._empty:
                by_path.setdefault(one.path, []).append(one)
        for path, found in sorted(by_path.items()):
            self._count(found)
            if self._as_json:
                stem = Path(path).stem
                for one in found:
                    item = _item(one, path, stem if is_valid_id(stem) else None)
                    tell_json(item)
            else:
                self._printer.file(path, found)

    def _count(self, problems: Sequence[Problem]) -> None:
        self._met.update((problem.severity, problem.code) for problem in problems)
        if any(problem.severity in self._failing for problem in problems):
            self.status = max(self.status, 1)
        if any(problem.fatal for problem in problems):
            self.status = 2

    def end(self) -> None:
        """Tell how much was checked, unless no file could be read."""
        if not self._as_json and (self._cables or self.status < 2):
            self._printer.total(self._cables, self._met)


#: What is told of a file in which no cable was found, with the file and by the edition.
_OF_FILE = frozenset({"no-cable"})


def _looked_at(cable: Cable) -> Cable:
    """Add the doubts about a cable as a whole, which no single rule of the parser can have."""
    found = (*portions.portion_problems(cable), *mail_head_problems(cable))
    return replace(cable, problems=(*cable.problems, *found)) if found else cable


def _to_come(declared: Declared, sources: Path) -> Iterator[Problem]:
    """Yield a doubt about the newest release if its day is still to come."""
    for newest in declared.releases[:1]:
        if doubt := ahead(newest.date):
            message = f"release {newest.version} {doubt}"
            yield Problem("release-ahead", message, str(sources / RELEASES), newest.line)


def _is_folder(name: str, folder: Path) -> bool:
    """Whether a path is this folder, and nothing is wrong with it."""
    return Path(name).is_dir() and folder.is_dir() and Path(name).samefile(folder)


def _line_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, mark in enumerate(text) if mark == "\n")]


def _proposal(one: Proposal, day: str) -> dict[str, Any]:
    data = one.data
    return {
        "kind": data.kind.value,
        "anchor": data.anchor,
        "words": data.words,
        "start": data.start,
        "end": data.end,
        "redaction": one.redaction(day),
        "dismissal": one.dismissal(),
    }


def _item(problem: Problem, path: str, cable: str | None, base: int = 0) -> dict[str, Any]:
    offset = None if problem.offset is None else problem.offset + base
    return {**problem_item(problem), "path": path, "reference_id": cable, "offset": offset}


def _line_of(problem: Problem) -> str:
    """Return the line that a problem is in; the terminal is the editor's own."""
    try:
        lines = read_file(Path(problem.path)).decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    # What is not closed is missed below the last line.
    at = (problem.line or 0) - 1
    return lines[at].strip()[:100] if 0 <= at < len(lines) else ""


#: Of a whole edition so many notes of one kind are shown, and so often what to do is.
_MOST_NOTES = 3


class _Printer:
    """Prints problems with the line they stand on. Nothing of a source is taken for markup.

    Of a whole edition (``whole``) it prints the cables that have something to tell, and what to do
    about a kind of problem with the first of it.
    """

    def __init__(self, *, whole: bool) -> None:
        from rich.console import Console  # noqa: PLC0415

        self._console = Console(highlight=False, soft_wrap=True, file=sys.stdout)
        self._whole = whole
        self._notes: Counter[str] = Counter()
        self._advised: Counter[str] = Counter()

    def cable(
        self,
        path: str,
        cable: Cable,
        asked: Mapping[Problem, Proposal],
        likely: Mapping[Problem, str],
        day: str,
    ) -> None:
        """Print the cable's name and its problems, of a question both answers, of a doubt its."""
        from rich.text import Text  # noqa: PLC0415

        from cable_edition.cli._excerpt import visible  # noqa: PLC0415

        told = [problem for problem in cable.problems if self._tells(problem)]
        if self._whole and not told:
            return
        count = len(cable.paragraphs)
        what = f"{number_of(count, 'paragraph')}, {cable.source.format}"
        name = cable.reference_id or "no id"
        head = Text.assemble((visible(path), "bold"), f"  {name}  ({what})")
        if not cable.problems:
            head.append("  no problems", style="green")
        self._console.print(head)
        for problem in told:
            self._problem(problem, cable)
            if one := asked.get(problem):
                self._console.print(Text(visible(f"      redactions: - {one.redaction(day)}")))
                self._console.print(Text(visible(f"      dismissed:  - {one.dismissal()}")))
            if entry := likely.get(problem):
                self._console.print(Text(visible(f"      reading: - {entry}")))

    def file(self, path: str, problems: Iterable[Problem]) -> None:
        """Print the name of a file and what is the matter in it."""
        from rich.text import Text  # noqa: PLC0415

        from cable_edition.cli._excerpt import visible  # noqa: PLC0415

        told = [problem for problem in problems if self._tells(problem)]
        if told:
            self._console.print(Text(visible(path), "bold"))
        for problem in told:
            self._problem(problem)

    def _tells(self, problem: Problem) -> bool:
        """Tell whether a problem is shown: of notes on a whole edition the first ones are."""
        if not self._whole or problem.severity is not Severity.INFO:
            return True
        self._notes[problem.code] += 1
        return self._notes[problem.code] <= _MOST_NOTES

    def _problem(self, problem: Problem, cable: Cable | None = None) -> None:
        from rich.text import Text  # noqa: PLC0415

        from cable_edition.cli._excerpt import excerpt, visible  # noqa: PLC0415

        style = _STYLES[problem.severity]
        place = "" if problem.line is None else f"line {problem.line}: "
        if cable and problem.line is not None and (sidecar := sidecar_of(problem)):
            place = f"{visible(sidecar)}:{problem.line}: "
        label = (f"  {problem.severity.value}", style)
        message = visible(problem.message)
        self._console.print(Text.assemble(label, f"  {place}{message} [{problem.code}]"))
        if cable and problem.offset is not None:
            line, column = excerpt(cable.source, problem.offset)
            self._console.print(Text(f"      {line}"))
            self._console.print(Text(f"      {' ' * column}^", style=style))
        elif problem.known.origin is Origin.REDACTION:
            self._console.print(Text(f"      {visible(_line_of(problem))}"))
        self._advised[problem.code] += 1
        if not self._whole or self._advised[problem.code] <= _MOST_NOTES:
            self._console.print(Text(f"      {problem.known.action}", style="dim"))

    def total(self, cables: int, met: Counter[tuple[Severity, str]]) -> None:
        """Print how much was checked, and of a whole edition how often each problem was met."""
        from rich.text import Text  # noqa: PLC0415

        said = f"{number_of(cables, 'cable')}, {number_of(met.total(), 'problem')}"
        self._console.print(Text(said, style="bold"))
        if not self._whole:
            return
        for (severity, code), count in sorted(met.items(), key=_weight):
            left = count - _MOST_NOTES if severity is Severity.INFO else 0
            more = f"  ({left} not shown; check FILE shows them)" if left > 0 else ""
            label = (f"  {severity.value}", _STYLES[severity])
            self._console.print(Text.assemble(label, f"  {count} {code}{more}"))


def _weight(item: tuple[tuple[Severity, str], int]) -> tuple[int, int, str]:
    """Put what is worst first, then what is met most."""
    (severity, code), count = item
    return list(_STYLES).index(severity), -count, code
