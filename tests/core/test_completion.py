"""What a shell completes: commands, which are imported when they are asked for, options, values."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete, get_completion_class

from cable_edition.cli import main


@pytest.mark.parametrize(
    ("words", "begun", "found"),
    [
        ([], "st", ["status"]),
        ([], "se", ["seal", "serve"]),
        (["check"], "--form", ["--format"]),
        (["check", "--format"], "", ["text", "json"]),
        (["build"], "p", ["pdf"]),
        (["publish"], "--b", ["--branch"]),
        (["add"], "pers", ["pers", "person"]),
        (["add", "person"], "--off", ["--office", "--office-status"]),
    ],
)
def test_words_are_completed(words: list[str], begun: str, found: list[str]) -> None:
    shell = ShellComplete(main, {}, "cable-edition", "_CABLE_EDITION_COMPLETE")
    assert [one.value for one in shell.get_completions(words, begun)] == found


@pytest.mark.parametrize("command", ["add", "check", "parse", "suggest", "verify"])
def test_names_of_files_are_completed_by_the_shell(command: str) -> None:
    shell = ShellComplete(main, {}, "cable-edition", "_CABLE_EDITION_COMPLETE")
    found = shell.get_completions([command], "sour")
    assert [(one.value, one.type) for one in found] == [("sour", "file")]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_each_shell_that_the_page_names_is_known(name: str) -> None:
    assert get_completion_class(name) is not None
