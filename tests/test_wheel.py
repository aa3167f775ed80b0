"""The wheel holds all that is needed: built, installed apart from this checkout, run in an empty folder."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="hatchling builds the wheel")

REPOSITORY = Path(__file__).parent.parent
#: What a wheel is built from: not the folders of version control, environments and caches.
SOURCES = ("lcgraph", "ontology", "queries", "data", "pyproject.toml", "README.md", "LICENSE", "NOTICE")


def pip(command, *arguments):
    subprocess.run([sys.executable, "-m", "pip", command, "-q", "--no-deps", *arguments], check=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory, model):
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in SOURCES:
        path = REPOSITORY / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source / name)
    pip("wheel", "--no-build-isolation", "-w", folder, source)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with nothing but the wheel and its dependencies, which are lent by this one."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    pip("install", "--no-index", "--target", packages, wheel)
    (packages / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return place / "bin" / "python"


def plain():
    """The environment without what leads Python elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(python, folder, *arguments):
    return subprocess.run(
        [python, "-m", "lcgraph", *arguments], cwd=folder, env=plain(), capture_output=True, text=True
    )


def test_holds_code_and_data_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "lcgraph/py.typed",
        "lcgraph/report/templates/report.html",
        "lcgraph/drawing/static/base.css",
        "lcgraph/_resources/ontology/shapes.ttl",
        "lcgraph/_resources/queries/questions/partners.rq",
        "lcgraph/_resources/data/corpus/jena.txt",
        "lcgraph/_resources/data/names/cities.csv",
        "lcgraph/_resources/data/model/settings.json",
    ):
        assert name in names
    assert not [name for name in names if not re.match(r"lcgraph(?:/|-[\d.]+\.dist-info/)", name)]
    assert not [name for name in names if "training/" in name or "tests/" in name or "__pycache__" in name]
    assert [name for name in names if name.endswith("licenses/NOTICE")]


def test_runs_where_nothing_else_is(installed, tmp_path):
    done = run(installed, tmp_path, "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no violations" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lcgraph-out"]
    for command in (["query", "places"], ["evidence", "Jena"], ["verify"], ["validate"], ["network"]):
        done = run(installed, tmp_path, *command)
        assert done.returncode == 0, done.stderr


def test_is_used_and_not_the_checkout(installed, tmp_path):
    code = "import lcgraph; print(lcgraph.__file__)"
    done = subprocess.run(
        [installed, "-c", code], cwd=tmp_path, env=plain(), capture_output=True, text=True, check=True
    )
    assert str(installed.parent.parent) in done.stdout


def test_gives_the_bytes_that_the_checkout_gives(installed, tmp_path):
    folders = [tmp_path / "wheel", tmp_path / "checkout"]
    for folder in folders:
        folder.mkdir()
    assert run(installed, folders[0], "build", "-q").returncode == 0
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "lcgraph", "build", "-q"]
    subprocess.run(command, cwd=folders[1], env=environment, check=True)
    for name in ("network.html", "report.html"):
        assert (folders[0] / "lcgraph-out" / name).read_bytes() == (
            folders[1] / "lcgraph-out" / name
        ).read_bytes()
