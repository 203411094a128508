"""From the bytes of a file to a cable: decode, readers, header, text, identity, shift."""
