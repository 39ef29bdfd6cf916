"""``kit report certificate``: for everybody who qualifies, or for some."""

from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.paper_enter import planned
from kit.cli.report_common import Folder, Form, To, beside, session_of
from kit.cli.say import console, say
from kit.wording import t

if TYPE_CHECKING:
    from kit.reports.secretary.certificate import Earned
    from kit.workspace import Workspace


def certificate(
    folder: Folder,
    quiz: Annotated[str, typer.Argument(help=t("cli.report_the_quiz"), show_default=False)],
    learner: Annotated[
        list[str] | None, typer.Option(help=t("cli.report_learner"), show_default=False)
    ] = None,
    form: Form = None,
    to: To = None,
) -> None:
    from kit.clock import now
    from kit.reports.printing import must_be_apart
    from kit.reports.secretary.certificate import certificate_pdf, certificate_values
    from kit.reports.secretary.outbox import put_papers
    from kit.reports.secretary.templates import filled

    workspace, moment = planned(folder, quiz), now()
    target = to or beside(workspace)
    must_be_apart(target)
    group = workspace.group
    if above := session_of(form).superior:
        group = group.model_copy(update={"unit": above})
    made = {}
    found = _qualify(workspace, quiz, learner)
    with console.status(t("report.making")):
        for id, one in found.items():
            docx = filled(workspace.path, "certificate", certificate_values(group, one, moment))
            made[id] = {".docx": docx, ".pdf": certificate_pdf(group, one, moment, own=False)}
    for id, files in made.items():
        for paper in put_papers(target, f"{t('report.file_certificate')}-{quiz}-{id}", files):
            say(t("cli.written", path=paper))
    say(t("report.certificate_count", made=len(made)) if made else t("report.certificate_none"))
    if made and not group.unit:
        say(t("report.certificate_no_unit"))
    if made:
        say(t("report.names_in"))


def _qualify(workspace: "Workspace", quiz: str, wanted: list[str] | None) -> "dict[str, Earned]":
    """Who gets one; says of everybody else why not."""
    from kit.errors import UserError
    from kit.gradebook.results import all_results
    from kit.reports.secretary.certificate import earned
    from kit.roster import read_roster
    from kit.text import write_percent

    members = {member.learner: member for member in read_roster(workspace.path / "roster.csv")}
    if strange := [id for id in wanted or () if id not in members]:
        what = t("report.certificate_learner", learner=", ".join(strange))
        raise UserError(what, t("report.certificate_learner_hint"))
    results = all_results(workspace.path, quiz)
    found: dict[str, Earned] = {}
    for id, member in members.items():
        if (wanted and id not in wanted) or (not wanted and id not in results):
            continue
        one = earned(workspace, quiz, id, member, results.get(id))
        if one == "off":
            raise UserError(t("report.certificate_off"), t("report.certificate_off_hint"))
        if isinstance(one, str):
            settings = workspace.group.certificate
            least = write_percent(100 * settings.minimum) if settings else ""
            say(t(f"report.certificate_said_{one}", learner=id, minimum=least))
        else:
            found[id] = one
    return found
