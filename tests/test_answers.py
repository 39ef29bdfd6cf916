"""The answers file: durable, one writer at a time, and honest about what it cannot read."""

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.answers import (
    Answer,
    AnswerFile,
    Answers,
    HandedIn,
    Missing,
    Unreadable,
    encode_json,
    from_json,
    read,
    to_json,
)
from kit.clock import ZONE
from kit.durable import write_durably
from kit.plainfile import MAX_BYTES

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=ZONE)
LATER = datetime(2026, 11, 22, 8, 0, tzinfo=ZONE)


@pytest.fixture
def file(tmp_path: Path) -> AnswerFile:
    return AnswerFile(tmp_path / "hv-001" / "bai" / "answers.json", "bai", "0123456789ab", "hv-001")


def test_before_the_first_answer_there_is_no_file_and_nothing_is_made(file: AnswerFile) -> None:
    assert file.read(NOW).answers == {}
    assert not file.path.exists()


def test_what_save_returned_from_is_on_disk(file: AnswerFile) -> None:
    saved = file.save("a", ["x", None, {"y": "ư"}], NOW)
    assert read(file.path) == saved
    assert saved.answers["a"] == Answer(["x", None, {"y": "ư"}], "2026-11-22T07:30:00+07:00")
    assert (saved.quiz, saved.version, saved.learner) == ("bai", "0123456789ab", "hv-001")


def test_another_answer_keeps_the_others_and_replaces_its_own(file: AnswerFile) -> None:
    file.save("a", "1", NOW)
    file.save("b", "2", NOW)
    assert file.save("a", "3", LATER).responses() == {"a": "3", "b": "2"}
    assert read(file.path).started == "2026-11-22T07:30:00+07:00"


def test_flags_and_place_are_kept(file: AnswerFile) -> None:
    file.flag("a", True, NOW)
    file.flag("b", True, NOW)
    file.flag("a", True, NOW)
    file.place("b", NOW)
    assert (read(file.path).flags, read(file.path).at) == (("b", "a"), "b")
    assert file.flag("b", False, NOW).flags == ("a",)


def test_after_hand_in_nothing_changes(file: AnswerFile) -> None:
    file.save("a", "1", NOW)
    handed_in = file.hand_in(LATER)
    assert handed_in.handed_in == "2026-11-22T08:00:00+07:00"
    changes: list[Callable[[], object]] = [
        lambda: file.save("a", "2", LATER),
        lambda: file.flag("a", True, LATER),
        lambda: file.place("a", LATER),
    ]
    for change in changes:
        with pytest.raises(HandedIn):
            change()
    assert read(file.path) == handed_in


def test_handing_in_twice_keeps_the_first_time(file: AnswerFile) -> None:
    first = file.hand_in(NOW)
    assert file.hand_in(LATER) == first


def test_two_devices_lose_none_of_each_others_answers(file: AnswerFile) -> None:
    def fill(device: int) -> None:
        mine = AnswerFile(file.path, file.quiz, file.version, file.learner)
        for n in range(15):
            mine.save(f"d{device}-{n}", n, NOW)

    with ThreadPoolExecutor(4) as devices:
        list(devices.map(fill, range(4)))
    assert len(read(file.path).answers) == 60


def _fill(path: Path, device: int) -> None:
    mine = AnswerFile(path, "bai", "0123456789ab", "hv-001")
    for n in range(10):
        mine.save(f"p{device}-{n}", n, NOW)


def test_two_processes_lose_none_of_each_others_answers(file: AnswerFile) -> None:
    spawn = get_context("spawn")
    writers = [spawn.Process(target=_fill, args=(file.path, n)) for n in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert len(read(file.path).answers) == 20


def test_a_write_is_flushed_renamed_and_flushed_again(
    file: AnswerFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, os.replace

    def note_fsync(handle: int) -> None:
        done.append("fsync")
        fsync(handle)

    def note_replace(old: Any, new: Any) -> None:
        done.append("replace")
        rename(old, new)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    file.save("a", "1", NOW)
    assert done == ["fsync", "replace", "fsync"]


def test_a_crash_before_the_rename_leaves_the_old_answers(
    file: AnswerFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.save("a", "1", NOW)

    def crash(old: Any, new: Any) -> None:
        raise OSError("power")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", crash)
        with pytest.raises(OSError, match="power"):
            file.save("a", "2", NOW)
    assert read(file.path).responses() == {"a": "1"}
    assert file.save("a", "3", NOW).responses() == {"a": "3"}


def test_a_file_that_is_not_there_is_missing_and_not_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        read(tmp_path / "answers.json")


GOOD = to_json(Answers("bai", "v", "hv", "2026", {"a": Answer(1, "2026")}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 100_000,
        json.dumps({**GOOD, "format": 2}).encode(),
        json.dumps({**GOOD, "answers": []}).encode(),
        *(json.dumps({**GOOD, "attempt": one}).encode() for one in (0, -1, 1001, "2", True, 1.5)),
        json.dumps({**GOOD, "answers": {"a": 1}}).encode(),
        json.dumps({**GOOD, "answers": {"a": {"response": 1}}}).encode(),
        json.dumps({**GOOD, "learner": None}).encode(),
        json.dumps({**GOOD, "flags": "abc", "at": 1}).encode(),
        json.dumps({key: value for key, value in GOOD.items() if key != "quiz"}).encode(),
        b" " * (MAX_BYTES + 1),
    ],
    ids=range(20),
)
def test_a_file_that_cannot_be_understood_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert not isinstance(caught.value, Missing)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "other.json", tmp_path / "answers.json"
    target.write_text(json.dumps(GOOD), encoding="utf-8")
    link.symlink_to(target)
    with pytest.raises(Unreadable):
        read(link)


def test_nothing_is_written_over_a_file_that_cannot_be_understood(file: AnswerFile) -> None:
    file.save("a", "1", NOW)
    file.path.write_text("{", encoding="utf-8")
    with pytest.raises(Unreadable):
        file.save("a", "2", NOW)
    assert file.path.read_text("utf-8") == "{"


RESPONSES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(min_size=1), RESPONSES, max_size=4))
def test_any_response_comes_back_as_it_was(responses: Any) -> None:
    before = Answers("bai", "v", "hv", "s", {id: Answer(r, "t") for id, r in responses.items()})
    assert (
        from_json(json.loads(encode_json(json.dumps(to_json(before), ensure_ascii=False))))
        == before
    )


def test_half_an_emoji_is_kept_and_breaks_nothing(file: AnswerFile) -> None:
    file.save("a", "nửa \ud83d", NOW)
    assert read(file.path).responses() == {"a": "nửa \ud83d"}


def test_a_durable_write_makes_its_folder_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_durably(tmp_path / "a" / "b.txt", b"x")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]
