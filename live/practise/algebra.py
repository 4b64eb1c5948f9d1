"""An expression that a reader typed, such as 4((n+m)m + m), evaluated safely.

It is read by a parser of its own: numbers, one-letter symbols, + - * / ^ and
brackets; a sign of multiplication may be left out. Nothing of it is ever run.
"""

import re
from fractions import Fraction

from ..shared.values import FieldError, simple

LONGEST = 300  # characters
BITS = 4096  # of a number on the way
SAME = {
    "**": "^",
    "²": "^2",
    "³": "^3",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "∙": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
}
TOKEN = re.compile(r"\s*(\d{1,3}(?:[,_' ]\d{3})+(?!\d)|\d+|[A-Za-z]|[-+*/^()])")


def evaluate(text, values, field="answer"):
    """The value of `text`, where each letter of `values` has its number.

    A whole number or a Fraction. Raises FieldError where it cannot be read.
    """
    return Reader(text, values, field).whole()


class Reader:
    def __init__(self, text, values, field):
        self.values = values
        self.field = field
        text = simple(text)
        for written, meant in SAME.items():
            text = text.replace(written, meant)
        if len(text) > LONGEST:
            raise FieldError(field, "{name} is too long.", name=field)
        if not text.strip():
            raise FieldError(field, "Write your answer first.")
        self.tokens, place = [], 0
        text = text.strip().rstrip("=")
        while place < len(text):
            token = TOKEN.match(text, place)
            if not token:
                self.refuse(text[place:].strip()[:1])
            self.tokens.append(token[1])
            place = token.end()
        self.place = 0

    def refuse(self, piece):
        if self.values:
            raise FieldError(
                self.field,
                "{piece} cannot be read here. Write numbers, the symbols {symbols}, "
                "+ - * / ^ and brackets.",
                piece=piece,
                symbols=", ".join(self.values),
            )
        raise FieldError(
            self.field,
            "{piece} cannot be read here. Write a number, or a calculation with "
            "+ - * / ^ and brackets.",
            piece=piece,
        )

    @property
    def next(self):
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self):
        self.place += 1
        return self.tokens[self.place - 1]

    def whole(self):
        try:
            value = self.sum()
        except RecursionError:
            value = self.unfinished()
        if self.next:
            self.refuse(self.next)
        return value

    def unfinished(self):
        raise FieldError(self.field, "This is not finished: something is missing.")

    def sum(self):
        value = self.product()
        while self.next in ("+", "-"):
            sign = self.take()
            other = self.product()
            value = value + other if sign == "+" else value - other
        return self.bounded(value)

    def product(self):
        value = self.power()
        while self.next and self.next not in "+-)":
            if self.next == "^":
                self.refuse("^")
            sign = self.take() if self.next in "*/" else "*"
            other = self.power()
            if sign == "/":
                if not other:
                    raise FieldError(self.field, "Nothing can be divided by zero.")
                value = Fraction(value) / other
            else:
                value = self.bounded(value * other)
        return value

    def power(self):
        sign = 1
        while self.next in ("+", "-"):
            sign = -sign if self.take() == "-" else sign
        value = self.atom()
        if self.next == "^":
            self.take()
            exponent = self.atom()
            if exponent not in range(10):
                self.refuse("^")
            if value and size(value) * exponent > BITS:
                self.refuse("^")
            value = value**exponent
        return sign * value

    def atom(self):
        if not self.next:
            self.unfinished()
        token = self.take()
        if token == "(":
            value = self.sum()
            if self.next != ")":
                self.unfinished()
            self.take()
            return value
        if token[0].isdigit():
            return int(re.sub(r"\D", "", token))
        for letter in (token, token.swapcase()):
            if letter in self.values:
                return self.values[letter]
        return self.refuse(token)

    def bounded(self, value):
        if size(value) > BITS:
            self.refuse("^")
        return value


def size(value):
    value = Fraction(value)
    return max(value.numerator.bit_length(), value.denominator.bit_length())
