"""DeploymentHook (`docs/contract/applications.md`, Deployment hook)."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from sevalla_provider.clients.calls import Renewal
from sevalla_provider.clients.verbs import List
from sevalla_provider.resources.applications.common import APPLICATION_CHILD, AppId
from sevalla_provider.resources.conflicts import alike_in
from sevalla_provider.resources.json_documents import AnyValue
from sevalla_provider.resources.properties import OutputModel
from sevalla_provider.resources.resource import Resource
from sevalla_provider.resources.traits import Trait
from sevalla_provider.resources.values import InputModel


class DeploymentHookInputs(InputModel):
    """What a program says of a hook."""

    app_id: AppId
    rotation_triggers: Annotated[
        AnyValue | None,
        Trait(provider_only=True, write_only=True),
        Field(
            description="Anything at all, such as a map; whatever is in it, a change makes a new "
            "URL, and the old one is of no use any more. It is sent nowhere."
        ),
    ] = None


class DeploymentHookOutputs(OutputModel):
    """What the API adds to a hook."""

    url: Annotated[
        str | None,
        Trait(secret=True),
        Field(description="Whoever sends a POST to it starts a deployment, and needs no key."),
    ] = None


DEPLOYMENT_HOOK = Resource(
    token="sevalla:index:DeploymentHook",  # noqa: S106 - a name, no password
    noun="deployment hook",
    plural="DeploymentHooks",
    description=(
        "A secret URL that starts a deployment of an application; there is one for an application, "
        "or none. One that is on already is somebody else's, and an error that tells how to take "
        "it over. Whatever changes in `rotationTriggers` makes a new URL in its place. Deleting it "
        "switches the URL off. Its id is the application's."
    ),
    inputs=DeploymentHookInputs,
    outputs=DeploymentHookOutputs,
    id_output="app_id",
    created_at="",
    operations=replace(
        APPLICATION_CHILD,
        path="/applications/{app_id}/deployment-hook",
        list=List.NONE,
        single=True,
        update=None,
        renewals={"rotation_triggers": Renewal("PUT", output="url")},
    ),
    conflicts=alike_in("app_id"),  # one for an application
)
