"""Read one JSON object per line and print the result of Python's own parser."""

import ast
import json
import shlex
import sys
import tomllib


def tree(node):
    """Convert an abstract syntax tree to lists, without positions."""
    if isinstance(node, ast.AST):
        return [type(node).__name__, *(tree(value) for _, value in ast.iter_fields(node))]
    if isinstance(node, list):
        return [tree(item) for item in node]
    return node if isinstance(node, str) else repr(node)


PARSERS = {
    "toml": tomllib.loads,
    "json": json.loads,
    "python": lambda text: tree(ast.parse(text)),
    "words": shlex.split,
}

for line in sys.stdin:
    kind, text = json.loads(line)
    try:
        answer = {"value": PARSERS[kind](text)}
    except (ValueError, SyntaxError, RecursionError) as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer, default=str), flush=True)
