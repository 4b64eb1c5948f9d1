"""What answers in the pages: from what a reader typed to what a page shows.

The same Python runs at build time, for the first answers, and in the browser. A room
for each page, and those that several share.
"""
