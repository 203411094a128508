"""The command ``cable-edition``.

Every module of this package whose name has no leading underscore is a command of that name: it
holds a click command of the same name. It is imported only when it is run or its help is shown,
so that ``parse`` starts without Sphinx.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from typing import Any, cast

import rich_click as click

from cable_edition.core.problems import Problem
from cable_edition.version import __version__


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

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a file that fails it is told in one line, with status 2."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read the output has gone; click ends quietly then.
            raise
        except OSError as error:
            path = error.filename if isinstance(error.filename, str) else ""
            failed = Problem("file-failed", error.strerror or str(error), path)
            click.echo(failed.located(), err=True)
            sys.exit(2)


@click.group(cls=LazyGroup)
@click.version_option(__version__, prog_name="cable-edition")
def main() -> None:
    """Make scholarly editions of diplomatic cables."""
