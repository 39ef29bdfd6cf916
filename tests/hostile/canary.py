"""Texts that leave a file behind if anything, anywhere, takes them for code."""

from pathlib import Path


def payloads(file: Path) -> tuple[str, ...]:
    """One for each language that a text may be taken for; each makes ``file``."""
    run = f"open({str(file)!r}, 'w').close()"
    shell = f"touch {file}"
    return (
        run,
        f"__import__('os').system('{shell}')",
        f"!{shell}",
        f"%%bash\n{shell}",
        f"get_ipython().system('{shell}')",
        f"$({shell})`{shell}`; {shell} | {shell} &",
        f"!!python/object/apply:os.system ['{shell}']",
        f"cos\nsystem\n(S'{shell}'\ntR.",
        f"{{'__reduce__': ['os.system', ['{shell}']]}}",
        f"{{{{ cycler.__init__.__globals__.os.popen('{shell}').read() }}}}{{% set x = 1 %}}",
        "{0.__class__.__init__.__globals__}{learner}{reason}%(learner)s%s%n${learner}",
        f"'; ATTACH DATABASE '{file}' AS x; CREATE TABLE x.y (z); --",
        "hv'); DROP TABLE grade; DELETE FROM submitted_notebook; --",
        f"<script>{run}</script><img src=x onerror={run}>[x](javascript:{run})",
        f"=cmd|' /C {shell}'!A0",
        f"@import url('file://{file}'); \\input{{{file}}} \\write18{{{shell}}}",
        "\x1b]0;x\x07\x1b[2J\u202etxt.\u0000\r\n",
    )
