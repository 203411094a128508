"""A released cable that a fault of its own sidecar keeps out is there; nothing says it is lost."""

from __future__ import annotations

import pytest

from cable_edition.core.edition.assemble import assemble
from tests.core.fatal_cases import TEXT, Folder


@pytest.mark.parametrize(
    "sidecar",
    [
        b"redactions: [\n",
        b"redactions:\n  - {at: p1, quote: no such words, reason: X., date: 2026-11-23}\n",
        b"notes: \xff\n",
        b"redaction:\n  - {at: p1}\n",
    ],
    ids=["broken", "unplaced", "not-utf8", "unknown-key"],
)
def test_a_released_cable_with_a_faulty_sidecar_is_not_said_to_be_gone(
    folder: Folder, sidecar: bytes
) -> None:
    folder.release()
    (folder.sources / "05OTTAWA1.yaml").write_bytes(sidecar)
    edition = assemble(folder.sources, folder.registers)
    found = {one.code: one for one in edition.problems}
    assert edition.cables == ()
    assert "cable-lost" not in found
    assert any(one.fatal for one in edition.problems)
    # A source that is gone is told of as before.
    folder.source.unlink()
    gone = assemble(folder.sources, folder.registers)
    assert "cable-lost" in {one.code for one in gone.problems}


def test_a_cable_that_leads_to_one_with_a_faulty_sidecar_is_no_fault(folder: Folder) -> None:
    folder.write("source_cables/05OTTAWA2.txt", TEXT.replace("000001", "000002"))
    folder.release()
    folder.source.unlink()
    releases = folder.sources / "releases.yaml"
    lead = "redirects:\n  - {from: 05OTTAWA1, to: 05OTTAWA2, reason: One., date: 2026-11-24}\n"
    releases.write_text(f"{releases.read_text('utf-8')}{lead}", "utf-8")
    folder.write("source_cables/05OTTAWA2.yaml", "notes: [\n")
    edition = assemble(folder.sources, folder.registers)
    told = {one.code for one in edition.problems}
    assert "sidecar-unread" in told
    assert not {"cable-lost", "redirect-broken"} & told
