"""The explorer in a real browser: nothing fails, nothing is asked of others, no one is kept out."""

import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import find, press, requests, wait

sys.path.insert(0, str(Path(__file__).parent.parent))

from derived_sample import derived_sample
from explorer_support import PAYLOADS, explored, hostile_graph, large_graph

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "search": "/search?q=council",
    "class": "/class/Partnership",
    "actor": "/page/actor/university-of-aldermoor",
    "planned": "/page/actor/westmark-rail",
    "place": "/page/place/aldermoor",
    "partnership": "/page/partnership/rail-campus",
    "strategy": "/page/strategy/aldermoor-learning-plan",
    "project": "/page/project/night-library",
    "theme": "/page?iri=https://w3id.org/lcgraph/themes%23lifelong-learning",
    "figure": "/page/observation/students-2005",
    "document": "/page/doc/aldermoor-report",
    "documents": "/documents",
    "figures": "/figures",
    "questions": "/questions",
    "question": "/question/partners-of-actor?actor=halden+optics",
    "networks": "/networks",
    "network": "/network/co-partners",
    "around": "/around?iri=https://example.org/lcgraph/actor/halden-optics",
    "sparql": "/ask",
    "answer": "/ask?query=SELECT%20*%20WHERE%20%7B%3Fs%20a%20%3Fclass%7D",
}
FAILING = {"error": "/ask?query=SELECT%20%7D", "missing": "/page/place/atlantis"}
LARGE = [
    "/",
    "/search?q=actor",
    "/class/Actor",
    "/page/place/country-0",
    "/page/place/city-3",
    "/page/actor/actor-7",
    "/page/theme/craft-3",
    "/page/partnership/alliance-9",
    "/page/doc/letters",
    "/question/partners-of-actor",
    "/network/co-partners",
]


@pytest.fixture(scope="module")
def site():
    with derived_sample() as store, explored(store) as address:
        yield address


def visit(browser, address, width=1280, scheme="light"):
    """Open a page and wait until it and the network in it are there."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get("about:blank")
    for log in ("browser", "performance"):
        browser.get_log(log)
    browser.get(address)
    wait(browser, "return document.readyState === 'complete'")
    if browser.execute_script("return document.querySelector('iframe') !== null"):
        wait(
            browser,
            "const inner = document.querySelector('iframe').contentDocument;"
            "return inner && inner.documentElement.dataset.ready === 'yes'",
        )
    return browser


def elsewhere(browser, address):
    return [asked for asked in requests(browser) if not asked.startswith(f"{address}/")]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_error_and_asks_no_one_else(browser, site, name):
    for width in (1280, 390):
        opened = visit(browser, site + PAGES[name], width)
        assert opened.get_log("browser") == []
        assert elsewhere(opened, site) == []
        assert opened.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, *FAILING])
def test_axe_finds_nothing_serious(browser, axe, site, name, scheme):
    for width in (1280, 390):
        assert axe(visit(browser, site + (PAGES | FAILING)[name], width, scheme)) == []


def test_a_click_on_a_sentence_shows_its_claims_and_their_words(browser, site):
    opened = visit(browser, f"{site}/page/doc/aldermoor-report")
    find(opened, '.said[data-at="54-226"]').click()
    assert opened.execute_script("return document.querySelector('.at.chosen').dataset.at") == "54-226"
    assert "Halden Optics" in find(opened, ".at.chosen").text
    marked = opened.execute_script(
        "return [...document.querySelectorAll('.w.object')].map((w) => w.textContent)"
    )
    assert "Halden Optics" in marked
    assert "Mira Solberg" not in marked


def test_a_click_on_a_claim_shows_its_words(browser, site):
    opened = visit(browser, f"{site}/page/doc/aldermoor-report")
    find(opened, "#c-deba424148a7 .show").click()
    shown = {
        role: opened.execute_script(
            "return [...document.querySelectorAll(`.w.${arguments[0]}`)].map((w) => w.textContent).join('')",
            role,
        )
        for role in ("subject", "object")
    }
    assert shown == {"subject": "Aldermoor Learning Alliance", "object": "University of Aldermoor"}
    assert opened.execute_script("return document.querySelector('.said.chosen').dataset.at") == "54-226"


def test_a_link_to_a_claim_shows_its_words_at_once(browser, site):
    opened = visit(browser, f"{site}/page/doc/aldermoor-report#c-deba424148a7")
    assert find(opened, ".w.subject").text == "Aldermoor Learning Alliance"


def test_names_are_suggested_and_chosen_with_the_keyboard(browser, site):
    from selenium.webdriver.common.keys import Keys

    opened = visit(browser, f"{site}/")
    find(opened, "#q").send_keys("ostev")
    wait(opened, "return document.querySelectorAll('[role=option]').length")
    press(opened, Keys.ARROW_DOWN)
    assert "Ostévin" in find(opened, "[aria-selected=true]").text
    press(opened, Keys.ENTER)
    wait(opened, "return location.pathname.startsWith('/page/place/ost')")


def test_a_suggestion_fills_the_field_of_a_question(browser, site):
    from selenium.webdriver.common.keys import Keys

    opened = visit(browser, f"{site}/question/partners")
    find(opened, "#p-place").send_keys("alder")
    wait(opened, "return document.querySelectorAll('[role=option]').length")
    names = opened.execute_script(
        "return [...document.querySelectorAll('[role=option] span')].map((s) => s.textContent)"
    )
    assert names == ["Aldermoor", "Aldermoor Science Park"]
    press(opened, Keys.ARROW_DOWN, Keys.ENTER)
    assert find(opened, "#p-place").get_property("value") == "Aldermoor"


def test_everything_is_reached_with_the_tab_key_and_is_seen_there(browser, site):
    from selenium.webdriver.common.keys import Keys

    opened = visit(browser, f"{site}/page/actor/halden-optics")
    press(opened, Keys.TAB)
    assert opened.switch_to.active_element.text == "Skip to the content"
    expected = opened.execute_script(
        "return [...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]"
        ".filter((one) => one.tabIndex >= 0 && one.checkVisibility()).length"
    )
    reached = set()
    for _ in range(expected):
        reached.add(opened.switch_to.active_element.id)
        outline = opened.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        press(opened, Keys.TAB)
    assert len(reached) == expected


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_run_nothing_in_a_browser(browser, payload):
    said = quote(payload, safe="")
    with hostile_graph(payload) as store, explored(store) as address:
        opened = visit(browser, f"{address}/class/Thing")
        things = ["/page/doc/letters", "/network/co-partners", "/figures", "/documents", "/questions"]
        for name in ("Place", "Actor", "Partnership", "Theme", "Observation"):
            opened = visit(browser, f"{address}/class/{name}")
            links = "return [...document.querySelectorAll('main .thing')].map((a) => a.getAttribute('href'))"
            things += opened.execute_script(links)
        echoes = [
            f"/search?q={said}",
            f"/ask?query={said}",
            f"/question/about?thing={said}",
            f"/{said}",
            f"/figures?q={said}",
        ]
        for path in [*things, *echoes]:
            opened = visit(browser, address + path)
            assert opened.execute_script("return window.hacked === undefined"), path
            assert (
                opened.execute_script(
                    "return document.querySelectorAll('[onerror], [onload], [onfocus]').length"
                )
                == 0
            )
            assert elsewhere(opened, address) == []
        opened = visit(browser, f"{address}/")
        find(opened, "#q").send_keys("hack")
        wait(opened, "return document.querySelectorAll('[role=option]').length")
        assert opened.execute_script("return window.hacked === undefined")


def test_a_graph_of_a_thousand_actors_opens_everywhere(browser):
    with large_graph() as store, explored(store) as address:
        for path in LARGE:
            for width in (1280, 390):
                opened = visit(browser, address + path, width)
                assert opened.get_log("browser") == [], path
                assert elsewhere(opened, address) == [], path
                assert opened.execute_script("return document.documentElement.scrollWidth") <= width, path
