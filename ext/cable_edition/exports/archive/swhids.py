"""``swhids.txt``: the SWHID of every file of an archive, and of its folders; and its signature.

A SWHID (ISO/IEC 18670, swhid.org) names the bytes of a file, or the names and bytes of a folder,
whatever they are called and wherever they lie. It holds the hash that git gives to the same: who
has git can compute it, with nothing of this program.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

NAME, SIGNATURE = "swhids.txt", "swhids.txt.sig"
#: What a signature is for: one made for mail, say, does not pass for one of an archive.
NAMESPACE = "cable-edition"
#: How git writes that something is a plain file, or a folder.
_FILE, _FOLDER = b"100644", b"40000"
_BLOCK = 1 << 20


def swhids(folder: Path) -> str:
    """Return the lines of a folder: ``swh:1:dir:...  data/`` and then all that is in it."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return swhid_lines(
        {f"{folder.name}/{path.relative_to(folder).as_posix()}": _of_file(path) for path in paths}
    )


def swhid_lines(files: Mapping[str, bytes]) -> str:
    """Return the lines of files, whose hashes are given by path, and of the folders above them."""
    lines = {name: f"swh:1:cnt:{digest.hex()}" for name, digest in files.items()}
    _fold(files, lines)
    return "".join(f"{swhid}  {name}\n" for name, swhid in sorted(lines.items()))


def _fold(files: Mapping[str, bytes], lines: dict[str, str]) -> None:
    """Add the lines of the folders of files, from the deepest up."""
    inside: dict[str, list[tuple[bytes, bytes]]] = {}
    for name, digest in files.items():
        folder, _, last = name.rpartition("/")
        plain = last.encode("utf-8", "surrogateescape")
        inside.setdefault(folder, []).append((plain, _FILE + b" " + plain + b"\0" + digest))
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            inside.setdefault(folder, [])
    for folder in sorted(inside, key=lambda one: -one.count("/")):
        tree = b"".join(entry for _, entry in sorted(inside[folder]))
        found = hashlib.sha1(b"tree %d\0" % len(tree) + tree, usedforsecurity=False)
        lines[f"{folder}/"] = f"swh:1:dir:{found.hexdigest()}"
        above, _, last = folder.rpartition("/")
        if above:
            plain = last.encode("utf-8", "surrogateescape")
            # Git sorts a folder as if its name ended with a slash.
            entry = _FOLDER + b" " + plain + b"\0" + found.digest()
            inside[above].append((plain + b"/", entry))


def hash_of(data: bytes) -> bytes:
    """Return the hash that git gives to the bytes of a file."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).digest()


def swhid_of(path: Path) -> str:
    """Return the SWHID of a file."""
    return f"swh:1:cnt:{_of_file(path).hex()}"


def _of_file(path: Path) -> bytes:
    found = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    for block in _blocks(path):
        found.update(block)
    return found.digest()


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def sign(path: Path, key: Path) -> None:
    """Sign a file with a key of OpenSSH; the signature is written beside it.

    Raises ``ValueError``, with a sentence for the editor, where that cannot be done.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise ValueError("ssh-keygen, which signs, is missing; install OpenSSH")
    command = [program, "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode or not path.with_name(f"{path.name}.sig").is_file():
        said = " ".join(done.stderr.split())[:200]
        raise ValueError(f"{key} does not sign: {said or 'ssh-keygen failed'}")
