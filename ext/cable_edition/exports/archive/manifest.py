"""``swhids.txt`` of a published site and of a release: the SWHID of each file and each source.

The sources are not in a site; whoever has one can tell that it is the one that was published. Of
a cable in which words are withheld it is the witness as published.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cable_edition.core.edition.assemble import Edition
from cable_edition.core.reading.sources import read_source
from cable_edition.core.regular_file import read_file
from cable_edition.core.releases.lock import LOCK
from cable_edition.exports.archive.swhids import NAME, SIGNATURE, hash_of, sign, swhid_lines


def write_manifest(
    files: Mapping[str, Path], edition: Edition, sources: Path, folder: Path, key: Path | None
) -> dict[str, Path]:
    """Write the list of ``files`` (by path in the site) to ``folder``; return what was written.

    With ``key``, a key of OpenSSH, its signature is written too. Raises ``ValueError`` where the
    key does not sign.
    """
    digests = {f"site/{path}": hash_of(read_file(file)) for path, file in files.items()}
    return _written(digests | _of_sources(edition, sources), folder, key)


def write_release_manifest(
    edition: Edition, sources: Path, folder: Path, key: Path | None
) -> dict[str, Path]:
    """Write the list of a release to ``folder``: each source as published, and the anchors issued.

    Without ``key`` it is not signed. Raises ``ValueError`` where the key does not sign.
    """
    digests = _of_sources(edition, sources)
    lock = sources / LOCK
    if lock.is_file():
        digests[LOCK] = hash_of(read_file(lock))
    return _written({f"release/{name}": digest for name, digest in digests.items()}, folder, key)


def _of_sources(edition: Edition, sources: Path) -> dict[str, bytes]:
    """Return the hash of each source as it is published, by its path."""
    digests = {}
    for one in edition.cables:
        file = read_source(one.path)
        if file.sha256 == one.cable.source.sha256:
            name = one.path.relative_to(sources).as_posix()
            digests[f"sources/{name}"] = hash_of(file.content)
        else:
            text = one.cable.source.text.encode("utf-8", "surrogatepass")
            digests[f"sources/{one.id}.published.txt"] = hash_of(text)
    return digests


def _written(digests: Mapping[str, bytes], folder: Path, key: Path | None) -> dict[str, Path]:
    path = folder / NAME
    path.write_text(swhid_lines(digests), "utf-8", newline="\n")
    if key is None:
        return {NAME: path}
    sign(path, key)
    return {NAME: path, SIGNATURE: folder / SIGNATURE}
