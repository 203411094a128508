"""Data that an edition has only if its settings say so: Distributed Text Services, annotations."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.exports.annotations import AnnotationFolder
from cable_edition.exports.dts.folder import DtsFolder
from cable_edition.exports.folder import ANNOTATIONS, DTS

if TYPE_CHECKING:
    from cable_edition.core.edition.assemble import Edition
    from cable_edition.core.settings import Settings
    from cable_edition.exports.info import EditionInfo


def write_chosen(
    kinds: Collection[str], folder: Path, edition: Edition, info: EditionInfo, settings: Settings
) -> int:
    """Write the files of those of ``kinds`` that have a setting; return how many were not so yet.

    The folder must have the TEI files of the same edition, if ``dts`` is among the kinds.
    """
    changed = 0
    if DTS in kinds:
        is_cut, limit = settings.site.dts == "paragraphs", settings.limits.cables_per_page
        texts = DtsFolder(folder, edition, info, is_cut=is_cut, limit=limit)
        texts.write()
        changed += texts.changed
    if ANNOTATIONS in kinds:
        annotations = AnnotationFolder(folder, edition, info)
        annotations.write()
        changed += annotations.changed
    return changed


def take_away_others(kinds: Collection[str], folder: Path) -> None:
    """Take away what earlier runs wrote of those kinds that are not among ``kinds``.

    Files of other names stay, and so do folders that have some.
    """
    found: list[Path] = []
    if DTS not in kinds:
        found += (folder / DTS).rglob("*.jsonld")
        found += (one for one in folder.glob("tei/*/*.xml") if is_valid_id(one.parent.name))
    if ANNOTATIONS not in kinds:
        found += (one for one in folder.glob(f"{ANNOTATIONS}/*.jsonld") if is_valid_id(one.stem))
    for path in found:
        path.unlink()
    for above in sorted({above for path in found for above in path.parents}, reverse=True):
        if folder in above.parents and not any(above.iterdir()):
            above.rmdir()
