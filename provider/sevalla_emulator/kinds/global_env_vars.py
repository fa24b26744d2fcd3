"""Variables of companies (`docs/contract/company.md`, Global environment variables)."""

from sevalla_emulator.kind import Kind
from sevalla_emulator.kinds import env_vars
from sevalla_emulator.verbs import Create, Delete, Update
from sevalla_emulator.wire import Message

KIND = Kind(
    name="global_env_vars",
    noun="global environment variable",
    secrets=("value",),
    told=("value", "is_runtime", "is_buildtime"),
    path="/applications/global-env-vars",
    id_name="env_var_id",
    shown=env_vars.InheritedEnvVar,
    readable=False,
    unique=("key",),
    create=Create(body=env_vars.CreateEnvVar),
    update=Update(body=env_vars.ChangeEnvVar, method="PUT"),
    delete=Delete(answer=Message),
    defaults=env_vars.defaults,
)
