"""Documents, edits, contracts and the engine that runs passes."""
