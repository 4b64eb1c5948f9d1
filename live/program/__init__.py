"""A reader's own program: editor, count, answer."""
