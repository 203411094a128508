"""The editor's YAML of people, terms, TAGS and posts, and where cables name its entries."""
