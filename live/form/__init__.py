"""What a form and a line of code say together about one layer."""
