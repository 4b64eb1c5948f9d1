"""The calculator: from what a reader typed to what the page shows.

The same Python runs at build time, for the first answer, and in the browser.
"""
