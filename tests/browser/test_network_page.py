"""The network page in a real browser: it draws, asks nothing, answers, and runs no one's words."""

import json
import shutil
from pathlib import Path

import networkx
import pytest
from page_example import example_network

from lcgraph.drawing import draw

pytestmark = pytest.mark.browser

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

HOSTILE = [
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    '<a href="javascript:window.hacked=1">x</a>',
    "<svg onload=window.hacked=1>",
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


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    return draw(example_network(), folder / "network.html", source="Invented texts", date="2024-02-01")


@pytest.fixture
def opened(browser, page):
    return open_page(browser, page)


def open_page(browser, path, fragment="", width=1280):
    """Load a page afresh and wait until its picture is on the screen."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get("about:blank")
    for log in ("browser", "performance"):
        browser.get_log(log)
    browser.get(path.as_uri() + fragment)
    wait(browser, "return document.documentElement.dataset.ready === 'yes'")
    return browser


def wait(browser, script):
    from selenium.webdriver.support.wait import WebDriverWait

    return WebDriverWait(browser, 20, poll_frequency=0.05).until(lambda driver: driver.execute_script(script))


def find(browser, selector):
    return browser.find_element("css selector", selector)


def point(browser, script):
    """Where something of the picture is in the window; `script` gives its x and y in the network."""
    return browser.execute_script(
        f"const at = picture.canvasToDOM((() => {{ {script} }})());"
        "const box = holder.getBoundingClientRect();"
        "return [Math.round(box.left + at.x), Math.round(box.top + at.y)];"
    )


def pointer(browser, x, y, *, click):
    from selenium.webdriver.common.actions.action_builder import ActionBuilder

    actions = ActionBuilder(browser)
    actions.pointer_action.move_to_location(x, y)
    if click:
        actions.pointer_action.click()
    actions.perform()


def middle_of_edge(one, other):
    return (
        f"const ends = [...nodes.values()].filter((n) => [{one!r}, {other!r}].includes(n.label));"
        "return {x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2};"
    )


def requests(browser):
    """The addresses that the page has asked for, itself apart."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [
        params["request"]["url"]
        for params in asked
        if params.get("type") != "Document" and not params["request"]["url"].startswith(("data:", "blob:"))
    ]


def test_the_picture_is_drawn(opened):
    colours = opened.execute_script(
        "const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
        "const seen = new Set(); for (let i = 0; i < pixels.length; i += 4)"
        " if (pixels[i + 3] > 200) seen.add(pixels.slice(i, i + 3).join(',')); return [...seen];"
    )
    assert {"0,114,178", "230,159,0", "213,94,0"} <= set(colours)


def test_the_page_asks_nothing_and_complains_of_nothing(opened):
    pointer(opened, *point(opened, middle_of_edge("Brookhaven", "Málaga Nueva")), click=True)
    assert requests(opened) == []
    assert opened.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert opened.get_log("browser") == []


def test_a_click_on_a_connection_shows_its_sentences(opened):
    pointer(opened, *point(opened, middle_of_edge("Brookhaven", "Málaga Nueva")), click=True)
    panel = wait(opened, "return panel.querySelector('blockquote') && panel.textContent")
    assert "Brookhaven and Málaga Nueva joined forces" in panel
    assert "Learning by the water: a case study, 2019-05, characters 12–140" in panel
    assert "As a fact" in panel
    assert "confidence 0.97" in panel


def test_only_web_addresses_become_links(opened):
    pointer(opened, *point(opened, middle_of_edge("Brookhaven", "Málaga Nueva")), click=True)
    links = opened.execute_script(
        "return [...panel.querySelectorAll('.source a')].map((a) => [a.href, a.rel])"
    )
    assert links == [["https://example.org/reports/water", "noopener noreferrer"]] * 2


def test_a_click_on_a_node_shows_what_is_known_of_it(opened):
    of_node = "return [...nodes.values()].find((n) => n.label === 'University of Brookhaven');"
    pointer(opened, *point(opened, of_node), click=True)
    panel = wait(
        opened, "return panel.querySelector('h2').textContent.startsWith('Univ') && panel.textContent"
    )
    for words in (
        "Education institution",
        "Brookhaven City Council",
        "4 connections",
        "Betweenness",
        "sentences",
    ):
        assert words in panel


def test_what_is_not_chosen_steps_back(opened):
    opened.execute_script("choose({node: byIri.get('https://example.org/lcgraph/actor/old-mill').id})")
    faded = opened.execute_script("return rows.nodes.get().filter((row) => row.opacity < 1).length")
    assert faded == len(example_network()) - 2


def test_search_finds_names_without_their_accents(opened):
    from selenium.webdriver.common.keys import Keys

    search = find(opened, "#search")
    search.send_keys("malaga")
    assert "Málaga Nueva" in find(opened, "#matches").text
    search.send_keys(Keys.ENTER)
    assert find(opened, "#panel h2").text == "Málaga Nueva"
    assert opened.execute_script("return document.activeElement.id") == "panel"


def test_search_without_a_match_says_so(opened):
    find(opened, "#search").send_keys("zzz")
    assert find(opened, "#matches").text == "No name like this"


def test_a_filter_hides_its_class_in_picture_counts_and_table(opened):
    assert find(opened, "#counts").text.startswith("19 nodes · 21 connections")
    label = next(e for e in opened.find_elements("css selector", "#classes label") if "City" in e.text)
    assert label.text.split() == ["City", "2"]
    label.click()
    assert find(opened, "#counts").text.startswith("17 of 19 nodes · 16 of 21 connections")
    hidden = opened.execute_script("return rows.nodes.get().filter((row) => row.hidden).length")
    assert hidden == 2
    assert "16 rows" in find(opened, "#table caption").text


def test_the_way_of_saying_can_be_filtered(opened):
    find(opened, "#said-Asserted").click()
    assert find(opened, "#table caption").text == "5 rows"
    assert find(opened, "#said-Negated").is_selected()


def test_the_confidence_asked_for_is_that_of_the_best_sentence(opened):
    opened.execute_script(
        "const slider = get('confidence'); slider.value = 1; slider.dispatchEvent(new Event('input'));"
    )
    assert find(opened, "#table caption").text == "1 row"


def test_everything_can_be_done_with_the_keyboard(opened):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    opened.execute_script("document.querySelector('#table td button').focus()")
    ActionChains(opened).send_keys(Keys.ENTER).perform()
    assert find(opened, "#panel h2").text == "Brookhaven"
    ActionChains(opened).send_keys(Keys.ESCAPE).perform()
    assert find(opened, "#panel h2").text == "Evidence"
    reachable = opened.execute_script(
        "return [...document.querySelectorAll('[onclick], .row, .check, .link')]"
        ".every((e) => ['BUTTON', 'LABEL', 'A'].includes(e.tagName))"
    )
    assert reachable


def test_the_picture_and_the_panel_speak_to_screen_readers(opened):
    assert find(opened, "canvas").get_attribute("role") == "img"
    assert "19 nodes" in find(opened, "canvas").get_attribute("aria-label")
    assert find(opened, "#panel").get_attribute("aria-live") == "polite"
    assert find(opened, "html").get_attribute("lang") == "en"


def test_the_table_holds_every_connection_with_its_sentence(opened):
    rows = opened.find_elements("css selector", "#table tbody tr")
    assert len(rows) == 21
    assert "joined forces" in rows[0].text


def test_sorting_the_nodes_by_a_measure(opened):
    find(opened, "#tab-nodes").click()
    assert find(opened, "#table tbody td").text == "Brookhaven City Council"
    assert find(opened, "#table th[aria-sort]").get_attribute("aria-sort") == "descending"


def test_an_address_keeps_the_view(browser, page, opened):
    opened.execute_script(
        "find([...nodes.values()].find((n) => n.label === 'Harbour College')); get('class-0').click()"
    )
    fragment = "#" + opened.current_url.partition("#")[2]
    again = open_page(browser, page, fragment)
    assert find(again, "#panel h2").text == "Harbour College"
    assert find(again, "#counts").text.startswith("16 of 19 nodes")


def test_a_strange_address_is_no_harm(browser, page):
    opened = open_page(
        browser, page, "#node=<img src=x onerror=window.hacked=1>&confidence=lots&without=toString"
    )
    assert find(opened, "#panel h2").text == "Evidence"
    assert opened.get_log("browser") == []


def test_the_button_saves_a_png(opened, tmp_path):
    opened.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    find(opened, "#save").click()
    from selenium.webdriver.support.wait import WebDriverWait

    saved = tmp_path / "who-works-with-whom-in-northmark.png"
    WebDriverWait(opened, 20, poll_frequency=0.05).until(lambda _: saved.exists())
    assert saved.read_bytes().startswith(b"\x89PNG")


def test_on_a_telephone_nothing_runs_out_of_the_screen(browser, page):
    opened = open_page(browser, page, width=390)
    assert opened.execute_script("return document.documentElement.scrollWidth") == 390
    assert not find(opened, "#filters").get_attribute("open")
    assert find(opened, ".stage").rect["width"] > 340


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_words_run_nothing_when_loaded_pointed_at_or_clicked(browser, tmp_path, payload):
    network = networkx.Graph(title=payload)
    for number, x in enumerate((0.0, 160.0)):
        network.add_node(
            f"{payload}{number}",
            label=payload,
            class_name=payload,
            place=f"{payload}{number}",
            themes=[payload],
            x=x,
            y=0.0,
        )
    claim = {"quote": payload, "title": payload, "identifier": payload, "issued": payload, "url": payload}
    claim |= {"modality": "Asserted", "confidence": 0.5}
    network.add_edge(f"{payload}0", f"{payload}1", relation=payload, via=[payload], evidence=[claim])
    path = draw(network, tmp_path / "hostile.html", description=payload, source=payload, date=payload)
    opened = open_page(browser, path)
    assert opened.title.split() == payload.split()
    for script in ("return {x: 0, y: 0};", "return {x: 80, y: 0};"):
        pointer(opened, *point(opened, script), click=False)
        pointer(opened, *point(opened, script), click=True)
        wait(opened, "return panel.querySelector('blockquote')")
    find(opened, "#search").send_keys("x")
    find(opened, "#tab-nodes").click()
    assert opened.execute_script("return window.hacked === undefined")
    assert opened.execute_script("return panel.querySelector('blockquote').textContent") == payload
    assert opened.execute_script("return document.querySelectorAll('img, [onerror], [onload]').length") == 0
    assert requests(opened) == []
    assert opened.get_log("browser") == []


def test_a_large_network_opens_with_its_best_connected(browser, tmp_path):
    network = networkx.star_graph(399)
    for node, data in network.nodes(data=True):
        data.update(
            x=float(node % 20) * 80, y=float(node // 20) * 80, label=f"Node {node}", class_name="City"
        )
    opened = open_page(browser, draw(network, tmp_path / "large.html", title="Large"))
    assert find(opened, "#counts").text.startswith("120 of 400 nodes")
    assert "best connected of 400" in find(opened, "#panel").text
    find(opened, "#show-all").click()
    assert find(opened, "#counts").text.startswith("400 nodes")


def test_choosing_what_a_first_look_hides_brings_its_partners(browser, tmp_path):
    network = networkx.path_graph(400)
    for node, data in network.nodes(data=True):
        data.update(x=float(node) * 80, y=0.0, label=f"Node {node}", class_name="City")
    opened = open_page(browser, draw(network, tmp_path / "path.html", title="Path"))
    opened.execute_script("choose({node: byIri.get('399').id})")
    shown = opened.execute_script("return shownNodes().map((n) => n.label)")
    assert {"Node 398", "Node 399"} <= set(shown)


def test_an_empty_network_says_so(browser, tmp_path):
    browser.get(draw(networkx.Graph(), tmp_path / "empty.html", title="Nothing yet").as_uri())
    assert "found no connections" in find(browser, "main").text
    assert browser.get_log("browser") == []


def test_dark_screens_get_light_words(browser, page):
    media = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    try:
        opened = open_page(browser, Path(page))
        assert opened.execute_script("return getComputedStyle(document.body).color") == "rgb(230, 234, 237)"
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
