"""The rules for the cable text itself: from the classification line to the last mark."""
