"""The exercises, and new numbers for them."""
