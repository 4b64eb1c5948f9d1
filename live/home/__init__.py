"""The three ways in, on the home page."""
