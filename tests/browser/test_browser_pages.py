"""The pages in a real browser, at the width of a desk and of a phone."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from werkzeug.serving import make_server

from services.operations import sample
from shared.web.identity import Identity
from tests.integration.conftest import ORGANISER, House, build

WIDTHS = (1280, 390)
PATIENCE_S = 20


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    driver = shutil.which("chromedriver")
    if driver is None or shutil.which("chromium") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have chromium and chromedriver")
        pytest.skip("chromium and chromedriver are not installed")
    options = webdriver.ChromeOptions()
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run", "--disable-quic",
    ):  # fmt: skip
        options.add_argument(argument)
    options.binary_location = str(shutil.which("chromium"))
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield chrome
    chrome.quit()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = build(tmp_path_factory.mktemp("house"))
    house.event = house.open_event(name=sample.NAME)
    lines = sample.ROSTER.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    house.upload(house.event, "".join(lines[:41]).encode())
    house.settle()
    house.release(house.event)
    yield house
    house.embedded.close()


@pytest.fixture(scope="module")
def address(house: House) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, house.client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def sign_in(browser: webdriver.Chrome, house: House, address: str, identity: Identity) -> None:
    browser.get(f"{address}/sign-in/{house.embedded.tokens.issue(identity)}")
    assert browser.switch_to.active_element.tag_name == "button"
    follow(browser, By.CSS_SELECTOR, "form button")


def fits(browser: webdriver.Chrome) -> bool:
    """Tell whether nothing sticks out sideways, all buttons are high, and nothing is refused."""
    wide = browser.execute_script(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    low = browser.execute_script(
        "return [...document.querySelectorAll('button')]"
        ".filter(one => one.getBoundingClientRect().height < 44).length"
    )
    complaints = [entry for entry in browser.get_log("browser") if "favicon" not in str(entry)]
    assert (wide <= 0, low, complaints) == (True, 0, [])
    return True


def follow(browser: webdriver.Chrome, by: str, what: str) -> None:
    """Click, and wait until the page that it stood on is gone and the next one is there."""
    browser.execute_script("window.left = false")
    browser.find_element(by, what).click()
    WebDriverWait(browser, PATIENCE_S).until(
        lambda now: now.execute_script(
            "return window.left === undefined && document.readyState === 'complete'"
        )
    )


@pytest.mark.parametrize("width", WIDTHS)
class TestPages:
    def test_show_an_organiser_the_whole_event(
        self, browser: webdriver.Chrome, house: House, address: str, width: int, tmp_path: Path
    ) -> None:
        """An organiser checks the event between two meetings, on a phone."""
        browser.set_window_size(width, 900)
        sign_in(browser, house, address, ORGANISER)
        assert sample.NAME in browser.page_source
        for page, words in (
            ("introductions", "score"),
            ("analytics", "cross them"),
            ("round", "letters sent"),
            ("letters", "on their way"),
            ("settings", "Privacy notice"),
            ("roster", "Upload"),
        ):
            browser.get(f"{address}/events/{house.event}/{page}")
            browser.save_screenshot(str(tmp_path / f"{page}-{width}.png"))
            assert words in browser.page_source
            assert fits(browser), page

    def test_show_an_attendee_their_introductions_and_take_an_answer(
        self, browser: webdriver.Chrome, house: House, address: str, width: int, tmp_path: Path
    ) -> None:
        """From the mail to a yes in two clicks, and what was said is where the focus is."""
        browser.set_window_size(width, 900)
        page = house.get(f"/api/v1/events/{house.event}/introductions?limit=1")
        attendee = page["introductions"][0]["attendee_a"]
        sign_in(browser, house, address, Identity("attendee", attendee, house.event))
        browser.save_screenshot(str(tmp_path / f"me-{width}.png"))
        assert fits(browser)

        follow(browser, By.CSS_SELECTOR, "form button")
        WebDriverWait(browser, PATIENCE_S).until(
            lambda now: now.switch_to.active_element.get_attribute("role") == "status"
        )
        assert "Thank you" in browser.switch_to.active_element.text

        follow(browser, By.PARTIAL_LINK_TEXT, "Read the brief")
        browser.save_screenshot(str(tmp_path / f"brief-{width}.png"))
        assert "What not to do" in browser.page_source
        assert fits(browser)
