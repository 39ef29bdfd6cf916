"""The addresses of a group and the handler of each. Imported when a server starts."""

from typing import Any

from kit.serve import (
    attempts,
    certificates,
    entrance,
    guide,
    notebooks,
    pages,
    practice,
    waiting,
)
from kit.serve.channels import Channels
from kit.serve.group import GroupApp

_NAME = r"([a-z0-9-]+)"
_KERNEL = r"(\w+(?:-\w+){4})"


def group_routes(app: GroupApp) -> list[Any]:
    """Below ``app.root``."""
    root, group = app.root, {"app": app}
    routes: list[tuple[str, type]] = [
        (root[:-1], entrance.Bare),
        (root, pages.Home),
        (root + "ping", entrance.Ping),
        (root + "sign-in", entrance.SignIn),
        (root + "consent", entrance.Consent),
        (root + "sign-out", entrance.SignOut),
        (root + "trainer", pages.TrainerPage),
        (root + "trainer/guide", guide.GuidePage),
        (root + "result/" + _NAME, pages.ResultPage),
        (root + "certificate/" + _NAME, certificates.CertificateFile),
        (root + r"lesson/([A-Za-z0-9_-]+)", notebooks.LessonPage),
        (root + "quiz/" + _NAME, notebooks.QuizPage),
        (root + "practice", practice.PracticePage),
        (root + "hand-in/" + _NAME, waiting.HandIn),
        (root + "again/" + _NAME, attempts.Again),
        (root + "line", waiting.PlaceInLine),
    ]
    return [
        *((address, handler, group) for address, handler in routes),
        *kernel_routes(root, group),
    ]


def kernel_routes(root: str, given: dict[str, Any]) -> list[Any]:
    """What a page asks for of its kernel; ``given`` is for the handlers."""
    return [
        (root + "api/kernels/" + _KERNEL, notebooks.KernelModel, given),
        (root + f"api/kernels/{_KERNEL}/channels", Channels, given),
        (root + "voila/api/shutdown/" + _KERNEL, notebooks.KernelShutdown, given),
    ]
