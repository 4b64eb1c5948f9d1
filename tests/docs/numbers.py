"""Numbers as readers write them: good ones with their value, bad ones with None.

One list for everything that reads a number: form, address, property tests.
"""

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")

GOOD = {
    # plain, signed, with leading zeros
    "1": 1, "10": 10, "+10": 10, "007": 7,
    # spaces around, of every kind
    " 10 ": 10, "\t10": 10, "\N{NO-BREAK SPACE}10": 10, "\N{IDEOGRAPHIC SPACE}10": 10,
    # other digits
    "10".translate(WIDE): 10, "42".translate(ARABIC): 42,
    "42".translate(DEVANAGARI): 42,
    # thousands
    "1,000": 1000, "1，000": 1000, "1_000": 1000, "1'000": 1000, "1 000": 1000,
    "1\N{NARROW NO-BREAK SPACE}000": 1000, "12,345,678": 12345678,
    # marks of direction, invisible characters, a byte order mark
    "\N{RIGHT-TO-LEFT MARK}10": 10, "1\N{ZERO WIDTH SPACE}0": 10,
    "\N{RIGHT-TO-LEFT OVERRIDE}10\N{POP DIRECTIONAL FORMATTING}": 10,
    "\N{ZERO WIDTH NO-BREAK SPACE}10": 10,
    # beyond what a double holds exactly
    str(2**53): 2**53, str(2**53 + 1): 2**53 + 1, "9" * 20: 10**20 - 1,
}  # fmt: skip

BAD = [
    # nothing
    "", " ", "\N{ZERO WIDTH SPACE}",
    # none that a layer may have
    "0", "-0", "-1", "\N{MINUS SIGN}1", "--1", "+-1", "+",
    # fractions, exponents
    "10.0", "10.", ".5", "1.5", "1,5", "1/2", "½", "10²", "1e3", "1E3", "1e400", "1e-3",
    # separators in wrong places
    "1,00", "1,0000", ",000", "1,,000", "1,000_000,", "10 20", "1\n0",
    # no numbers
    "NaN", "nan", "Infinity", "inf", "∞", "None", "null", "true", "many", "十", "X",
    # other notations
    "0x10", "0b1", "0o7", "1L", "10;", "10)", "(10", "1+1", "2**3", "=10", "${10}",
    # markup, code, control characters
    "<b>10</b>", "10<!--", "'10'", '"10"', "__import__('os')", "10\0",
    # too long
    "9" * 21, "9" * 61, "9" * 5000, "1" + ",000" * 20,
]  # fmt: skip

NUMBERS = GOOD | dict.fromkeys(BAD)
