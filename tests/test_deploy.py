"""deploy/: what Kubernetes and npm are given. Without helm: keys, pins and walls are read."""

import ast
import inspect
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kit.serve.hub import kubernetes
from tests.banks import ROOT

KUBERNETES, PROXY = ROOT / "deploy" / "kubernetes", ROOT / "deploy" / "proxy"
VALUES: dict[str, Any] = YAML(typ="safe").load(KUBERNETES / "values.yaml")
DOCKERFILE = (KUBERNETES / "Dockerfile").read_text("utf-8").replace("\\\n", " ")

CHART = {
    "hub": {
        "image", "db", "config", "extraEnv", "extraVolumes", "extraVolumeMounts", "extraConfig",
        "service", "networkPolicy", "resources",
    },
    "proxy": {"service", "chp"},
    "ingress": {"enabled", "hosts", "tls"},
    "singleuser": {
        "image", "uid", "fsGid", "allowPrivilegeEscalation", "storage", "memory", "cpu",
        "cloudMetadata", "networkPolicy",
    },
    "cull": {"enabled"},
    "scheduling": {"userScheduler"},
    "prePuller": {"continuous"},
}  # fmt: skip
"""What of Zero to JupyterHub's settings we set; each is in its reference (version 4)."""


def test_no_setting_is_misspelt() -> None:
    """A key that the chart does not know would be passed over in silence."""
    assert {name: set(part) for name, part in VALUES.items()} == CHART


def test_the_hub_and_the_servers_are_one_image_with_a_version() -> None:
    hub, server = VALUES["hub"]["image"], VALUES["singleuser"]["image"]
    assert (hub["name"], hub["tag"]) == (server["name"], server["tag"])
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert hub["tag"] == version


def test_the_settings_call_what_the_kit_has() -> None:
    """With the arguments it wants, and the volume and port that the rest of the file names."""
    tree = ast.parse(VALUES["hub"]["extraConfig"]["kit"])
    (call,) = (node.value for node in tree.body if isinstance(node, ast.Expr))
    assert isinstance(call, ast.Call)
    given = {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}
    inspect.signature(kubernetes.configure).bind(None, Path("hub.yaml"), **given)
    (volume,) = VALUES["hub"]["extraVolumes"]
    (mounted,) = VALUES["hub"]["extraVolumeMounts"]
    assert volume["persistentVolumeClaim"]["claimName"] == given["claim"]
    assert volume["name"] == mounted["name"]
    assert f'"{mounted["mountPath"]}/hub/hub.yaml"' in VALUES["hub"]["extraConfig"]["kit"]
    (port,) = VALUES["hub"]["service"]["extraPorts"]
    ((rule,),) = (one["ports"] for one in VALUES["hub"]["networkPolicy"]["ingress"])
    assert given["door"] == f"http://hub:{port['port']}"
    assert port["targetPort"] == rule["port"] == port["port"]


def test_a_server_sees_its_own_group_alone() -> None:
    """No home of the chart's, one folder of the volume, no way out of the cluster, nobody root."""
    server = VALUES["singleuser"]
    assert server["storage"] == {"type": "none"}
    assert server["uid"] >= 1000
    assert not server["allowPrivilegeEscalation"]
    assert not any(server["networkPolicy"]["egressAllowRules"].values())
    root = Path("/srv/city")
    assert kubernetes.mount(root / "groups" / "chi-bo-5", root) == {
        "name": kubernetes.VOLUME, "mountPath": str(root / "groups" / "chi-bo-5"),
        "subPath": "groups/chi-bo-5",
    }  # fmt: skip
    with pytest.raises(ValueError, match="subpath"):
        kubernetes.mount(Path("/srv/other/chi-bo-5"), root)


def test_the_spawner_fills_nothing_into_a_databases_address() -> None:
    """KubeSpawner formats what it hands on; ``{group}`` is the gradebook's."""
    url = "postgresql+psycopg://kit@db/{group}"
    assert kubernetes.literal(url).format(username="x") == url


def steps(name: str) -> Iterator[str]:
    """The lines of the image's recipe that begin with a word."""
    lines = DOCKERFILE.splitlines()
    return (line.removeprefix(name).strip() for line in lines if line.startswith(f"{name} "))


def test_the_image_is_pinned_and_nobody_in_it_is_root() -> None:
    """Everything by lock and hash; what is copied is there; the last word on the user is 1000."""
    for base in steps("FROM"):
        assert re.match(r"[a-z]+:\d+\.\d+\.\d+-", base), base
    assert [*steps("USER")][-1] == "1000:1000"
    assert not [*steps("ADD")]
    (install,) = (step for step in steps("RUN") if "pip" in step)
    assert "--require-hashes" in install
    copied = [step.split()[:-1] for step in steps("COPY") if not step.startswith("--from")]
    for source in (one for sources in copied for one in sources):
        assert (ROOT / source).exists(), source
    for lock in re.findall(r"requirements[\w-]*(?=[ ;])", install):
        assert any(f"{lock}.lock" in sources for sources in copied), lock


def test_the_proxy_is_pinned_with_everything_it_needs() -> None:
    """By version and digest, and without the address that npm got it from."""
    wanted = json.loads((PROXY / "package.json").read_text("utf-8"))["dependencies"]
    packages = json.loads((PROXY / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages.pop("")["dependencies"] == wanted
    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert not any("resolved" in one for one in packages.values())


def test_what_is_installed_is_what_is_asked_for() -> None:
    """``kit[hub]`` and the lock's group are the same list; no lock names where it came from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["optional-dependencies"]["hub"] == project["dependency-groups"]["hub"]
    texts = {lock.stem: lock.read_text("utf-8") for lock in ROOT.glob("requirements*.lock")}
    for lock, text in texts.items():
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text), lock
    kit = versions(texts["requirements"])
    for lock in ("requirements-hub", "requirements-kubernetes"):
        for name, those in versions(texts[lock]).items():
            assert name not in kit or those & kit[name], (lock, name)


def versions(lock: str) -> dict[str, set[str]]:
    """Name → versions; several where they depend on the system."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found
