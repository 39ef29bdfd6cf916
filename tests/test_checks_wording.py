"""The rules that read sentences: honest Vietnamese passes them, and faults do not."""

import json
from pathlib import Path
from typing import Any

import pytest

from kit.bank import Draft, draft
from kit.checks import choices, evidence, quotes, stems
from kit.checks.scope import Scope, find
from kit.sources import Library, read_library
from tests.banks import ROOT

BAD = ROOT / "tests" / "bad"
NOBODY = Scope(Library())


def one(**fields: Any) -> Draft:
    """A bank of one item as typed."""
    item = {"id": "a", "kind": "true_false", "key": "đúng", **fields}
    head = {"format": 1, "id": "q", "title": "Bài", "as_of": "2026-11-22", "items": [item]}
    return draft(json.dumps(head, ensure_ascii=False), "q.yaml")


# Negations


@pytest.mark.parametrize(
    "stem",
    [
        "Ý nào sau đây không có trong bài?",
        "Nội dung nào dưới đây không phải là yêu cầu?",
        "Bài không nói đến điều gì?",
        "Bài không nhắc đến văn bản nào sau đây?",
        "Những việc sau đều được nêu, trừ việc nào?",
        "Văn bản nào chưa được thay thế?",
        "Chọn ý không đúng.",
        "Các ý sau đều là yêu cầu, ngoại trừ ý nào?",
        "Điều nào bài báo không nêu?",
    ],
)
def test_a_question_for_what_is_not_must_say_so_in_bold(stem: str) -> None:
    assert stems.negation(stem)
    for word in ("không", "chưa", "ngoại trừ", ", trừ"):
        stem = stem.replace(word, f"**{word}**")
    assert not stems.negation(stem)


@pytest.mark.parametrize(
    "stem",
    [
        "Cần ngăn không để vi phạm của cá nhân ảnh hưởng đến điều gì?",
        "Tình huống giả định: đơn vị họp xong không làm gì. Trường hợp này thuộc diện nào?",
        "Nơi nào làm hình thức, không thực chất thì bị gì?",
        "Cụm từ nào nối tiếp “không né tránh, …”?",
        "Vì sao không nên chờ ý kiến cấp trên?",
        "Ý nào nói đúng tinh thần không đùn đẩy?",
        "Ai yêu cầu không né tránh việc đã cam kết?",
        "Người không chịu làm gì thì phải ra sao?",
        "Nếu cán bộ làm vì việc chung, không vụ lợi thì được gì?",
        "Việc này có đúng không?",
        "Bài nói không chỉ điều gì?",
    ],
)
def test_a_question_that_only_has_a_negative_word_is_left_alone(stem: str) -> None:
    assert not stems.negation(stem)


def test_only_choices_are_read_for_negations() -> None:
    assert not list(stems.negations_marked(one(stem="Ý nào không đúng?"), NOBODY))


# Offices


@pytest.mark.parametrize(
    "text",
    [
        "Bí thư Thành ủy đề nghị gì?",
        "Bí thư nhấn mạnh điều gì?",
        "Chủ tịch UBND thành phố nói gì?",
        "Phó Chủ tịch HĐND thành phố là ai?",
        "Phó Bí thư Thường trực Thành ủy là ai?",
        "Trưởng ban Tổ chức Thành ủy quán triệt gì?",
        "Giám đốc Sở Nội vụ thông qua gì?",
        "Theo Nghị định 73/2023/NĐ-CP, Chủ tịch UBND thành phố làm gì?",
    ],
)
def test_an_office_needs_a_date(text: str) -> None:
    assert [p.code for p in stems.offices_dated(one(stem=text), NOBODY)] == ["office-without-date"]
    for dated in (f"Ngày 6-12-2023, {text}", f"Đầu năm 2024, {text}", f"Chiều 6/12, {text}"):
        assert not list(stems.offices_dated(one(stem=dated), NOBODY)), dated


@pytest.mark.parametrize(
    "text",
    [
        "Bí thư chi bộ nên làm gì?",
        "Tình huống giả định: Chủ tịch UBND phường họp dân.",
        "Học tập phong cách Chủ tịch Hồ Chí Minh.",
        "Trưởng ban Công tác Mặt trận khu dân cư mời họp.",
        "Ban Thường vụ Thành ủy giao nhiệm vụ cho ai?",
        "Thủ tướng Chính phủ ban hành chỉ thị nào?",
    ],
)
def test_an_office_that_is_nobodys_in_particular_needs_none(text: str) -> None:
    assert not list(stems.offices_dated(one(stem=text), NOBODY))


# Options about options


@pytest.mark.parametrize(
    "text",
    [
        "Tất cả các ý trên",
        "Tất cả đều đúng",
        "Cả ba phương án trên đều đúng.",
        "Cả hai ý trên",
        "Cả a, b và c",
        "A, B, C đều đúng",
        "Không có ý nào đúng",
        "Không phương án nào ở trên",
        "Các ý trên đều sai",
        "Hai câu đều đúng",
    ],
)
def test_an_option_about_the_others_is_seen(text: str) -> None:
    item = one(kind="single", stem="Gì?", options={"a": "Một", "b": "Hai", "c": text}, key="a")
    assert [p.code for p in choices.all_of_the_above(item, NOBODY)] == ["all-of-the-above"]


@pytest.mark.parametrize(
    "text",
    [
        "Tất cả cán bộ, đảng viên",
        "Cả hai bài báo",
        "Cả hệ thống chính trị",
        "Không ai bị kỷ luật",
        "Các cơ quan cấp trên",
        "Không có nội dung nào về kỷ luật",
        "Mọi việc của cơ quan",
    ],
)
def test_an_option_with_a_content_of_its_own_is_left_alone(text: str) -> None:
    item = one(kind="single", stem="Gì?", options={"a": "Một", "b": "Hai", "c": text}, key="a")
    assert not list(choices.all_of_the_above(item, NOBODY))


def singles(*keys: str, **options: str) -> Draft:
    texts = {"a": "Một", "b": "Hai", "c": "Tám", **options}
    items = [
        {"id": f"c{n}", "kind": "single", "stem": f"Câu {n}?", "options": texts, "key": key}
        for n, key in enumerate(keys)
    ]
    head = {"format": 1, "id": "q", "title": "Bài", "as_of": "2026-11-22", "items": items}
    return draft(json.dumps(head, ensure_ascii=False), "q.yaml")


def test_four_keys_of_ten_may_stand_in_one_place() -> None:
    assert not list(choices.keys_spread(singles(*"aaaabbbccc"), NOBODY))
    assert list(choices.keys_spread(singles(*"aaaaabbccc"), NOBODY))
    assert not list(choices.keys_spread(singles(*"aaaa"), NOBODY)), "too few to tell"


def test_four_keys_of_ten_may_be_the_longest() -> None:
    assert not list(choices.key_seldom_longest(singles(*"aaaabbbccc", a="Rất dài"), NOBODY))
    assert list(choices.key_seldom_longest(singles(*"aaaaabbccc", a="Rất dài"), NOBODY))
    assert not list(choices.key_seldom_longest(singles(*"aaaaaaaaaa"), NOBODY)), "all as long"


# Quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“một hai” và “ba”", ["một hai"]),
        ('"một hai" và «ba bốn»', ["một hai", "ba bốn"]),
        ("gọi là “bài “năm rõ” này” nhé", ["bài “năm rõ” này"]),
        ("“… xây”, “… chống”", []),
        ("“một … hai”", ["một … hai"]),
        ("một “hai ba", []),
        ("nhấn “Nộp bài”", ["Nộp bài"]),
    ],
)
def test_what_stands_between_marks_is_a_quotation_if_it_is_two_words(
    text: str, found: list[str]
) -> None:
    assert list(quotes.quoted(text)) == found


def lesson(folder: Path, text: str) -> Scope:
    """What is looked at for a lesson of one cell, with the sample source."""
    anchor = '\n\n<a id="nguon-mau"></a>Bài “Bài mẫu”'
    cell = {"cell_type": "markdown", "id": "o", "metadata": {}, "source": [text + anchor]}
    data = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    for name in ("sources.yaml", "sources/mau.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text((BAD / name).read_text("utf-8"), "utf-8")
    (folder / "bai.ipynb").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    (scope,) = find([folder / "bai.ipynb"], None)
    return scope


LINK = '([Bài mẫu, đoạn 2](#nguon-mau "Đoạn hai"))'


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"Bài ghi “có bảy chữ”. {LINK}", []),
        (f"“Có bảy chữ”, bài ghi vậy. {LINK}", []),
        (f"Bài ghi “có … không hơn”. {LINK}", []),
        (f"Bài ghi **“có bảy chữ”**. {LINK}", []),
        (f"Bài ghi “có tám chữ”. {LINK}", ["quote-not-in-source"]),
        (f"Bài ghi “có bảy chữ”.\n\nĐoạn khác. {LINK}", ["quote-uncited"]),
        (f"- “có bảy chữ”\n- khác {LINK}", ["quote-uncited"]),
        (f"| A | B |\n|---|---|\n| “có bảy chữ” | {LINK} |", []),
        (f"| A | B |\n|---|---|\n| “có bảy chữ” | x |\n| y | {LINK} |", ["quote-uncited"]),
        ("Bấm **Kiểm tra**, xem *một cụm từ*, gõ `“hai chữ”`.", []),
        ("Trang ghi “Đã lưu lúc nào đó”.", ["quote-uncited"]),
        ("Bấm nút “Xóa câu trả lời” rồi “Nộp bài”.", []),
        ("## Về “hai chữ”", []),
        ("Trang [này](https://example.org) ghi “hai chữ khác”.", []),
        (f"Trang [này](https://example.org) và bài ghi “hai chữ khác”. {LINK}", []),
    ],
)
def test_quotations_in_a_lesson(text: str, codes: list[str], tmp_path: Path) -> None:
    scope = lesson(tmp_path, text)
    assert [p.code for p in (*quotes.cited(scope), *quotes.verbatim(scope))] == codes


# Figures in items

LIBRARY = Scope(read_library(BAD / "sources.yaml", BAD / "sources"))
CITE = [{"source": "mau", "paragraph": 3, "phrase": "Đoạn ba"}]


def unknown(**fields: Any) -> list[str]:
    found = evidence.figures_cited(one(cite=CITE, **fields), LIBRARY)
    return [problem.message.split("“")[2].split("”")[0] for problem in found]


@pytest.mark.parametrize(
    ("fields", "figures"),
    [
        ({"stem": "Bài nói đến 3 người và 6 nhà."}, ["6"]),
        ({"stem": "Bài nói đến 6 nhà.", "key": "sai"}, []),
        ({"stem": "Xem đoạn 7, bài 2: chọn 2 ý trong 6 ý."}, []),
        ({"stem": "Ngày 2-9-1945 và năm 1945, theo 34-CT/TU."}, []),
        ({"stem": "Ngày 3-9-1945, theo 35-CT/TU."}, ["3-9-1945", "35-CT/TU"]),
        ({"stem": "Tình huống giả định: đơn vị có 8 hồ sơ. Theo 35-CT/TU?"}, ["35-CT/TU"]),
        (
            {
                "kind": "single",
                "stem": "Bao nhiêu?",
                "options": {"a": "4.500", "b": "4.600", "c": "9"},
                "key": "a",
            },
            [],
        ),
        (
            {
                "kind": "cluster",
                "stem": "Đúng hay sai?",
                "statements": {
                    "a": {"text": "Có 8.", "key": "sai"},
                    "b": {"text": "Có 9.", "key": "đúng"},
                },
            },
            ["9"],
        ),
        ({"kind": "number", "stem": "Bao nhiêu?", "key": "4 500"}, []),
        ({"kind": "range", "stem": "Bao nhiêu?", "key": "3-5%"}, []),
        ({"kind": "range", "stem": "Bao nhiêu?", "key": "3-6%"}, ["3-6%"]),
        (
            {
                "kind": "cloze",
                "stem": "Điền.",
                "text": "Có [[a]] người, [[b]] nhà.",
                "gaps": {"a": {"number": "5"}, "b": {"accept": ["8"]}},
            },
            ["8"],
        ),
        ({"kind": "matching", "stem": "Ghép.", "pairs": {"Năm 1945": "3", "Khác": "7"}}, ["7"]),
        ({"kind": "survey", "stem": "Bao nhiêu, 8 hay 9?", "key": None}, ["8", "9"]),
    ],
)
def test_what_stems_and_keys_state_in_figures(fields: dict[str, Any], figures: list[str]) -> None:
    assert unknown(**fields) == figures


def test_without_the_text_nothing_is_said_of_figures() -> None:
    scope = Scope(read_library(BAD / "sources.yaml", None))
    assert not list(evidence.figures_cited(one(stem="Có 8 nhà.", cite=CITE), scope))
