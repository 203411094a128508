"""``python -m cable_edition``: the command, where a script of its name cannot be called."""

from cable_edition.cli import main

main(prog_name="cable-edition")
