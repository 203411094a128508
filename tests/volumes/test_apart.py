"""A file that has a second name in the site is written under its own alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.volumes.editions import environment

_WRITTEN = {
    "w": "open(path, 'w').write('new')",
    "bytes": "Path(path).write_bytes(b'new')",
    "append": "open(path, 'a').write('new')",
    "in place": "open(path, 'r+').write('new')",
    "descriptor": "os.write(os.open(path, os.O_WRONLY), b'new')",
    "copied": "shutil.copyfile(__file__, path)  # new",
    "relative": "os.chdir(Path(path).parent); open(Path(path).name, 'w').write('new')",
}


@pytest.mark.parametrize("way", _WRITTEN)
def test_what_is_written_does_not_reach_the_site(tmp_path: Path, way: str) -> None:
    built, site = tmp_path / "built" / "page.html", tmp_path / "site.html"
    built.parent.mkdir()
    built.write_text("old words", "utf-8")
    os.link(built, site)
    script = tmp_path / "script.py"
    script.write_text(
        "import os, shutil, sys\nfrom pathlib import Path\n"
        "from cable_edition.volumes.apart import write_apart\n"
        f"path = sys.argv[1]\nwrite_apart(Path(path).parent)\n{_WRITTEN[way]}\n",
        "utf-8",
    )
    command = [sys.executable, str(script), str(built)]
    subprocess.run(command, check=True, env=environment())
    assert site.read_text("utf-8") == "old words"
    found = built.read_text("utf-8")
    assert "new" in found
    assert way != "append" or found == "old wordsnew"
    assert sorted(path.name for path in built.parent.iterdir()) == ["page.html"]


def test_what_is_read_keeps_its_second_name(tmp_path: Path) -> None:
    built, site = tmp_path / "page.html", tmp_path / "site.html"
    built.write_text("old words", "utf-8")
    os.link(built, site)
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from cable_edition.volumes.apart import write_apart\n"
        "write_apart(Path(sys.argv[1]).parent)\nPath(sys.argv[1]).read_text()\n"
    )
    subprocess.run([sys.executable, "-c", script, str(built)], check=True, env=environment())
    assert built.samefile(site)
