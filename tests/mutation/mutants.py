"""Small faults put into a module, one at a time: what mutmut and cosmic-ray call mutants."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Div,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one fault."""

    line: int
    was: str
    now: str
    source: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.was} -> {self.now}"


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module; what only describes it, as docstrings and annotations do, is left alone."""
    tree = ast.parse(source)
    for path, node in _walk(tree, ()):
        for other in _others(node):
            whole = copy.deepcopy(tree)
            _put(whole, path, other)
            text = ast.unparse(ast.fix_missing_locations(whole))
            yield Mutant(getattr(node, "lineno", 0), _short(node), _short(other), text)


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    other = copy.deepcopy(node)
    match other:
        case ast.Compare(ops=[op, *rest]) if type(op) in _COMPARED:
            other.ops = [_COMPARED[type(op)](), *rest]
            yield other
        case ast.BoolOp():
            other.op = ast.Or() if isinstance(other.op, ast.And) else ast.And()
            yield other
        case ast.BinOp() | ast.AugAssign() if type(other.op) in _RECKONED:
            other.op = _RECKONED[type(other.op)]()
            yield other
        case ast.UnaryOp(op=ast.Not()):
            yield other.operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            yield ast.Constant(f"XX{value}XX")
        case ast.Assign(value=value) if not isinstance(value, ast.Constant):
            other.value = ast.Constant(None)
            yield other
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()


def _walk(
    node: ast.AST, path: tuple[tuple[str, int | None], ...]
) -> Iterator[tuple[tuple[tuple[str, int | None], ...], ast.AST]]:
    yield path, node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        if isinstance(value, list):
            for at, each in enumerate(value):
                if isinstance(each, ast.AST) and not _describes(each):
                    yield from _walk(each, (*path, (name, at)))
        elif isinstance(value, ast.AST):
            yield from _walk(value, (*path, (name, None)))


def _describes(node: ast.AST) -> bool:
    """A docstring, an import or the name of a type."""
    match node:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Import() | ast.ImportFrom() | ast.Assert():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _put(tree: ast.AST, path: tuple[tuple[str, int | None], ...], other: ast.AST) -> None:
    node: ast.AST = tree
    for name, at in path[:-1]:
        value = getattr(node, name)
        node = value if at is None else value[at]
    name, at = path[-1]
    if at is None:
        setattr(node, name, other)
    else:
        getattr(node, name)[at] = other


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= 90 else f"{text[:87]}..."
