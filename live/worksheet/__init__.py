"""Worksheets to print, and as files for other systems."""
