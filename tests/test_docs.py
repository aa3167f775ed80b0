"""The documentation tells the truth: its commands run, its links lead somewhere, its counts are right."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

from lcgraph.cli.main import COMMANDS
from lcgraph.queries import list_networks, list_questions

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "ontology/*.md", "data/*/*.md", "benchmarks/*.md", "training/*.md")
    for path in REPOSITORY.glob(pattern)
)

_spec = importlib.util.spec_from_file_location("refresh", REPOSITORY / "docs" / "refresh.py")
refresh = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(refresh)


def test_the_reference_is_that_of_the_commands():
    """If this fails, run ``python docs/refresh.py``."""
    assert refresh.REFERENCE.read_text(encoding="utf-8") == refresh.cli_reference()


@pytest.mark.parametrize("document", refresh.DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_every_script_runs(document, model, tmp_path):
    """What is printed is not compared: it changes whenever the reader has learnt something."""
    shell = refresh.Shell(tmp_path)
    ran = 0
    for kind, text in refresh.blocks(document.read_text(encoding="utf-8")):
        if kind == "console":
            for command in refresh.commands(text):
                assert shell.run(command).strip(), f"{command} prints nothing"
                ran += 1
        elif not refresh.is_setup(text):
            shell.run(text, kind)
            ran += 1
    assert ran > 8


def test_console_blocks_show_what_their_commands_printed():
    """If this fails, run ``python docs/refresh.py``."""
    for document in refresh.DOCUMENTS:
        for kind, text in refresh.blocks(document.read_text(encoding="utf-8")):
            if kind == "console":
                lines = [line for line in text.splitlines() if line]
                followed = [not after.startswith("$ ") for after in [*lines[1:], "$ "]]
                printed = [ok for line, ok in zip(lines, followed, strict=True) if line.startswith("$ ")]
                assert all(printed), f"{document.name}: {text.splitlines()[0]}"


def test_the_readme_shows_every_command():
    for command in COMMANDS:
        assert f"lcgraph {command}" in README


def test_the_setup_of_the_readme_is_what_is_run_on_a_fresh_machine():
    setup, run_tests = (text.strip() for kind, text in refresh.blocks(README)[:2])
    assert setup.endswith("&& .venv/bin/lcgraph build")
    assert run_tests.endswith("&& ./check")
    script = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    for part in run_tests.split(" && "):
        assert part.replace("pip install", "pip install -q") in script
    contributing = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert run_tests in contributing


def test_counts_in_the_readme_are_right():
    assert f"There are {len(list_questions())}; `lcgraph query`" in README
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"with {len(list_questions())} questions" in changelog
    assert {9: "nine", 10: "ten", 11: "eleven", 12: "twelve"}[len(list_networks())] + " networks" in changelog


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_link_leads_somewhere(document):
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (document.parent / target).exists(), target


def test_questions_that_are_named_exist():
    names = {query.name for query in (*list_questions(), *list_networks())}
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for name in re.findall(r"lcgraph (?:query|network|draw) ([a-z][a-z-]+)", text):
            assert name in names, f"{document.name}: {name}"


def test_dependencies_are_explained_as_they_are():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for dependency in project["dependencies"]:
        name, limits = re.fullmatch(r"([\w-]+)(.*)", dependency).groups()
        assert f"| {name} `{limits}` |" in text
    for extra in project["optional-dependencies"].values():
        for dependency in extra:
            assert re.match(r"[\w-]+", dependency)[0] in text


def test_the_version_is_the_same_everywhere():
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\n### [{version}] - " in (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
