"""The network page and those it must protect: no one's words run, and no one is kept out."""

import networkx
import pytest
from browsing import choose_option, find, open_page, point, pointer, requests, wait
from page_example import example_network

from lcgraph.drawing import draw

pytestmark = pytest.mark.browser

HOSTILE = [
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    '<a href="javascript:window.hacked=1">x</a>',
    "<svg onload=window.hacked=1>",
]


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


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_words_run_nothing_wherever_the_page_repeats_them(browser, tmp_path, payload):
    """Groups, chips, lists to choose from, the path, the tip, the address and the files that are saved."""
    network = networkx.path_graph(330)
    for node, data in network.nodes(data=True):
        words = f"{payload}{node % 3}"
        data.update(label=words, class_name=words, place=words, country=words, sphere=words, themes=[words])
        data.update(community=node % 3, x=float(node), y=0.0)
    claim = {
        "quote": payload,
        "title": payload,
        "issued": f"2020{payload}",
        "document": f"javascript:{payload}",
    }
    networkx.set_edge_attributes(network, [claim | {"modality": payload}], "evidence")
    networkx.set_edge_attributes(network, payload, payload)
    path = draw(network, tmp_path / "hostile.html", title=payload)
    opened = open_page(browser, path, f"#place={payload}&open={payload}0&group={payload}0&node={payload}")
    for colour in ("community", "sphere", "country"):
        choose_option(opened, "#colour", colour)
    opened.execute_script(
        "openGroup(0); choose({bundle: [...scene.bundles.keys()][0]}); showTip('g1', {x: 5, y: 5});"
        "lookAround('n7', 2); findPath(['n0', 'n5']); state.place = data.nodes[0].place;"
        "showFilters(); show();"
        "choose({edge: 'e3'}); new XMLSerializer().serializeToString(gexf()); savePicture();"
    )
    assert opened.execute_script("return window.hacked === undefined")
    assert opened.execute_script("return document.querySelectorAll('img, [onerror], [onload]').length") == 0
    assert requests(opened) == []
    assert opened.get_log("browser") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(browser, axe, tmp_path, scheme, width):
    path = draw(example_network(), tmp_path / "n.html", description="Invented", source="Texts", date="2024")
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    try:
        opened = open_page(browser, path, width=width)
        assert axe(opened) == []
        opened.execute_script("get('filters').open = true; get('colour').value = 'community';")
        opened.execute_script("get('colour').dispatchEvent(new Event('change')); choose({node: 'n5'});")
        opened.execute_script(
            "lookAround('n5', 2); for (const one of panel.querySelectorAll('details')) one.open = true;"
        )
        assert axe(opened) == []
        opened.execute_script("lookAround(null); findPath(['n0', 'n9']);")
        assert axe(opened) == []
        opened.execute_script("choose({edge: 'e0'}); showKind('nodes'); get('search').value = 'b';")
        opened.execute_script("get('search').dispatchEvent(new Event('input'));")
        assert axe(opened) == []
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_on_paper_the_picture_is_dark_on_white(browser, tmp_path):
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        opened = open_page(browser, draw(example_network(), tmp_path / "n.html"))
        opened.execute_script("dispatchEvent(new Event('beforeprint'))")
        assert opened.execute_script("return colour('--ink')") == "#1c2329"
        assert opened.execute_script("return rows.nodes.get('n0').color.border") == "#333333"
        opened.execute_script("dispatchEvent(new Event('afterprint'))")
        assert opened.execute_script("return rows.nodes.get('n0').color.border") == "#d5dbe0"
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": features})
        assert opened.execute_script("return getComputedStyle(document.body).color") == "rgb(28, 35, 41)"
        assert not find(opened, "#save").is_displayed()
        assert find(opened, "#table").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
