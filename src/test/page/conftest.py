"""A page with recorded deployments, and a browser that complains about everything."""

import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[3]
SCREENSHOTS = ROOT / "build" / "screenshots"
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}


@dataclass
class Visitor:
    """Somebody who looks at the page, and everything their browser said against it."""

    url: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Page:
        self.page.goto(self.url + path)
        self.page.wait_for_selector("blue-green[aria-busy=false]")
        return self.page

    def keep_screenshot(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


@contextmanager
def serving(program: str):
    """Runs one of the test programs that serve a page, and gives the address it prints."""
    classpath = (ROOT / "target" / "test.classpath").read_text().strip()
    command = ["java", "-Xmx256m", "-cp", f"target/classes:target/test-classes:{classpath}"]
    server = subprocess.Popen(
        [*command, f"io.jenkins.plugins.bluegreen.web.{program}"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield server.stdout.readline().strip()
    server.stdin.close()
    server.wait(timeout=20)


@pytest.fixture(scope="session")
def url():
    with serving("RecordedPage") as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        # Root, as in a container, may only run Chromium without its sandbox; the pages are our own.
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], chromium_sandbox=os.geteuid() != 0)
        yield browser
        browser.close()


@pytest.fixture
def visitor(url, browser, request):
    context = browser.new_context(**LOOKS[getattr(request, "param", "light")])
    visitor = Visitor(url, context.new_page())
    yield visitor
    context.close()
