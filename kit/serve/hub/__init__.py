"""A city's groups under JupyterHub: every group a server of its own, started by the Hub.

``hub.yaml`` says which groups there are (``table.py``); a short ``jupyterhub_config.py`` beside it
hands it to ``configure.py``. A group is a user of the Hub with the group's id; its server is the
group's app (``group.py``), where learners sign in by their personal codes and the Hub knows nobody.
Trainers sign in at the Hub by the same codes (``codes.py``) and grade in formgrader, a server of
their own without anything that runs code (``grading.py``). The door (``door.py``), a service of the
Hub, starts a group that somebody comes to, starts anew what broke, and stops what nobody uses.

JupyterHub is an optional requirement and is imported in ``codes.py`` and ``spawner.py`` alone.
"""
