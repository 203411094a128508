"""A published site proves itself: its list of SWHIDs is compared, and its signature."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from cable_edition.cli import main

from .conftest import TinyEdition, cable_text
from .redacted import NAME, WORDS

KEYGEN = shutil.which("ssh-keygen")


@pytest.mark.skipif(KEYGEN is None, reason="ssh-keygen is missing; install openssh-client")
def test_it_is_verified_with_its_signature(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    (edition.root / "edition.toml").write_text('title = "Tiny"\n', "utf-8")
    edition.add(text=cable_text(paragraphs=WORDS))
    (edition.sources / "05OTTAWA1.yaml").write_text(NAME, "utf-8")
    edition.add("05OTTAWA2")
    conf = edition.docs / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('project = "Tiny"\n', ""), "utf-8")
    edition.build()
    monkeypatch.chdir(edition.root)
    key = edition.root.parent / "key"
    made = [KEYGEN or "", "-q", "-t", "ed25519", "-N", "", "-C", "x", "-f", str(key)]
    subprocess.run(made, check=True)

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, [*words])
        return done.exit_code, done.output

    site = Path("..") / "public"
    status, said = run("publish", str(site), "--sign", str(key))
    assert status == 0, said
    listed = (site / "swhids.txt").read_text("utf-8")
    assert "  sources/05OTTAWA1.published.txt\n" in listed
    assert "  sources/05OTTAWA2.txt\n" in listed
    who = f"editor@example.org {key.with_suffix('.pub').read_text('utf-8')}"
    Path("allowed").write_text(who, "utf-8")
    command = [KEYGEN or "", "-Y", "verify", "-f", "allowed", "-I", "editor@example.org"]
    command += ["-n", "cable-edition", "-s", str(site / "swhids.txt.sig")]
    with (site / "swhids.txt").open("rb") as text:
        subprocess.run(command, stdin=text, check=True, capture_output=True)
    status, said = run("verify", str(site))
    assert status == 0, said
    edits = (
        ("swhids.txt", listed.replace("site/index.html", "site/other.html"), "index.html"),
        ("swhids.txt", listed.replace("cnt:", "cnt:0", 1), "no line of SWHIDs"),
        ("swhids.txt", listed.partition("\n")[2], "the SWHID of site/ is another"),
        ("llms.txt", "Forged.\n", "its SWHID is not that of swhids.txt"),
        ("swhids.txt.sig", "Forged.\n", "no signature of swhids.txt"),
    )
    for name, text, told in edits:
        before = (site / name).read_bytes()
        (site / name).write_text(text, "utf-8")
        status, said = run("verify", str(site))
        assert status == 1
        assert told in said
        (site / name).write_bytes(before)
    # A list that is not of this edition's sources.
    blob = next(line for line in listed.splitlines() if line.endswith("05OTTAWA2.txt"))
    forged = listed.replace(blob, blob.replace(blob[10:50], "0" * 40))
    (site / "swhids.txt").write_text(forged, "utf-8")
    status, said = run("verify", str(site))
    assert (status, "05OTTAWA2.txt: its SWHID is not" in said) == (1, True)
