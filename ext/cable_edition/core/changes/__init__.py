"""What changed between two states of an edition: two releases, or a release and what stands now."""
