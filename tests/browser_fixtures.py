"""A real browser without a window, and axe-core, which looks for what keeps people out."""

import shutil
import subprocess

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    if not CHROMIUM or not DRIVER:
        pytest.skip("Chromium or its driver is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    """A function that says which rules of WCAG the open page breaks seriously, and where."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("npm is not installed, which brings axe-core")
    folder = tmp_path_factory.mktemp("axe")
    command = [
        npm,
        "install",
        "--prefix",
        folder,
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "axe-core@4",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("npm gave no axe-core within two minutes")
    if done.returncode:
        pytest.skip(f"npm could not install axe-core: {done.stderr.strip()[:200]}")
    source = (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def violations(browser):
        browser.execute_script(source + "; window.axe = axe;")
        found = browser.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']})"
            ".then((result) => done(result.violations),"
            "      (error) => done([{id: String(error), impact: 'serious', nodes: []}]));"
        )
        return [
            (one["id"], one["nodes"][0]["html"] if one["nodes"] else "")
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    return violations
