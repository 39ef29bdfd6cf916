"""The rules as data and as text: the text states them all; what is wrong is said with its line."""

import re
from datetime import datetime, timedelta
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kit.clock import ZONE
from kit.fields import Frozen
from kit.ranking import Contest, GroupRules, Hours, Round, rules, rules_text, weekly
from kit.ranking.rules import DAYS
from kit.text import parse_number
from kit.validation import problems
from kit.wording import LANGUAGES, Language, t, table
from kit.yaml import read

CHOICES = {
    "best": ("highest-earliest", "highest-quickest", "first", "last"),
    "time": ("submitted", "duration"),
    "prediction": ("all-correct", "people", "attempts", "percent-all-correct"),
}
PREFIX = {"best": "best_", "time": "time_", "prediction": "predict_"}


def named(text: str, name: str, lang: Language) -> list[dict[str, str]]:
    """What fills the sentence of that name in the text, line by line."""
    made = ""
    for literal, field, spec, _ in Formatter().parse(table("ranking", lang)[name]):
        _, *counted = (spec or "").split("|")
        made += re.escape(literal) + (f"(?P<{field}>.+?)" if field else "")
        made += f" (?:{'|'.join(counted)})" if counted else ""
    pattern = re.compile(made)
    lines = [re.sub(r"^(?:\d+\. |   - |# )", "", line) for line in text.splitlines()]
    return [found.groupdict() for line in lines if (found := pattern.fullmatch(line))]


def number(written: str, lang: Language) -> str:
    if lang == "en":
        written = written.translate(str.maketrans(".,", ",."))
    quantity = parse_number(written)
    assert quantity is not None
    return str(quantity.value)


def moment(written: str, lang: Language) -> str:
    ((time, _, date),) = [tuple(one.values()) for one in named(written, "when", lang)]
    day, month, year = date.split("-")
    return f"{year}-{month}-{day} {time}"


def read_back(text: str, lang: Language) -> Contest:
    """The settings that a text of rules states: the reverse of ``rules_text``, on its own."""
    (title,), (asked,) = named(text, "title", lang), named(text, "questions", lang)
    data: dict[str, Any] = {
        "title": title["title"],
        "questions": number(asked["count"], lang),
        "full_score": number(asked["points"], lang),
        "rounds": [
            {"name": one["name"], "opens": moment(one["opens"], lang),
             "closes": moment(one["closes"], lang)}
            for one in named(text, "round", lang)
        ],
    }  # fmt: skip
    (small,), (few,) = named(text, "groups", lang), named(text, "hidden", lang)
    least, fewest = number(small["small"], lang), number(few["few"], lang)
    data["groups"] = {"percent_from": least, "hide_below": fewest}
    for one in named(text, "time_limit", lang):
        data["time_limit"] = number(one["minutes"], lang)
    for one in named(text, "attempts", lang):
        data["attempts"] = number(one["count"], lang)
    for one in named(text, "hours", lang):
        by_name = {t(f"ranking.day_{day}", lang): day for day in DAYS}
        days = [by_name[name] for name in one["days"].split(", ")]
        data["hours"] = {"opens": one["opens"], "closes": one["closes"], "days": days}
    for field, values in CHOICES.items():
        said = [v for v in values if named(text, PREFIX[field] + v.replace("-", "_"), lang)]
        assert len(said) == 1 or (field == "prediction" and not said)
        data[field] = said[0] if said else None
    return Contest.model_validate(data)


WORDS = st.text(alphabet="aăâbcdđeêôơưýựABĐ 0123456789-/.,“”", min_size=1, max_size=30).filter(
    lambda text: text.strip()
)
MINUTES = st.integers(0, 60 * 24 * 3000).map(
    lambda n: datetime(2020, 1, 1, tzinfo=ZONE) + timedelta(minutes=n)
)
COUNTS = st.integers(1, 20_000)


@st.composite
def contests(draw: st.DrawFn) -> Contest:
    """Any contest that the model allows."""
    ends = sorted(draw(st.lists(MINUTES, min_size=2, max_size=8, unique=True)))
    pairs = list(zip(ends[::2], ends[1::2], strict=False))
    hours = draw(st.none() | st.tuples(st.integers(0, 1438), st.integers(1, 900)))
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, unique=True))
    data: dict[str, Any] = {
        "title": draw(WORDS),
        "questions": draw(COUNTS),
        "full_score": draw(st.integers(1, 10**8)) / 1000,
        "rounds": [
            {"name": f"{draw(WORDS)} {n}", "opens": opens, "closes": closes}
            for n, (opens, closes) in enumerate(pairs)
        ],
        "time_limit": draw(st.none() | COUNTS),
        "attempts": draw(st.none() | COUNTS),
        "groups": {"percent_from": draw(COUNTS), "hide_below": draw(COUNTS)},
        "prediction": draw(st.none() | st.sampled_from(CHOICES["prediction"])),
        **{field: draw(st.sampled_from(CHOICES[field])) for field in ("best", "time")},
    }
    if hours:
        opens, closes = hours[0], min(hours[0] + hours[1], 1439)
        data["hours"] = {"opens": f"{opens // 60}:{opens % 60:02}", "days": days,
                         "closes": f"{closes // 60}:{closes % 60:02}"}  # fmt: skip
    return Contest.model_validate(data)


@given(contests(), st.sampled_from(LANGUAGES))
def test_the_text_states_every_setting_so_that_it_can_be_read_back(
    contest: Contest, lang: Language
) -> None:
    assert read_back(rules_text(contest, lang), lang) == contest


def test_no_setting_is_forgotten() -> None:
    """Whoever adds a setting puts it into the text, into ``read_back`` and here."""
    models: set[type[Frozen]] = {Contest, Round, Hours, GroupRules}
    there = {one for one in vars(rules).values() if isinstance(one, type(Frozen))}
    assert there == {*models, Frozen}
    fields = {model.__name__: {*model.model_fields} for model in models}
    assert fields == {
        "Contest": {"title", "questions", "full_score", "rounds", "time_limit", "attempts", "hours",
                    "best", "prediction", "time", "groups"},
        "Round": {"name", "opens", "closes"},
        "Hours": {"opens", "closes", "days"},
        "GroupRules": {"percent_from", "hide_below"},
    }  # fmt: skip


def test_the_rules_are_numbered_and_those_without_a_prediction_do_not_speak_of_one() -> None:
    contest = contest_of(GOOD)
    words: dict[Language, str] = {"vi": "dự đoán", "en": "predict"}
    for lang, word in words.items():
        without = rules_text(contest, lang)
        assert word in rules_text(contest.model_copy(update={"prediction": "people"}), lang)
        assert word not in without
        numbers = [int(one) for one in re.findall(r"^(\d+)\. ", without, re.MULTILINE)]
        assert numbers == [*range(1, len(numbers) + 1)]


def contest_of(text: str) -> Contest:
    return Contest.model_validate(read(text, "x.yaml").data)


GOOD = """\
title: Cuộc thi
questions: 5
full_score: 7.5
hours: {opens: 7:30, closes: 17:30, days: [fri, mon]}
rounds:
  - {name: Tuần 1, opens: 2026-11-23 10:00, closes: 2026-11-30 9:00}
  - {name: Tuần 2, opens: 2026-11-30 10:00, closes: 2026-12-07 9:00}
"""


def test_settings_are_read_as_their_author_types_them() -> None:
    contest = contest_of(GOOD)
    assert contest.full_score == 7.5
    assert contest.rounds[0].opens == datetime(2026, 11, 23, 10, tzinfo=ZONE)
    assert contest.hours is not None
    assert contest.hours.days == ("mon", "fri")


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "said"),
    [
        ("questions: 5", "questions: 0", 2, "bad-value", "từ 1 trở lên"),
        ("questions: 5", "question: 5", 2, "unknown-key", "question"),
        ("7.5", "0", 3, "bad-value", "lớn hơn 0"),
        ("opens: 7:30", "opens: 730", 4, "bad-value", "giờ và phút, ví dụ 7:30"),
        ("opens: 7:30", "opens: 25:00", 4, "bad-value", "giờ và phút, ví dụ 7:30"),
        ("opens: 7:30", "opens: 17:30", 4, "closes-before-opens", "không sau giờ mở"),
        ("fri", "friday", 4, "bad-value", "'mon'"),
        ("[fri, mon]", "[]", 4, "too-few", "ít nhất 1"),
        ("opens: 2026-11-23 10:00", "opens: 2026-11-23", 6, "bad-value", "ngày và giờ"),
        ("opens: 2026-11-23 10:00", "opens: 2026-12-23 10:00", 6, "closes-before-opens", "không"),
        ("2026-11-30 10:00", "2026-11-30 8:59", 5, "rounds-overlap", "“Tuần 2” bắt đầu khi"),
        ("Tuần 2", "Tuần  1", 5, "round-twice", "“Tuần 1” đã dùng"),
        ("title: Cuộc thi", "title: Cuộc thi\nbest: median", 2, "bad-value", "'first'"),
        ("title: Cuộc thi", "title: Cuộc thi\nattempts: 0", 2, "bad-value", "từ 1 trở lên"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_a_way_out(
    old: str, new: str, line: int, code: str, said: str
) -> None:
    assert old in GOOD
    document = read(GOOD.replace(old, new), "x.yaml")
    with pytest.raises(ValidationError) as caught:
        Contest.model_validate(document.data)
    found = list(problems(caught.value, "x.yaml", document))
    told = [one for one in found if one.code == code]
    assert told, found
    assert told[0].line == line
    assert said in told[0].message + told[0].hint
    assert told[0].hint


def test_weeks_follow_one_another() -> None:
    opens, closes = (
        datetime(2026, 11, 23, 10, tzinfo=ZONE),
        datetime(2026, 11, 30, 9, tzinfo=ZONE),
    )
    rounds = list(weekly(opens, closes, 20))
    assert [one.name for one in rounds[:2]] == ["Tuần 1", "Tuần 2"]
    assert rounds[19].opens == opens + timedelta(weeks=19)
    contest = contest_of(GOOD).model_copy(update={"rounds": tuple(rounds), "hours": None})
    for moment, wanted in (
        (opens, rounds[:1]), (closes, rounds[:1]), (closes + timedelta(minutes=30), []),
        (closes + timedelta(hours=1), rounds[1:2]),
    ):  # fmt: skip
        assert [one for one in rounds if contest.open(one, moment)] == wanted


def test_hours_hold_to_the_second_at_both_ends_in_vietnam() -> None:
    hours = Hours.model_validate({"opens": "7:30", "closes": "17:30"})
    friday = datetime(2026, 11, 27, tzinfo=ZONE)
    inside = [timedelta(hours=7, minutes=30), timedelta(hours=17, minutes=30, milliseconds=900)]
    outside = [
        timedelta(hours=7, minutes=29, seconds=59),
        timedelta(hours=17, minutes=30, seconds=1),
    ]
    assert all(hours.hold(friday + after) for after in inside)
    assert not any(hours.hold(friday + after) for after in outside)
    assert not hours.hold(friday + timedelta(days=1, hours=9))
