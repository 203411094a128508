"""The files of the index of quotations: small scripts, of which a browser loads those it needs.

Each is one call, ``cableQuotation(NAME, DATA)``, as those of the search are (``docs/developers/
search.md``). The words are not in them: a browser reads those from the texts of the search.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from cable_edition.core.quotations.check import BASE
from cable_edition.core.search.found import SearchPage, SearchPlace

#: The folder of the index in a built site.
FOLDER = "_quotations"
#: So many buckets are in a file, and so many references.
BUCKETS, REFERENCES = 4, 25


def shards(
    buckets: Sequence[str],
    references: Sequence[tuple[object, ...]],
    release: str,
    base_url: str,
    pages: Sequence[SearchPage] = (),
) -> dict[str, str]:
    """Return the files of an index by name, of its packed buckets.

    ``references`` are those of the cables in order, ``pages`` the cables: of one with other
    witnesses there is a file of their words.
    """
    files = dict(_in_files(buckets))
    copied = [number for number, page in enumerate(pages) if page.copies]
    files |= {f"w-{number}": _json(_copies(pages[number])) for number in copied}
    for number in range(0, len(references), REFERENCES):
        files[f"c-{number // REFERENCES}"] = _json(references[number : number + REFERENCES])
    digest = hashlib.blake2b(digest_size=6)
    for name in sorted(files):
        digest.update(f"{name}\n{files[name]}\n".encode("utf-8", "surrogatepass"))
    files["index"] = _json(
        {
            "version": digest.hexdigest(),
            "buckets": len(buckets),
            "witnesses": [BASE],
            "copied": copied,
            "release": release,
            "address": base_url,
        }
    )
    return {f"{name}.js": f'cableQuotation("{name}",{text});\n' for name, text in files.items()}


def _copies(page: SearchPage) -> list[object]:
    """Return the copies of a cable: passages by anchor, those of the base text without words.

    In the place of words stands 0 where they are those of the reading text at the anchor, 1 where
    they are those as transmitted.
    """
    at = {place.anchor: (place.words, place.transmitted) for place in reversed(page.places)}
    return [
        [one.siglum, [[place.anchor, _words(place, at)] for place in one.places]]
        for one in page.copies
    ]


def _words(place: SearchPlace, at: Mapping[str, tuple[str, str]]) -> str | int:
    same = at.get(place.anchor, ())
    return same.index(place.words) if place.words in same else place.words


def _in_files(buckets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the files of the pairs: for each bucket its units, with a blank between two buckets."""
    for first in range(0, len(buckets), BUCKETS):
        yield f"p-{first // BUCKETS}", _json(" ".join(buckets[first : first + BUCKETS]))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
