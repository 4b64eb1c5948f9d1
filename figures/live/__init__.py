"""Figures that a reader moves: drawn here at build, moved by the script beside."""
