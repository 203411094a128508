"""The data of an edition, written by the commands that need them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from cable_edition.cli._edition import ChosenEdition, tell_errors
from cable_edition.cli._progress import counted
from cable_edition.core import unfinished
from cable_edition.core.proof.open_files import open_in_settings
from cable_edition.core.proof.openly import withholding_faults
from cable_edition.core.whole_file import written_into
from cable_edition.exports.chosen_files import take_away_others, write_chosen
from cable_edition.exports.folder import DataFolder, take_away
from cable_edition.exports.info import info_of


def write_data(
    edition: ChosenEdition, kinds: Collection[str], out: Path, *, alone: bool = False
) -> tuple[int, DataFolder | None]:
    """Write data of an edition, and tell what is wrong with it; return the exit status.

    With ``alone``, what earlier runs wrote of kinds that the settings have switched off is taken
    away.

    The folder is ``None`` where nothing was written, for words that a sidecar withholds would have
    been; what earlier runs wrote of them is taken away then.
    """
    assembled = edition.assembled(in_file=True)
    redacted = tuple(assembled.redacted.values())
    if faults := [*withholding_faults(assembled), *open_in_settings(redacted, edition.file)]:
        earlier = take_away(out, redacted)
        told = dict.fromkeys((*assembled.problems, *faults, *earlier))
        return tell_errors(told, redacted), None
    unfinished.begin(out)
    info = info_of(edition.file)
    folder = DataFolder(out, assembled, info)
    with counted("writing") as progress, written_into(out):
        if alone:
            take_away_others(kinds, out)
        folder.write(kinds, progress)
        folder.changed += write_chosen(kinds, out, assembled, info, edition.file.settings)
    leaks = list(take_away(out, redacted))
    unfinished.end(out)
    return tell_errors((*assembled.problems, *leaks), redacted), folder
