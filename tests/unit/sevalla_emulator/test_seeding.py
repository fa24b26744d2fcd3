from sevalla_emulator.kinds.application_models import Application
from sevalla_emulator.kinds.process_models import Process
from sevalla_emulator.kinds.tcp_proxies import TcpProxy
from sevalla_emulator.testing import Control
from unit.sevalla_emulator.support import Api


def test_the_same_seed_gives_the_same_ids_after_a_reset(control: Control) -> None:
    first = control.seed(applications=2, processes=3, tcp_proxies=4)
    control.reset()
    second = control.seed(applications=2, processes=3, tcp_proxies=4)

    def ids(kind: str) -> list[list[str]]:
        return [[one.id for one in seeded.by_kind[kind]] for seeded in (first, second)]

    for kind, count in (("applications", 2), ("processes", 6), ("tcp_proxies", 8)):
        before, after = ids(kind)
        assert before == after
        assert len(set(before)) == count


def test_a_second_seed_adds_to_the_first(control: Control) -> None:
    control.seed(applications=1, processes=1)
    control.seed(applications=1, processes=1)

    everything = control.objects()
    assert (len(everything.applications), len(everything.processes)) == (2, 2)


def test_ids_of_a_seed_that_a_restart_has_kept_are_passed_over(control: Control) -> None:
    first = control.seed(applications=1).applications[0]
    control.reset()
    control.make_object("applications", {"id": first.id})

    assert control.seed(applications=1).applications[0].id != first.id


def test_what_is_seeded_is_settled_and_complete(api: Api, control: Control) -> None:
    control.change_settings(provisioning={"seconds": 60}, consistency={"seconds": 60})
    seeded = control.seed(applications=1, processes=3, tcp_proxies=5)
    path = f"/applications/{seeded.applications[0].id}"

    Application.model_validate(api.seen(path))
    processes = api.get(f"{path}/processes").json()["data"]
    proxies = api.get(f"{path}/tcp-proxies").json()["data"]

    assert [Process.model_validate(one).type for one in processes] == ["web", "worker", "worker"]
    assert {TcpProxy.model_validate(one).status for one in proxies} == {"ready"}
    by_process = [one["process_id"] for one in proxies]
    assert [by_process.count(one["id"]) for one in processes] == [2, 2, 1]
    assert all(one.effective for one in control.objects().processes)
