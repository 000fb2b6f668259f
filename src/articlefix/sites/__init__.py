"""What recurs over the articles of one site."""
