"""Flax: its two interfaces, linen and nnx, and by kind what they share."""
