import pytest

from kit.text import paragraphs, stands_in


def test_paragraphs_are_the_non_empty_lines_trimmed() -> None:
    text = "\ufeffMột\r\n\r\n  \u00a0\n hai ba \n\n\nbốn\rnăm"
    assert paragraphs(text) == ["Một", "hai ba", "bốn", "năm"]


def test_a_text_without_lines_has_no_paragraphs() -> None:
    assert paragraphs(" \n\n") == []


@pytest.mark.parametrize(
    ("phrase", "paragraph"),
    [
        ("gần 4.500 đảng viên", "với gần 4.500 đảng viên tham dự"),
        ("gần  4.500\nđảng viên", "với gần 4.500\u00a0đảng viên tham dự"),
        ("ky\u0309 lua\u0323\u0302t", "tăng cường kỷ luật, kỷ cương"),
        (" Chiều 6/12 ", "Chiều 6/12, Thành ủy"),
        ("76 điểm cầu", "tại 176 nơi và 76 điểm cầu."),
        ("“5 xây”", "vận động“5 xây”,“3 chống”"),
        ("34-CT/TU", "(34-CT/TU)"),
        ("năm 2023", "trong năm 2023."),
    ],
)
def test_a_phrase_stands_after_nfc_and_white_space(phrase: str, paragraph: str) -> None:
    assert stands_in(phrase, paragraph)


@pytest.mark.parametrize(
    ("phrase", "paragraph"),
    [
        ("chiều 6/12", "Chiều 6/12, Thành ủy"),
        ("Thành uỷ", "Chiều 6/12, Thành ủy"),
        ('"5 xây"', "cuộc vận động “5 xây”, “3 chống”"),
        ("2025-2030", "Nhiệm kỳ 2025–2030"),
        ("kỷ luật", "kỷ\u200b luật"),
        ("", "Chiều 6/12"),
        (" \n", "Chiều 6/12"),
        ("6 điểm cầu", "tại 76 điểm cầu"),
        ("76 điểm c", "tại 76 điểm cầu"),
        ("6-12-2023", "ngày 16-12-2023"),
        ("6/12/202", "ngày 6/12/2023"),
        ("500 đảng viên", "gần 4.500 đảng viên"),
        ("gần 4", "gần 4.500 đảng viên"),
        ("99", "đạt 99,16%"),
        ("a", "ba chỗ"),
    ],
)
def test_a_phrase_that_differs_in_anything_else_does_not_stand(phrase: str, paragraph: str) -> None:
    assert not stands_in(phrase, paragraph)
