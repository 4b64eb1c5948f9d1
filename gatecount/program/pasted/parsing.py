"""Does Python read this?"""

import ast
import re
import warnings

from ...parsing import parse

PROMPT = re.compile(r"^(?:In|Out) \[\d+\]:", re.MULTILINE)


def is_program(text: str) -> bool:
    """Python reads it, and `In [3]: x` is not meant as an annotation."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return not (PROMPT.search(text) and any(map(is_prompt, tree.body)))


def is_prompt(statement: ast.AnnAssign) -> bool:
    return (
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Subscript)
        and ast.unparse(statement.target.value) in ("In", "Out")
    )
