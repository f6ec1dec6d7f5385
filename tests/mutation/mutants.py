"""What is changed: small changes of the code that decides, one at a time, drawn by a seed."""

from __future__ import annotations

import ast
import difflib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice, repeat
from pathlib import Path
from random import Random

import libcst as cst
from libcst.metadata import MetadataWrapper, WhitespaceInclusivePositionProvider
from mutmut.mutation.file_mutation import NEVER_MUTATE_FUNCTION_NAMES, MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

PLACES = (
    "services/*/domain/**/*.py",
    "services/*/handlers.py",
    "services/*/handlers/**/*.py",
    "services/intake/rosters/**/*.py",
    "services/intake/redaction/**/*.py",
    "shared/titles/**/*.py",
)
_LOGS = {"log", "_log", "logger", "_logger"}
_LOG_CALLS = {"debug", "info", "warning", "error", "exception", "bind"}
_ABOUT_TYPES = {"cast", "TypeVar", "ParamSpec", "NewType"}
_ANYWHERE = cst.BaseNumber | cst.BinaryOperation | cst.UnaryOperation | cst.ComparisonTarget


@dataclass(frozen=True, order=True)
class Mutant:
    """One change of one file.

    Attributes:
        path: of the file, from the root of the project.
        start: the line, counted from 1, and the column at which the change begins.
        end: where it ends.
        text: what stands there instead.
    """

    path: str
    start: tuple[int, int]
    end: tuple[int, int]
    text: str

    def applied(self, source: str) -> str:
        """Change the source of the file."""
        lines = [f"{line}\n" for line in source.split("\n")]
        before = "".join(lines[: self.start[0] - 1]) + lines[self.start[0] - 1][: self.start[1]]
        after = lines[self.end[0] - 1][self.end[1] :] + "".join(lines[self.end[0] :])
        return before + self.text + after.removesuffix("\n")


class _Finder(MutationVisitor):
    """Find what mutmut would change, and in decorated functions, too.

    Outside functions, where most of the text is words of some language, only numbers and
    operators are changed.
    """

    def __init__(self, path: str, tree: MetadataWrapper) -> None:
        super().__init__(mutation_operators, IgnoredCode(set(), set(), set()))
        self.found: list[Mutant] = []
        self._path = path
        self._module = tree.module
        self._spans = tree.resolve(WhitespaceInclusivePositionProvider)
        self._depth = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        self._depth += isinstance(node, cst.FunctionDef)
        return super().on_visit(node)

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self._depth -= isinstance(original_node, cst.FunctionDef)
        super().on_leave(original_node)

    def _create_mutations(self, node: cst.CSTNode) -> None:
        if not self._depth and not isinstance(node, _ANYWHERE):
            return
        super()._create_mutations(node)
        while self.mutations:
            text = self._module.code_for_node(self.mutations.pop().mutated_node)
            if span := self._spans.get(node):
                start, end = span.start, span.end
                place = (start.line, start.column), (end.line, end.column)
                self.found.append(Mutant(self._path, *place, text))

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef):
            return node.name.value in NEVER_MUTATE_FUNCTION_NAMES
        return _changes_nothing(node) or super()._skip_node_and_children(node)


def _changes_nothing(node: cst.CSTNode) -> bool:
    """Tell what is there for types and logs alone."""
    if isinstance(node, cst.If):
        return isinstance(node.test, cst.Name) and node.test.value == "TYPE_CHECKING"
    if not isinstance(node, cst.Call):
        return False
    called = node.func
    if isinstance(called, cst.Name):
        return called.value in _ABOUT_TYPES
    if not isinstance(called, cst.Attribute) or not isinstance(called.value, cst.Name):
        return False
    return called.value.value in _LOGS and called.attr.value in _LOG_CALLS


def find(root: Path, only: str = "") -> list[Mutant]:
    """Find every change there is.

    Args:
        root: of the project.
        only: files or folders of it, between commas; everywhere, if empty.
    """
    paths = {path.relative_to(root).as_posix() for place in PLACES for path in root.glob(place)}
    chosen = sorted(path for path in paths if path.startswith(tuple(only.split(","))))
    with ProcessPoolExecutor() as pool:
        return sorted(chain.from_iterable(pool.map(_find_in, repeat(root), chosen)))


def _find_in(root: Path, path: str) -> list[Mutant]:
    tree = MetadataWrapper(cst.parse_module((root / path).read_text("utf-8")))
    finder = _Finder(path, tree)
    tree.visit(finder)
    return finder.found


def draw(root: Path, mutants: list[Mutant], count: int, seed: int) -> list[Mutant]:
    """Draw changes that Python can read and takes for changes, all equally likely.

    Args:
        root: of the project.
        mutants: what can be drawn.
        count: how many are drawn, if there are so many.
        seed: the same one draws the same ones.
    """
    order = list(mutants)
    Random(seed).shuffle(order)
    drawn = (one for one in order if _is_a_change((root / one.path).read_text("utf-8"), one))
    return list(islice(drawn, count))


def _is_a_change(source: str, mutant: Mutant) -> bool:
    return _means(mutant.applied(source)) not in ("", _means(source))


def _means(source: str) -> str:
    """Write source code as Python reads it; empty if it can't."""
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return ""


def difference(source: str, mutant: Mutant) -> tuple[int, str]:
    """Tell at which line the change begins, and show in as few lines as possible what differs."""
    before, after = (
        [line.strip() for line in text.splitlines()] for text in (source, mutant.applied(source))
    )
    same = next(at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
    lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))[3:]
    return same + 1, "\n".join(f"    {line[0]} {line[1:]}" for line in lines if line[0] in "+-")
