"""Distributed Text Services: static files by which programs find and cut the text of cables."""
