"""Find what rules look for, in one search of a text."""
