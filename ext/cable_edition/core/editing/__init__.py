"""What an editor lays over one cable: emendations, notes, redactions, from its sidecar."""
