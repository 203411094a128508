"""What the cables of an edition give for its registers: entries that an editor may take."""
