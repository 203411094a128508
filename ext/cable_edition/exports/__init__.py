"""The edition in the formats of other programs; nothing here knows of Sphinx."""
