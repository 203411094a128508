"""Writes the files that tests compare with, from what the program says now: ``make golden``.

Read the difference in git before it is kept: these files say what is right, and this command only
what is. It writes

- ``tests/data/parse/*.json``: the keys that a file names keep their place, and no other is added;
- the patterns of formatted references in the package, with pandoc (see ``styles/README.md``).

A file that already says what is stays as it is, byte for byte.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cable_edition.core.reading.parse import parse_file

ROOT = Path(__file__).parents[1]
PARSE = ROOT / "tests" / "data" / "parse"


def mirrored(expected: Any, found: Any) -> Any:
    """Return what was found, with those keys of each object that the expectation names.

    Items of a list that the expectation has not are given the keys of its other items.
    """
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: mirrored(value, found[key]) for key, value in expected.items() if key in found}
    if isinstance(expected, list) and isinstance(found, list):
        known = [item for item in expected if isinstance(item, dict)]
        every = {key: value for item in known for key, value in item.items()}
        models = expected + [every or None] * (len(found) - len(expected))
        if len(expected) != len(found):
            # Items may have come or gone anywhere, so that no place answers to another.
            models = [every or None] * len(found)
        return [mirrored(model, item) for model, item in zip(models, found, strict=True)]
    return found


def parse_golden(path: Path) -> str:
    """Return the text that ``NAME.json`` should have, for ``NAME.txt`` at ``path``."""
    text = path.with_suffix(".json").read_text("utf-8")
    expected = json.loads(text)
    records = [json.loads(json.dumps(cable.to_dict())) for cable in parse_file(path)]
    found = mirrored(expected, records if isinstance(expected, list) else records[0])
    return text if found == expected else json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write all of them."""
    for path in sorted(PARSE.glob("*.txt")):
        path.with_suffix(".json").write_text(parse_golden(path), "utf-8")
    subprocess.run([sys.executable, ROOT / "styles" / "make_patterns.py"], check=True)


if __name__ == "__main__":
    main()
