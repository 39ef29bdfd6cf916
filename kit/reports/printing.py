"""The files of one printing: a paper a code and the key to all, as Word and as PDF."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.amendments import AmendedBank
from kit.durable import write_durably
from kit.errors import UserError
from kit.papers import lay_out
from kit.printings import Printing
from kit.reports.key_docx import key_docx
from kit.reports.key_view import KeyHead, key_view
from kit.reports.paper_docx import paper_docx
from kit.reports.pdf import not_in_fonts, pdf
from kit.reports.view import Head, view
from kit.wording import t
from kit.workspace import Workspace

Format = Literal["docx", "pdf"]


@dataclass(frozen=True)
class Printed:
    """What came of it; nothing is on disk yet."""

    papers: dict[str, bytes]
    """Name of the file → its bytes."""
    keys: dict[str, bytes]
    no_glyph: str
    """Characters that the PDF cannot show."""

    @property
    def files(self) -> dict[str, bytes]:
        """All of them."""
        return {**self.papers, **self.keys}


def make(
    bank: AmendedBank,
    printing: Printing,
    codes: Sequence[str],
    head: Head,
    formats: Iterable[Format],
) -> Printed:
    """Make the papers of these codes and their key; the same arguments, the same bytes."""
    quiz, wanted = bank.asked, tuple(formats)
    papers = [lay_out(quiz, printing.seed, code, printing.kept) for code in codes]
    about = KeyHead(head.title, head.group, printing.version, printing.seed, head.language)
    key = key_view(papers, bank, about)
    large = f"-{t('paper.file_large')}" if head.large else ""
    made: dict[str, bytes] = {}
    strange = set[str]()
    for paper in papers:
        shown = view(paper, head)
        name = f"{quiz.id}-{paper.code}{large}"
        made |= _both(name, shown, wanted)
        strange |= set(not_in_fonts(shown)) if "pdf" in wanted else set()
    name = f"{quiz.id}-{t('paper.file_key')}-{'-'.join(dict.fromkeys((codes[0], codes[-1])))}"
    return Printed(made, _both(name, key, wanted), "".join(sorted(strange)))


def _both(name: str, shown: dict[str, object], formats: Sequence[Format]) -> dict[str, bytes]:
    is_key = "tables" in shown
    made: dict[str, bytes] = {}
    if "docx" in formats:
        made[f"{name}.docx"] = key_docx(shown) if is_key else paper_docx(shown)
    if "pdf" in formats:
        made[f"{name}.pdf"] = pdf("key.typ" if is_key else "paper.typ", shown)
    return made


def must_be_apart(folder: Path) -> None:
    """Raise ``UserError`` for a place in a group's folder, where the server and kernels read."""
    group = Workspace.around(folder.resolve())
    if group:
        what = t("paper.in_group", path=folder, group=group.path)
        raise UserError(what, t("paper.in_group_hint"))


def put(folder: Path, files: dict[str, bytes]) -> Iterator[Path]:
    """Write all files or none; raises ``UserError`` if another one of that name is there."""
    there = [name for name in files if (folder / name).exists()]
    if others := [name for name in there if (folder / name).read_bytes() != files[name]]:
        what = t("paper.other_file", path=folder, names=", ".join(others))
        raise UserError(what, t("paper.other_file_hint"))
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        # Papers and keys are no matter for a project's history.
        write_durably(folder / ".gitignore", b"*\n")
    for name, content in files.items():
        write_durably(folder / name, content)
        yield folder / name
