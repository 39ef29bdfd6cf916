"""What lateness costs, by the course's plugin; nbgrader is imported only if it has one."""

from collections.abc import Callable
from datetime import datetime

from kit.errors import UserError
from kit.gradebook.bulk.course import Course
from kit.gradebook.config import nbgrader_config
from kit.wording import t

Rule = Callable[[str, float, float], float | None]
"""Learner, points so far, seconds late → points taken off; ``None``: nothing is recorded."""


def late_rule(course: Course, duedate: datetime | None) -> Rule:
    """The course's rule, as nbgrader's step ``AssignLatePenalties`` applies it.

    Nobody is late where nothing is due. Raises ``UserError`` for a plugin that cannot be loaded.
    """
    if course.late == "none" or duedate is None:
        return lambda learner, score, seconds: None
    if course.late == "zero":
        return lambda learner, score, seconds: _within(score, score)
    return _of_plugin(course)


def _within(penalty: float, score: float) -> float:
    return 0.0 if penalty < 0 else min(penalty, score)


def _of_plugin(course: Course) -> Rule:
    from nbgrader.preprocessors import AssignLatePenalties

    try:
        step = AssignLatePenalties(config=nbgrader_config(course.root))
        step.init_plugin()
    except Exception as error:  # the plugin is anybody's code
        what = t("grading.no_plugin", detail=error)
        raise UserError(what, t("grading.no_plugin_hint")) from error

    def rule(learner: str, score: float, seconds: float) -> float | None:
        step.student_id, step.db_url = learner, course.url
        penalty = step.plugin_inst.late_submission_penalty(learner, score, seconds)
        return None if penalty is None else _within(float(penalty), score)

    return rule
