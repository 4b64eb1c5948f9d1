"""A program of the site, run where it stands."""
