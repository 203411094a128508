"""Whether a word is another one with a letter lost, doubled, changed or moved."""

from __future__ import annotations


def slipped(word: str, target: str) -> bool:
    """Tell whether ``word`` is ``target`` but for one letter at most.

    The letter may be left out, added or another one, or two neighbours may have changed places:
    the slips of a typist or of a garbled line. Both must be in the same case.
    """
    if word == target:
        return True
    long, short = len(word), len(target)
    if abs(long - short) > 1:
        return False
    start = 0
    while start < min(long, short) and word[start] == target[start]:
        start += 1
    rest, wanted = word[start:], target[start:]
    if long == short:
        swapped = rest[:2] == wanted[1::-1] and len(rest) > 1
        return rest[1:] == wanted[1:] or (swapped and rest[2:] == wanted[2:])
    return rest[1:] == wanted if long > short else rest == wanted[1:]
