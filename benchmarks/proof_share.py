"""What the proof of its own output takes of a build: ``python benchmarks/proof_share.py --n 300``.

Builds an edition of synthetic cables in this process, twice: from nothing, and again when nothing
has changed. For each build it gives the processor seconds inside the two proofs (that each cable
holds its source, that each page has the words of its source) as a share of those of the whole
build. It fails where the first share is above a tenth.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sphinx.cmd.build import build_main

from cable_edition.sphinx_ext import generate, proof
from projects import write_project
from synthetic import Corpus

#: The most that the proof may take of a build from nothing.
LIMIT = 0.10
#: Name of a proof -> processor seconds inside it, in the build that runs.
_spent: dict[str, float] = {}


def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function with its processor seconds noted under a name, until :func:`measure`."""

    def taken(*arguments: Any) -> Any:
        begun = time.process_time()
        try:
            return function(*arguments)
        finally:
            _spent[name] = _spent.get(name, 0.0) + time.process_time() - begun

    return taken


def measure(root: Path) -> tuple[float, dict[str, float]]:
    """Build the project in ``root``; return the processor seconds of all, and of each proof."""
    _spent.clear()
    begun = time.process_time()
    # As `make html` does, with the doctrees beside the pages and not among them.
    command = ["-b", "html", "-j", "1", "-q", "-d", str(root / "doctrees")]
    status = build_main([*command, str(root / "docs"), str(root / "built")])
    if status:
        raise SystemExit(status)
    return time.process_time() - begun, dict(_spent)


def main() -> int:
    """Measure the builds that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--n", type=int, default=300, help="number of cables")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generate.prove_cover = timed("cover", generate.prove_cover)
    proof._prove = timed("pages", proof._prove)
    shares = []
    with tempfile.TemporaryDirectory(prefix="cable-bench-") as work:
        root = Path(work) / "edition"
        corpus = Corpus(options.seed, options.n)
        write_project("edition", corpus, root, form="text", transmitted=False)
        for name in ("from nothing", "nothing changed"):
            whole, spent = measure(root)
            shares.append(sum(spent.values()) / whole)
            parts = ", ".join(f"{part} {seconds:.2f} s" for part, seconds in spent.items())
            print(f"{name}: {whole:.2f} s CPU, {parts}: {shares[-1]:.1%} of the build", flush=True)
    return int(shares[0] > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
