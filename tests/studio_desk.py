"""A trainer at the studio without a browser: messages in, answers out."""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from kit.clock import ZONE
from kit.studio.desk import StudioDesk
from kit.studio.drafts import Drafts
from kit.studio.shelf import Shelf
from kit.studio.widget import Page

BANK = """\
# Bộ câu hỏi thử. Ghi chú này ở lại.
format: 1
id: thu
title: Bài thử   # tên tạm
as_of: 2026-11-22
settings: {mode: test}

# Phần một
items:
  # câu dễ nhất
  - id: mot
    kind: number   # gõ số
    stem: Một nghìn viết bằng chữ số?
    key: 4.500   # giữ nguyên cách viết
    explanation: >-
      Một câu dài
      hai dòng.

  # Phần hai

  - id: hai
    kind: single
    stem: "Chọn: một"
    options:
      a: Một
      # phương án hay nhầm
      b: Hai
      c: Ba
    key: b

  - id: ba
    kind: true_false
    stem: Hai hơn một.
    key: true
# hết
"""


@dataclass
class Clock:
    """A clock that goes on by a minute whenever it is asked."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 29, 9, tzinfo=ZONE))
    step: timedelta = timedelta(minutes=1)

    def __call__(self) -> datetime:
        self.at += self.step
        return self.at


_PAGES = count()


class Trainer:
    """One page, and the person at it."""

    def __init__(self, folder: Path, sources: Path | None = None) -> None:
        self.clock = Clock()
        drafts = Drafts(f"{os.getpid()}t{next(_PAGES)}")
        self.desk = StudioDesk(Shelf.at(folder, sources), self.clock, drafts)
        self.page = Page(self.desk)
        self.view: dict[str, Any] = {}
        self.said: dict[str, Any] = {}

    def ask(self, do: str, **message: Any) -> "Trainer":
        (reply,) = self.page.receive({"do": do, "n": 1, **message})
        self.view, self.said = {**self.view, **reply["view"]}, reply["said"]
        return self

    def close(self) -> "Trainer":
        """Go away without saving, as a page does whose process has ended."""
        self.desk.drafts.close()
        return self

    def set(self, field: str, value: Any) -> "Trainer":
        return self.ask("set", field=field, value=value)

    def choose(self, id: str) -> "Trainer":
        (piece,) = [one for one in self.desk.bank.sheet.pieces if one.id == id]
        return self.ask("choose", uid=piece.uid)

    def value(self, name: str) -> Any:
        """What the form shows in a field."""
        return next(one["value"] for one in self.view["form"]["fields"] if one["name"] == name)

    @property
    def ids(self) -> list[str]:
        return [piece.id for piece in self.desk.bank.sheet.pieces]

    @property
    def text(self) -> str:
        return self.desk.bank.sheet.text


def folder_with(path: Path, text: str = BANK) -> Path:
    """A folder with one bank, ``thu.yaml``."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "thu.yaml").write_bytes(text.encode("utf-8"))
    return path


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, in order."""
    from difflib import ndiff

    found = list(ndiff(old.splitlines(), new.splitlines()))
    return (
        [line[2:] for line in found if line.startswith("- ")],
        [line[2:] for line in found if line.startswith("+ ")],
    )
