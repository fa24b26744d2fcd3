"""The documented limits and what the headers say, through the API."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import TypeAlias

import httpx
import pytest

from sevalla_emulator.clock import ManualClock
from sevalla_emulator.settings import BucketName, ResetStyle, Settings, WindowStyle
from sevalla_emulator.testing import Control, EmulatedObject
from unit.sevalla_emulator.support import Api, application, message, process

DOCUMENTED = Settings().limits
Requests: TypeAlias = Callable[[Api, EmulatedObject], httpx.Response]


def _path(web: EmulatedObject) -> str:
    return f"/applications/{web['app_id']}"


REQUESTS: dict[BucketName, Requests] = {
    "read": lambda api, web: api.get(_path(web)),
    "write": lambda api, web: api.post(f"{_path(web)}/processes", process()),
    "mutation": lambda api, web: api.patch(f"{_path(web)}/processes/{web.id}", {}),
    "deployment": lambda api, web: api.post(f"{_path(web)}/deployments", {}),
    "creation": lambda api, web: api.post("/applications", application()),
    "logs": lambda api, web: api.get(f"{_path(web)}/logs"),
}


@pytest.fixture
def web(control: Control) -> EmulatedObject:
    return control.seed(applications=1, processes=1).processes[0]


def limit_only(control: Control, bucket: BucketName) -> tuple[int, float]:
    """Give one bucket its documented limit; return that and the window's length."""
    documented = DOCUMENTED.of(bucket)
    assert documented.limit
    control.change_settings(limits={bucket: {"limit": documented.limit}})
    control.change_settings(limits={bucket: {"window": documented.window}})
    return documented.limit, documented.window


@pytest.mark.parametrize("bucket", REQUESTS)
def test_each_bucket_lets_its_limit_pass_and_no_more(
    api: Api, control: Control, web: EmulatedObject, bucket: BucketName
) -> None:
    limit, window = limit_only(control, bucket)
    request = REQUESTS[bucket]

    passed = [request(api, web) for _ in range(limit)]
    refused = request(api, web)

    assert all(answer.status_code != 429 for answer in passed)
    assert [int(answer.headers["x-ratelimit-remaining"]) for answer in passed] == [
        *reversed(range(limit))
    ]
    assert refused.status_code == 429
    assert bucket in message(refused)
    assert refused.headers["x-ratelimit-limit"] == str(limit)
    assert refused.headers["x-ratelimit-reset"] == str(int(window))

    control.advance(window - 1)
    assert request(api, web).status_code == 429
    control.advance(1)
    assert request(api, web).status_code != 429


def test_the_documented_limits_are_in_force_unless_changed() -> None:
    limits = {
        bucket: (limit["limit"], limit["window"])
        for bucket, limit in Settings().limits.model_dump().items()
    }
    assert limits == {
        "read": (400, 60),
        "write": (30, 60),
        "mutation": (10, 60),
        "deployment": (10, 60),
        "creation": (20, 3600),
        "logs": (30, 60),
        "private_connect": (None, 60),  # none is documented
    }


@pytest.mark.parametrize("bucket", ["mutation", "deployment"])
def test_each_application_has_a_bucket_of_its_own(
    api: Api, control: Control, bucket: BucketName
) -> None:
    first, second = control.seed(applications=2, processes=1).processes
    control.change_settings(limits={bucket: {"limit": 1}})
    request = REQUESTS[bucket]

    assert [request(api, web).status_code == 429 for web in (first, first, second)] == [
        False,
        True,
        False,
    ]


def test_the_company_shares_what_is_not_per_application(api: Api, control: Control) -> None:
    first, second = control.seed(applications=2, processes=1).processes
    control.change_settings(limits={"write": {"limit": 1}})

    assert REQUESTS["write"](api, first).status_code == 201
    assert REQUESTS["write"](api, second).status_code == 429


def test_a_refused_request_costs_and_changes_nothing(
    api: Api, control: Control, web: EmulatedObject
) -> None:
    control.change_settings(limits={"mutation": {"limit": 1}, "write": {"limit": 3}})
    fault = control.add_fault("status", status=500, method="DELETE")
    REQUESTS["mutation"](api, web)

    refused = [api.delete(f"{_path(web)}/processes/{web.id}") for _ in range(5)]

    assert {answer.status_code for answer in refused} == {429}
    assert control.find(web.id) is not None
    assert [(one.id, one.matched) for one in control.faults()] == [(fault, 0)]
    # One of three writes was spent by the PATCH, none by what was refused.
    assert REQUESTS["write"](api, web).headers["x-ratelimit-remaining"] == "1"


def test_the_headers_speak_of_the_scarcest_bucket(
    api: Api, control: Control, web: EmulatedObject
) -> None:
    control.change_settings(limits={"mutation": {"limit": 10}, "write": {"limit": 5}})
    assert REQUESTS["mutation"](api, web).headers["x-ratelimit-limit"] == "5"

    control.change_settings(limits={"mutation": {"limit": 3}})
    assert REQUESTS["mutation"](api, web).headers["x-ratelimit-limit"] == "3"


@pytest.mark.parametrize(("of_writes", "of_mutations"), [(90, 60), (60, 90)])
def test_of_buckets_with_the_same_left_the_slower_one_is_spoken_of(
    api: Api, control: Control, web: EmulatedObject, of_writes: float, of_mutations: float
) -> None:
    control.change_settings(
        limits={
            "write": {"limit": 5, "window": of_writes},
            "mutation": {"limit": 5, "window": of_mutations},
        }
    )

    assert REQUESTS["mutation"](api, web).headers["x-ratelimit-reset"] == "90"


def test_a_sliding_window_frees_one_request_at_a_time(
    api: Api, control: Control, web: EmulatedObject
) -> None:
    control.change_settings(limits={"write": {"limit": 2, "window": 60}}, window="sliding")
    request = REQUESTS["write"]
    request(api, web)
    control.advance(30)
    request(api, web)

    assert request(api, web).headers["x-ratelimit-reset"] == "30"
    control.advance(30)
    assert [request(api, web).status_code for _ in range(2)] == [201, 429]


@pytest.mark.parametrize("style", ["fixed", "sliding"])
def test_without_any_limit_there_are_no_headers(
    api: Api, control: Control, style: WindowStyle
) -> None:
    control.change_settings(window=style)

    assert not [name for name in api.get("/applications").headers if "ratelimit" in name]


def test_there_are_headers_on_refusals_too(api: Api, control: Control, web: EmulatedObject) -> None:
    control.change_settings(limits={"read": {"limit": 9}, "write": {"limit": 9}})

    answers = [
        api.get("/nothing"),
        api.get("/applications?limit=0"),
        api.post("/applications", {}),
        api.http.get("/applications", headers={"authorization": "nobody"}),
        api.http.post(f"{_path(web)}/processes", content=b"{"),
    ]

    remaining = [int(answer.headers["x-ratelimit-remaining"]) for answer in answers]
    assert remaining == [8, 7, 8, 7, 7]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("seconds", "60"),
        ("zero", "0"),
        ("negative", "-1"),
        ("huge", "999999999999"),
        ("missing", None),
    ],
)
def test_the_reset_header_can_be_odd(
    api: Api, control: Control, style: ResetStyle, expected: str | None
) -> None:
    control.change_settings(limits={"read": {"limit": 5}}, reset_style=style)

    headers = api.get("/applications").headers

    assert headers.get("x-ratelimit-reset") == expected
    assert headers["x-ratelimit-limit"] == "5"


@pytest.mark.parametrize(("style", "expected"), [("seconds", "40"), ("rounded-down", "39")])
def test_the_seconds_that_are_left_are_whole_ones(
    api: Api, control: Control, clock: ManualClock, style: ResetStyle, expected: str
) -> None:
    control.change_settings(limits={"read": {"limit": 5}}, reset_style=style)

    api.get("/applications")
    clock.advance(20.5)

    assert api.get("/applications").headers["x-ratelimit-reset"] == expected


def test_the_reset_header_can_be_a_time(api: Api, control: Control, clock: ManualClock) -> None:
    control.change_settings(limits={"read": {"limit": 5}}, reset_style="epoch")

    reset = float(api.get("/applications").headers["x-ratelimit-reset"])

    assert reset == pytest.approx(clock.now() + 60, abs=1)


def test_a_429_may_say_when_to_retry(api: Api, control: Control, clock: ManualClock) -> None:
    control.change_settings(limits={"read": {"limit": 1}})
    first = api.get("/applications")
    silent = api.get("/applications")
    control.change_settings(retry_after="seconds")
    seconds = api.get("/applications")
    control.change_settings(retry_after="http-date")
    date = api.get("/applications")

    assert "retry-after" not in first.headers
    assert "retry-after" not in silent.headers
    assert seconds.headers["retry-after"] == "60"
    then = parsedate_to_datetime(date.headers["retry-after"]).timestamp()
    assert clock.now() + 60 <= then < clock.now() + 61


def test_what_is_under_control_is_never_counted(control: Control) -> None:
    control.change_settings(limits={"read": {"limit": 1}, "write": {"limit": 1}})
    for _ in range(3):
        control.objects()

    assert control.counters().buckets == {}
    assert control.requests() == []
