"""Films the page while a deployment on the local cloud is rolled back: `python film_rollback.py film.webm`."""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SIZE = {"width": 1100, "height": 780}
LONGEST_SECONDS = 180


class Film:
    """Pictures of a page, each with the time for which it was seen."""

    def __init__(self, page: Page, folder: Path):
        self.page = page
        self.folder = folder
        self.frames: list[tuple[Path, float]] = []

    def until(self, what, within: float = LONGEST_SECONDS) -> None:
        """Films until something is so."""
        latest = time.monotonic() + within
        while not what():
            if time.monotonic() > latest:
                raise TimeoutError(f"the page never came to what the film waits for, in {within} s")
            self.take()

    def hold(self, seconds: float) -> None:
        latest = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > latest)

    def take(self) -> None:
        picture = self.folder / f"{len(self.frames):05}.jpeg"
        self.page.screenshot(path=picture, type="jpeg", quality=92)
        self.frames.append((picture, time.monotonic()))
        self.page.wait_for_timeout(120)

    def develop(self, film: Path) -> None:
        """At the speed at which it was seen, as VP9."""
        listing = self.folder / "frames.txt"
        times = [at for _, at in self.frames] + [self.frames[-1][1] + 2]
        listing.write_text(
            "".join(
                f"file '{picture}'\nduration {times[number + 1] - at:.3f}\n"
                for number, (picture, at) in enumerate(self.frames)
            )
        )
        subprocess.run(
            ["ffmpeg", "-y", "-loglevel", "error", "-f", "concat", "-safe", "0", "-i", listing, "-vf", "fps=8"]
            + ["-c:v", "libvpx-vp9", "-crf", "38", "-b:v", "0", "-pix_fmt", "yuv420p", "-row-mt", "1", film],
            check=True,
        )


@contextmanager
def program(*arguments: str):
    """A command of ours that says in one line of JSON where it is, and runs until it is ended."""
    process = subprocess.Popen(["./bluegreen", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(timeout=40)


def under_way(config: str) -> str:
    """The id of the deployment, as soon as there is one."""
    for _ in range(20):
        status = ["./bluegreen", "status", "local", "--output", "json", "--config", config]
        answer = json.loads(subprocess.run(status, check=True, cwd=ROOT, capture_output=True, text=True).stdout)
        if "deployment" in answer:
            return answer["deployment"]["id"]
        time.sleep(0.5)
    raise TimeoutError("no deployment has begun")


def film_rollback(page: Page, film: Film, address: str, config: str) -> None:
    deployment = subprocess.Popen(
        ["./bluegreen", "deploy", "local", "2", "--plan", "10%:8s, 50%:90s, 100%:10s", "--config", config],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    page.goto(f"{address}environments/local/deployments/{under_way(config)}")
    page.wait_for_selector("blue-green[aria-busy=false]")
    split = page.get_by_role("img", name="Live traffic: blue 50 %, green 50 %")
    film.until(split.is_visible)
    film.hold(4)
    page.get_by_role("button", name="Roll back now").click()
    film.hold(1.5)
    page.get_by_role("dialog").get_by_role("button", name="Roll back", exact=True).click()
    film.until(page.get_by_role("img", name="Live traffic: blue 100 %, green 0 %").is_visible)
    film.until(page.locator("li.now .phase", has_text="keeping").is_visible)
    film.hold(4)
    deployment.terminate()
    deployment.wait(timeout=40)


def main() -> None:
    film_file = Path(sys.argv[1])
    with (
        tempfile.TemporaryDirectory() as folder,
        program("up", "--output", "json", "--directory", f"{folder}/up") as up,
        program("serve", "--port", "0", "--output", "json", "--config", up["config"]) as serve,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"],
            chromium_sandbox=os.geteuid() != 0,
            args=["--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport=SIZE)
        film = Film(page, Path(folder))
        film_rollback(page, film, serve["url"], up["config"])
        film.develop(film_file)
        print(f"{film_file}: {len(film.frames)} pictures, {film_file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
