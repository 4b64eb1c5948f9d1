"""The constructor call in a line as programs have it: `model.add(LSTM(10))`."""

import ast
from textwrap import dedent

from gatecount.parsing import parse
from gatecount.reading import expression

INPUTS = ("input_shape", "batch_input_shape", "input_dim")
ADDING = ("add", "append")


def bare(code: str) -> tuple[str, str]:
    """(the constructor call that the line holds, the input shape that it says).

    What assigns, adds or calls the layer is left out: `x = LSTM(10)(x)` is
    `LSTM(10)`. Keras' old input_shape=, which says the input and not the layer,
    becomes a text such as "13,5". A line of another kind comes back as it is.
    """
    text = code.strip()
    shaped = any(each in text for each in INPUTS)  # then the tree is changed below
    node = not shaped and expression(text)
    call = unwrapped(only(node or held(dedent(text))))
    if not isinstance(call, ast.Call):
        return code, ""
    shape = take_shape(call)
    if not shape and text == ast.get_source_segment(text, call):
        return code, ""
    try:
        return ast.unparse(call), shape
    except RecursionError:  # so deep that the engine says what is wrong with it
        return code, ""


def held(code):
    """The expression of the only statement, whatever takes its value."""
    try:
        statements = parse(code).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    kinds = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)
    if len(statements) != 1 or not isinstance(statements[0], kinds):
        return None
    return statements[0].value


def only(value):
    """What stands before a comma at the end of the line."""
    one = isinstance(value, ast.Tuple) and len(value.elts) == 1
    return value.elts[0] if one else value


def unwrapped(node):
    """The constructor in `LSTM(10)(x)`, `model.add(LSTM(10))`, `LSTM(10).to(gpu)`."""
    while isinstance(node, ast.Call):
        function = node.func
        if isinstance(function, ast.Call) and not any(map(calls, node.args)):
            node = function
        elif not isinstance(function, ast.Attribute):
            break
        elif isinstance(function.value, ast.Call):
            node = function.value
        elif function.attr in ADDING and len(node.args) == 1 and calls(node.args[0]):
            node = node.args[0]
        else:
            break
    return node


def calls(node):
    return isinstance(node, ast.Call)


def take_shape(call):
    """The text of the only input shape in the call, taken out; "" where none is."""
    said = [
        (inner, each)
        for inner in filter(calls, ast.walk(call))
        for each in inner.keywords
        if each.arg in INPUTS and not ast.unparse(inner.func).endswith("Embedding")
    ]
    text = text_of(said[0][1]) if len(said) == 1 else ""
    if text:
        [(inner, argument)] = said
        inner.keywords.remove(argument)
    return text


def text_of(argument):
    try:
        sizes = ast.literal_eval(argument.value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return ""
    sizes = sizes if isinstance(sizes, (tuple, list)) else (sizes,)
    if argument.arg == "batch_input_shape":
        sizes = sizes[1:]
    if not sizes or not all(size is None or type(size) is int for size in sizes):
        return ""
    return ",".join(map(str, sizes))
