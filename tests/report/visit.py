"""A browser from the distribution, if there is one, and a window in it that remembers what went wrong."""

import shutil
import subprocess
import time


def runs(name):
    """Return the path of a browser that starts; some systems have a stub in its place."""
    path = shutil.which(name)
    started = path and subprocess.run([path, "--version"], capture_output=True).returncode == 0
    return path if started else None


BROWSER = next(filter(None, map(runs, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Visit:
    """One window on a page: what it complained about, and what it asked for."""

    def __init__(self, browser, path, width=1280, scheme="light"):
        self.complaints, self.requests = [], []
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True)
        self.page = context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.url = path.as_uri()
        self.page.goto(self.url)

    def drawn(self, name):
        """Bring a twin into view and return it when it is drawn."""
        twin = self.page.locator(f"#twin-{name}")
        twin.scroll_into_view_if_needed()
        self.page.wait_for_selector(f"#twin-{name}[data-drawn] .plot:last-child canvas")
        return twin

    def at(self, address):
        """Go to an address of this page, as by a link from elsewhere, and wait until it is drawn."""
        self.page.goto("about:blank")
        self.page.goto(self.url + address)

    def until(self, condition, seconds=30):
        """Wait until a condition in JavaScript holds.

        Playwright's `wait_for_function` evaluates text in the page, which the page forbids beyond the first look.
        """
        deadline = time.monotonic() + seconds
        while not self.page.evaluate(condition):
            assert time.monotonic() < deadline, f"not within {seconds} s: {condition}"
            self.page.wait_for_timeout(20)

    def shown(self):
        """Return the entries of the ledger that are visible."""
        return self.page.locator(".entry:visible").count()

    def blameless(self):
        """Check that nothing was complained about and nothing asked for outside of the file."""
        assert not self.complaints, self.complaints
        assert [
            url
            for url in self.requests
            if url.partition("#")[0] not in (self.url, "about:blank") and not url.startswith(("data:", "blob:"))
        ] == []
