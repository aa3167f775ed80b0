"""The page of a network that is too large for one look: groups that unfold, and the whole for Gephi."""

import networkx
import pytest
from browsing import choose_option, find, fragment, open_page, point, pointer, press, requests, text, wait

from lcgraph.drawing import draw

pytestmark = pytest.mark.browser

TOWNS = ["Redton", "Milltown", "Fordham", "Easterly"]


def large(size):
    """A network in four towns of unequal size, each a star about its first actor."""
    network = networkx.Graph(name="co-partners")
    for node in range(size):
        town = TOWNS[min(node % 10 // 3, 3)]
        network.add_node(
            f"https://example.org/actor/{node}",
            label=f"Actor {node}",
            class_name="Enterprise" if node % 4 else "PublicAuthority",
            place=town,
            community=1 + node % 2,
            x=float(node % 40) * 80,
            y=float(node // 40) * 80,
        )
    names = list(network)
    for node in range(10, size):
        network.add_edge(names[node], names[node % 10], relation="cooperates with")
    for one, other in ((0, 3), (3, 6), (6, 9)):
        network.add_edge(names[one], names[other], relation="cooperates with")
    return network


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return draw(large(400), tmp_path_factory.mktemp("page") / "large.html", title="Four towns")


@pytest.fixture
def opened(browser, page):
    return open_page(browser, page)


def bubbles(browser):
    return browser.execute_script(
        "return scene.groups.filter((one) => !one.unfolded)"
        ".map((one) => [one.group.name, one.members.length])"
    )


def test_it_opens_with_a_bubble_for_each_place(opened):
    assert bubbles(opened) == [["Fordham", 120], ["Milltown", 120], ["Redton", 120], ["Easterly", 40]]
    assert opened.execute_script("return rows.nodes.length") == 4
    assert "too many for one look" in text(opened, "#panel")
    assert requests(opened) == []
    assert opened.get_log("browser") == []


def test_a_click_unfolds_a_bubble_where_it_stands(opened):
    middle = "return scene.groups.find((one) => one.group.name === 'Easterly').group;"
    pointer(opened, *point(opened, middle), click=True)
    assert text(opened, "#panel h2") == "Easterly"
    assert ["Easterly", 40] not in bubbles(opened)
    assert opened.execute_script("return scene.nodes.length") == 40
    assert opened.execute_script(
        "const group = scene.groups.find((one) => one.unfolded).group;"
        "const away = ({x, y}) => Math.hypot(x - group.x, y - group.y);"
        "return scene.nodes.every((one) => away(at(one.id)) <= group.radius)"
    )
    find(opened, "#chips button").click()
    assert len(bubbles(opened)) == 4


def test_the_groups_are_reached_with_the_keyboard(opened):
    from selenium.webdriver.common.keys import Keys

    opened.execute_script("panel.querySelector('.row').focus()")
    press(opened, Keys.ENTER)
    assert text(opened, "#panel h2") == "Fordham"
    button = next(e for e in opened.find_elements("css selector", "#panel button") if e.text == "Fold")
    button.send_keys(Keys.ENTER)
    assert len(bubbles(opened)) == 4


def test_a_line_between_bubbles_lists_its_connections(opened):
    opened.execute_script("choose({bundle: [...scene.bundles.keys()][0]})")
    assert text(opened, "#panel h3") == "1 connection"
    find(opened, "#panel .row").click()
    assert text(opened, "#panel .eyebrow") == "Connection"
    assert opened.execute_script("return scene.groups.filter((one) => one.unfolded).length") == 2


def test_search_unfolds_the_group_of_what_it_finds(opened):
    from selenium.webdriver.common.keys import Keys

    find(opened, "#search").send_keys("actor 399", Keys.ENTER)
    assert text(opened, "#panel h2") == "Actor 399"
    assert "Easterly" not in [name for name, _ in bubbles(opened)]


def test_filters_change_the_numbers_of_the_bubbles(opened):
    find(opened, "#class-0").click()
    assert sum(number for _, number in bubbles(opened)) == 100


def test_the_table_holds_all_that_the_bubbles_hide(opened):
    assert text(opened, "#table caption") == "393 rows, 100 shown"
    find(opened, "#more-rows").click()
    assert text(opened, "#table caption") == "393 rows, 200 shown"


def test_other_groups_and_the_whole_can_be_chosen(opened):
    choose_option(opened, "#view", "community")
    assert [number for _, number in bubbles(opened)] == [200, 200]
    choose_option(opened, "#view", "whole")
    assert opened.execute_script("return rows.nodes.length") == 400


def test_a_neighbourhood_stands_on_rings(opened):
    opened.execute_script("lookAround(byIri.get('https://example.org/actor/3').id, 1)")
    wait(opened, "return scene.outward")
    assert opened.execute_script("return rows.nodes.length") == 42
    spots = opened.execute_script("return scene.nodes.map((one) => [at(one.id).x, at(one.id).y])")
    assert len({tuple(spot) for spot in spots}) == 42


def test_a_path_is_shown_alone(opened):
    opened.execute_script("findPath(['n390', 'n399'])")
    labels = opened.execute_script("return scene.nodes.map((one) => one.label)")
    assert labels == ["Actor 390", "Actor 0", "Actor 3", "Actor 6", "Actor 9", "Actor 399"]


def test_an_address_keeps_what_is_unfolded(browser, page, opened):
    choose_option(opened, "#view", "community")
    opened.execute_script("openGroup(1)")
    kept = fragment(opened)
    again = open_page(browser, page, kept)
    assert len(bubbles(again)) == 1
    assert fragment(again) == kept


def test_above_two_thousand_the_whole_is_for_gephi(browser, tmp_path):
    opened = open_page(browser, draw(large(2010), tmp_path / "huge.html", title="Huge"))
    views = [e.get_attribute("value") for e in opened.find_elements("css selector", "#view option")]
    assert sorted(views) == ["community", "place"]
    assert "lcgraph network co-partners -o network.gexf" in text(opened, "#panel")
    opened.execute_script("for (const place of groupsOf('place').keys()) openGroup(place)")
    assert opened.execute_script("return rows.nodes.length") <= 2000
    assert opened.execute_script("return gexf().querySelectorAll('node').length") == 2010
    again = open_page(browser, tmp_path / "huge.html", "#view=whole")
    assert len(bubbles(again)) == 4
