"""Bytes and time of checking quotations: ``python benchmarks/quotations.py --n 1000``.

Builds an edition of synthetic cables and asks its page in Chromium, from a server of this script,
each quotation in a browser that has loaded nothing. Quotations are taken from the cables by chance
(``--seed``): as they stand, over several paragraphs, with one word in six changed, and such as no
cable has, among them the hardest: words that stand in each cable, one behind the other as the
commonest pairs have them, and stretches of many cables in a row. Printed are the
bytes that were loaded of the index and of the texts, compressed as a server sends them, the size of
the whole index beside that of all texts, also where each cable has a second witness
(``second_witnesses.py``), and the time that the index takes of the build. Fails where a check loads
more than 150 KB, where the index is above half of the texts, or where an answer is wrong.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from playwright.sync_api import Browser, sync_playwright
from sphinx.application import Sphinx

from cable_edition.core.edition.assemble import assemble
from cable_edition.core.edition.model import NOTHING_KEPT
from cable_edition.core.edition.search_records import cable_records
from cable_edition.core.quotations.index import forms_of
from cable_edition.core.quotations.kept_pairs import packed_index
from cable_edition.core.quotations.shards import FOLDER, shards
from projects import write_project
from second_witnesses import SHARES, compressed, sizes, with_witness
from second_witnesses import shares as shares_of
from synthetic import Corpus

#: The most that a check may load, and the index may be of the texts, both compressed.
LOADED, SHARE = 150_000, 0.5
#: Kind of quotation -> its words, how many of them are changed, the verdict.
KINDS = {
    "8 words": (8, 0, "exact"),
    "8 words, 1 changed": (8, 1, "altered"),
    "12 words, 2 changed": (12, 2, "altered"),
    "40 words, 6 changed": (40, 6, "altered"),
    "200 words, 33 changed": (200, 33, "altered"),
    "8 words of no cable": (8, 8, "absent"),
    "40 words of no cable": (40, 40, "absent"),
    "4 words": (4, 0, "exact"),
    "300 words": (300, 0, "exact"),
    "300 words, 50 changed": (300, 50, "altered"),
    "300 words of no cable": (300, 300, "absent"),
    "200 words, half changed": (200, 100, "absent"),
}
#: Kind of quotation of no cable, as a rule -> its words, how many follow one another as in a cable.
HARD = {
    "8 words of ten": (8, 0),
    "600 words of ten": (600, 0),
    "5 words in common pairs": (5, 1),
    "8 words in common pairs": (8, 1),
    "24 words in common pairs": (24, 1),
    "200 words in common pairs": (200, 1),
    "12 words of three cables": (12, 4),
    "300 words of many cables": (300, 4),
    "40 words in pieces of two": (40, 2),
}
_CHECK = """async text => {
    const checker = await window.cableQuotations.opened;
    const begun = performance.now();
    const answer = await checker.check(text);
    return [answer.verdict, performance.now() - begun];
}"""


class Asked(NamedTuple):
    """What one check loaded and took, and whether its answer was right."""

    loaded: int
    milliseconds: float
    is_right: bool


def main() -> int:
    """Build, ask, print, and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--n", type=int, default=1000, help="number of cables")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=20, help="quotations of each kind")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no browser: install chromium (Debian: apt install chromium)")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "edition"
        corpus = Corpus(options.seed, options.n)
        write_project("edition", corpus, root, form="text", transmitted=False)
        site = root / "docs" / "_build"
        begun = time.process_time()
        Sphinx(
            root / "docs", root / "docs", site, root / "doctrees", "html", status=None, warning=None
        ).build()
        built = time.process_time() - begun
        return _measure(root, site, built, options, chromium)


def _measure(
    root: Path, site: Path, built: float, options: argparse.Namespace, chromium: str
) -> int:
    edition = assemble(root / "source_cables", root / "docs" / "registers")
    pages = list(cable_records(edition))
    texts = "\n".join(place.words for page in pages for place in page.places)
    begun = time.process_time()
    shards(packed_index(pages, NOTHING_KEPT).buckets, [], "", "")
    made = time.process_time() - begun
    index = sum(_size(path) for path in (site / FOLDER).iterdir())
    share = index / compressed(texts)
    print(f"{options.n:,} cables; index {index:,} bytes, {share:.2f} of the texts")
    print(f"build {built:.1f} s of CPU, {made:.2f} s of it ({made / built:.1%}) for the index")
    fails = share > SHARE
    references = sum(map(_size, (site / FOLDER).glob("c-*.js")))
    for differing in SHARES:
        found = shares_of(sizes(with_witness(pages, differing, options.seed), references))
        told = "; ".join(f"{part:.2f} {name}" for name, part in found.items())
        print(f"a second witness of each, {differing:.0%} of its words others: {told}")
        fails |= found["by itself"] > SHARE
    running = [[word for at in page.places for word in forms_of(at.words)] for page in pages]
    with _serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for kind, (size, changed, verdict) in KINDS.items():
            chance = random.Random(f"{options.seed} {kind}")
            asked = [
                _ask(browser, site, address, quoted, verdict)
                for quoted in _quotations(chance, running, size, changed, options.rounds)
            ]
            loaded = sorted(one.loaded for one in asked)
            slowest = max(one.milliseconds for one in asked)
            right = sum(one.is_right for one in asked)
            print(
                f"{kind:<24} {loaded[len(loaded) // 2]:>9,} bytes, at most {loaded[-1]:>9,}; "
                f"at most {slowest:.0f} ms; {right} of {len(asked)} right"
            )
            fails |= right < len(asked) or loaded[-1] > LOADED
        for kind, (size, together) in HARD.items():
            chance = random.Random(f"{options.seed} {kind}")
            asked = [
                _ask(browser, site, address, _hard(chance, running, size, together, kind), "")
                for _ in range(options.rounds)
            ]
            loaded = sorted(one.loaded for one in asked)
            slowest = max(one.milliseconds for one in asked)
            print(
                f"{kind:<24} {loaded[len(loaded) // 2]:>9,} bytes, at most {loaded[-1]:>9,}; "
                f"at most {slowest:.0f} ms"
            )
            fails |= loaded[-1] > LOADED
        browser.close()
    return int(fails)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def _serving(site: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _size(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))


def _quotations(
    chance: random.Random, running: list[list[str]], size: int, changed: int, rounds: int
) -> Iterator[str]:
    every = [word for words in running[:50] for word in words]
    for _ in range(rounds):
        words = chance.choice([one for one in running if len(one) > size])
        start = chance.randrange(len(words) - size)
        quoted = words[start : start + size]
        for place in chance.sample(range(size), changed):
            # A word of other cables, so that it is found in the index; never the same.
            drawn = iter(functools.partial(chance.choice, every), "")
            quoted[place] = next(word for word in drawn if word != quoted[place])
        yield " ".join(quoted)


def _hard(
    chance: random.Random, running: list[list[str]], size: int, together: int, kind: str
) -> str:
    """Return words of no cable that have many pairs of words in common with many."""
    if together > 1:
        parts: list[str] = []
        while len(parts) * together < size:
            words = chance.choice(running)
            start = chance.randrange(len(words) - together)
            parts.append(" ".join(words[start : start + together]))
        return (" ... " if "pieces" in kind else " ").join(parts)
    if not together:
        common = [word for word, _ in _counted(running, 1).most_common(10)]
        return " ".join(chance.choices(common, k=size))
    after: dict[str, list[str]] = {}
    for pair, _ in _counted(running, 2).most_common(300):
        first, second = pair.split(" ")
        after.setdefault(first, []).append(second)
    found = [chance.choice(list(after))]
    while len(found) < size:
        found.append(chance.choice(after.get(found[-1]) or list(after)))
    return " ".join(found)


_COUNTS: dict[int, Counter[str]] = {}


def _counted(running: list[list[str]], number: int) -> Counter[str]:
    """Return how often words, or pairs of them, stand in the cables."""
    if number not in _COUNTS:
        counts = _COUNTS[number] = Counter()
        for words in running:
            counts.update(map(" ".join, zip(*(words[at:] for at in range(number)), strict=False)))
    return _COUNTS[number]


def _ask(browser: Browser, site: Path, address: str, quoted: str, verdict: str) -> Asked:
    context = browser.new_context()
    page = context.new_page()
    names: list[str] = []
    page.on("request", lambda one: names.append(one.url.partition("?")[0]))
    page.goto(f"{address}/check-a-quotation.html")
    said, milliseconds = page.evaluate(_CHECK, quoted)
    context.close()
    parts = ("/_search/", f"/{FOLDER}/")
    loaded = [name for name in names if any(part in name for part in parts)]
    files = [site / unquote(name.removeprefix(f"{address}/")) for name in loaded]
    return Asked(sum(map(_size, files)), milliseconds, said == verdict)


if __name__ == "__main__":
    sys.exit(main())
