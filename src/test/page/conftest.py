"""A page with recorded deployments, and a browser that complains about everything."""

import os
import subprocess
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


@pytest.fixture(scope="session")
def server():
    """The test program that serves pages until its input ends, and one more for each line it reads."""
    classpath = (ROOT / "target" / "test.classpath").read_text().strip()
    # Serial collector and one compiler: what starts quickly and leaves the cores to the browser.
    java = ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    command = [*java, "-cp", f"target/classes:target/test-classes:{classpath}", "io.jenkins.plugins.bluegreen.web.RecordedPage"]
    program = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield program
    program.stdin.close()
    program.wait(timeout=20)


@pytest.fixture(scope="session")
def url(server):
    return server.stdout.readline().strip()


def ask_for(server, what):
    server.stdin.write(f"{what}\n")
    server.stdin.flush()
    return server.stdout.readline().strip()


@pytest.fixture
def live_url(server, url):
    """A deployment that has just begun."""
    return ask_for(server, "live")


@pytest.fixture
def resting_url(server, url):
    """An environment that serves its first release."""
    return ask_for(server, "rest")


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
