"""kit.backup.archive: of a forged or damaged backup nothing is believed and nothing is left."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kit.backup.manifest import is_plain
from kit.backup.restoring import restore
from kit.clock import ZONE
from kit.errors import UserError

Entries = dict[str, bytes]


def manifest(files: Entries) -> dict[str, Any]:
    return {
        "format": 1, "group": "to-thu", "title": "Tổ thử", "kit": "0.1.0", "gradebook": "none",
        "at": datetime(2026, 11, 22, 9, 0, tzinfo=ZONE).isoformat(),
        "files": [
            {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(),
             "changed": 10**18}
            for name, data in files.items()
        ],
    }  # fmt: skip


GOOD: Entries = {"group.yaml": b"format: 1\n", "work/hv-001/bai/answers.json": b"{}" * 3000}


def write(
    path: Path,
    files: Entries = GOOD,
    said: dict[str, Any] | None = None,
    also: Callable[[zipfile.ZipFile], None] = lambda archive: None,
) -> Path:
    """An archive whose manifest says ``said``, or the truth."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"files/{name}", data)
        also(archive)
        archive.writestr("manifest.json", json.dumps(manifest(files) if said is None else said))
    return path


def refused(path: Path, folder: Path) -> None:
    """It is told what is wrong, and nothing is left: neither the folder nor a part of it."""
    with pytest.raises(UserError):
        restore(path, folder / "to", "")
    assert [one.name for one in folder.iterdir()] == [path.name]


def test_an_archive_as_it_should_be_is_restored(tmp_path: Path) -> None:
    """So what is refused below is refused for its fault."""
    restore(write(tmp_path / "a.zip"), tmp_path / "to", "")
    assert {
        str(path.relative_to(tmp_path / "to")): path.read_bytes()
        for path in (tmp_path / "to").rglob("*")
        if path.is_file()
    } == GOOD


@pytest.mark.parametrize(
    "name",
    [
        "../ra-ngoai", "/etc/ra-ngoai", "a/../../ra-ngoai", "a\\..\\ra-ngoai", "C:ra-ngoai", "./a",
        "a//b", "a/", "group.yaml/a", "a\nb", "x" * 2000, "work/.. /.. /ra-ngoai", "group.yaml.",
        "work/nul", "lessons/CON.ipynb", "lessons/Lpt1 .txt", "COM¹",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    """Out of the folder, through a file, or nowhere."""
    refused(write(tmp_path / "a.zip", {**GOOD, name: b"x"}), tmp_path)


def test_links_are_refused_or_are_plain_files(tmp_path: Path) -> None:
    """An entry that calls itself a link becomes a file with the link's text in it."""

    def link(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("files/ra-ngoai")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc")

    refused(write(tmp_path / "a.zip", also=link), tmp_path)
    (tmp_path / "a.zip").unlink()
    files = {**GOOD, "ra-ngoai": b"/etc"}
    path = write(tmp_path / "a.zip", GOOD, manifest(files), also=link)
    restore(path, tmp_path / "to", "")
    assert not (tmp_path / "to" / "ra-ngoai").is_symlink()
    assert (tmp_path / "to" / "ra-ngoai").read_bytes() == b"/etc"


@pytest.mark.parametrize("size", [5, 10**6 - 1, 10**6 + 1, 10**15])
def test_a_bomb_is_refused(tmp_path: Path, size: int) -> None:
    """More bytes than the manifest names, fewer, or more than the disk has."""
    files = {**GOOD, "bom": bytes(10**6)}
    said = manifest(files)
    said["files"][-1]["size"] = size
    refused(write(tmp_path / "a.zip", files, said), tmp_path)


def test_what_the_manifest_does_not_say_is_refused(tmp_path: Path) -> None:
    """Files that are not there, that are there besides, twice, or are other files."""
    said = manifest(GOOD)
    twice = manifest(GOOD)
    twice["files"].append(twice["files"][0])
    other = manifest({**GOOD, "group.yaml": b"format: 2\n"})
    no_group = {"roster.csv": b""}
    cases: list[tuple[Entries, dict[str, Any]]] = [
        ({**GOOD, "them": b""}, said), ({"group.yaml": GOOD["group.yaml"]}, said), (GOOD, twice),
        (GOOD, other), (no_group, manifest(no_group)), (GOOD, {}), (GOOD, {**said, "format": 2}),
        (GOOD, {**said, "at": "2026-11-22"}),
    ]  # fmt: skip
    for files, told in cases:
        refused(write(tmp_path / "a.zip", files, told), tmp_path)


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    """Nothing, anything, another archive, and a backup of which a part is missing or changed."""
    path = tmp_path / "a.zip"
    whole = write(path).read_bytes()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("group.yaml", "format: 1")
    other = path.read_bytes()
    changed = bytearray(whole)
    changed[60] ^= 1
    for data in (b"", b"PK", bytes(1000), other, whole[:-30], whole[100:], changed):
        path.write_bytes(data)
        refused(path, tmp_path)


def test_names_that_are_plain() -> None:
    """Vietnamese ones among them."""
    assert is_plain("work/hv-001/bai/answers.json")
    assert is_plain("lessons/bài một.ipynb")
    assert is_plain("lessons/.con/consul.com1")
    assert not is_plain("")
