"""Python in the browser: the worker that starts it and calls it by name."""
