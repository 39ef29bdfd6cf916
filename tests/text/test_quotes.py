import pytest

from kit.text import within_quotes


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("rõ người", "rõ người"),
        ("cuộc vận động “5 xây”, “3 chống”", "cuộc vận động ‘5 xây’, ‘3 chống’"),
    ],
)
def test_a_quotation_within_a_quotation_has_single_marks(phrase: str, shown: str) -> None:
    assert within_quotes(phrase) == shown
