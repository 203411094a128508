"""The transmission header: what stands before the classification line of a whole record."""
