"""The house rules: who may import whom, what may be needed, and what must not be in any file."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted((REPOSITORY / "lcgraph").rglob("*.py"))
#: Modules that come with a package of another name.
COMES_WITH = {
    "anyio": "mcp",
    "markupsafe": "jinja2",
    "mcp_types": "mcp",
    "pyparsing": "rdflib",
    "yaml": "pyyaml",
}
#: What makes connections, or runs what others wrote.
FORBIDDEN = {"socket", "ssl", "http", "urllib", "requests", "ftplib", "smtplib", "pickle", "subprocess"}
FORBIDDEN |= {"httpx", "starlette", "uvicorn", "mcp"}
#: The rooms that are there for it: stores elsewhere that a user names, and the server on this machine.
CONNECTING = {"store", "serving", "explorer", "agents"}
#: Home folders and the like, in pieces lest this file be found.
OF_A_MACHINE = re.compile("/" + r"(?:work|tmp|root|home/\w+|Users/\w+)/[A-Za-z.]")
TEXT = {
    "",
    ".cff",
    ".css",
    ".csv",
    ".html",
    ".js",
    ".md",
    ".py",
    ".rq",
    ".toml",
    ".ttl",
    ".txt",
    ".yaml",
    ".yml",
}


def imports(path):
    """The names of the modules that a file imports, wherever in it."""
    for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(part, ast.Import):
            yield from (name.name for name in part.names)
        elif isinstance(part, ast.ImportFrom) and part.module:
            yield part.module


def files():
    """The files of the project, as version control has them or would have them."""
    if not shutil.which("git") or not (REPOSITORY / ".git").exists():
        pytest.skip("this is no checkout")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [path for name in listed if (path := REPOSITORY / name).is_file()]


def test_rooms_import_downwards_only():
    command = Path(sys.executable).with_name("lint-imports")
    if not command.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([command], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_package_that_is_imported_is_declared():
    extras = PROJECT["project"]["optional-dependencies"]
    needed = [*PROJECT["project"]["dependencies"], *extras["frames"], *extras["agents"]]
    declared = {re.match(r"[\w-]+", name)[0] for name in needed}
    for path in MODULES:
        for module in imports(path):
            top = module.partition(".")[0]
            if top not in sys.stdlib_module_names and top != "lcgraph":
                assert COMES_WITH.get(top, top) in declared, f"{path.name} imports {top}"


def test_every_package_that_is_declared_is_imported():
    imported = {module.partition(".")[0] for path in MODULES for module in imports(path)}
    used = {COMES_WITH.get(top, top) for top in imported}
    declared = {re.match(r"[\w-]+", name)[0] for name in PROJECT["project"]["dependencies"]}
    assert declared <= used


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_nothing_makes_connections_or_runs_what_others_wrote(path):
    if path.parent.name not in CONNECTING:
        assert not FORBIDDEN & {module.partition(".")[0] for module in imports(path)}
    names = {part.func.id for part in ast.walk(ast.parse(path.read_text())) if _is_call_of_a_name(part)}
    assert not {"eval", "exec", "__import__"} & names


def _is_call_of_a_name(part):
    return isinstance(part, ast.Call) and isinstance(part.func, ast.Name)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_a_module_says_what_it_is_for_and_stays_short(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 400


def test_no_file_names_a_place_of_this_machine():
    for path in files():
        if path.suffix in TEXT:
            found = OF_A_MACHINE.search(path.read_text(encoding="utf-8", errors="replace"))
            assert not found, f"{path.relative_to(REPOSITORY)}: {found[0]}"


def test_text_files_end_their_lines_alike():
    for path in files():
        if path.suffix in {".py", ".md", ".ttl", ".rq", ".toml"}:
            data = path.read_bytes()
            assert b"\r\n" not in data, path
            assert data.endswith(b"\n") or not data, path


def test_scripts_can_be_run():
    for name in ("check", ".ci/run"):
        path = REPOSITORY / name
        assert path.stat().st_mode & 0o111
        assert "set -euo pipefail" in path.read_text(encoding="utf-8")
        subprocess.run(["bash", "-n", path], check=True)


def test_the_licence_is_the_whole_licence():
    text = (REPOSITORY / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
