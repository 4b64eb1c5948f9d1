"""What teachers and learners ask of a count: back from a number, slips, worksheets."""
