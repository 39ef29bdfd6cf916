"""The sources that content may cite (``sources.yaml``), and their texts where these are at hand.

The texts are other people's articles, so they are not kept beside the content: whoever has them
names their folder, and citations are then checked word for word.
"""

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from kit import yaml
from kit.errors import Problem, Problems
from kit.model import Citation, Format, Frozen, Source, Text
from kit.text import paragraphs, slug
from kit.textfile import read_text
from kit.validation import problem, problems
from kit.wording import Language, t

NAME = "sources.yaml"


class DocumentKey(Frozen):
    """What names a document: numbers repeat from issuer to issuer and from year to year."""

    issuer: Text
    number: Text
    date: datetime.date | None = None


class Document(DocumentKey):
    """A document that the content speaks about, with where its data come from."""

    kind: Text | None = None
    """Chỉ thị, Nghị định, Quy định …"""
    title: Text | None = None
    superseded_by: DocumentKey | None = None
    as_of: datetime.date | None = None
    """The day on which this was checked."""
    cite: tuple[Citation, ...] = ()
    url: str | None = None
    note: str | None = None


class SourceList(Frozen):
    """``sources.yaml``."""

    format: Format
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Undeclared:
    """A text beside those of the sources, which the list does not name: nobody can cite it."""

    file: str
    sha256: str
    text: tuple[str, ...]
    """Its paragraphs; none where it is not written in UTF-8."""

    @property
    def lines(self) -> str:
        """What declares it, below the line ``sources:``; a person gives it another title."""
        title = " ".join(self.text[0].split()[:20])
        facts = {"title": title, "file": self.file, "sha256": self.sha256}
        typed = (f"    {key}: {json.dumps(one, ensure_ascii=False)}" for key, one in facts.items())
        first = f"  - id: {slug(Path(self.file).stem) or 'nguon-moi'}"
        return "\n".join((first, *typed, f"    paragraphs: {len(self.text)}"))


@dataclass(frozen=True)
class Library:
    """The known sources, the texts at hand, and what is wrong with either."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Id → paragraphs."""
    problems: tuple[Problem, ...] = ()
    document: yaml.Document | None = None
    """The list as typed."""
    name: str = ""
    """What problems call the list."""
    undeclared: tuple[Undeclared, ...] = ()
    """Texts of the folder that the list does not name."""

    @property
    def known(self) -> tuple[str, ...]:
        """Ids that may be cited."""
        return tuple(sorted({*self.sources, *self.texts}))

    def paragraph_count(self, source: str) -> int | None:
        """How many paragraphs a source has, if that is known."""
        if source in self.texts:
            return len(self.texts[source])
        return self.sources[source].paragraphs if source in self.sources else None


def read_library(file: Path | None, texts: Path | None, all_at_hand: bool = False) -> Library:
    """Read the list of sources, and the texts from a folder.

    Either may be missing: without a list a text's file name is the id of its source. A listed
    text that is missing from the folder is a problem if ``all_at_hand``. Whatever is wrong is in
    the result's ``problems``; nothing is raised.
    """
    if file is None:
        return Library(texts=_texts_by_name(texts))
    name = str(file)
    try:
        document = yaml.compose(read_text(file), name)
    except Problems as error:
        return Library(problems=error.problems, name=name)
    sources, found = _sources(document, name)
    present = {} if texts is None else _texts(sources, texts)
    mismatches = _mismatches(sources, texts, document, name, all_at_hand) if texts else ()
    at_hand = {**_texts_by_name(texts), **present} if not sources else present
    everything = (*document.twice, *found, *mismatches)
    new = () if texts is None else tuple(_undeclared(document, texts))
    return Library(sources, at_hand, tuple(everything), document, name, new)


def source_names(folder: Path) -> dict[str, str]:
    """Id → what a reader calls the source, from the ``sources.yaml`` of a folder.

    Empty without that file or for a faulty one: a citation then shows the id.
    """
    file = folder / NAME
    sources = read_library(file, None).sources if file.is_file() else {}
    return {
        id: f"{source.publisher}: {source.title}" if source.publisher else source.title
        for id, source in sources.items()
    }


def short_names(folder: Path, language: Language = "vi") -> dict[str, str]:
    """Id → a few words for places with little room: the publisher, or the day of the event.

    From the ``sources.yaml`` of a folder; empty without that file or for a faulty one.
    """
    file = folder / NAME
    sources = read_library(file, None).sources if file.is_file() else {}
    return {id: source.publisher or _of_day(source, language) for id, source in sources.items()}


def _of_day(source: Source, language: Language) -> str:
    day = source.event or source.published
    if day is None:
        return source.title
    return t("pictures.article", language, day=f"{day.day}-{day.month}-{day.year}")


def _sources(document: yaml.Document, name: str) -> tuple[dict[str, Source], list[Problem]]:
    """The sources that can be read, and what is wrong with the file."""
    found: list[Problem] = []
    try:
        SourceList.model_validate(document.data)
    except ValidationError as error:
        found += problems(error, name, document)
    sources: dict[str, Source] = {}
    raw = document.at(("sources",))
    for n, entry in enumerate(raw if isinstance(raw, list) else ()):
        try:
            source = Source.model_validate(entry)
        except ValidationError:
            continue
        if source.id in sources:
            first = next(m for m in range(n) if document.at(("sources", m, "id")) == source.id)
            params = {"id": source.id, "line": document.line(("sources", first, "id"))}
            found.append(problem(name, document, "source-twice", ("sources", n, "id"), params))
        sources.setdefault(source.id, source)
    found += _repeated_documents(document, name)
    return sources, found


def _repeated_documents(document: yaml.Document, name: str) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], int] = {}
    raw = document.at(("documents",))
    for n, entry in enumerate(raw if isinstance(raw, list) else ()):
        if not isinstance(entry, dict):
            continue
        key = tuple(str(entry.get(part)) for part in ("issuer", "number", "date"))
        if key in seen:
            params = {"id": entry.get("number"), "line": seen[key]}
            yield problem(name, document, "source-twice", ("documents", n), params)
        seen.setdefault(key, document.line(("documents", n)))


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None


def _paragraphs(content: bytes) -> tuple[str, ...]:
    return tuple(paragraphs(content.decode("utf-8", errors="replace")))


def _texts(sources: Mapping[str, Source], folder: Path) -> dict[str, tuple[str, ...]]:
    read = ((id, _read(folder / source.file)) for id, source in sources.items())
    return {id: _paragraphs(content) for id, content in read if content is not None}


def _texts_by_name(folder: Path | None) -> dict[str, tuple[str, ...]]:
    files = sorted(folder.glob("*.txt")) if folder else []
    return {file.stem: _paragraphs(file.read_bytes()) for file in files}


def _undeclared(document: yaml.Document, folder: Path) -> Iterator[Undeclared]:
    named = [one.get("file") for one in document.at(("sources",)) or () if isinstance(one, dict)]
    for file in sorted(folder.glob("*.txt")) if named else ():  # else cited by its own name
        if file.name in named or (content := _read(file)) is None:
            continue
        try:
            text = tuple(paragraphs(content.decode("utf-8").removeprefix("\ufeff")))
        except UnicodeDecodeError:
            text = ()
        yield Undeclared(file.name, sha256(content).hexdigest(), text)


def _mismatches(
    sources: Mapping[str, Source],
    folder: Path,
    document: yaml.Document,
    name: str,
    all_at_hand: bool,
) -> Iterator[Problem]:
    """Texts that are not the ones that were entered, or are not there."""
    for n, entry in enumerate(document.at(("sources",)) or ()):
        source = sources.get(str(entry.get("id"))) if isinstance(entry, dict) else None
        content = _read(folder / source.file) if source else None
        at = ("sources", n)
        if source and content is None and all_at_hand:
            params: dict[str, object] = {"file": source.file, "folder": folder}
            yield problem(name, document, "source-missing", (*at, "file"), params)
        if source is None or content is None:
            continue
        digest = sha256(content).hexdigest()
        count = len(_paragraphs(content))
        params = {"file": source.file, "digest": digest, "count": count}
        if digest != source.sha256:
            yield problem(name, document, "source-changed", (*at, "sha256"), params)
        if count != source.paragraphs:
            values = {**params, "paragraphs": source.paragraphs}
            yield problem(name, document, "source-length", (*at, "paragraphs"), values)
