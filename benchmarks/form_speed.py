"""What recognising a form costs of a parse, and how the readers take hostile input of each form.

Run with ``python benchmarks/form_speed.py [--hostile] [--sizes 1,2,4] [--only NAMES]``. Times are
those of the processor. Twice the size of a hostile text should take twice the time.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable

from cable_edition.core.reading.parse import parse, parse_all
from cable_edition.core.reading.readers.registry import reader_of, readers
from parse_speed import MEGABYTE, cables, options_of

#: Form -> what makes it that form, and units of which one is repeated behind it.
HOSTILE: dict[str, tuple[str, list[str]]] = {
    "cablegate-html": (
        "<html><table class='cable'><tr><td>",
        ["<pre>", "&#x000A;", "<td>", "<!--"],
    ),
    "plusd-html": (
        '<table id="synopsis">',
        ['<div class="s_key">', '<div class="s_val">x', "<pre>", "<pre>a</pre>"],
    ),
    "frus-tei": (
        '<TEI><div type="document"><head>Telegram',
        ["<note>", '<note n="1">a</note>', "<!--", '<div type="document">', "<p>1. ", "[x not"],
    ),
    "json": ('[{"id": "05ROME1", "body": "', ['"', "{", "[", "\\", '"},{"id":"1","body":"', "\n"]),
    "xml": (
        "<?xml version='1.0'?><set><cable><id>05ROME1</id><body>",
        ["<", "<a>", "</a>", "<text>", "<a b='", "<!--", "<![CDATA[", "<!DOCTYPE a [", "&a;"],
    ),
    "csv": ("id,date,body\n", ['"', ",", "\n", 'a"b,', '"a","b",']),
    "sql": (
        "INSERT INTO a (id, body) VALUES\n(",
        ["'", "(", ")", ";", "VALUES ", "--", "/*", "$$", "\\'", "('a'),", "CREATE TABLE a (", "`"],
    ),
    "mail": (
        "Message-ID: <1>\nMIME-Version: 1.0\n\nUNCLAS ROME 1234\n",
        ["> ", ">\n", "-- \n", "A: b\n"],
    ),
    "markdown": (
        "# A\n\nUNCLAS ROME 1234\nSUBJECT: X\n",
        ["```\n", "````", "# A\n", "> a\n", "---\n"],
    ),
    "state-release": (
        "RELEASE IN PART\nB1\n\n",
        ["B1\n", "Released in Full\n", "[    ]", "MRN: 05 ROME 1\n", "Subject: x\n"],
    ),
    "acp-127": (
        "R 142136Z JUL 05\nFM A\nBT\nUNCLAS //N1//\nSUBJ/A//\nRMKS/1. ",
        ["//", "SUBJ/", "REF/A/B//", "RMKS/", "PAGE 02 RUEWMFU5775 UNCLAS\n", "A//\n"],
    ),
    "telegram": (
        "PAGE 01 ROME 01234\nACTION EUR-12\n",
        [
            "CONFIDENTIAL\n",
            "PAGE 02\nROME 01234\n",
            "AAAAAA-\nBBBBBB ",
            "Message Text\nMessage Attributes\n",
            "From: x\n",
            "Declassified/Released US Department of State EO Systematic Review 20 Mar 2014\n",
            "Jane Roe ",
            "NNNN\n",
        ],
    ),
}


def _timed(work: Callable[[str], object], texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def _read(text: str) -> int:
    return sum(1 for _ in parse_all(text))


def measure_recognition(count: int, passes: int) -> None:
    """Print what recognising the form is of a parse of ordinary cables; at most 3 % is asked.

    Each work has the best time of each text, in passes that take one after the other; each goes
    over the text twice, and its second time counts.
    """
    works: dict[str, Callable[[str], object]] = {"": parse, "recognition": reader_of}
    works |= {reader.name: reader.recognise for reader in readers()}
    for flat in (False, True):
        texts = cables(count, flat=flat)
        best = {name: [math.inf] * count for name in works}
        gc.disable()
        for _ in range(passes):
            gc.collect()
            for index, text in enumerate(texts):
                for name, work in works.items():
                    work(text)
                    best[name][index] = min(best[name][index], _timed(work, [text]))
        gc.enable()
        print("flattened" if flat else "lines")
        for name in list(works)[1:]:
            print(f"    {name:16} {sum(best[name]) / sum(best['']):.2%} of a parse")


def measure_hostile(sizes: list[int], names: list[str]) -> None:
    """Print the time of each hostile text at each size."""
    for name in names:
        start, units = HOSTILE[name]
        for unit in units:
            times = []
            for size in sizes:
                text = start + unit * (size * MEGABYTE // len(unit))
                times.append(_timed(_read, [text]))
            shown = "".join(f"{spent:>8.2f} s" for spent in times)
            print(f"{name + ' ' + repr(unit)[:24]:40}{shown}", flush=True)


def main() -> None:
    """Measure what the command line asks for."""
    options = options_of(__doc__, count=50, sizes="1,2,4")
    if options.passes:
        measure_recognition(options.count, options.passes)
    if options.hostile:
        names = options.only.split(",") if options.only else list(HOSTILE)
        measure_hostile([int(size) for size in options.sizes.split(",")], names)


if __name__ == "__main__":
    sys.exit(main())
