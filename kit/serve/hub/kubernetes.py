"""The same city on Kubernetes, by Zero to JupyterHub: each server a pod with its group's folder.

``deploy/kubernetes/values.yaml`` calls ``configure`` in the Hub's pod, which has the whole volume.
"""

from pathlib import Path
from typing import Any

from kit.serve.hub.configure import everywhere
from kit.serve.hub.servers import PASSED, prepare
from kit.serve.hub.table import City

VOLUME = "city"


def configure(c: Any, file: Path, claim: str, door: str) -> City:
    """Set everything for a Hub whose servers are pods; its chart has set the rest.

    ``file`` is the table, on a volume that ``claim`` names and that the Hub has mounted at the
    folder above the table's own; ``door`` is the address of the Hub's pod for the proxy. Raises
    what ``read_city`` raises.
    """
    import os

    city = everywhere(c, file, door)
    root = city.file.parent.parent
    passed = {name: literal(os.environ[name]) for name in PASSED if name in os.environ}

    def start(spawner: Any) -> None:
        prepare(spawner, city)
        spawner.environment |= passed
        spawner.working_dir = str(spawner.folder)
        spawner.volumes = [{"name": VOLUME, "persistentVolumeClaim": {"claimName": claim}}]
        spawner.volume_mounts = [mount(spawner.folder, root)]

    c.Spawner.pre_spawn_hook = start
    return city


def mount(folder: Path, root: Path) -> dict[str, str]:
    """One group's folder where the Hub has it, and nothing beside it.

    Raises ``ValueError`` for a folder that is not on the volume.
    """
    inside = folder.relative_to(root)
    return {"name": VOLUME, "mountPath": str(folder), "subPath": inside.as_posix()}


def literal(text: str) -> str:
    """Text that KubeSpawner leaves as it is: it fills in what stands between braces."""
    return text.replace("{", "{{").replace("}", "}}")
