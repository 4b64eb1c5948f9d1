"""The gates: what is judged on the built site beyond `make test`."""
