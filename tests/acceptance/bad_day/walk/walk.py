"""One walk: a program that changes, through all weathers, and the promise at its end."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx
from tools.workbench.program import Declared

from acceptance.bad_day.scenario import PROCESSES
from acceptance.bad_day.walk.ledger import COLLECTIONS, ID, Ledger, ids_in
from acceptance.bad_day.walk.weather import Ending, Happening, Step, Wanted, Weather
from acceptance.bad_day.walk.world import Manner, World
from acceptance.leaks import holders
from acceptance.properties import process, proxy
from acceptance.provider_host import StepFailedError
from acceptance.small_engine import SmallEngine, refers
from sevalla_emulator.faults import When
from sevalla_emulator.testing import Fault
from sevalla_provider.lifecycle.intents import Intent

CLEAR = re.compile(r"intents --clear ([0-9a-f]{32})")
TRIES = 12

YOUNG = 30.0
"""Seconds after which whatever is not shown is not merely too new to be shown."""

WAITING = 1000.0
"""Seconds that a proxy takes to be ready where a run is to be cut off while it waits."""


def program_of(app_id: str, wanted: Wanted) -> dict[str, Declared]:
    processes, proxies = wanted
    return {
        name: process(kind, app_id, display_name=shown) for name, (kind, shown) in processes.items()
    } | {name: proxy(app_id, of, port) for name, (of, port) in proxies.items() if of in processes}


@dataclass
class Figures:
    """What a walk came to."""

    commands: int = 0
    failures: int = 0
    cut_off: int = 0
    foreign: int = 0
    confused: int = 0
    asked: int = 0  # errors that asked a person to tell which object is ours
    deaf: int = 0  # hosts that did not hear the end of their engine
    strays: int = 0  # objects that a person was told of, and removed


@dataclass
class Walk:
    """One walk, in an application of its own."""

    world: World
    random: Random
    program: dict[str, Declared] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    trace: list[str] = field(default_factory=list)
    crashes: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.control = self.world.emulator.control
        self.app_id = self.control.make_object("applications", {}).id
        self.ledger = Ledger(self.control, self.app_id)
        # Nobody else's account is empty, or has only what is ours.
        self.control.make_object("applications", {})
        self.engine = SmallEngine(self.world.host())

    def take(self, step: Step) -> None:
        """Take one step."""
        self.figures.commands += 1
        self._happen(step.happens)
        if step.wanted is not None:
            self.program = program_of(self.app_id, step.wanted)
        verb = {"up": self._up, "refresh": self.engine.refresh, "destroy": self._destroy}[step.verb]
        if step.weather.place is not None:
            self._in_a_wrong_world(verb, step.weather)
        elif step.ending is None:
            self._attempt(verb, step.weather)
        else:
            self._attempt_and_end(verb, step.weather, step.ending)
        self._note(step)
        assert self.crashes == []
        self.ledger.check(self.engine.state)

    def converge(self) -> None:
        """Insist on the promise: all is as the program says, and nothing lost, twice or taken."""
        self.world.later(YOUNG)
        for _ in range(TRIES):
            self.engine.host = self.world.host()
            try:
                self.engine.refresh()
                self.engine.up(self.program)
                break
            except StepFailedError:
                self.told += self.engine.failures
                self._answer("\n".join(self.engine.failures))
        else:
            raise AssertionError(f"it never converges: {self.engine.failures}")
        self._note("to converge")
        self.ledger.check(self.engine.state)
        assert set(self.engine.state) == set(self.program)
        assert len(self.known()) == len(self.program)
        assert self.known() <= self.ledger.ours().keys()
        self.world.end(Manner.ORDERLY)
        self.engine.host = self.world.host()
        self.engine.refresh()
        self._see_to_what_is_left()
        assert self.ledger.ours().keys() == self.known()
        assert self.engine.up(self.program) == 0
        self.figures.confused, self.figures.deaf = self.ledger.confused, self.world.deaf

    def finish(self) -> None:
        """Insist on the promise, and that nothing stays of it but what others made."""
        self.converge()
        self.program = {}
        self.converge()
        assert self.ledger.there().keys() == self.ledger.foreign.keys()
        self.world.end(Manner.ORDERLY)
        for secret in self.world.secrets:
            assert holders(secret, self.world.folder) == []
            assert not [text for text in [*self.told, *self.world.log.said] if secret in text]

    def known(self) -> set[str]:
        return ids_in(self.engine.state)

    def intents(self) -> list[Intent]:
        return [each for each in self.world.intents() if self.app_id in each.where]

    def _note(self, of: object) -> None:
        """What a person wants to know who reads why a walk failed."""
        state = {name: kept.resource_id[-12:] for name, kept in self.engine.state.items()}
        intents = [
            f"{each.identity.rpartition(':')[2]} made {each.made}, lost {each.lost}"
            for each in self.intents()
        ]
        requests = [
            f"{each.at[11:]} {each.method} {each.path[-60:]} {each.status} {each.fault or ''}"
            for each in self.control.requests()
        ]
        self.trace += [
            "",
            f"{time.strftime('%H:%M:%S')} {of}",
            *requests,
            f"state {state}",
            f"intents {intents}",
        ]
        self.trace += [f"there {[each[-12:] for each in self.ledger.ours()]}", *self.told[-3:]]

    def _up(self) -> None:
        self.engine.up(self.program)

    def _destroy(self) -> None:
        self.engine.up({})

    # --- weather -------------------------------------------------------------------------

    def _attempt(self, verb: Callable[[], object], weather: Weather) -> None:
        self.engine.host = self.world.host()
        self._begin(weather)
        run = threading.Thread(target=self._run, args=(verb,))
        run.start()
        if weather.twin:
            self._make_a_twin_of_what_goes_wrong(run)
        run.join()
        self._clear()

    def _run(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except StepFailedError:
            self.figures.failures += 1
            self.told += self.engine.failures
        except Exception as error:  # of the walk's own; this is a thread
            self.crashes.append(error)

    def _begin(self, weather: Weather) -> None:
        self.ledger.begin_a_step()
        self.control.add_faults([*weather.faults, *self._moving(weather)])

    def _clear(self) -> None:
        self.control.clear_faults()
        self.control.change_settings(provisioning={"seconds": 0})

    def _moving(self, weather: Weather) -> list[Fault]:
        """Lists that miss an object, or show it twice, because others come and go meanwhile."""
        faults = []
        for path, number, which, missed in weather.moves:
            name = "processes" if path == PROCESSES else "tcp-proxies"
            body = self._listed(name)
            shown = body["data"] if isinstance(body, dict) else body
            if not shown:
                continue
            one = which % len(shown)
            if missed:
                del shown[one]
            else:
                shown.append(shown[one])
            faults.append(
                Fault(kind="replace_body", method="GET", path=path, calls=[number], body=body)
            )
        return faults

    def _listed(self, name: str) -> Any:
        address = f"{self.world.emulator.url}/applications/{self.app_id}/{name}?limit=100"
        key = {"authorization": f"Bearer {self.world.emulator.api_key}"}
        return httpx.get(address, headers=key, trust_env=False).raise_for_status().json()

    def _make_a_twin_of_what_goes_wrong(self, run: threading.Thread) -> None:
        while run.is_alive():
            for post in self.control.requests("POST"):
                kind = next(k for k, p in COLLECTIONS.items() if post.path.endswith(p))
                if post.fault and isinstance(post.body, Mapping):
                    self._foreign(kind, post.body)
                    return
            run.join(timeout=0.01)

    def _in_a_wrong_world(self, verb: Callable[[], object], weather: Weather) -> None:
        """Insist that nothing is changed where nothing is known of our objects."""
        emulator = self.world.emulator
        key = emulator.other_api_key if weather.place == "other account" else ""
        url = emulator.url.removesuffix("/v3") if weather.place == "no /v3" else ""
        state = {name: kept.resource_id for name, kept in self.engine.state.items()}
        there = self.ledger.there().keys()
        self.world.end(Manner.ORDERLY)  # what it saw of the right world holds for a while
        self.engine.host = self.world.host(key=key, url=url)
        self._begin(weather)
        self._run(verb)
        self._clear()
        self.world.end(Manner.ORDERLY)
        assert self.ledger.there().keys() == there
        assert {name: kept.resource_id for name, kept in self.engine.state.items()} == state

    # --- ends ----------------------------------------------------------------------------

    def _attempt_and_end(
        self, verb: Callable[[], object], weather: Weather, ending: Ending
    ) -> None:
        """Run a command whose host is ended, and whose engine writes a part of its state."""
        self.engine.host = self.world.host()
        self._begin(weather)
        if ending.moment == "waiting":
            self.control.change_settings(provisioning={"seconds": WAITING})
        if ending.moment in {"before a POST", "after a POST"}:
            when: When = "before" if ending.moment == "before a POST" else "after"
            self.control.add_fault("hang", method="POST", path=ending.path, calls=[1], when=when)
        run = threading.Thread(target=self._run, args=(verb,))
        run.start()
        self._until(ending, run)
        self.figures.cut_off += run.is_alive()
        self.world.end(ending.manner)
        run.join()
        self.engine.forget(ending.written)
        if ending.moment == "waiting":
            self.control.advance(WAITING)
            self.world.ahead += WAITING
        self._clear()

    def _until(self, ending: Ending, run: threading.Thread) -> None:
        """Wait for the moment, or for the end of the command."""
        begun = time.monotonic()
        while run.is_alive():
            if ending.moment == "any" and time.monotonic() - begun > ending.delay:
                return
            if ending.moment.endswith("POST") and self._hangs():
                return
            if ending.moment == "waiting" and self._waits():
                time.sleep(ending.delay / 5)
                return
            run.join(timeout=0.02)

    def _hangs(self) -> bool:
        return any((each.fault or "").startswith("hang") for each in self.control.requests("POST"))

    def _waits(self) -> bool:
        return any(each.fields.get("status") == "creating" for each in self.ledger.there().values())

    # --- others --------------------------------------------------------------------------

    def _happen(self, happens: Sequence[Happening]) -> None:
        """Let others do things. A host serves one command: it need not see them."""
        if happens:
            self.world.end(Manner.ORDERLY)
        for each in happens:
            if each.what == "time":
                self.world.later(each.seconds)
            elif each.what == "twin":
                self._twin(each.which)
            elif each.what == "stranger":
                self._foreign("processes", {"display_name": "Stranger", "type": "worker"})
            else:
                self._drift(each)

    def _twin(self, which: int) -> None:
        """Somebody makes exactly what the program says."""
        if not self.program:
            return
        declared = list(self.program.values())[which % len(self.program)]
        fields = dict(declared["props"])
        for name, value in fields.items():
            if refers(value):
                of = self.engine.state.get(value[2:].partition(".")[0])
                if of is None or of.resource_id.rpartition("/")[2] not in self.ledger.there():
                    return
                fields[name] = of.resource_id.rpartition("/")[2]
        self._foreign("tcp_proxies" if declared["type"] == "TcpProxy" else "processes", fields)

    def _foreign(self, kind: str, fields: Mapping[str, Any]) -> None:
        self.figures.foreign += 1
        self.ledger.add(kind, fields)

    def _drift(self, happening: Happening) -> None:
        """Somebody changes or removes what the state knows."""
        kind = "tcp_proxies" if happening.what == "proxy removed" else "processes"
        there = self.control.objects().by_kind[kind]
        ours = sorted(each.id for each in there if each.id in self.known())
        if not ours:
            return
        one = ours[happening.which % len(ours)]
        if happening.what == "changed":
            self.control.change_object(one, {"display_name": happening.display_name})
        else:
            self.control.remove_object(one)

    # --- what a person does --------------------------------------------------------------

    def _answer(self, text: str) -> None:
        """Do as an error says that cannot tell which object is ours."""
        key = CLEAR.search(text)
        assert key is not None, f"it does not converge: {text}"
        self.figures.asked += 1
        said = next(line for line in text.splitlines() if key.group(0) in line)
        there = self.ledger.there()
        named = [each for each in dict.fromkeys(ID.findall(said)) if each in there]
        foreign = [each for each in named if each in self.ledger.foreign]
        ours = [each for each in named if each not in self.ledger.foreign]
        assert named, f"nothing is named: {text}"
        assert not self.known() & {*named}, f"what we have is named: {text}"
        unanswered = [each for each in self.intents() if each.made is None]
        assert len(ours) <= len(unanswered), f"{ours} were made by {len(unanswered)} creates"
        self.world.end(Manner.ORDERLY)
        if ours and foreign and self.random.random() < 0.5:
            for each in foreign:
                self.ledger.leave(each)
            return
        for each in ours:
            self.control.remove_object(each)
        self._clear_intents([key.group(1)])

    def _see_to_what_is_left(self) -> None:
        """Insist that whatever is in no state was told, and do what a person does with it."""
        left = self.intents()
        assert not {each.made for each in left} & self.known(), f"not closed: {left}"
        told = "\n".join([*self.told, *self.world.log.warned])
        strays = self.ledger.ours().keys() - self.known()
        by_intent = {each.made for each in left}
        unanswered = sum(each.made is None for each in left)
        silent = [each for each in strays if each not in told and each not in by_intent]
        assert len(silent) <= unanswered, f"lost: {silent}; known: {self.known()}; intents: {left}"
        for each in strays:
            if each in self.ledger.there():  # and did not go with its process
                self.control.remove_object(each)
        self.figures.strays += len(strays)
        if left:
            self.world.end(Manner.ORDERLY)
            self._clear_intents([each.key for each in left])
            self.engine.host = self.world.host()
        assert self.intents() == []

    def _clear_intents(self, keys: Sequence[str]) -> None:
        command = Path(sys.executable).with_name("pulumi-sevalla")
        options = [word for key in keys for word in ("--clear", key)]
        subprocess.run(
            [command, "intents", *options],
            env={"PULUMI_HOME": str(self.world.folder), "HOME": str(self.world.folder)},
            check=True,
            capture_output=True,
        )
