"""Collation: how the witnesses of a cable differ, proved by reading each back from the other."""
