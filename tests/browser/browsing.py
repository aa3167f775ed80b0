"""What the tests in a browser share: opening a page, waiting, pointing, and watching what it asks for."""

import json


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
    """What a script returns once that is something."""
    from selenium.webdriver.support.wait import WebDriverWait

    return WebDriverWait(browser, 20, poll_frequency=0.05).until(lambda driver: driver.execute_script(script))


def find(browser, selector):
    return browser.find_element("css selector", selector)


def text(browser, selector):
    return find(browser, selector).text


def choose_option(browser, selector, value):
    from selenium.webdriver.support.select import Select

    Select(find(browser, selector)).select_by_value(value)


def press(browser, *keys):
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def fragment(browser):
    """The part of the address that keeps the view."""
    return "#" + browser.current_url.partition("#")[2]


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


def requests(browser):
    """The addresses that the page has asked for, itself apart."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [
        params["request"]["url"]
        for params in asked
        if params.get("type") != "Document" and not params["request"]["url"].startswith(("data:", "blob:"))
    ]
