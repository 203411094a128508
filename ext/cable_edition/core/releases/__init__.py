"""Releases: the anchors that were issued, what was declared of them since, and the check of both."""
