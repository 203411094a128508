"""References to a cable: formatted by the official styles, and as data for other programs."""
