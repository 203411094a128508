"""``cable-edition export``: the edition in the formats of other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from cable_edition.cli._data import write_data
from cable_edition.cli._edition import ChosenEdition, edition_options, output_folder
from cable_edition.cli._format import format_option, tell_json
from cable_edition.core.nouns import number_of
from cable_edition.exports.folder import ANNOTATIONS, CHOSEN_KINDS, DTS, KINDS

#: Said where a kind of data is asked for that the edition has not.
_OFF = {
    DTS: 'this edition has no Distributed Text Services; write dts = "cables" or '
    'dts = "paragraphs" under [site] in edition.toml',
    ANNOTATIONS: "this edition has no Web Annotations; write "
    'annotations = "on" under [site] in edition.toml',
}


@click.command()
@click.argument("kinds", nargs=-1, required=True, type=click.Choice([*KINDS, *CHOSEN_KINDS, "all"]))
@format_option("each fault, and one at the end")
@edition_options(writes=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to. Default: _build/data beside the chapters.",
)
def export(
    kinds: tuple[str, ...], edition: ChosenEdition, out: Path | None, *, as_json: bool
) -> None:
    """Write the edition as data: TEI P5, CMIF, JSON, CSV, citations, linked data, tables, Parquet.

    Each cable has a file of its own in OUT/json and OUT/tei; the whole edition is in cables.jsonl,
    corpus.xml, cables.csv, cmif.xml, citations.*, edition.jsonld, beacon-*.txt (of an edition with
    an address) and registers.json, and as tables in OUT/tables (CSV, SQLite) and OUT/parquet, which
    needs pyarrow. Where the table [site] of edition.toml has dts or annotations on, there are also
    OUT/dts, with OUT/tei, and OUT/annotations. Files that are the same as before are left alone.
    What could be read is written, unless words that a sidecar withholds would be. Exit status 1 if
    a register or sidecar has an error, 2 if something stops the edition, such as a source that has
    changed, or words in OUT that a sidecar withholds.
    """
    out = out or output_folder(edition, "data")
    has = edition.file.settings.chosen_kinds
    for kind in CHOSEN_KINDS:
        if kind in kinds and kind not in has:
            raise click.UsageError(_OFF[kind])
    everything = "all" in kinds
    wanted = (*KINDS, *has) if everything else tuple(dict.fromkeys(kinds))
    if DTS in wanted and "tei" not in wanted:
        # Its texts are the TEI files of the cables, and parts of them.
        wanted = ("tei", *wanted)
    status, folder = write_data(edition, wanted, out, alone=everything)
    if folder is not None and as_json:
        told = {"written": str(out), "kinds": list(wanted), "cables": folder.cables}
        tell_json({**told, "changed": folder.changed, "left_out": folder.left_out or None})
    elif folder is not None:
        if folder.left_out:
            click.echo(folder.left_out, err=True)
        click.echo(f"{number_of(folder.cables, 'cable')} written to {out}")
    sys.exit(status)
