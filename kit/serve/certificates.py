"""``/<group>/certificate/<quiz>``: a learner's own certificate, where the group gives any."""

from tornado.web import HTTPError

from kit.errors import Problems, UserError
from kit.gradebook.results import results
from kit.reports.secretary.certificate import Earned, certificate_pdf, earned
from kit.serve.group import GroupApp
from kit.serve.handler import GroupHandler
from kit.wording import t


def own_certificate(app: GroupApp, learner: str, quiz: str) -> Earned | None:
    """What the learner may take at this moment: only once the score may be seen at all.

    Raises ``Problems`` and ``UserError`` as the workspace does.
    """
    workspace, settings = app.workspace, app.group.certificate
    if settings is None or not settings.download or quiz not in _planned(app):
        return None
    if "score" not in workspace.review(quiz, learner, app.now()):
        return None
    result = results(workspace.path, learner, quiz)
    found = earned(workspace, quiz, learner, app.member(learner), result)
    return found if isinstance(found, Earned) else None


def _planned(app: GroupApp) -> set[str]:
    return {plan.quiz for plan in app.group.quizzes}


class CertificateFile(GroupHandler):
    """The PDF, made anew each time; nobody can ask for another's."""

    async def get(self, quiz: str) -> None:
        """The file, or "missing": the address tells nothing to whoever may not have it."""
        session = self.learner()
        if session is None:
            return
        try:
            found = await self.aside(own_certificate, self.app, session.learner, quiz)
        except (Problems, UserError) as error:
            raise HTTPError(404) from error
        if found is None:
            raise HTTPError(404)
        group, moment = self.app.group, self.app.now()
        content = await self.aside(certificate_pdf, group, found, moment, True)
        name = f"{t('report.file_certificate')}-{quiz}.pdf"
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(content)
