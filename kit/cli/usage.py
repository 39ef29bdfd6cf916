"""What typer says in English of a command that was typed wrong, and around the help, in our words.

It has no catalogue to fill: its sentences are known by their text. One that is not known is shown
as it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperCommand

from kit.wording import t

__all__ = ["explained"]


def _known(patterns: dict[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Sentences of typer's, each with the name of ours."""
    return tuple((re.compile(pattern, re.DOTALL), name) for name, pattern in patterns.items())


_WRONG = _known(
    {
        "missing": r"Missing (?:argument|option|parameter) (?P<what>.+?)\.(?: .*)?",
        "no_option": r"No such option: (?P<what>\S+)(?: \(Possible options: (?P<near>.+)\))?",
        "no_command": r"No such command '(?P<what>.+?)'\.(?: Did you mean (?P<near>.+)\?)?",
        "no_name": r"Missing command\.",
        "too_much": r"Got unexpected extra argument(?:s|\(s\))? \((?P<what>.+)\)",
        "no_value": r"Option '(?P<what>.+)' requires an argument\.",
        "a_value": r"Option '(?P<what>.+)' does not take a value\.",
        "bad_value": r"Invalid value for (?P<what>.+?): (?P<why>.+)",
    }
)

_WANTED = _known(
    {
        "whole": r"Input should be a valid integer.*",
        "number": r"Input should be a valid number.*",
        "at_least": r"Input should be greater than or equal to (?P<ge>\S+)",
        "at_most": r"Input should be less than or equal to (?P<le>\S+)",
        "one_of": r"Value error, .* is not one of (?P<expected>.+)\.",
    }
)

_AROUND = _known(
    {
        "default": r"\[default: (?P<value>.*?)\]",
        "required": r"\[required\]",
        "variable": r"\[env var: (?P<name>.*?)\]",
        "this_help": r"Show this message and exit\.",
    }
)


_TYPE = re.compile(r"<(?:list\[)?([Pp]ath|str|int|float)(?: range)?\]?>")


def explained(
    error: typer.TyperException, app: typer.Typer, arguments: Sequence[str]
) -> Iterator[str]:
    """What is wrong, then how the command is typed and where more stands."""
    context = getattr(error, "ctx", None) or _context(app, arguments)
    about = getattr(error, "param", None)
    if type(error).__name__ == "NoArgsIsHelpError":  # its message is the whole help
        yield error.format_message()
        return
    yield _wrong(error.format_message(), getattr(about, "help", None) or "")
    yield f"→ {context.get_usage()}"
    yield f"→ {t('cli.usage_help', command=context.command_path)}"


def _context(app: typer.Typer, arguments: Sequence[str]) -> Any:
    """That of the command that was typed: of an option without its value, typer gives none."""
    command = typer.main.get_command(app)
    context = command.context_class(command, info_name="kit")
    for name in arguments:
        if (below := getattr(command, "commands", {}).get(name)) is None:
            break
        command, context = below, below.context_class(below, info_name=name, parent=context)
    return context


def _wrong(message: str, about: str) -> str:
    for pattern, name in _WRONG:
        if found := pattern.fullmatch(message):
            said = {key: value for key, value in found.groupdict().items() if value}
            if "why" in said:
                said["why"] = _wanted(said["why"])
            if name == "missing":
                said["about"] = about.rstrip(".")
            near = t("cli.usage_near", names=said["near"]) if "near" in said else ""
            return f"{t(f'cli.usage_{name}', **said)}{near}"
    return message


def _wanted(message: str) -> str:
    for pattern, name in _WANTED:
        if found := pattern.fullmatch(message):
            said = {key: _number(value) for key, value in found.groupdict().items()}
            return t("check.bad_value_hint", wanted=t(f"check.wants_{name}", **said))
    return message


def _number(typed: str) -> int | str:
    return int(typed) if typed.isdecimal() else typed


def _around(text: str) -> str:
    for pattern, name in _AROUND:
        if found := pattern.search(text):
            said = t(f"cli.usage_{name}", **found.groupdict())
            text = f"{text[: found.start()]}{said}{text[found.end() :]}"
    return text


def _type(found: re.Match[str]) -> str:
    return f"<{t(f'cli.type_{found[1].lower()}')}>"


class _Help(TyperCommand.context_class.formatter_class):  # type: ignore[name-defined, misc]
    """The help with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        args = args.replace("[OPTIONS]", t("cli.usage_options"))
        args = args.replace("COMMAND [ARGS]...", t("cli.usage_command"))
        super().write_usage(prog, args, prefix or t("cli.usage_head"))

    def write_heading(self, heading: str) -> None:
        super().write_heading(t(f"cli.heading_{heading.lower()}"))

    def write_dl(self, rows: Sequence[tuple[str, str]], *given: Any, **options: Any) -> None:
        ours = [(_TYPE.sub(_type, first), _around(second)) for first, second in rows]
        super().write_dl(ours, *given, **options)


TyperCommand.context_class.formatter_class = _Help
