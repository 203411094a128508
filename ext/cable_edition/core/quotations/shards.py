"""The files of the index of quotations: small scripts, of which a browser loads those it needs.

Each is one call, ``cableQuotation(NAME, DATA)``, as those of the search are (``docs/developers/
search.md``). The words are not in them: a browser reads those from the texts of the search.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from cable_edition.core.kept_work import KeptWork
from cable_edition.core.quotations.check import BASE
from cable_edition.core.quotations.copies import known_copies
from cable_edition.core.search.found import SearchPage

#: The folder of the index in a built site.
FOLDER = "_quotations"
_NOTHING_KEPT = KeptWork()
#: So many references are in a file.
REFERENCES = 25


def shards(
    buckets: Sequence[str],
    references: Sequence[tuple[object, ...]],
    release: str,
    base_url: str,
    pages: Sequence[SearchPage] = (),
    kept: KeptWork = _NOTHING_KEPT,
    together: int = 2,
) -> dict[str, str]:
    """Return the files of an index by name, of its packed buckets.

    ``references`` are those of the cables in order, ``pages`` the cables: of one with other
    witnesses there is a file of their words. ``kept`` has
    what an earlier build made of them; ``together`` buckets are in a file.
    """
    files = dict(_in_files(buckets, together))
    copied = [number for number, page in enumerate(pages) if page.copies]
    files |= {f"w-{number}": _json(known_copies(pages[number], kept)) for number in copied}
    for number in range(0, len(references), REFERENCES):
        files[f"c-{number // REFERENCES}"] = _json(references[number : number + REFERENCES])
    digest = hashlib.blake2b(digest_size=6)
    for name in sorted(files):
        digest.update(f"{name}\n{files[name]}\n".encode("utf-8", "surrogatepass"))
    files["index"] = _json(
        {
            "version": digest.hexdigest(),
            "buckets": len(buckets),
            "together": together,
            "witnesses": [BASE],
            "copied": copied,
            "release": release,
            "address": base_url,
        }
    )
    return {f"{name}.js": f'cableQuotation("{name}",{text});\n' for name, text in files.items()}


def _in_files(buckets: Sequence[str], together: int) -> Iterator[tuple[str, str]]:
    """Yield the files of the pairs: for each bucket its units, with a blank between two buckets."""
    for first in range(0, len(buckets), together):
        yield f"p-{first // together}", _json(" ".join(buckets[first : first + together]))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
