"""The Sphinx layer: it turns what the core assembled into pages, and never parses a cable."""
