"""The longest run of words that a text shares with a source."""

from hypothesis import given
from hypothesis import strategies as st

from kit.checks.runs import KEPT, Index, words

SOURCE = {
    "a": ("Một hai ba bốn năm sáu bảy.", "Tám chín mười mười một mười hai mười ba."),
    "b": ("Chỉ thị số 34-CT/TU ngày 6-11-2013 của Thành ủy.",),
}


def longest(text: str, *titles: str) -> tuple[int, str, str, int]:
    run = Index(SOURCE, titles).longest(text)
    return (run.length, run.words, run.source, run.paragraph) if run else (0, "", "", 0)


def test_the_run_is_told_as_it_stands_in_the_text_with_its_place() -> None:
    assert longest("Xin kể: HAI ba, bốn năm – sáu nữa") == (5, "HAI ba, bốn năm – sáu", "a", 1)


def test_a_run_goes_on_over_the_end_of_a_paragraph() -> None:
    assert longest("sáu bảy tám chín mười")[:1] == (5,)


def test_a_document_number_is_as_many_words_as_it_has_parts() -> None:
    assert words("34-CT/TU") == ["34", "ct", "tu"]
    assert longest("Theo chỉ thị số 34-CT/TU ngày 6-11-2013")[0] == 10


def test_a_new_line_ends_a_run() -> None:
    assert longest("một hai ba bốn\nnăm sáu bảy")[0] == 4


def test_fewer_than_four_words_are_no_run() -> None:
    assert longest("một hai ba") == (0, "", "", 0)
    assert longest("") == (0, "", "", 0)


def test_the_longest_one_is_told_and_of_equals_the_first() -> None:
    assert longest("một hai ba bốn x tám chín mười mười một")[:3] == (
        5,
        "tám chín mười mười một",
        "a",
    )
    assert longest("bốn năm sáu bảy x một hai ba bốn")[1] == "bốn năm sáu bảy"


def test_titles_are_cut_out_whole_and_only_whole() -> None:
    title = "Hai ba bốn năm sáu bảy tám"
    assert longest("một hai ba bốn năm sáu bảy tám chín", title)[0] == 0
    assert longest("một hai ba bốn năm sáu", title)[0] == 6


def test_a_short_slogan_does_not_split_a_copied_sentence_in_two() -> None:
    slogan = "bốn năm sáu"
    assert len(words(slogan)) <= KEPT
    assert longest("một hai ba bốn năm sáu bảy", slogan)[0] == 7


def test_decomposed_letters_and_capitals_are_the_same_words() -> None:
    assert longest("mo\u0323\u0302t hai BA bo\u0302\u0301n")[0] == 4


@given(st.text(alphabet="mộthaib \n", max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    length, said, source, _ = longest(text)
    assert (length == 0) == (source == "")
    assert len(words(said)) == length
