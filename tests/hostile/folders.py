"""Ways to spoil the folder that a submission lies in, and what it is called."""

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from tests.hostile.hand import Hand, honest
from tests.hostile.mutator import Mutator

Spoil = Callable[[Path, Path], object]
"""A path, and one where anything may be put for it to lead to."""


def _link(path: Path, other: Path) -> None:
    os.rename(path, other)
    path.symlink_to(other)


def _dead_link(path: Path, other: Path) -> None:
    _remove(path)
    path.symlink_to(other)


def _ring(path: Path, other: Path) -> None:
    _remove(path)
    path.symlink_to(path.name)


def _pipe(path: Path, other: Path) -> None:
    _remove(path)
    os.mkfifo(path)


def _socket(path: Path, other: Path) -> None:
    _remove(path)
    here = os.getcwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _device(path: Path, other: Path) -> None:
    _remove(path)
    path.symlink_to("/dev/zero")


def _folder(path: Path, other: Path) -> None:
    _remove(path)
    path.mkdir()


def _file(path: Path, other: Path) -> None:
    _remove(path)
    path.write_bytes(b"{}")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


_NO_FILE: tuple[Spoil, ...] = (_link, _dead_link, _ring, _pipe, _socket, _device, _folder)
_NO_FOLDER: tuple[Spoil, ...] = (_link, _dead_link, _ring, _pipe, _socket, _device, _file)


def _beside(folder: Path) -> Path:
    """A path outside of ``submitted/``, of its own."""
    return folder.parents[2] / f"beside-{folder.parent.name}"


def _spoil_file(name: str) -> Callable[[Hand, st.DrawFn], None]:
    def change(hand: Hand, draw: st.DrawFn) -> None:
        spoil, file = draw(st.sampled_from(_NO_FILE)), name.format(quiz=hand.world.quiz)
        hand.afterwards = lambda folder: spoil(folder / file, _beside(folder))

    return change


def _spoil_folder(hand: Hand, draw: st.DrawFn) -> None:
    spoil, own = draw(st.sampled_from(_NO_FOLDER)), draw(st.booleans())
    hand.afterwards = lambda folder: spoil(folder.parent if own else folder, _beside(folder))


def _hard_link(hand: Hand, draw: st.DrawFn) -> None:
    """A neighbour's answers, by another name of the same file."""

    def link(folder: Path) -> None:
        other = _beside(folder)
        data = (folder / "answers.json").read_bytes()
        other.write_bytes(data.replace(hand.learner.encode(), b"hv-lang-gieng"))
        (folder / "answers.json").unlink()
        os.link(other, folder / "answers.json")

    hand.afterwards = link


def _misnamed(hand: Hand, draw: st.DrawFn) -> None:
    quiz = hand.world.quiz
    names = [f"{quiz} (1)", f"{quiz} - Copy", f"{quiz}.", quiz.upper(), f" {quiz}", f"{quiz}_cũ"]
    name = draw(st.sampled_from(names))
    hand.afterwards = lambda folder: folder.rename(folder.with_name(name))


def _one_deeper(hand: Hand, draw: st.DrawFn) -> None:
    def move(folder: Path) -> None:
        other = _beside(folder)
        folder.rename(other)
        folder.mkdir()
        other.rename(folder / folder.name)

    hand.afterwards = move


def _more_files(hand: Hand, draw: st.DrawFn) -> None:
    count = draw(st.sampled_from([1, 5, 300]))
    hand.others |= {f"{n}.ipynb": b"{" for n in range(count)}
    names = ["answers.json ", "Answers.json", "timestamp.txt~", "booklet.json", "gradebook.db",
             "nbgrader_config.py", "conftest.py", "kit.py", "json.py", "sitecustomize.py",
             "__init__.py", "a\nb", "\u202etxt", "x" * 200, "học", "ho\u0323c", "-rf",
             "*"]  # fmt: skip
    payload = hand.world.payloads[0].encode()
    hand.others |= {name: payload for name in draw(st.sets(st.sampled_from(names), max_size=6))}

    def deeper(folder: Path) -> None:
        inner = folder / "submitted" / hand.learner / hand.world.quiz
        inner.mkdir(parents=True)
        (inner / "answers.json").write_bytes(b"{}")

    hand.afterwards = deeper


def _odd_name(hand: Hand, draw: st.DrawFn) -> None:
    """A name that can be an id, and looks as if it were something else."""
    names = ["'; DROP TABLE grade; --", "{0.__class__}", "{{7*7}}", "*", "hv-[0-9]", "%s%n",
             "$(id)", "-rf", "~root", "Nguyễn Văn A", "null", "0", "hv+1", "a:b", "<b>x",
             "học", "ho\u0323c", "HV-1", "hv-1.", " hv-1", "con", "ｈｖ", "[red]x"]  # fmt: skip
    name = f"{draw(st.sampled_from(names))}{hand.learner.removeprefix('hv')}"
    made = honest(hand.world, name, Random(hand.learner))
    hand.learner, hand.paper, hand.before = made.learner, made.paper, made.before
    hand.answers, hand.notebook, hand.stamp = made.answers, made.notebook, made.stamp


def _no_name(hand: Hand, draw: st.DrawFn) -> None:
    """One that can be nobody's id; some of these no file can hold."""
    odd = ["a\nb", "\x1b[2J", "\u202ea", "a\u200bb", "\udcff", "a\u2028", "x" * 130, "\x7f", "a\tb"]
    name = f"{draw(st.sampled_from(odd))}{hand.learner}"
    hand.rewrite({**hand.given(), "learner": name})
    hand.learner = name


FOLDERS: dict[str, Mutator] = {
    "no plain answers": Mutator(_spoil_file("answers.json"), "unreadable"),
    "no plain notebook": Mutator(_spoil_file("{quiz}.ipynb"), "quarantined"),
    "no plain time": Mutator(_spoil_file("timestamp.txt"), "quarantined"),
    "no plain folder": Mutator(_spoil_folder, "quarantined"),
    "a neighbour's file": Mutator(_hard_link, "unreadable"),
    "folder misnamed": Mutator(_misnamed, "quarantined"),
    "folder one deeper": Mutator(_one_deeper, "quarantined"),
    "more files": Mutator(_more_files, "same"),
    "odd learner": Mutator(_odd_name, "same"),
    "no learner": Mutator(_no_name, "quarantined"),
}
