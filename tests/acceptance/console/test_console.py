"""The console in a real browser."""

import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pydantic import JsonValue
from tools.workbench.stack import Stack

from acceptance.console.evil import evil_application
from acceptance.drift_command import found, ids, report_of, values
from acceptance.one_way import ONLY_NATIVE
from acceptance.properties import process, proxy
from sevalla_emulator.testing import RunningEmulator

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(({id, impact, nodes}) => ({id, impact, where: nodes.map((node) => node.html)}))"""
WIDTHS = (360, 1920)
READS_TOKEN = """async (path) => {
    const answer = await fetch(path, {headers: {accept: "text/html"}});
    return [answer.status, (await answer.text()).includes("console-token")];
}"""


def address(emulator: RunningEmulator) -> str:
    return emulator.control_url.removesuffix("/_emulator")


def opened(page: Page, emulator: RunningEmulator, query: str = "") -> Page:
    """The page, when it listens to the emulator; a mark tells whether it was loaded anew."""
    page.goto(f"{address(emulator)}/{query}")
    expect(page.locator("#live")).to_have_text("live")
    page.evaluate("window.mark = 'the same page'")
    return page


def same_page(page: Page) -> bool:
    return bool(page.evaluate("window.mark") == "the same page")


@ONLY_NATIVE
def test_a_stack_comes_up_and_drifts_while_somebody_watches(
    page: Page, emulator: RunningEmulator, stack: Stack, app_id: str
) -> None:
    opened(page, emulator)
    expect(page.locator("#map")).to_contain_text("app 1")
    expect(page.locator("#map")).not_to_contain_text("clockwork")
    program: dict[str, Any] = {
        "clockwork": process("worker", app_id, display_name="clockwork"),
        "door": proxy(app_id, "clockwork", 8080),
    }
    stack.up(program).succeeded()

    # It appears by itself: what there is, in which state, and what was asked for.
    worker = ids(stack)["Process clockwork"]
    expect(page.locator(f"#thing-{worker}")).to_contain_text("clockwork")
    door = page.locator(f"#thing-{ids(stack)['TcpProxy door']}")
    expect(door.locator(".state.good")).to_have_text("ready")
    page.get_by_label("Text in path or body").fill("clockwork")
    request = page.locator("#requests details")
    expect(request).to_have_count(1)
    request.locator("summary").click()
    expect(request.locator("pre")).to_contain_text('"display_name": "clockwork"')

    # A window that has filled empties when the clock ages.
    emulator.control.change_settings(limits={"write": {"limit": 3, "window": 60}})
    key = {"authorization": f"Bearer {emulator.api_key}"}
    for _ in range(3):
        httpx.post(f"{emulator.url}/nowhere", headers=key)
    meter = page.get_by_role("meter", name=re.compile("^write"))
    expect(meter).to_have_attribute("aria-valuenow", "3")
    expect(page.locator("[data-bucket=write]")).to_contain_text("full")
    page.get_by_role("button", name="Age the clock by 1 minute").click()
    expect(meter).to_have_attribute("aria-valuenow", "0")
    emulator.control.lift_limits()

    # A button drifts an object, and the report names it.
    page.locator(f"#thing-{worker}").get_by_role("link", name="clockwork").click()
    page.get_by_label("Field").select_option("display_name")
    page.get_by_label("New value").fill("moved by hand")
    page.get_by_role("button", name="Change", exact=True).click()
    expect(page.locator("#told")).to_contain_text('display_name is "moved by hand" now')
    expect(page.locator("#inspector-title")).to_have_text("moved by hand")
    wrong = found(report_of(stack, code=2))
    assert values(wrong["Process clockwork drifted"])["displayName"] == (
        "clockwork",
        "moved by hand",
    )
    assert same_page(page)


def test_it_is_whole_without_javascript(
    new_context: Callable[..., BrowserContext], shown: RunningEmulator
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(address(shown))
    expect(page.locator("#live")).to_have_text("as of now")
    page.get_by_role("link", name="orders").first.click()
    expect(page.locator("#inspector-title")).to_have_text("orders")
    page.get_by_label("New value").fill("renamed")
    page.get_by_label("Field").select_option("display_name")
    page.get_by_role("button", name="Change", exact=True).click()
    expect(page.locator("#inspector-title")).to_have_text("renamed")
    shown.control.change_object(page.url.partition("show=")[2][:36], {"display_name": "orders"})
    page.get_by_role("link", name="TOKEN").click()
    expect(page.locator("body")).not_to_contain_text("hush")
    page.get_by_role("button", name="Show secrets").click()
    expect(page.locator("#inspector")).to_contain_text("hush")
    page.get_by_role("link", name="Hide secrets").click()
    expect(page.locator("body")).not_to_contain_text("hush")
    page.get_by_label("Text in path or body").fill("no such thing")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("#requests")).to_contain_text(re.compile("No request"))


def test_a_secret_stays_shown_until_it_is_hidden(page: Page, shown: RunningEmulator) -> None:
    opened(page, shown)
    page.get_by_role("link", name="TOKEN").click()
    expect(page.locator("#inspector-title")).to_have_text("TOKEN")
    assert "hush" not in page.content()
    page.get_by_role("button", name="Show secrets").click()
    expect(page.locator("#inspector")).to_contain_text("hush")
    shown.control.add_fault("status", status=500, path="/never")  # so that the page is made anew
    expect(page.locator("#trouble")).to_contain_text("/never")
    expect(page.locator("#inspector")).to_contain_text("hush")
    page.get_by_role("link", name="Hide secrets").click()
    expect(page.locator("#inspector")).not_to_contain_text("hush")
    assert same_page(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    new_context: Callable[..., BrowserContext], shown: RunningEmulator, scheme: str
) -> None:
    # What the page forbids to itself, the examiner may do.
    page = new_context(color_scheme=scheme, bypass_csp=True).new_page()
    opened(page, shown, f"?show={shown.control.objects().databases[0].id}")
    for more in page.locator("summary").all():
        more.click()
    page.evaluate(AXE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(RUN_AXE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_everything_that_can_be_pressed(
    page: Page, shown: RunningEmulator
) -> None:
    opened(page, shown, f"?show={shown.control.objects().tcp_proxies[0].id}")
    page.locator("#more-trouble > summary").focus()
    page.keyboard.press("Enter")
    number = page.evaluate(
        """() => {
            document.activeElement.blur();
            const all = "a[href], button, input:not([type=hidden]), select, summary";
            const found = [...document.querySelectorAll(all)];
            window.wanted = found.filter((one) => one.checkVisibility());
            window.reached = new Set();
            document.addEventListener("focusin", ({target}) => window.reached.add(target));
            return window.wanted.length;
        }"""
    )
    for _ in range(number + 20):
        page.keyboard.press("Tab")
    missed = "window.wanted.filter((one) => !window.reached.has(one)).map((one) => one.outerHTML)"
    assert page.evaluate(missed) == []
    button = page.get_by_role("button", name="Let it fail")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("is failed now")


def test_what_users_wrote_runs_nowhere(page: Page, shown: RunningEmulator) -> None:
    written = "<img src=x onerror=window.ran=1><script>window.ran=1</script>"
    own = shown.control.make_object("projects", {"display_name": written})
    opened(page, shown)
    expect(page.locator(f"#thing-{own.id}")).to_contain_text("<img src=x")
    shown.control.change_object(own.id, {"display_name": f"{written} again"})
    expect(page.locator(f"#thing-{own.id}")).to_contain_text("again")
    assert page.evaluate("window.ran ?? 0") == 0
    assert page.locator("main img").count() == 0
    shown.control.remove_object(own.id)


def test_a_page_that_a_tunnel_shows_gets_nothing_of_the_console(
    new_context: Callable[..., BrowserContext], shown: RunningEmulator
) -> None:
    context = new_context()
    with evil_application() as port:
        where: dict[str, JsonValue] = {
            "targetHost": "127.0.0.1",
            "targetPort": port,
            "protocol": "http",
        }
        agent = shown.control.objects().agents[0].id
        tunnel = shown.control.make_object(
            "tunnels", {"agentId": agent, "isPublic": True, "status": "active", **where}
        )
        evil = context.new_page()
        evil.goto(f"{address(shown)}/public/{tunnel.id}/")
        assert evil.title() == "evil"
        for path in ("/", "/_emulator/console/events", "/_emulator/objects", "/v3/applications"):
            assert evil.evaluate(READS_TOKEN, path) == [403, False], path
        # A window that it opens shows the console to the person, and nothing to the page.
        with context.expect_page() as opening:
            evil.evaluate("void (window.other = window.open('/'))")
        expect(opening.value.locator("#live")).to_have_text("live")
        assert evil.evaluate("window.other.closed")
        assert opening.value.evaluate("window.opener") is None
        # Nor does a frame, a worker for all paths, or a form.
        evil.evaluate("void (frames[0].location = '/')")
        evil.wait_for_function("""() => { try { return !frames[0].document.body }
            catch { return true } }""")
        worker = "navigator.serviceWorker.register('worker.js', {scope: '/'})"
        assert evil.evaluate(f"{worker}.then(() => 'in', () => 'out')") == "out"
        form = "fetch('/_emulator/console/do/reset', {method: 'POST'}).then((one) => one.status)"
        assert evil.evaluate(form) == 403
    assert shown.control.objects().applications
    shown.control.remove_object(tunnel.id)
