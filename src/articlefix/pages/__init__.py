"""What a text is, and which lines of a page are its article."""
