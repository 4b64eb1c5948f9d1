"""What several pages use: words, values, small forms."""
