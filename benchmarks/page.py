"""How soon a network's page can be used, in a browser without a window: ``python benchmarks/page.py``.

Needs Chromium, its driver and selenium. A page says itself when it is on the screen (the performance mark
``lcgraph-usable``); that is counted from the moment at which it is opened.
"""

import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import networkx

from lcgraph.drawing import draw
from lcgraph.network import add_measures, add_positions

#: Nodes, and the fragment of the address that says how they are shown.
PAGES = [(250, ""), (1000, ""), (1000, "#view=whole"), (2000, ""), (2000, "#view=whole")]
#: Each page is opened so often, and the median counts.
TIMES = 5
KINDS = ["PublicAuthority", "Enterprise", "EducationInstitution", "CivicOrganisation", "City"]


def network(size: int) -> "networkx.Graph[str]":
    """A scale-free network in invented towns, two connections a node, with a sentence each."""
    chance = random.Random(7)
    made: networkx.Graph[str] = networkx.Graph(name="co-partners", title=f"{size} actors")
    for node in range(size):
        place = f"Town {int(chance.expovariate(0.1))}"
        made.add_node(
            str(node), label=f"Actor {node} of {place}", class_name=chance.choice(KINDS), place=place
        )
    for number, (one, other) in enumerate(networkx.barabasi_albert_graph(size, 2, seed=7).edges):
        quote = f"In the year of the programme, actor {one} and actor {other} opened a workshop for adults."
        claim = {"quote": quote, "title": f"Case {number % 40}", "issued": "2019", "modality": "Asserted"}
        made.add_edge(str(one), str(other), relation="cooperates with", evidence=[claim])
    add_measures(made)
    add_positions(made)
    return made


def browser() -> Any:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--window-size=1280,900",
    ):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def usable_after(driver: Any, address: str) -> float:
    """Milliseconds from opening to the picture on the screen."""
    from selenium.webdriver.support.wait import WebDriverWait

    script = "return performance.getEntriesByName('lcgraph-usable')[0]?.startTime"
    found = []
    for _ in range(TIMES):
        driver.get("about:blank")
        driver.get(address)
        found.append(WebDriverWait(driver, 60, poll_frequency=0.05).until(lambda d: d.execute_script(script)))
    return statistics.median(found)


def main() -> None:
    if not shutil.which("chromedriver"):
        sys.exit("benchmarks/page.py: needs Chromium and chromedriver; install both")
    with tempfile.TemporaryDirectory() as folder:
        for size in sorted({size for size, _ in PAGES}):
            draw(network(size), Path(folder) / f"{size}.html")
        driver = browser()
        try:
            times = {
                (size, view): usable_after(driver, (Path(folder) / f"{size}.html").as_uri() + view)
                for size, view in PAGES
            }
        finally:
            driver.quit()
    first = times[PAGES[0]]
    for (size, view), taken in times.items():
        name = f"{size} nodes, {'all at once' if view else 'as it opens'}"
        print(f"{name:<36}{taken:8.0f} ms{taken / first:8.2f} times the first")


if __name__ == "__main__":
    main()
