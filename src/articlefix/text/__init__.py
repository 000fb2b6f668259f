"""What several passes need to know of a text: lines, paragraphs, wrapping, no-break spaces."""
