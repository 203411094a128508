"""Releases: the anchors that were issued, what was declared of them, and the check of both."""
