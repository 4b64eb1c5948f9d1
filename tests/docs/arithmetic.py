"""Evaluate the numeric equations in TeX and in plain text."""

import ast
import operator
import re
from fractions import Fraction

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}

# In TeX: what only dresses a number, and what stands for an operator.
DRESS = re.compile(
    r"\\(?:gate|underset|underbrace|htmlClass)\{[^{}]*\}\{([^{}]*)\}"
    r"|\\(?:mathbf|boldsymbol|text)\{([^{}]*)\}"
)
DROPPED = re.compile(
    r"\\tag\{[^}]*\}|\\(?:begin|end)\{aligned\}|\\(?:big|Big|bigg|Bigg)?[lr]\b"
    r"|\\(?:bigl|bigr|Bigl|Bigr|left|right)\b|\\[,;!: ]|&"
)
# A new line is a new chain, unless it begins with the sign of equality.
NEW_LINE = re.compile(r"\\\\(?:\[[^\]]*\])?")
PLAIN_EQUATION = re.compile(
    r"[\d(][\d,.\s()]*(?:[×·*/+−–-]\s*[\d(][\d,.\s()]*)*"
    r"(?:[=＝]\s*[\d(][\d,.\s()]*(?:[×·*/+−–-]\s*[\d(][\d,.\s()]*)*)+"
)


def tex_chains(tex):
    """The numeric members of each chain of equalities, as lists of texts."""
    tex = tex.replace("{,}", "").replace("{}", "")
    previous = None
    while previous != tex:
        previous = tex
        tex = DRESS.sub(lambda match: match[1] or match[2] or "", tex)
    tex = NEW_LINE.sub("\n", re.sub(r"\s+", " ", tex))
    tex = DROPPED.sub(" ", tex)
    tex = re.sub(r"\\(?:times|cdot)\b", "*", tex).replace("^", "**")
    tex = tex.replace("{", "(").replace("}", ")")
    for chain in re.split(r"\n(?!\s*=)", tex):
        yield from numeric_members(chain)


def plain_chains(text):
    for match in PLAIN_EQUATION.finditer(text):
        equation = match[0].replace("＝", "=").replace(",", "")
        yield from numeric_members(re.sub("[×·]", "*", re.sub("[−–]", "-", equation)))


def numeric_members(text):
    members = [member.strip() for member in text.split("=")]
    numeric = [member for member in members if value(member) is not None]
    if len(numeric) > 1:
        yield numeric


def value(expression):
    """The exact value, or None where it is not plain arithmetic."""
    try:
        return evaluate(ast.parse(expression.strip(), mode="eval").body)
    except (SyntaxError, TypeError, ValueError):
        return None


def evaluate(node):
    match node:
        case ast.Constant(value=int() | float()):
            return Fraction(str(node.value))
        case ast.BinOp() if type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](evaluate(node.left), evaluate(node.right))
        case ast.UnaryOp(op=ast.USub()):
            return -evaluate(node.operand)
    raise ValueError(ast.dump(node))
