"""Which format a file is in, what is never read, and old encodings."""

import time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import Problems, UserError
from kit.formats import aiken, gift, moodle_xml
from kit.formats.banks import FORMATS, format_of, read_questions, write_questions
from kit.formats.finish import finish
from kit.formats.moodle_kinds import KINDS
from kit.formats.raw import MOST_BYTES, cleaned, decode
from tests.banks import EVERY_KIND
from tests.format_strategies import TOKENS

GIFT = "Câu một {T}\n\nCâu hai {F}\n"
AIKEN = "Câu một?\nA) x\nB) y\nANSWER: A\n"
XML = "<?xml version='1.0'?><quiz><question type='essay'><questiontext><text>Viết.</text>"
XML += "</questiontext></question></quiz>"


def refused(path: Path, name: str | None = None) -> str:
    with pytest.raises(Problems) as caught:
        read_questions(path, name)
    [problem] = caught.value.problems
    assert problem.path == str(path)
    assert problem.message
    assert problem.hint
    return problem.code


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.gift", GIFT, "gift"),
        ("a.GIFT.TXT", GIFT, "gift"),
        ("a.aiken", AIKEN, "aiken"),
        ("a.aiken.txt", AIKEN, "aiken"),
        ("a.xml", XML, "moodle"),
        ("a.txt", GIFT, "gift"),
        ("a.txt", AIKEN, "aiken"),
        ("a.txt", AIKEN.replace("ANSWER", "Đáp án"), "aiken"),
        ("a.txt", "ANSWER: là gì? {T}\n\nb {F}\n", "gift"),
        ("a.txt", XML, "moodle"),
        ("a.txt", "chỉ là chữ", "gift"),
    ],
)
def test_the_format_of_a_file(name: str, content: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert format_of(path) == expected
    assert read_questions(path).questions


def test_an_unknown_ending_or_name_is_wrong_use(tmp_path: Path) -> None:
    for path, name, write in (
        (tmp_path / "a.pdf", None, False),
        (tmp_path / "a.csv", None, False),
        (tmp_path / "a.zip", None, False),  # QTI is only written
        (tmp_path / "a.gift", "qti", False),
        (tmp_path / "a.pdf", None, True),
        (tmp_path / "a.gift", "pdf", True),
    ):
        with pytest.raises(UserError) as caught:
            format_of(path, name, write)
        assert caught.value.hint


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.write])
def test_every_format_that_is_written_writes_every_kind_or_says_so(name: str) -> None:
    exported = write_questions(EVERY_KIND, Path("x"), name)
    left_out = {note.question for note in exported.notes if note.fate == "left_out"}
    assert exported.written + len(left_out) == len(EVERY_KIND.items)
    assert all(note.message and note.hint and note.place for note in exported.notes)
    assert exported == write_questions(EVERY_KIND, Path("x"), name)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    for name in ("a.gift", "a.aiken", "a.xml", "a.txt"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(50_000_000)
        begin = time.process_time()
        assert refused(path) == "file-too-large"
        assert time.process_time() - begin < 1
    assert MOST_BYTES < 50_000_000


def test_what_is_no_file_or_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_bytes(b"PK\x03\x04\x00\x00")
    assert refused(tmp_path / "a.gift") == "no-text"
    (tmp_path / "b.gift").mkdir()
    assert refused(tmp_path / "b.gift") == "no-file"
    assert refused(tmp_path / "c.gift") == "unreadable-file"
    (tmp_path / "d.gift").write_text("// chỉ có chú thích\n", encoding="utf-8")
    assert refused(tmp_path / "d.gift") == "no-questions"


def test_more_questions_than_a_bank_can_be_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text("a{T}\n\n" * 20_001)
    assert refused(tmp_path / "a.gift") == "too-many-questions"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        ("Kỷ luật là gì", "utf-8", ""),
        ("Kỷ luật là gì", "utf-8-sig", ""),
        ("Kỷ luật là gì", "utf-16", ""),
        ("Café déjà vu", "cp1252", "windows-1252"),
    ],
)
def test_files_in_other_encodings(text: str, encoding: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_bytes(f"{text} {{T}}".encode(encoding))
    imported = read_questions(tmp_path / "a.gift")
    assert imported.items[0]["stem"] == text
    assert [note.code for note in imported.notes] == (["encoding"] if told else [])


def test_the_vietnamese_windows_page() -> None:
    """It writes a letter and a mark; composed, they are the letters of Unicode."""
    content = "Nghi\u0323 quyê\u0301t vê\u0300 đâ\u0301t đai".encode("cp1258")
    assert decode(content) == ("Nghị quyết về đất đai", "windows-1258")


TCVN3 = "kû luËt, kû c\u00ad¬ng hµnh chÝnh"
VNI = "neù traùnh, ñuøn ñaåy, khoâng laøm ñuùng"


@pytest.mark.parametrize(
    ("legacy", "unicode", "code"),
    [
        (TCVN3, "kỷ luật, kỷ cương hành chính", "TCVN3"),
        (VNI, "né tránh, đùn đẩy, không làm đúng", "VNI"),
    ],
)
def test_old_font_encodings_become_unicode_with_a_note(
    legacy: str, unicode: str, code: str
) -> None:
    text = f"::{legacy}::{legacy} {{={legacy} ~b#{legacy}}}\n\nTiếng Việt {{T}}\n"
    imported = finish(gift.parse(text))
    first, second = imported.items
    assert (first["stem"], first["options"]["a"], first["feedback"]["b"]) == (unicode,) * 3
    assert second["stem"] == "Tiếng Việt"
    [note] = imported.notes
    assert (note.code, note.fate) == ("legacy", "told")
    assert code in note.message
    assert "câu 1)" in note.message


def test_a_short_question_has_the_encoding_of_the_others() -> None:
    imported = finish(gift.parse(f"{TCVN3} {{T}}\n\nx {{=b\u00b5 ~c}}\n\ny {{=Café ~c}}"))
    assert imported.items[1]["options"]["a"] == "bà"


def test_a_short_question_among_those_of_unicode_stays_unicode() -> None:
    """One old question makes no old ones of the others; which nobody can know is said."""
    short = "Phòng? {=Không ~Phòng}"
    unicode = "\n\n".join(f"Câu {n} về Đảng bộ {{T}}" for n in range(3))
    imported = finish(gift.parse(f"{TCVN3} {{T}}\n\n{short}\n\n{unicode}"))
    assert imported.items[0]["stem"] == "kỷ luật, kỷ cương hành chính"
    assert imported.items[1]["options"] == {"a": "Không", "b": "Phòng"}
    codes = [(note.code, note.fate) for note in imported.notes]
    assert codes == [("legacy", "told"), ("legacy_unsure", "lost")]
    assert "câu 2)" in imported.notes[1].message


def test_a_file_in_bytes_of_tcvn3(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"{TCVN3}?\nA) ®óng\nB) sai\nANSWER: A\n".encode("cp1252"))
    imported = read_questions(tmp_path / "a.txt")
    assert imported.items[0]["stem"] == "kỷ luật, kỷ cương hành chính?"
    assert imported.items[0]["options"] == {"a": "đúng", "b": "sai"}


def test_decomposed_letters_are_composed() -> None:
    [item] = finish(gift.parse("Ky\u0309 lua\u0323\u0302t {T}")).items
    assert item["stem"] == "Kỷ luật"


def test_two_thousand_questions_take_a_moment() -> None:
    one = "::Câu {n}::Chỉ thị 34-CT/TU nói *gì* ở mục {n}? {{\n=đúng#tốt\n~sai\n~khác\n####vì}}\n\n"
    text = "".join(one.format(n=n) for n in range(2_000))
    begin = time.process_time()
    imported = finish(gift.parse(text))
    assert len(imported.items) == 2_000
    # Half a second on a quiet machine.
    assert time.process_time() - begin < 10


SIGNS = (*TOKENS, "\n", "\n\n", "{", "}", "=", "~", "A) ", "B) ", "ANSWER: B\n", "$CATEGORY: a\n")
RUBBISH = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join) | st.text(max_size=80)


@given(RUBBISH)
def test_whatever_stands_in_a_text_every_question_is_an_item_or_a_note(text: str) -> None:
    for parse in (gift.parse, aiken.parse):
        imported = finish(parse(text))
        assert imported.questions == len(imported.items) + len(imported.left_out)
        assert len({item["id"] for item in imported.items}) == len(imported.items)


@given(RUBBISH, st.sampled_from((*KINDS, "lạ")), st.sampled_from(("html", "markdown", "x")))
def test_whatever_stands_in_an_xml_file_every_question_is_an_item_or_a_note(
    text: str, kind: str, form: str
) -> None:
    inner = f'format="{form}"><text>{escape(cleaned(text))}</text>'
    answer = f'<answer fraction="100" {inner}<feedback {inner}</feedback></answer>'
    other = answer.replace("100", "0").replace("<text>", "<text>x")
    pair = (
        f"<subquestion {inner}<answer><text>{escape(cleaned(text))}</text></answer></subquestion>"
    )
    content = (
        f'<quiz><question type="{kind}"><questiontext {inner}</questiontext>'
        f"<generalfeedback {inner}</generalfeedback>{answer}{other}{pair}</question></quiz>"
    )
    imported = finish(moodle_xml.parse(content.encode(), Path("x.xml")))
    assert imported.questions == 1 == len(imported.items) + len(imported.left_out)
