"""The calculator: one layer, its number, and why."""
