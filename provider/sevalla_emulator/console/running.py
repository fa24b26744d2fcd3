"""What the console tells of processes that really run."""

from collections.abc import Sequence

from sevalla_emulator.console.words import State, tone_of
from sevalla_emulator.workload import InstanceReport


def state_of_instances(instances: Sequence[InstanceReport]) -> State:
    """Return what is most worth knowing of them: what does not run well."""
    states = [State(each.state, tone_of(each.state)) for each in instances]
    return next((state for state in states if state.tone != "good"), states[0])
