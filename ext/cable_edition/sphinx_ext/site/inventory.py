"""Cables and paragraphs as labels in ``objects.inv``, for projects that know no domain of cables.

Labels of indexes that the site has not are taken out; Sphinx lists them whether they are there or
not. Sphinx resolves ``:external+cables:ref:`` by labels, which every project knows, and a role of a
domain only where that domain is loaded. The labels are put into the inventory alone: in the edition
itself a second name of the same place would make ``any`` ambiguous.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.kept_work import digest_of
from cable_edition.core.whole_file import write_whole
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.made_from import digest_of_file
from cable_edition.sphinx_ext.output import note_path
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.application import Sphinx

INVENTORY = "objects.inv"
#: The lines before what is compressed (Sphinx inventory version 2).
_HEAD = 4
#: Pages that Sphinx labels in every site.
_INDEXES = ("genindex.html", "py-modindex.html")


def _labels(app: Sphinx) -> Iterator[str]:
    """Yield a line for each cable and each paragraph; ``ref`` looks labels up in lower case."""
    for name, shown, objtype, docname, anchor, _ in domain_of(app.env).get_objects():
        if objtype in {"cable", "paragraph"}:
            address = app.builder.get_target_uri(docname) + (f"#{anchor}" if anchor else "")
            yield f"{name.lower()} std:label -1 {address} {' '.join(shown.split())}\n"


def with_labels(inventory: bytes, labels: list[str], absent: Collection[str] = ()) -> bytes:
    """Return an inventory with lines more, each of them once, and no label of the pages ``absent``.

    ``absent`` are addresses in the site: ``genindex.html``.
    """
    *head, body = inventory.split(b"\n", _HEAD)
    lines = [
        line
        for line in zlib.decompress(body).decode().splitlines(keepends=True)
        if not (" std:label " in line and _address(line) in absent)
    ]
    there = set(lines)
    lines += [label for label in labels if label not in there]
    return b"\n".join([*head, zlib.compress("".join(lines).encode(), 9)])


def _address(line: str) -> str:
    return line.split(" std:label ", 1)[1].split(" ", 2)[1]


class _Inventory:
    """Has the inventory written, unless it stands as it would be written."""

    def __init__(self) -> None:
        self._given = ""

    def watch(self, app: Sphinx) -> None:
        """Put ours in the place of what Sphinx writes it with."""
        builder: Any = app.builder
        dump = getattr(builder, "dump_inventory", None)
        if app.builder.name not in BUILDERS or dump is None:
            return

        def dump_or_leave() -> None:
            self._given = _given(app)
            if not _stands(app, self._given):
                dump()

        vars(builder).update(dump_inventory=dump_or_leave)

    def add(self, app: Sphinx, exception: Exception | None) -> None:
        """Add the labels to what Sphinx wrote."""
        path = Path(app.outdir, INVENTORY)
        if exception is not None or not self._given or not path.is_file():
            return
        if _stands(app, self._given):
            return
        path.write_bytes(with_labels(path.read_bytes(), list(_labels(app)), _absent(app)))
        if state_of(app).edition.kept.keeps:
            write_whole(_note(app), f"{self._given} {digest_of_file(path)}".encode())


def _absent(app: Sphinx) -> list[str]:
    return [name for name in _INDEXES if not Path(app.outdir, name).is_file()]


def _given(app: Sphinx) -> str:
    """Return what stands for all that is in the inventory."""
    config = app.config
    suffixes = (config.html_link_suffix, config.html_file_suffix)
    listed, own = state_of(app).lists_paragraphs, domain_of(app.env)
    said = (config.project, config.version, suffixes, config.cable_fingerprint, _absent(app))
    # Sphinx writes them sorted, whatever order they come in.
    objects = (
        f"{domain.name} {one}"
        for domain in app.env.domains.sorted()
        if domain is not own
        for one in sorted(domain.get_objects())
    )
    pages = (f"{page} {own.objects[page].digest.hex()}" for page in sorted(own.objects))
    return digest_of((repr((*said, listed)), *objects, *pages)).hex()


def _note(app: Sphinx) -> Path:
    return note_path(app, "inventory")


def _stands(app: Sphinx, given: str) -> bool:
    digest = digest_of_file(Path(app.outdir, INVENTORY))
    with suppress(OSError, ValueError):
        return bool(digest) and _note(app).read_text("utf-8") == f"{given} {digest}"
    return False


def setup_inventory(app: Sphinx) -> None:
    """Connect it."""
    inventory = _Inventory()
    app.connect("builder-inited", inventory.watch)
    app.connect("build-finished", inventory.add)
