"""A copy of the real content in which one fault at a time can be planted, and taken out again."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from kit import yaml
from kit.checks import Report, check, evidence, quotes
from kit.checks.citations import every
from kit.checks.runs import Index
from kit.checks.scope import Scope, find
from kit.yaml import Document
from tests.banks import ROOT

Place = tuple[str | int, ...]
Raw = Mapping[str, Any]


@cache
def _composed(text: str, name: str) -> Document:
    return yaml.compose(text, name)


@dataclass(frozen=True)
class Item:
    """An item of the copy."""

    file: Path
    place: Place
    raw: Raw


@dataclass
class Copy:
    """The content folder's copy, and the texts of its sources."""

    root: Path
    texts: Path
    kept: dict[Path, bytes | None] = field(default_factory=dict)
    """What changed files were before."""

    def check(self) -> Report:
        """Everything the rules say of the copy."""
        return check([self.root], self.texts)

    def restore(self) -> None:
        """Take the fault out again."""
        for file, content in self.kept.items():
            if content is None:
                file.unlink()
            else:
                file.write_bytes(content)
        self.kept.clear()

    def write(self, file: Path, text: str) -> None:
        """Change a file, or add one."""
        self.kept.setdefault(file, file.read_bytes() if file.exists() else None)
        file.write_text(text, "utf-8", newline="\n")

    # Banks and other YAML

    def document(self, file: Path) -> Document:
        """A YAML file as typed."""
        return _composed(file.read_text("utf-8"), str(file))

    def tests(self) -> list[Path]:
        """The banks that are no practice and have items of their own."""
        return [file for file in self._banks() if not self._is_practice(file)]

    def practice(self) -> list[Path]:
        """The banks to practise with."""
        return [file for file in self._banks() if self._is_practice(file)]

    def _banks(self) -> list[Path]:
        files = sorted((self.root / "quizzes").glob("*.yaml"))
        return [file for file in files if self.document(file).at(("items",))]

    def _is_practice(self, file: Path) -> bool:
        return bool(self.document(file).at(("settings", "mode")) == "practice")

    def items(self, file: Path) -> list[Item]:
        """The items of a bank, as typed."""
        items = self.document(file).at(("items",))
        return [Item(file, ("items", n), raw) for n, raw in enumerate(items)]

    def item(self, kind: str = "", where: Callable[[Item], bool] = lambda item: True) -> Item:
        """The first test item of a kind for which ``where`` holds."""
        return next(
            item
            for file in self.tests()
            for item in self.items(file)
            if item.raw["kind"] == (kind or item.raw["kind"])
            and item.raw["kind"] != "survey"
            and where(item)
        )

    def line(self, file: Path, place: Place) -> int:
        """Where a part of a YAML file begins, counted from 1."""
        return self.document(file).line(place)

    def cut(self, file: Path, place: Place) -> None:
        """Take a key and what belongs to it out of a YAML file in block style."""
        lines, start, end = self._range(file, place)
        self.write(file, "\n".join((*lines[:start], *lines[end:])))

    def put(self, file: Path, place: Place, value: object) -> int:
        """Give a key of a YAML file another value; the key's line."""
        self.put_all(file, {place: value})
        return self.line(file, place)

    def put_all(self, file: Path, values: Mapping[Place, object]) -> None:
        """Give several keys of a YAML file other values."""
        lines = file.read_text("utf-8").split("\n")
        ranges = [(self._range(file, place), place) for place in values]
        # From the last to the first, so that the lines above keep their numbers.
        for (_, start, end), place in sorted(ranges, key=lambda one: -one[0][1]):
            indent = " " * (len(lines[start]) - len(lines[start].lstrip()))
            value = json.dumps(values[place], ensure_ascii=False)
            lines[start:end] = [f"{indent}{place[-1]}: {value}"]
        self.write(file, "\n".join(lines))

    def text(self, item: Item) -> str:
        """The lines of a whole item."""
        lines, start, end = self._range(item.file, item.place)
        return "\n".join(lines[start:end])

    def _range(self, file: Path, place: Place) -> tuple[list[str], int, int]:
        document, lines = self.document(file), file.read_text("utf-8").split("\n")
        first = document.line(place)
        after = (
            line
            for other, line in document.lines.items()
            if line > first and other[: len(place)] != place
        )
        return lines, first - 1, min(after, default=len(lines)) - 1

    # Notebooks

    def lessons(self) -> list[Path]:
        """The notebooks that cite."""
        files = sorted((self.root / "lessons").glob("*.ipynb"))
        return [file for file in files if "#nguon-" in file.read_text("utf-8")]

    def notebook(self, file: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
        """Change the cells of a notebook."""
        data = json.loads(file.read_text("utf-8"))
        change(data["cells"])
        self.write(file, json.dumps(data, ensure_ascii=False, indent=1) + "\n")

    def add_cell(self, text: str, kind: str = "markdown") -> tuple[Path, int]:
        """Put a cell at the end of the first lesson; the file and the line of the text."""
        file = self.lessons()[0]
        cell: dict[str, Any] = {"cell_type": kind, "id": "them-vao", "metadata": {}}
        code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
        self.notebook(file, lambda cells: cells.append({**cell, **code, "source": [text]}))
        return self.found(file, json.dumps(text, ensure_ascii=False)[1:-1])

    def found(self, file: Path, text: str) -> tuple[Path, int]:
        """The file, and the first line in which a text stands."""
        lines = file.read_text("utf-8").split("\n")
        return file, next(n for n, line in enumerate(lines, 1) if text in line)

    # Sources

    def sentence(self, words: int) -> tuple[str, int, str]:
        """So many words from a source, not of a title: its id, the paragraph, the words."""
        scope = self.scope()
        index = Index(scope.library.texts, scope.titles)
        for id, paragraphs in sorted(scope.library.texts.items()):
            for n, paragraph in enumerate(paragraphs, 1):
                found = list(re.finditer(r"\w+", paragraph))
                if len(found) > words + 3:
                    text = paragraph[found[3].start() : found[words + 2].end()]
                    run = index.longest(text)
                    if run and run.length == words and not re.search('[“”"]', text):
                        return id, n, text
        raise LookupError(words)

    def scope(self) -> Scope:
        """What is looked at together."""
        (scope,) = find([self.root], self.texts)
        return scope


def copy_content(folder: Path, texts: Path | None) -> Copy:
    """The real lessons and quizzes, with the real texts or, without these, with made-up ones."""
    root = folder / "content"
    for part in ("quizzes", "lessons"):
        shutil.copytree(ROOT / part, root / part)
    own = folder / "texts"
    if texts:
        shutil.copytree(texts, own)
    else:
        own.mkdir()
        _make_up(root, own)
    return Copy(root, own)


def _make_up(root: Path, folder: Path) -> None:
    """Texts in which everything stands that the content cites, quotes and states in figures."""
    (scope,) = find([root], None)
    listed = root / "quizzes" / "sources.yaml"
    text = listed.read_text("utf-8")
    filler = (f"xen{n}" for n in count())
    for id, source in scope.library.sources.items():
        paragraphs: list[list[str]] = [[] for _ in range(source.paragraphs)]
        for cited in every(scope):
            if cited.source == id:
                paragraphs[cited.paragraph - 1].append(cited.phrase)
        paragraphs[0] += _said(scope, id)
        lines = (" ".join(f"{part} {next(filler)}" for part in ("", *p)) for p in paragraphs)
        content = "\n\n".join(line.strip() for line in lines)
        (folder / source.file).write_text(content, "utf-8", newline="\n")
        text = text.replace(source.sha256, sha256(content.encode()).hexdigest())
    listed.write_text(text, "utf-8", newline="\n")


def _said(scope: Scope, source: str) -> Iterator[str]:
    """Quotations, slogans and figures that must stand somewhere in a source."""
    for prose in scope.prose:
        if source in prose.cited:
            yield from quotes.quoted(prose.text)
    if scope.slogans:
        for entry in scope.slogans.document.at(("slogans",)):
            if any(cite["source"] == source for cite in entry["cite"]):
                yield entry["text"]
    for bank in scope.banks:
        for at, raw in bank.entries():
            if any(cite["source"] == source for cite in raw.get("cite") or ()):
                yield from (written for _, written, _ in evidence.stated(raw, at))
