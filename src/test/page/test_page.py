"""The page in a real browser, on recorded deployments."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import LOOKS

PAGES = {
    "overview": "",
    "environment": "environments/production",
    "deployment-shifting": "environments/canary/deployments/canary-44",
    "deployment-rolled-back": "environments/production/deployments/2026-11-23-42",
    "deployment-finished": "environments/production/deployments/2026-11-23-41",
    "deployment-approval": "environments/staging/deployments/staging-43",
    "deployment-halted": "environments/staging/deployments/staging-45",
}


@pytest.mark.parametrize("visitor", LOOKS, indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_quiet_in_every_look(visitor, name, request):
    page = visitor.open(PAGES[name])
    page.wait_for_timeout(300)
    assert visitor.complaints == []

    # From here on the tools' own styles offend the page's policy: what the browser says about them is not counted.
    visitor.keep_screenshot(f"{name}-{request.node.callspec.params['visitor']}")
    violations = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in violations] == []
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"


def test_a_rollback_is_asked_for_confirmed_and_seen(visitor):
    page = visitor.open(PAGES["deployment-shifting"])
    page.get_by_role("button", name="Roll back now").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_text("All traffic returns to blue with release shop-1.8.2").is_visible()
    dialog.get_by_role("button", name="Roll back", exact=True).click()

    page.get_by_text("rolling back", exact=False).first.wait_for()
    assert page.get_by_role("button", name="Roll back now").count() == 0
    page.get_by_text("entries").click()
    assert page.get_by_text("asked for on the page").first.is_visible()
    assert visitor.complaints == []


def test_nothing_happens_when_the_question_is_answered_with_escape(visitor):
    page = visitor.open("environments/production/deployments/2026-11-23-41")
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    button = page.get_by_role("button", name="Roll back now")
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('blue-green').shadowRoot.activeElement.textContent") == "Cancel"
    page.keyboard.press("Escape")

    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.querySelector('blue-green').shadowRoot.activeElement.textContent") == "Roll back now"
    assert posts == []


BARS = """() => ["top", "bottom"].forEach((edge) => {
  const bar = document.createElement("div");
  Object.assign(bar.style, { position: "fixed", [edge]: "0", left: "0", right: "0", height: "90px", background: "silver" });
  document.body.append(bar);
})"""


def test_what_gets_the_focus_is_not_behind_the_bars_that_jenkins_keeps_in_view(visitor):
    page = visitor.open(PAGES["deployment-approval"])
    page.set_viewport_size({"width": 900, "height": 520})
    page.evaluate(BARS)
    reason = page.get_by_label("Reason")
    for away in ("0", "document.documentElement.scrollHeight"):
        page.evaluate(f"scrollTo(0, {away})")
        reason.blur()
        reason.focus()
        box = reason.bounding_box()
        assert 90 <= box["y"] and box["y"] + box["height"] <= 520 - 90, f"behind a bar, coming from {away}: {box}"


def test_an_approval_shows_its_evidence_and_keeps_the_reason(visitor):
    page = visitor.open(PAGES["deployment-approval"])
    assert page.get_by_text("2 of 2 healthy on green").is_visible()
    page.get_by_label("Reason").fill("numbers <b>look</b> fine")
    page.get_by_role("button", name="Approve and shift traffic").click()
    page.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()

    page.get_by_text("Approved by the test", exact=False).first.wait_for()
    assert page.get_by_text("numbers <b>look</b> fine").first.is_visible()
    assert visitor.complaints == []


def test_markup_from_outside_stays_text(visitor):
    page = visitor.open("environments/production/deployments/hostile-46")
    assert page.get_by_text("<img src=x").first.is_visible()
    assert page.locator("img").count() == 0
    assert page.title() != "taken over"


def test_a_lost_connection_is_told_and_survived(visitor):
    page = visitor.open(PAGES["deployment-rolled-back"])
    page.route("**/api/**", lambda route: route.abort())
    page.get_by_text("No news").wait_for(timeout=10_000)
    page.unroute("**/api/**")
    page.get_by_text("No news").wait_for(state="hidden", timeout=10_000)


def test_a_finished_deployment_is_asked_for_once(visitor):
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    visitor.open("environments/ended/deployments/ended-47")
    visitor.page.wait_for_timeout(4000)
    assert len(asked) == 1


def test_the_charts_can_be_read_as_tables(visitor):
    page = visitor.open(PAGES["deployment-rolled-back"])
    page.get_by_text("The values as a table").click()
    table = page.get_by_role("region", name="Traffic split over time, table")
    table.wait_for()
    assert table.get_by_role("row").count() > 5
    assert table.get_by_text("blue 50 / green 50").first.is_visible()
    assert "blue 100 / green 0" in page.get_by_role("img", name="Traffic split over time").get_attribute("aria-label")


def test_the_whole_page_stays_small(visitor):
    sizes = []
    visitor.page.on("requestfinished", lambda request: sizes.append(request) if "/assets/" in request.url else None)
    visitor.open(PAGES["deployment-shifting"])
    visitor.page.wait_for_timeout(300)
    compressed = sum(request.sizes()["responseBodySize"] for request in sizes)
    assert 30_000 < compressed < 300_000
