"""The proof of ``swhids.txt`` of an archive, and of its signature, if there is one."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.found import missing, unreadable

NAME, SIGNATURE = "swhids.txt", "swhids.txt.sig"
_LINE = re.compile(
    r"swh:1:(?P<kind>cnt|dir):(?P<digest>[0-9a-f]{40})  (?P<name>(?:data|site|sources)/.*)"
)


def check_swhids(bag: Path) -> Iterator[Problem]:
    """Yield what differs: a line for each file of the payload and each folder, and no other.

    Problems: ``checksum-differs``, ``file-missing``, ``file-unknown``, ``file-unreadable``.
    """
    payload = (one for one in (bag / "data").rglob("*") if one.is_file())
    yield from _list(bag, {one.relative_to(bag).as_posix(): blob_of(one) for one in payload})


def check_published(site: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in the list that ``publish`` put beside a site.

    It names the files of the site and the published sources. Problems: those of
    :func:`check_swhids`.
    """
    files = {}
    for one in site.rglob("*"):
        name = one.relative_to(site).as_posix()
        of_host = name == "CNAME" or any(part.startswith(".") for part in name.split("/"))
        is_listed = not of_host or name == ".well-known/api-catalog"
        if one.is_file() and is_listed and name not in {NAME, SIGNATURE}:
            files[f"site/{name}"] = blob_of(one)
    for cable in against.edition.cables:
        data, source = cable.path.read_bytes(), cable.cable.source
        name = cable.path.relative_to(against.sources).as_posix()
        if hashlib.sha256(data).hexdigest() != source.sha256:
            name = f"{cable.id}.published.txt"
            data = source.text.encode("utf-8", "surrogatepass")
        files[f"sources/{name}"] = _blob(data)
    yield from _list(site, files)


def _list(folder: Path, files: dict[str, str]) -> Iterator[Problem]:
    """Compare the list in a folder with the hashes of files by name."""
    path = folder / NAME
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
    told = False
    for name in sorted(files.keys() | {name for name in listed if not name.endswith("/")}):
        if files.get(name) == listed.get(name):
            continue
        told = True
        at = str(folder / name.removeprefix("site/"))
        if name not in listed:
            yield Problem("file-unknown", f"{NAME} does not list this file", at)
        elif name not in files:
            yield Problem("file-missing", f"{NAME} lists this file", at)
        else:
            yield Problem("checksum-differs", f"its SWHID is not that of {NAME}", at)
    folders = _trees(files)
    given = {name: digest for name, digest in listed.items() if name.endswith("/")}
    if not told and folders != given:
        name = min(name for name in folders.keys() | given if folders.get(name) != given.get(name))
        yield Problem("checksum-differs", f"the SWHID of {name} is another", str(path))
    if (folder / SIGNATURE).exists():
        yield from _signature(path, folder / SIGNATURE)


def blob_of(path: Path) -> str:
    """Return the hash that git gives to a file."""
    return _blob(path.read_bytes())


def _blob(data: bytes) -> str:
    return hashlib.sha1(f"blob {len(data)}\0".encode() + data, usedforsecurity=False).hexdigest()


def _trees(files: dict[str, str]) -> dict[str, str]:
    """Return the hash of each folder that has files, from the deepest up."""
    within: dict[str, dict[str, tuple[str, str]]] = {}
    for name, digest in files.items():
        path = PurePosixPath(name)
        within.setdefault(f"{path.parent}/", {})[path.name] = ("100644", digest)
        for above in path.parents:
            if len(above.parts) > 1:
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
        if len(path.parts) > 1:
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
