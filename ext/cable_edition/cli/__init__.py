"""The command ``cable-edition``.

Every module of this package whose name has no leading underscore is a command of that name: it
holds a click command of the same name. It is imported only when it is run or its help is shown,
so that ``parse`` starts without Sphinx.
"""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from typing import Any, cast

import rich_click as click
from click.exceptions import NoArgsIsHelpError

from cable_edition.core.problems import Problem
from cable_edition.core.rare_rounds import rare_rounds
from cable_edition.version import __version__

#: How click begins to tell that a word is none of a closed list, and that a path is not there.
_NOT_OF_LIST = re.compile(r"'(?P<word>[^']{1,80})' is not ")
_NOT_THERE = re.compile(r"(?:File|Directory|Path) '(?P<path>[^']{1,1000})' does not exist")


@contextmanager
def _slips(group: click.Context | None = None) -> Iterator[None]:
    """Tell what is wrong in a command line in a line, and end with status 2.

    Of an option without its value click does not say to which command of ``group`` it belongs.
    """
    try:
        yield
    except click.UsageError as error:
        context = error.ctx or group
        if isinstance(error, NoArgsIsHelpError) or context is None:
            raise
        said = " ".join(error.format_message().split())
        where = context.command_path
        if error.ctx is None and context.invoked_subcommand:
            where += f" {context.invoked_subcommand}"
        near = _nearest(error)
        click.echo(f"{where}: {said.rstrip('.')}{near}; {where} --help tells more", err=True)
        sys.exit(error.exit_code)


def _nearest(error: click.UsageError) -> str:
    """Return a hint at the word of a closed list, or the path, nearest to a mistyped one."""
    if isinstance(error, click.BadParameter) and (path := _NOT_THERE.match(error.message)):
        from cable_edition.cli._named import hint  # noqa: PLC0415 - for slips alone

        return hint(path["path"])
    kind = error.param.type if isinstance(error, click.BadParameter) and error.param else None
    given = _NOT_OF_LIST.match(error.message)
    if not isinstance(kind, click.Choice) or given is None:
        return ""
    near = _close(given["word"], [str(one) for one in kind.choices])
    return f"; did you mean '{near[0]}'?" if near else ""


def _close(word: str, choices: list[str]) -> list[str]:
    """Return the choice that has the same letters in another order, or else the nearest, if any."""
    same = [one for one in choices if sorted(one) == sorted(word)]
    return same[:1] or get_close_matches(word, choices, 1)


class LazyGroup(click.RichGroup):
    """A group whose commands are the modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands, sorted."""
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name.replace("_", "-") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, imported now, or ``None``."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        return cast("click.Command", getattr(import_module(f"{__name__}.{name}"), name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the first word; for a mistyped one the nearest is named."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            if near := _close(args[0], self.list_commands(ctx)):
                message = f"No such command '{args[0]}'; did you mean '{near[0]}'?"
                raise click.UsageError(message, ctx) from None
            raise

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **more: Any,
    ) -> click.Context:
        """Read what stands before the name of the command; a slip there is told in one line."""
        with _slips():
            return super().make_context(info_name, args, parent, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what fails it, a slip or a file, is told in one line, with status 2."""
        try:
            with rare_rounds(), _slips(ctx):
                return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read the output has gone; click ends quietly then.
            raise
        except OSError as error:
            path = error.filename if isinstance(error.filename, str) else ""
            reason = error.strerror or str(error)
            if isinstance(error, FileNotFoundError) and path:
                from cable_edition.cli._named import hint  # noqa: PLC0415 - for slips alone

                reason += hint(path)
            failed = Problem("file-failed", reason, path)
            click.echo(failed.located(), err=True)
            sys.exit(2)


@click.group(cls=LazyGroup)
@click.version_option(__version__, prog_name="cable-edition")
def main() -> None:
    """Make scholarly editions of diplomatic cables."""
