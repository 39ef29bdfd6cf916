"""Writing and mending questions in the browser, for trainers who know no YAML.

``kit studio DIR`` opens it; in a notebook it is a cell: ``studio("quizzes")``. What happens to a
bank is decided by modules that know no browser and no Jupyter; ``widget.py`` alone does.
"""

from kit.studio.widget import StudioWidget, here, studio

__all__ = ["StudioWidget", "here", "studio"]
