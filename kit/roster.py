"""Who is in a group, and the personal codes by which they sign in.

A code is shown once, when it is made; only its hash is kept. One salt serves a whole group, so
that trying a code costs one scrypt and not one a member.
"""

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import scrypt
from hmac import compare_digest, digest
from pathlib import Path
from random import Random
from typing import Literal

from kit.durable import write_durably
from kit.errors import Problem, Problems, UserError
from kit.terms import is_extra_time
from kit.text import fold, is_device_name
from kit.textfile import read_table
from kit.wording import t

Role = Literal["learner", "trainer", "secretary"]

_ROLES: dict[str, Role] = {
    "": "learner", "học viên": "learner", "đảng viên": "learner", "learner": "learner",
    "báo cáo viên": "trainer", "giảng viên": "trainer", "trainer": "trainer",
    "bí thư": "secretary", "bí thư chi bộ": "secretary", "secretary": "secretary",
}  # fmt: skip
"""A role as people write it, folded."""

# Without 0 O 1 I L U: they are misread, or make words. 30 ** 8 codes: 39 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
ANONYMOUS = re.compile(r"an-[0-9a-f]{16}")
"""The ids of learners whose work is kept without their names; they stand in no roster."""

_FIELDS = ("learner", "name", "role", "code_hash")
_EXTRA = "extra_time"
"""A column that a secretary may add: ``50%`` or ``10`` minutes more for who needs them."""


@dataclass(frozen=True)
class Member:
    """One line of ``roster.csv``."""

    learner: str
    """Id: lower-case letters, digits, hyphens; the nbgrader student."""
    name: str
    role: Role
    code_hash: str
    extra_time: str = ""
    """As typed: ``50%`` or ``10`` (minutes), beyond the limit of any quiz; see kit/terms.py."""


def role_of(typed: str) -> Role | None:
    """The role that is meant, in Vietnamese or English; none typed is a learner's."""
    return _ROLES.get(fold(typed))


def new_code(rng: Random) -> str:
    """A code such as ``K7RM-2XHD``. ``rng`` must be ``random.SystemRandom`` outside tests."""
    letters = "".join(rng.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def hash_code(code: str, secret: bytes) -> str:
    """The hash to keep (hex); spaces, dashes and case of the code do not matter."""
    plain = re.sub(r"[^0-9A-Z]", "", code.upper())
    return scrypt(plain.encode(), salt=secret[:16], n=2**14, r=8, p=1, dklen=32).hex()


def sign_in(code: str, members: Sequence[Member], secret: bytes) -> Member | None:
    """The member whose code this is. Every hash is compared, whatever matches."""
    if len(code) > 64:
        return None
    given = hash_code(code, secret)
    found = None
    for member in members:
        if compare_digest(given.encode(), member.code_hash.encode()):
            found = member
    return found


def secret(folder: Path, renew: bool = False) -> bytes:
    """The group's 32 secret bytes, made at the first call (file ``secret``, mode 0600).

    Raises ``UserError`` if the file holds anything else: an empty secret would let anybody in.
    So it does if the file of a group with members is gone: with another one no code is right and
    everybody's paper is another, which only somebody who was told may want (``renew``).
    """
    file = folder / "secret"
    if not file.exists():
        if not renew and (folder / "roster.csv").exists():
            raise UserError(t("cli.no_secret", path=file), t("cli.no_secret_hint"))
        temporary = folder / f".secret.{os.getpid()}.tmp"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as new:
            new.write(os.urandom(32).hex().encode())
            new.flush()
            os.fsync(new.fileno())
        os.replace(temporary, file)
    text = file.read_bytes().strip().decode("ascii", errors="replace")
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise UserError(t("cli.bad_secret", path=file), t("cli.bad_secret_hint"))
    return bytes.fromhex(text)


def key_for(secret: bytes, use: str) -> bytes:
    """A key of its own for each use of the group's secret; one of them tells none of the others."""
    return digest(secret, f"kit {use}".encode(), "sha256")


def read_roster(file: Path) -> tuple[Member, ...]:
    """All members; raises ``Problems`` with every faulty line.

    Comma, semicolon (a Vietnamese Excel) or tabulator between the cells, as the first line has it.
    """
    text = read_table(file)
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    # newline=None: Excel for the Mac may end lines with a carriage return alone.
    reader = csv.DictReader(io.StringIO(text, newline=None), delimiter=mark)
    try:
        return _members(file, reader)
    except csv.Error as error:
        what, hint = t("check.roster_csv", detail=error), t("check.roster_csv_hint")
        raise Problems([Problem(str(file), reader.line_num, "roster-csv", what, hint)]) from error


def _members(file: Path, reader: "csv.DictReader[str]") -> tuple[Member, ...]:
    problems: list[Problem] = []
    members: dict[str, Member] = {}
    heads = [head.strip() for head in reader.fieldnames or ()]
    while heads and not heads[-1]:  # Excel keeps columns that were used once
        heads.pop()
    if tuple(heads) not in (_FIELDS, (*_FIELDS, _EXTRA)):
        what = t("check.roster_head", fields=",".join(_FIELDS), found=",".join(heads)[:120])
        hint = t("check.roster_head_hint")
        raise Problems([Problem(str(file), 1, "roster-head", what, hint)])
    reader.fieldnames = heads
    for row in reader:
        beyond = row.pop(None, [])
        if not any(beyond) and not any(row.values()):
            continue  # a line of separators alone
        learner, typed = row["learner"] or "", row["role"] or ""
        good = re.fullmatch(r"[a-z0-9][a-z0-9-]{0,47}", learner) and not is_device_name(learner)
        role = role_of(typed) if row["name"] is not None else None  # a line that breaks off
        if not good or role is None or learner in members or any(beyond):
            what = t("check.roster_line", learner=learner, role=typed)
            hint = t("check.roster_line_hint")
            problems.append(Problem(str(file), reader.line_num, "roster-line", what, hint))
            continue
        extra = (row.get(_EXTRA) or "").strip()
        if not is_extra_time(extra):
            what = t("check.roster_extra", learner=learner, value=extra[:60])
            hint = t("check.roster_extra_hint")
            problems.append(Problem(str(file), reader.line_num, "roster-extra", what, hint))
        members[learner] = Member(learner, row["name"] or "", role, row["code_hash"] or "", extra)
    if problems:
        raise Problems(problems)
    return tuple(members.values())


def write_roster(file: Path, members: Iterable[Member]) -> None:
    """Replace the roster as a whole."""
    write_durably(file, encode_roster(members))


def encode_roster(members: Iterable[Member]) -> bytes:
    """The content of a roster file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    rows = [(m.learner, m.name, m.role, m.code_hash, m.extra_time) for m in members]
    width = len(_FIELDS) + any(row[-1] for row in rows)
    writer.writerows(row[:width] for row in ((*_FIELDS, _EXTRA), *rows))
    # With its mark: without it Excel shows the names garbled.
    return text.getvalue().encode("utf-8-sig")


_last_good: dict[Path, tuple[tuple[int, int], Mapping[str, str]]] = {}


def extra_times(file: Path) -> Mapping[str, str]:
    """Learner → extra time as typed, for those who have any; nothing without a roster.

    While a line is wrong it is as it was before: nobody's time ends because somebody is typing.
    Raises ``Problems`` if it was never right.
    """
    try:
        found = file.stat()
    except FileNotFoundError:
        return {}
    stamp = (found.st_mtime_ns, found.st_size)
    known = _last_good.get(file)
    if known is None or known[0] != stamp:
        try:
            members = read_roster(file)
        except Problems:
            if known is None:
                raise
            return known[1]
        known = (stamp, {one.learner: one.extra_time for one in members if one.extra_time})
        _last_good[file] = known
    return known[1]
