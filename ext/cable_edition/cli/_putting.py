"""One entry put where it belongs: found places, ids that are free, the trial, what is told."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import rich_click as click

from cable_edition.cli._edition import ChosenEdition
from cable_edition.cli._format import tell_json
from cable_edition.core.settings.edition_file import shown_path

if TYPE_CHECKING:
    from cable_edition.core.edition.model import EditedCable, Edition
    from cable_edition.core.edition.proposed.taking import Addition

_LONGEST_ID = 40
#: Keys of an entry whose words are Markdown of the edition, with roles.
_EDITORIAL = ("text", "office", "expansion")


def emended(
    cable: EditedCable, words: str, read: str, anchors: set[str], rule: str, reason: str
) -> Iterator[dict[str, Any]]:
    """Yield an entry for each place of a cable where the words stand alone and are not emended.

    ``anchors`` are those that are meant; with an empty one, or none, all are.
    """
    from cable_edition.core.cable.places import texts_of  # noqa: PLC0415
    from cable_edition.core.editing.quotation import told_apart  # noqa: PLC0415

    named = {one.id for found in cable.emendations.values() for one in found}
    alone = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)" if words else r"(?!)")
    for anchor, text in texts_of(cable.cable):
        if anchors and "" not in anchors and anchor not in anchors:
            continue
        applied = cable.emendations.get(anchor, ())
        for match in alone.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in applied):
                continue
            one = told_apart(text, *match.span())
            keys = {"at": anchor, "rule": rule or _rule_of(words, read), "quote": one.exact}
            keys |= {"prefix": one.prefix, "suffix": one.suffix, "reason": reason}
            entry = {key: value for key, value in keys.items() if value} | {"read": read}
            if applied:
                # One beside others has an id of its own, and leaves them theirs.
                entry["id"] = free_name(f"{slugged(read)}-{anchor}", named, "e-")
                named.add(f"e-{entry['id']}")
            yield entry


def _rule_of(words: str, read: str) -> str:
    """Return the first rule that has such a change, or that of conjectures."""
    from cable_edition.core.editing.emendation import emend  # noqa: PLC0415
    from cable_edition.core.editing.emendation_rules import RULES  # noqa: PLC0415
    from cable_edition.core.editing.sidecar.emendations import EmendationEntry  # noqa: PLC0415
    from cable_edition.core.editing.sidecar.place import Place  # noqa: PLC0415

    for name, rule in RULES.items():
        entry = EmendationEntry(Place("p1", words, "", "", "", 0), read, name, rule.certainty)
        if rule.mechanical and not emend((("p1", words),), (entry,))[1]:
            return name
    return "conjecture"


def cable_of(cable_id: str, whole: Edition) -> EditedCable:
    """Return a cable of the edition; end the run in a line where there is none."""
    from difflib import get_close_matches  # noqa: PLC0415 - for a slip alone

    found = [one for one in whole.cables if one.id == cable_id]
    if not found:
        near = get_close_matches(cable_id, [one.id for one in whole.cables], 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        refuse(f"there is no cable {cable_id!r}{hint}")
    return found[0]


def named_in(words: str, whole: Edition) -> str:
    """Return in which cables words stand; end the run in a line where they stand in none."""
    from cable_edition.core.edition.proposed.entry import cables_in, words_at  # noqa: PLC0415

    alone = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)" if words else r"(?!)")
    found = [
        words_at(one.id, anchor, text, *match.span())
        for one in whole.cables
        for anchor, text in one.texts
        if (match := alone.search(text))
    ]
    if not found:
        refuse(f"{words!r} stands in no cable; say with --tip in a line what it is")
    return f"Named in {cables_in(found)}"


def slugged(words: str) -> str:
    """Return words as an id may have them, of a length that an address can have."""
    from cable_edition.core.edition.proposed.entry import slug  # noqa: PLC0415

    return slug(words)[:_LONGEST_ID].strip("-") or "n"


def free_name(name: str, taken: set[str], before: str = "") -> str:
    """Return a name that is not ``taken``, with ``before`` in front of it there."""
    made, number = name, 2
    while f"{before}{made}" in taken:
        made, number = f"{name}-{number}", number + 1
    return made


def put_into_register(
    file: str,
    words: str,
    entry: dict[str, Any],
    name_of_id: str,
    edition: ChosenEdition,
    whole: Edition,
    *,
    as_json: bool,
) -> None:
    """Put an entry into a register, with an id that no other has; end the run."""
    from cable_edition.core.edition.proposed.taking import Addition  # noqa: PLC0415

    taken = {one.id for _, one in whole.registers.by_kind()}
    taken |= {old for _, one in whole.registers.by_kind() for old in one.formerly}
    entry = {"id": name_of_id or free_name(slugged(words), taken), **entry}
    put([Addition(edition.registers / file, "", entry)], edition, whole, as_json=as_json)


def in_sidecar(cable: EditedCable, key: str, entry: dict[str, Any]) -> Addition:
    """Return an entry for the sidecar of a cable."""
    from cable_edition.core.edition.proposed.taking import Addition  # noqa: PLC0415

    return Addition(cable.path.parent / f"{cable.id}.yaml", key, entry, cable.path)


def put(
    additions: Sequence[Addition], edition: ChosenEdition, whole: Edition, *, as_json: bool
) -> None:
    """Try entries, write those that a build takes, and tell of each; end the run."""
    from cable_edition.core.edition.proposed.taking import tried  # noqa: PLC0415

    refused = {id(one.entry): said for one in additions if (said := _astray(one.entry, whole))}
    sound = [one for one in additions if id(one.entry) not in refused]
    result = tried(sound, edition.registers, edition.sources, whole.cables)
    result.write()
    refused |= {id(one.entry): why for one, why in result.refused}
    for one in additions:
        path, why = shown_path(one.path), refused.get(id(one.entry))
        at = one.entry.get("at", "")
        place = f"{one.path.stem}#{at}" if at else str(one.entry["id"])
        if as_json:
            told = {"file": path, "key": one.key or None, "entry": one.entry, "refused": why}
            tell_json(told)
        elif why:
            click.echo(f"{path}: {place} was not written: {why}", err=True)
        else:
            click.echo(f"{path}: {place} written")
    sys.exit(int(bool(refused)))


def _astray(entry: dict[str, Any], whole: Edition) -> str:
    """Return what is wrong with the first role in an entry that leads nowhere, or nothing."""
    from cable_edition.core.edition.failing_links import failing_roles  # noqa: PLC0415

    texts = (str(entry[key]) for key in _EDITORIAL if key in entry)
    return next((said for text in texts for said in failing_roles(whole, text)), "")


def refuse(message: str) -> NoReturn:
    """Tell in a line why nothing is written, and end the run with status 1."""
    click.echo(message, err=True)
    sys.exit(1)
