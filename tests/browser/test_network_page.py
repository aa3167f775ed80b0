"""The network page in a real browser: it draws, asks nothing, answers, and runs no one's words."""

import networkx
import pytest
from browsing import choose_option, find, fragment, open_page, point, pointer, press, requests, text, wait
from page_example import BASE, example_network

from lcgraph.drawing import draw

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    return draw(example_network(), folder / "network.html", source="Invented texts", date="2024-02-01")


@pytest.fixture
def opened(browser, page):
    return open_page(browser, page)


def middle_of_edge(one, other):
    return (
        f"const ends = [...nodes.values()].filter((n) => [{one!r}, {other!r}].includes(n.label));"
        "return {x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2};"
    )


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
    assert "Málaga Nueva" in text(opened, "#search-matches")
    search.send_keys(Keys.ENTER)
    assert text(opened, "#panel h2") == "Málaga Nueva"
    assert opened.execute_script("return document.activeElement.id") == "panel"


def test_search_without_a_match_says_so(opened):
    find(opened, "#search").send_keys("zzz")
    assert text(opened, "#search-matches") == "No name like this"


def test_a_filter_hides_its_class_in_picture_counts_and_table(opened):
    assert text(opened, "#counts").startswith("19 nodes · 21 connections")
    label = next(e for e in opened.find_elements("css selector", "#classes label") if "City" in e.text)
    assert label.text.split() == ["City", "2"]
    label.click()
    assert text(opened, "#counts").startswith("17 of 19 nodes · 16 of 21 connections")
    assert opened.execute_script("return rows.nodes.length") == 17
    assert "16 rows" in text(opened, "#table caption")


def test_the_way_of_saying_can_be_filtered(opened):
    find(opened, "#said-Asserted").click()
    assert text(opened, "#table caption") == "5 rows"
    assert find(opened, "#said-Negated").is_selected()


def slide(browser, value):
    browser.execute_script(
        "const slider = get('confidence'); slider.value = arguments[0];"
        "slider.dispatchEvent(new Event('input'));",
        value,
    )


def test_the_confidence_asked_for_is_that_of_the_best_sentence(opened):
    slide(opened, 0.95)
    assert text(opened, "#table caption") == "20 rows"
    slide(opened, 1)
    assert text(opened, "#table caption") == "0 rows"


def test_whoever_is_only_in_sentences_that_are_filtered_out_goes_with_them(opened):
    find(opened, "#said-Asserted").click()
    assert text(opened, "#counts").startswith("8 of 19 nodes · 5 of 21 connections")


def test_the_years_of_the_documents_can_be_narrowed(opened):
    choose_option(opened, "#since", "2021")
    assert text(opened, "#counts").startswith("4 of 19 nodes · 2 of 21 connections")
    choose_option(opened, "#until", "2019")
    assert text(opened, "#table caption") == "0 rows"
    find(opened, "#reset").click()
    assert text(opened, "#counts").startswith("19 nodes")


def test_a_place_is_asked_for_by_its_name_or_its_country(opened):
    choose_option(opened, "#place", "Northmark")
    names = opened.execute_script("return shownNodes().map((node) => node.label)")
    assert set(names) >= {"Northmark", "Tidal Systems", "Old Mill Trust"}
    assert "Harbour College" not in names
    assert text(opened, "#chips") == "Filtered\n×"


def test_a_theme_keeps_those_that_work_on_it(opened):
    choose_option(opened, "#theme", "Clean energy")
    assert text(opened, "#counts").startswith("5 of 19 nodes · 3 of 21 connections")


def test_numbers_in_the_legend_follow_the_other_filters(opened):
    choose_option(opened, "#theme", "Clean energy")
    label = next(e for e in opened.find_elements("css selector", "#classes label") if "Enterprise" in e.text)
    assert label.text.split() == ["Enterprise", "2"]
    label.click()
    assert label.text.split() == ["Enterprise", "2"]


def node(browser, label):
    return browser.execute_script(
        "const node = data.nodes.find((one) => one.label === arguments[0]); choose({node: node.id});"
        "return node.id;",
        label,
    )


def panel_button(browser, words):
    return next(e for e in browser.find_elements("css selector", "#panel button") if e.text == words)


def shown(browser):
    return set(browser.execute_script("return scene.nodes.map((node) => node.label)"))


def test_only_the_neighbours_of_a_node_or_theirs_too(opened):
    node(opened, "Ada Moreno")
    panel_button(opened, "Only neighbours").click()
    assert shown(opened) == {"Ada Moreno", "Málaga Nueva"}
    panel_button(opened, "Two steps").click()
    assert shown(opened) == {
        "Ada Moreno",
        "Málaga Nueva",
        "Brookhaven",
        "World League of Learning Towns and Neighbouring Districts",
    }
    find(opened, "#chips button").click()
    assert len(shown(opened)) == 19


def test_a_shortest_path_is_found_with_the_keyboard_alone(opened):
    from selenium.webdriver.common.keys import Keys

    node(opened, "Ada Moreno")
    panel_button(opened, "Path from here").send_keys(Keys.ENTER)
    assert opened.execute_script("return document.activeElement.id") == "to"
    press(opened, "friends of", Keys.ARROW_DOWN, Keys.ENTER)
    assert text(opened, "#panel h2") == "Ada Moreno – Friends of the Library"
    assert "4 steps, one of 2 paths of this length" in text(opened, "#panel")
    steps = [e.text for e in opened.find_elements("css selector", "#panel .path > li > .link")]
    assert (steps[0], steps[1], steps[-1]) == ("Ada Moreno", "Málaga Nueva", "Friends of the Library")
    assert text(opened, "#panel .leg p").startswith("In round 1 of the programme")


def test_two_that_nothing_connects_have_no_path(opened):
    opened.execute_script(
        "const id = (label) => data.nodes.find((one) => one.label === label).id;"
        "findPath([id('Old Mill Trust'), id('Brookhaven')])"
    )
    assert "nothing connects the two" in text(opened, "#panel")


def test_a_path_keeps_to_what_the_filters_leave(opened):
    opened.execute_script(
        "const id = (label) => data.nodes.find((one) => one.label === label).id;"
        "findPath([id('Institute for Coastal Energy'), id('Tidal Systems')])"
    )
    assert "1 step" in text(opened, "#panel")
    find(opened, "#said-Planned").click()
    assert "3 steps" in text(opened, "#panel")


def test_colour_by_community_gives_a_legend_that_filters(opened):
    choose_option(opened, "#colour", "community")
    fills = opened.execute_script("return new Set(rows.nodes.get().map((row) => row.color.background)).size")
    assert fills > 1
    before = len(shown(opened))
    box = find(opened, "#groups label")
    assert box.text.startswith("Community 1")
    box.click()
    assert len(shown(opened)) == before - int(box.text.split()[-1])


def test_size_by_a_measure(opened):
    choose_option(opened, "#size", "betweenness")
    largest = opened.execute_script(
        "return nodes.get(rows.nodes.get().sort((one, other) => other.size - one.size)[0].id).label"
    )
    assert largest == "Brookhaven City Council"


def test_pointing_at_a_node_names_it(opened):
    of_node = "return [...nodes.values()].find((n) => n.label === 'Tidal Systems');"
    pointer(opened, *point(opened, of_node), click=False)
    wait(opened, "return !tip.hidden")
    assert text(opened, "#tip") == "Tidal Systems\nEnterprise · Northmark"


def test_everything_can_be_done_with_the_keyboard(opened):
    from selenium.webdriver.common.keys import Keys

    opened.execute_script("document.querySelector('#table td button').focus()")
    press(opened, Keys.ENTER)
    assert text(opened, "#panel h2") == "Brookhaven"
    press(opened, Keys.ESCAPE)
    assert text(opened, "#panel h2") == "Evidence"
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
    again = open_page(browser, page, fragment(opened))
    assert text(again, "#panel h2") == "Harbour College"
    assert text(again, "#counts").startswith("16 of 19 nodes")


def test_an_address_keeps_everything_that_was_chosen(browser, page, opened):
    from selenium.webdriver.common.keys import Keys

    choose_option(opened, "#colour", "community")
    choose_option(opened, "#size", "closeness")
    choose_option(opened, "#since", "2019")
    find(opened, "#group-1").click()
    find(opened, "#said-Possible").click()
    slide(opened, 0.5)
    find(opened, "#tab-nodes").click()
    next(e for e in opened.find_elements("css selector", "th button") if e.text == "Kind").click()
    node(opened, "University of Brookhaven")
    panel_button(opened, "Two steps").click()
    find(opened, ".vis-network").send_keys(Keys.ARROW_LEFT)
    opened.execute_script("zoom(1.5); keepPlace();")
    kept = fragment(opened)
    assert {part.partition("=")[0] for part in kept[1:].split("&")} == {
        *("node", "around", "steps", "colour", "size", "since", "ungrouped"),
        *("unsaid", "confidence", "table", "sort", "at"),
    }
    seen = (shown(opened), text(opened, "#counts"), text(opened, "#table"), text(opened, "#filters"))
    again = open_page(browser, page, kept)
    assert (shown(again), text(again, "#counts"), text(again, "#table"), text(again, "#filters")) == seen
    assert fragment(again) == kept


def test_an_address_keeps_a_path(browser, page, opened):
    opened.execute_script("findPath([data.nodes[0].id, data.nodes[9].id])")
    heading = text(opened, "#panel h2")
    assert text(open_page(browser, page, fragment(opened)), "#panel h2") == heading


def test_a_strange_address_is_no_harm(browser, page):
    opened = open_page(
        browser,
        page,
        "#node=<img src=x onerror=window.hacked=1>&confidence=lots&without=toString"
        "&at=1,2&path=a&path=b&view=toString&open=x&colour=__proto__&size=x&sort=-x&table=y&since=9&around=z&group=q",
    )
    assert text(opened, "#panel h2") == "Evidence"
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


def test_the_button_saves_what_is_shown_as_gexf(opened, tmp_path):
    from selenium.webdriver.support.wait import WebDriverWait

    opened.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    choose_option(opened, "#theme", "Clean energy")
    find(opened, "#save-gexf").click()
    saved = tmp_path / "who-works-with-whom-in-northmark.gexf"
    WebDriverWait(opened, 20, poll_frequency=0.05).until(lambda _: saved.exists())
    read = networkx.read_gexf(saved)
    example = example_network()
    kept = [n for n, data in example.nodes(data=True) if "Clean energy" in data["themes"]]
    assert set(read) == set(kept)
    assert {frozenset(e) for e in read.edges} == {frozenset(e) for e in example.subgraph(kept).edges}
    windworks = read.nodes["https://example.org/lcgraph/actor/windworks"]
    assert (windworks["label"], windworks["class_name"]) == ("Windworks Ltd", "Enterprise")
    assert windworks["betweenness"] == pytest.approx(example.nodes[f"{BASE}actor/windworks"]["betweenness"])
    edge = read.edges[f"{BASE}actor/institute", f"{BASE}actor/tidal"]
    assert (edge["modality"], edge["sentences"]) == ("Planned", 1)


def test_on_a_telephone_nothing_runs_out_of_the_screen(browser, page):
    opened = open_page(browser, page, width=390)
    assert opened.execute_script("return document.documentElement.scrollWidth") == 390
    assert not find(opened, "#filters").get_attribute("open")
    assert find(opened, ".stage").rect["width"] > 340


def test_an_empty_network_says_so(browser, tmp_path):
    browser.get(draw(networkx.Graph(), tmp_path / "empty.html", title="Nothing yet").as_uri())
    assert "found no connections" in find(browser, "main").text
    assert browser.get_log("browser") == []


def test_dark_screens_get_light_words(browser, page):
    media = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    try:
        opened = open_page(browser, page)
        assert opened.execute_script("return getComputedStyle(document.body).color") == "rgb(230, 234, 237)"
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_the_picture_moves_and_grows_with_the_keyboard(opened):
    from selenium.webdriver.common.keys import Keys

    x, scale = opened.execute_script("return [picture.getViewPosition().x, picture.getScale()]")
    opened.execute_script("frame.focus()")
    press(opened, Keys.ARROW_RIGHT, "+")
    assert opened.execute_script("return picture.getViewPosition().x") > x
    assert opened.execute_script("return picture.getScale()") > scale
    wait(opened, "return location.hash.includes('at=')")
    press(opened, "0")
    assert opened.execute_script("return picture.getViewPosition().x") == pytest.approx(x)
    assert "at=" not in fragment(opened)
