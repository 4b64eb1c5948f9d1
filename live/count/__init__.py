"""What is shown of a count: derivation, drawing, table of tensors."""
