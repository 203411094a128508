"""The proof of ``swhids.txt`` of an archive, and of its signature, if there is one."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cable_edition.core.problems import Problem
from cable_edition.core.proof.data.found import missing, unreadable

NAME, SIGNATURE = "swhids.txt", "swhids.txt.sig"
_LINE = re.compile(r"swh:1:(?P<kind>cnt|dir):(?P<digest>[0-9a-f]{40})  (?P<name>data/.*)")


def check_swhids(bag: Path) -> Iterator[Problem]:
    """Yield what differs: a line for each file of the payload and each folder, and no other.

    Problems: ``checksum-differs``, ``file-missing``, ``file-unknown``, ``file-unreadable``.
    """
    path = bag / NAME
    if not path.is_file():
        yield missing(path)
        return
    listed: dict[str, str] = {}
    for line in path.read_text("utf-8", "replace").splitlines():
        found = _LINE.fullmatch(line)
        is_folder = line.endswith("/")
        if found is None or found["name"] in listed or is_folder != (found["kind"] == "dir"):
            yield unreadable(path, f"no line of SWHIDs, or a second one: {line[:60]!r}")
            return
        listed[found["name"]] = found["digest"]
    files = {
        one.relative_to(bag).as_posix(): blob_of(one)
        for one in (bag / "data").rglob("*")
        if one.is_file()
    }
    told = False
    for name in sorted(files.keys() | {name for name in listed if not name.endswith("/")}):
        if files.get(name) == listed.get(name):
            continue
        told = True
        if name not in listed:
            yield Problem("file-unknown", f"{NAME} does not list this file", str(bag / name))
        elif name not in files:
            yield Problem("file-missing", f"{NAME} lists this file", str(bag / name))
        else:
            message = f"its SWHID is not that of {NAME}"
            yield Problem("checksum-differs", message, str(bag / name))
    folders = _trees(files)
    given = {name: digest for name, digest in listed.items() if name.endswith("/")}
    if not told and folders != given:
        name = min(name for name in folders.keys() | given if folders.get(name) != given.get(name))
        yield Problem("checksum-differs", f"the SWHID of {name} is another", str(path))
    if (bag / SIGNATURE).exists():
        yield from _signature(path, bag / SIGNATURE)


def blob_of(path: Path) -> str:
    """Return the hash that git gives to a file."""
    data = path.read_bytes()
    return hashlib.sha1(f"blob {len(data)}\0".encode() + data, usedforsecurity=False).hexdigest()


def _trees(files: dict[str, str]) -> dict[str, str]:
    """Return the hash of each folder that has files, from the deepest up."""
    within: dict[str, dict[str, tuple[str, str]]] = {}
    for name, digest in files.items():
        path = PurePosixPath(name)
        within.setdefault(f"{path.parent}/", {})[path.name] = ("100644", digest)
        for above in path.parents:
            if above.parent != above and str(above) != "data":
                within.setdefault(f"{above.parent}/", {})
    found: dict[str, str] = {}
    for folder in sorted(within, key=lambda name: -name.count("/")):
        entries = sorted(
            within[folder].items(), key=lambda one: one[0] + "/" * (one[1][0] == "40000")
        )
        tree = b"".join(
            f"{mode} {name}\0".encode("utf-8", "surrogateescape") + bytes.fromhex(digest)
            for name, (mode, digest) in entries
        )
        whole = f"tree {len(tree)}\0".encode() + tree
        found[folder] = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
        path = PurePosixPath(folder)
        if str(path) != "data":
            within[f"{path.parent}/"][path.name] = ("40000", found[folder])
    return found


def _signature(path: Path, signature: Path) -> Iterator[Problem]:
    """Tell a signature that is of other bytes; whose it is, only who knows the key can tell."""
    program = shutil.which("ssh-keygen")
    if program is None:
        return
    command = [program, "-Y", "check-novalidate", "-n", "cable-edition", "-s", str(signature)]
    with path.open("rb") as signed:
        done = subprocess.run(command, stdin=signed, check=False, capture_output=True)  # noqa: S603
    if done.returncode:
        message = f"it is no signature of {path.name} for an archive of an edition"
        yield Problem("checksum-differs", message, str(signature))
