"""From a number, or a budget, back to layers."""
