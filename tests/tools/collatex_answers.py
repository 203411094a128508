"""Records how CollateX aligns short passages: ``tests/data/collation/collatex.json``.

Nothing of the project imports CollateX, which is GPL and no dependency. Run by hand, with a Python
that has ``collatex==2.3`` and ``Levenshtein``:

    python tests/tools/collatex_answers.py tests/data/collation/collatex.json

Only passages with one longest alignment are recorded: where two are equally long, either is right.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

_WORDS = """
the of and to a in port harbor minister embassy said that talks drawings began ended late
on for with crane ships opened closed week officials noted
"""
WORDS = _WORDS.split()


def longest_alignments(one: list[str], two: list[str]) -> tuple[int, list[tuple[int, int]]]:
    """Return how many longest alignments there are (2 for more), and one of them."""
    rows, columns = len(one) + 1, len(two) + 1
    length = [[0] * columns for _ in range(rows)]
    for a in range(rows - 2, -1, -1):
        for b in range(columns - 2, -1, -1):
            same = one[a] == two[b]
            length[a][b] = (
                1 + length[a + 1][b + 1] if same else max(length[a + 1][b], length[a][b + 1])
            )
    total = length[0][0]
    # All alignments as sets of pairs, walked from the first; short passages only.
    found: set[tuple[tuple[int, int], ...]] = set()

    def walk(a: int, b: int, left: int, pairs: tuple[tuple[int, int], ...]) -> None:
        if len(found) > 1:
            return
        if not left:
            found.add(pairs)
            return
        for x in range(a, len(one)):
            for y in range(b, len(two)):
                if one[x] == two[y] and 1 + length[x + 1][y + 1] == left:
                    walk(x + 1, y + 1, left - 1, (*pairs, (x, y)))

    walk(0, 0, total, ())
    first = next(iter(found))
    return len(found), list(first)


def passages(count: int) -> list[tuple[list[str], list[str]]]:
    """Return pairs of short passages, the second with a few words lost, added or changed."""
    chance = random.Random(1712)  # noqa: S311
    found: list[tuple[list[str], list[str]]] = []
    while len(found) < count:
        one = [chance.choice(WORDS) for _ in range(chance.randint(6, 24))]
        two = list(one)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(two))
            match chance.choice(["lost", "added", "changed"]):
                case "lost" if len(two) > 3:
                    del two[at : at + chance.randint(1, 3)]
                case "added":
                    two[at:at] = [f"new{chance.randint(1, 9)}"]
                case _:
                    two[at] = f"other{chance.randint(1, 9)}"
            if not two:
                break
        if two and longest_alignments(one, two)[0] == 1:
            found.append((one, two))
    return found


def aligned_by_collatex(one: list[str], two: list[str]) -> list[list[int]]:
    """Return the pairs of words that CollateX puts into one column."""
    from collatex import collate

    witnesses = [
        {"id": name, "tokens": [{"t": f"{word} ", "n": word, "at": at} for at, word in row]}
        for name, row in (("A", enumerate(one)), ("B", enumerate(two)))
    ]
    table = json.loads(collate({"witnesses": witnesses}, output="json", segmentation=False))
    columns = zip(*table["table"], strict=True)
    return [
        [left[0]["at"], right[0]["at"]]
        for left, right in columns
        if left and right and left[0]["n"] == right[0]["n"]
    ]


def main(path: Path) -> None:
    """Write the answers to a file."""
    rows = [
        {
            "base": " ".join(one),
            "witness": " ".join(two),
            "pairs": aligned_by_collatex(one, two),
            "longest": len(longest_alignments(one, two)[1]),
        }
        for one, two in passages(150)
    ]
    lines = ",\n".join(json.dumps(row) for row in rows)
    path.write_text(f'{{"program": "collatex 2.3", "passages": [\n{lines}\n]}}\n', "utf-8")
    best = sum(row["longest"] == len(row["pairs"]) for row in rows)
    print(f"{len(rows)} passages, {best} of them aligned at their longest")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
