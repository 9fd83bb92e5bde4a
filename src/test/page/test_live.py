"""What the real engine does, watched to its end without a reload."""

import pytest

from conftest import Visitor


@pytest.fixture
def watcher(browser, live_url):
    """Somebody who opened the deployment's page when it had just begun."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watcher = Visitor(live_url, context.new_page())
    watcher.open("")
    yield watcher
    context.close()


def phases(page) -> list[str]:
    return page.locator("ol.phases li .phase").all_inner_texts()


def test_a_good_deployment_is_followed_to_its_end(watcher):
    page = watcher.page
    page.get_by_role("img", name="Live traffic: blue 50 %, green 50 %").wait_for(timeout=60_000)
    watcher.keep_screenshot("live-shifting")
    page.locator("li.now .phase", has_text="succeeded").wait_for(timeout=60_000)
    watcher.keep_screenshot("live-succeeded")

    assert phases(page) == [
        *("planned", "preparing", "verifying", "verified", "shifting", "baking", "keeping", "draining", "retiring"),
        "succeeded",
    ]
    lost = page.locator("dl.figures div", has_text="probes lost").locator("dd").inner_text()
    assert lost == "0"
    assert page.get_by_role("img", name="Live traffic: blue 0 %, green 100 %").is_visible()
    assert page.get_by_role("button", name="Roll back now").count() == 0
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(4000)
    assert asked == [], "a finished deployment is still being asked for"


def test_a_rollback_from_the_page_is_followed_to_its_end(watcher):
    page = watcher.page
    page.get_by_role("img", name="Live traffic: blue 90 %, green 10 %").wait_for(timeout=60_000)
    page.get_by_role("button", name="Roll back now").click()
    page.get_by_role("dialog").get_by_role("button", name="Roll back", exact=True).click()
    page.get_by_role("img", name="Live traffic: blue 100 %, green 0 %").wait_for(timeout=60_000)
    page.locator("li.now .phase", has_text="rolled back").wait_for(timeout=60_000)
    watcher.keep_screenshot("live-rolled-back")

    assert "rolling back" in phases(page)
    assert page.get_by_text("Taken back: asked for on the page").is_visible()


def test_an_environment_is_stopped_and_started_from_its_page(browser, resting_url):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor = Visitor(resting_url, context.new_page())
    page = visitor.open("")
    page.get_by_role("button", name="Stop environment").click()
    assert page.get_by_role("dialog").get_by_text("shop answers nobody until it is started again").is_visible()
    page.get_by_role("dialog").get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Start environment").wait_for(timeout=60_000)
    assert state(page) == "asleep"
    assert page.get_by_role("button", name="Stop environment").count() == 0
    visitor.keep_screenshot("live-asleep")

    page.get_by_role("button", name="Start environment").click()
    page.get_by_role("dialog").get_by_role("button", name="Start", exact=True).click()
    page.get_by_text("Starting (the test,").wait_for(timeout=20_000)
    visitor.keep_screenshot("live-waking")
    page.get_by_role("button", name="Stop environment").wait_for(timeout=60_000)
    assert state(page) == "awake"
    assert visitor.complaints == []
    context.close()


def state(page) -> str:
    return page.locator("dl.figures div", has_text="state").locator("dd").inner_text()
