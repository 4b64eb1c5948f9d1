"""What is put into pages: formulas, citations, programs' buttons, evidence, slides."""
