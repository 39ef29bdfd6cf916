from collections import defaultdict

import pytest
from hypothesis import given

from kit.text import fold, spelling
from tests.text.syllable_table import Syllable, syllables
from tests.text.text_strategies import TEXTS


def test_of_all_syllables_only_i_and_y_after_six_onsets_meet() -> None:
    """hi = hy, ki = ky, li = ly, mi = my, si = sy, ti = ty under six tones, and nothing else."""
    groups: defaultdict[str, set[Syllable]] = defaultdict(set)
    for syllable in syllables():
        groups[spelling(syllable.old)].add(syllable)
    merged = [group for group in groups.values() if len({s.new for s in group}) > 1]
    assert len(merged) == 6 * 6
    for group in merged:
        assert {s.onset for s in group} <= set("hklmst")
        assert {s.rhyme for s in group} == {"i", "y"}
        assert len({(s.onset, s.tone) for s in group}) == 1


@pytest.mark.parametrize("text", ["vỹ", "quý", "thy", "y tế", "tay", "tây", "tuy", "kỳ2"])
def test_other_words_with_y_stay(text: str) -> None:
    assert spelling(text) == fold(text)


@given(TEXTS)
def test_spelling_is_idempotent_and_builds_on_fold(text: str) -> None:
    assert spelling(spelling(text)) == spelling(text)
    assert fold(spelling(text)) == spelling(text)
    assert spelling(fold(text)) == spelling(text)
