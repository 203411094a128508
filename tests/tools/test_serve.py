"""``serve``, the program itself: what is saved is built and shown, once, and no page is left."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from tests.core.fatal_cases import TEXT
from tests.editions import COMMAND

pytest.importorskip("sphinx_autobuild", reason="pip install sphinx-autobuild")

#: So long may a build take on a machine that has other things to do.
PATIENCE = 120
STOPPED = "The preview was stopped"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """An edition of one cable that is served, with its address; at the end it is stopped."""
    (tmp_path / "05OTTAWA1.txt").write_text(TEXT, "utf-8")
    root = tmp_path / "mine"
    begin = ["new", str(root), "--defaults", "--from", str(tmp_path / "05OTTAWA1.txt")]
    assert CliRunner().invoke(main, begin).exit_code == 0
    port = _free_port()
    command = [sys.executable, *COMMAND, "serve", "--port", port]
    said = (tmp_path / "said").open("wb")
    with said, subprocess.Popen(command, cwd=root, stderr=said) as running:
        try:
            wait_for(f"127.0.0.1:{port}/-/said.json", "built")
            yield root, f"127.0.0.1:{port}"
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(PATIENCE)
    assert running.returncode == 0
    assert (tmp_path / "said").read_text("utf-8").splitlines()[-1] == STOPPED


def test_one_that_is_stopped_while_it_begins_says_so_alone(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    assert CliRunner().invoke(main, ["new", str(root), "--defaults"]).exit_code == 0
    command = [sys.executable, *COMMAND, "serve", "--port", _free_port()]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, start_new_session=True) as one:
        end = time.monotonic() + PATIENCE
        # A process of it loads modules by then; the key ends all processes of the terminal.
        while time.monotonic() < end and len(_loading(one.pid)) < 3:
            time.sleep(0.01)
        os.killpg(one.pid, signal.SIGINT)
        try:
            said = one.communicate(timeout=PATIENCE)[1].decode()
        finally:
            # One that goes on serving would keep the tests waiting for ever.
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
    assert (one.returncode, said) == (0, f"{STOPPED}\n")
    assert not list(root.glob("docs/_build/html/*.html"))


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


def _loading(group: int) -> list[Path]:
    """Return the processes of a group, as Linux lists them."""
    found = []
    for one in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if one.read_text().rpartition(") ")[2].split()[2] == str(group):
                found.append(one)
    return found


def wait_for(address: str, words: str) -> str:
    """Return what stands at an address as soon as it has these words."""
    end = time.monotonic() + PATIENCE
    page = ""
    while time.monotonic() < end:
        try:
            with urlopen(f"http://{address}", timeout=5) as answer:
                page = answer.read().decode("utf-8")
        except (URLError, ConnectionError):
            page = ""
        if words in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"{words!r} did not come: {page[-500:]}")


def test_what_is_saved_is_shown(served: tuple[Path, str]) -> None:
    from websockets.sync.client import connect

    root, address = served
    site = root / "docs" / "_build" / "html"
    built = (site / "cables" / "05OTTAWA1.html").read_text("utf-8")
    page = wait_for(f"{address}/cables/05OTTAWA1.html", "at noon by train")
    assert page.startswith(built)
    assert "/-/preview.js" in page.removeprefix(built)
    assert "Zebedee Quux" in wait_for(f"{address}/-/status", "What is left to do")
    with connect(f"ws://{address}/websocket-reload") as reload:
        note = "notes:\n  - {id: a, at: p1, kind: inference, text: A first note.}\n"
        (root / "source_cables" / "05OTTAWA1.yaml").write_text(note, "utf-8")
        # The page alone is shown at once, and no file of the site has it.
        assert reload.recv(timeout=PATIENCE) == "refresh"
        alone = wait_for(f"{address}/cables/05OTTAWA1.html", "A first note.")
        assert (site / "cables" / "05OTTAWA1.html").read_text("utf-8") == built
        assert "is being built" in wait_for(f"{address}/-/said.json", "title")
        # Then the whole site is built, which has the same page.
        assert reload.recv(timeout=PATIENCE) == "refresh"
        assert "is being built" not in wait_for(f"{address}/-/said.json", "title")
        whole = (site / "cables" / "05OTTAWA1.html").read_text("utf-8")
        assert alone.startswith(whole)
        assert wait_for(f"{address}/cables/05OTTAWA1.html", "A first note.") == alone
        # A chapter is in whole builds alone; what they wrote begins no other one.
        chapter = root / "docs" / "legal.md"
        chapter.write_text(chapter.read_text("utf-8") + "\nA last word.\n", "utf-8")
        assert reload.recv(timeout=PATIENCE) == "refresh"
        wait_for(f"{address}/legal.html", "A last word.")
        with pytest.raises(TimeoutError):
            reload.recv(timeout=4)
    assert [one for one in site.rglob("*") if "preview" in one.name or one.name == "-"] == []


def test_what_stopped_the_site_is_mended(served: tuple[Path, str]) -> None:
    root, address = served
    source = root / "source_cables" / "05OTTAWA1.txt"
    words = source.read_bytes()
    for _ in range(2):
        source.write_bytes(words + b"X")
        wait_for(f"{address}/-/said.json", "source-changed")
        assert '"built": false' in wait_for(f"{address}/-/said.json", "could not be built")
        source.write_bytes(words)
        assert "running" not in wait_for(f"{address}/-/said.json", '"title": "Preview"')


def test_another_name_of_this_machine_is_refused(served: tuple[Path, str]) -> None:
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    address = served[1]
    port = address.rpartition(":")[2]
    wait_for(f"{address}/cables/05OTTAWA1.html", "at noon by train")

    def asked(host: str, path: str) -> tuple[int, str]:
        way = HTTPConnection(address, timeout=PATIENCE)
        with closing(way):
            way.request("GET", path, headers={"Host": host})
            answer = way.getresponse()
            return answer.status, answer.read().decode("utf-8")

    refused = (403, "The preview answers for localhost only.\n")
    for path in ("/", "/-/status", "/-/said.json", "/cables/05OTTAWA1.html", "/none"):
        assert asked(f"pages.example:{port}", path) == refused
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}", "localhost"):
        status, page = asked(host, "/-/status")
        assert (status, "/cables/05OTTAWA1.html" in page) == (200, True)
    with connect(f"ws://{address}/websocket-reload"):
        pass
    with (
        pytest.raises(InvalidStatus) as fault,
        socket.create_connection(("127.0.0.1", int(port))) as way,
    ):
        connect(f"ws://pages.example:{port}/websocket-reload", sock=way)
    assert fault.value.response.status_code == 403
