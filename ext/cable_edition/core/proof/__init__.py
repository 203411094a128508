"""What reads back the built outputs and compares them with the sources."""
