"""From a message of the page to what it does: one table."""

from collections.abc import Callable, Mapping
from typing import Any

from kit.errors import Problem, Problems, UserError
from kit.studio import edits, opening, saving
from kit.studio.desk import StudioDesk
from kit.studio.fields import Foreign, Refused
from kit.studio.picker import pick
from kit.studio.seeking import elsewhere, parts, seek
from kit.wording import Language, t

Message = Mapping[str, Any]
Said = dict[str, Any]


def _source(desk: StudioDesk, message: Message) -> Said:
    """The paragraphs of a source that have some words; if none has, which other sources do."""
    id, query = str(message["source"]), str(message.get("query") or "")
    library = desk.shelf.scope.library
    text = library.texts.get(id, ())
    found = seek(text, query)
    return {
        "source": id,
        "total": len(text),
        "paragraphs": [
            {"n": one.paragraph, "parts": parts(text[one.paragraph - 1], one.places)}
            for one in found
        ],
        "elsewhere": {} if found else elsewhere(library, query, id),
    }


def _pick(desk: StudioDesk, message: Message) -> Said:
    """A citation from what was selected in a source.

    What is wrong with it concerns whoever is selecting, and nothing else of the page.
    """
    place = (int(message["paragraph"]), int(message["start"]), int(message["end"]))
    try:
        found = pick(desk.shelf.scope.library, str(message["source"]), *place)
    except UserError as error:
        return {"unpicked": f"{error.message} {error.hint}"}
    cite = {"source": found.source, "paragraph": str(found.paragraph), "phrase": found.phrase}
    return {"picked": cite}


COMMANDS: dict[str, Callable[[StudioDesk, Message], Said]] = {
    "look": opening.look,
    "open": opening.open_bank,
    "take": opening.take,
    "choose": edits.choose,
    "to_fault": edits.to_fault,
    "find": edits.find,
    "set": edits.fill_in,
    "kind": edits.kind,
    "add": edits.add,
    "copy": edits.copy,
    "delete": edits.delete,
    "move": edits.move,
    "undo": edits.undo,
    "redo": edits.redo,
    "new_bank": saving.new_bank,
    "save": saving.save,
    "merge": saving.merge,
    "leave_merge": saving.leave_merge,
    "source": _source,
    "pick": _pick,
}


def receive(desk: StudioDesk, message: Any) -> Said:
    """Do what a message asks; ``form`` in the answer says that another form has to be shown.

    What went wrong is in the answer, too, and nothing was changed then.
    """
    asked = message if isinstance(message, Mapping) else {}
    command = COMMANDS.get(str(asked.get("do")))
    if command is None:
        return {}
    try:
        return command(desk, asked)
    except Refused as error:
        return {"refused": t(f"studio.{error}", desk.language), "field": asked.get("field")}
    except UserError as error:
        return {"trouble": f"{error.message} {error.hint}".strip()}
    except Problems as error:
        return {"trouble": " ".join(_told(one, desk.language) for one in error.problems)}
    except (KeyError, TypeError, ValueError, Foreign):
        # Nothing that a page of ours sends, or about an item that is gone.
        return {"trouble": t("studio.no_item", desk.language)}
    except OSError as error:
        reason = error.strerror or str(error)
        return {"trouble": t("studio.not_saved", desk.language, reason=reason)}


def _told(problem: Problem, language: Language) -> str:
    """What is wrong with a bank's file, and where."""
    said = f"{problem.message} {problem.hint}"
    if not problem.line:
        return said
    return t("studio.at_line", language, line=str(problem.line), said=said)
