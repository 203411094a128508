"""The wanted list on synthetic cables: of those hidden, each that is cited is on it."""

from __future__ import annotations

import random
from pathlib import Path

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.wanted import serial_holes, wanted_list
from synthetic import Corpus, raw


def test_every_hidden_cable_that_is_cited_is_wanted(tmp_path: Path) -> None:
    corpus = Corpus(17, 200)
    cables = list(corpus)
    hidden = set(random.Random(17).sample([one.id for one in cables], 20))  # noqa: S311
    sources, registers = tmp_path / "source_cables", tmp_path / "registers"
    sources.mkdir()
    registers.mkdir()
    shown = [one for one in cables if one.id not in hidden]
    for one in shown:
        (sources / f"{one.id}.txt").write_text(raw(one, "text"), "utf-8")
    edition = assemble(sources, registers)
    assert len(edition.cables) == 180
    cited = {(to, one.id) for one in shown for _, to in one.references if to in hidden}
    assert len({to for to, _ in cited}) > 10
    wanted = wanted_list(edition.cables, edition.related)
    assert {(one.id, by.cable) for one in wanted for by in one.citing} == cited
    counts = [one.times for one in wanted]
    assert counts == sorted(counts, reverse=True)
    holes = serial_holes(edition.cables, wanted)
    between = {
        f"{one.year[2:]}{one.post}{number}"
        for one in holes
        for low, high in one.absent
        for number in range(low, high + 1)
    }
    assert not between & {one.id for one in shown}
