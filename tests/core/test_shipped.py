"""What pages load is what a named package ships, byte for byte; or it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import sphinx_design

import cable_edition
from cable_edition.core.proof.site.shipped import Shipped, extensions_named

STYLE = "_static/sphinx-design.min.css"
OWN = "_static/cable-keys.js"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('extensions = ["a", "b.c"]', ["a", "b.c"]),
        ('extensions = ["a"] + ["b"]', ["a", "b"]),
        ('extensions: list[str] = ["a"]', ["a"]),
        ('extensions = []\nextensions += ["a"]', ["a"]),
        ('extensions = []\nextensions.append("a")\nextensions.extend(["b"])', ["a", "b"]),
        ('if True:\n    extensions = ("a",)', ["a"]),
        ('html_theme = "a"\nother.append("b")', []),
        ("extensions = [name]", []),
        ("extensions = [", []),
        ("\x00", []),
    ],
)
def test_names_are_read_and_nothing_is_run(tmp_path: Path, text: str, names: list[str]) -> None:
    conf = tmp_path / "conf.py"
    conf.write_text(f"{text}\n", "utf-8")
    assert extensions_named(conf) == names


def test_without_a_conf_py_nothing_is_named(tmp_path: Path) -> None:
    assert extensions_named(tmp_path / "conf.py") == []


def _shipped(root: Path, conf: str) -> Shipped:
    (root / "docs").mkdir()
    (root / "docs" / "conf.py").write_text(conf, "utf-8")
    static = root / "site" / "_static"
    static.mkdir(parents=True)
    style = Path(sphinx_design.__file__).parent / "static" / "sphinx-design.min.css"
    (static / style.name).write_bytes(style.read_bytes())
    own = Path(cable_edition.__file__).parent / "static" / "cable-keys.js"
    (static / own.name).write_bytes(own.read_bytes())
    return Shipped(root / "site", root)


def test_a_file_of_a_named_extension_is_known(tmp_path: Path) -> None:
    assert _shipped(tmp_path, 'extensions = ["sphinx_design"]').brings(STYLE)


@pytest.mark.parametrize(
    "conf", ["extensions = []", 'extensions = ["myst_parser"]', 'extensions = ["no_such_thing"]']
)
def test_a_file_of_another_package_is_not(tmp_path: Path, conf: str) -> None:
    assert not _shipped(tmp_path, conf).brings(STYLE)


def test_a_file_with_other_bytes_is_not(tmp_path: Path) -> None:
    shipped = _shipped(tmp_path, 'extensions = ["sphinx_design"]')
    path = tmp_path / "site" / STYLE
    path.write_bytes(path.read_bytes() + b"\n")
    assert not shipped.brings(STYLE)


@pytest.mark.parametrize(
    "address",
    [
        "_static/none.css",
        "_static/../../docs/conf.py",
        "https://evil.example/sphinx-design.min.css",
        "/_static/sphinx-design.min.css",
    ],
)
def test_an_address_that_is_no_file_of_the_site_is_not(tmp_path: Path, address: str) -> None:
    assert not _shipped(tmp_path, 'extensions = ["sphinx_design"]').brings(address)


def test_a_conf_py_beside_the_settings_counts(tmp_path: Path) -> None:
    shipped = _shipped(tmp_path, "")
    (tmp_path / "conf.py").write_text('extensions = ["sphinx_design"]', "utf-8")
    assert not shipped.brings(STYLE)
    assert Shipped(tmp_path / "site", tmp_path).brings(STYLE)


def test_a_changed_file_of_the_program_is_told(tmp_path: Path) -> None:
    shipped = _shipped(tmp_path, "")
    assert list(shipped.changed()) == []
    path = tmp_path / "site" / OWN
    path.write_bytes(path.read_bytes() + b"forge()\n")
    assert list(shipped.changed()) == [path]
