"""What frameworks print of models that people build, with what the models really have.

A module has `prints()`, which gives (what was called, the text, the number of the
model's parameters, how many of these are trained); `tests.recording` writes it to
`tests/programs/printed/`.
"""
