"""A new edition: the files that it begins with, and their later versions merged into it.

Why not copier: it updates from a git repository alone, so that a wheel would have to carry one, and
it brings 14 packages that the edition has no other use for. Jinja is here already, for Sphinx.
"""
