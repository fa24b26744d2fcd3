import httpx
import pytest

from sevalla_emulator.testing import RunningEmulator
from unit.sevalla_emulator.support import application, calling, message


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer wrong", "Basic sevalla-emulator-key"]
)
def test_a_missing_or_unknown_key_is_turned_away(
    emulator: RunningEmulator, header: str | None
) -> None:
    headers = {} if header is None else {"authorization": header}

    answer = httpx.get(f"{emulator.url}/applications", headers=headers, trust_env=False)

    assert answer.status_code == 401
    assert "key" in message(answer)


def test_the_scheme_may_be_written_in_any_case(emulator: RunningEmulator) -> None:
    headers = {"authorization": f"bearer {emulator.api_key}"}

    assert httpx.get(f"{emulator.url}/applications", headers=headers).status_code == 200


def test_the_read_only_key_reads_and_does_not_write(emulator: RunningEmulator) -> None:
    with calling(emulator, emulator.read_only_key) as reader:
        assert reader.get("/applications").status_code == 200
        refused = reader.post("/applications", application())

    assert refused.status_code == 403
    assert "read" in message(refused)
    assert emulator.control.objects().applications == []


def test_a_request_that_is_turned_away_counts_in_no_bucket(emulator: RunningEmulator) -> None:
    emulator.control.change_settings(limits={"write": {"limit": 1}})
    with calling(emulator, emulator.read_only_key) as reader, calling(emulator) as writer:
        refused = reader.post("/applications", application())
        answer = writer.post("/applications", application())

    assert refused.headers["x-ratelimit-remaining"] == "1"
    assert answer.status_code == 201
    assert emulator.control.counters().buckets["write"].requests == 1


def test_no_key_is_ever_in_the_log(emulator: RunningEmulator) -> None:
    with calling(emulator, "a-key-of-somebody") as stranger, calling(emulator) as writer:
        stranger.get("/applications")
        writer.get("/applications")

    log = str(emulator.control.requests())
    assert "GET" in log
    assert "a-key-of-somebody" not in log
    assert emulator.api_key not in log
