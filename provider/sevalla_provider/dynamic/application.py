# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Application, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic import inputs, outputs
from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.applications.application import APPLICATION


class ApplicationProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = APPLICATION


@pulumi.input_type
class _ApplicationArgs(dict[str, Any]):
    display_name: pulumi.Input[str] | None = pulumi.property("displayName")
    cluster_id: pulumi.Input[str] | None = pulumi.property("clusterId")
    source: pulumi.Input[str] | None = pulumi.property("source")
    project_id: pulumi.Input[str] | None = pulumi.property("projectId")
    repo_url: pulumi.Input[str] | None = pulumi.property("repoUrl")
    git_type: pulumi.Input[str] | None = pulumi.property("gitType")
    default_branch: pulumi.Input[str] | None = pulumi.property("defaultBranch")
    docker_image: pulumi.Input[str] | None = pulumi.property("dockerImage")
    docker_registry_credential_id: pulumi.Input[str] | None = pulumi.property(
        "dockerRegistryCredentialId"
    )
    auto_deploy: pulumi.Input[bool] | None = pulumi.property("autoDeploy")
    hibernation_enabled: pulumi.Input[bool] | None = pulumi.property("hibernationEnabled")
    hibernate_after_seconds: pulumi.Input[int] | None = pulumi.property("hibernateAfterSeconds")
    build_type: pulumi.Input[str] | None = pulumi.property("buildType")
    build_path: pulumi.Input[str] | None = pulumi.property("buildPath")
    build_cache_enabled: pulumi.Input[bool] | None = pulumi.property("buildCacheEnabled")
    dockerfile_path: pulumi.Input[str] | None = pulumi.property("dockerfilePath")
    docker_context: pulumi.Input[str] | None = pulumi.property("dockerContext")
    pack_builder: pulumi.Input[str] | None = pulumi.property("packBuilder")
    buildpacks: pulumi.Input[list[pulumi.Input[inputs.BuildpackArgs]]] | None = pulumi.property(
        "buildpacks"
    )
    nixpacks_version: pulumi.Input[str] | None = pulumi.property("nixpacksVersion")
    allow_deploy_paths: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property(
        "allowDeployPaths"
    )
    ignore_deploy_paths: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property(
        "ignoreDeployPaths"
    )
    is_suspended: pulumi.Input[bool] | None = pulumi.property("isSuspended")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class Application(SevallaResource, module="sevalla", name="Application"):
    """An application: its source, and how it is built. What runs of it are its processes; the
    platform makes a `web` process and a domain (`default_hostname`) with it, and deploys
    nothing by itself.

    A change of `source`, of the branch, or of how it is built takes effect at the next
    deployment. What a program says no more stays as it is and is not watched any more; but
    a `docker_registry_credential_id` is taken away. A destroy cancels deployments that run.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        cluster_id: pulumi.Input[str],
        source: pulumi.Input[str],
        display_name: pulumi.Input[str] | None = None,
        project_id: pulumi.Input[str] | None = None,
        repo_url: pulumi.Input[str] | None = None,
        git_type: pulumi.Input[str] | None = None,
        default_branch: pulumi.Input[str] | None = None,
        docker_image: pulumi.Input[str] | None = None,
        docker_registry_credential_id: pulumi.Input[str] | None = None,
        auto_deploy: pulumi.Input[bool] | None = None,
        hibernation_enabled: pulumi.Input[bool] | None = None,
        hibernate_after_seconds: pulumi.Input[int] | None = None,
        build_type: pulumi.Input[str] | None = None,
        build_path: pulumi.Input[str] | None = None,
        build_cache_enabled: pulumi.Input[bool] | None = None,
        dockerfile_path: pulumi.Input[str] | None = None,
        docker_context: pulumi.Input[str] | None = None,
        pack_builder: pulumi.Input[str] | None = None,
        buildpacks: pulumi.Input[
            list[pulumi.Input[inputs.BuildpackArgs | inputs.BuildpackArgsDict]]
        ]
        | None = None,
        nixpacks_version: pulumi.Input[str] | None = None,
        allow_deploy_paths: pulumi.Input[list[pulumi.Input[str]]] | None = None,
        ignore_deploy_paths: pulumi.Input[list[pulumi.Input[str]]] | None = None,
        is_suspended: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a application.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            cluster_id: The cluster that it runs in: `id` of `getClusters`. The API never shows
                it, so that after an import it makes no difference.
            source: Where it comes from: `privateGit`, `publicGit` or `dockerImage`. A change
                takes effect at the next deployment.
            display_name: The name shown in the dashboard, of 2 to 64 characters.
            project_id: The project that it is in. A change moves it; left out, it is in none at
                first, and later that is not watched. Say it here or by a `ProjectService`, not
                in both ways.
            repo_url: The address of the repository; needed with both sources of Git.
            git_type: `github`, `bitbucket` or `gitlab`.
            default_branch: The branch that is deployed; from the next deployment on.
            docker_image: The image, with its tag; needed with `dockerImage`.
            docker_registry_credential_id: The credential to pull the image with:
                `docker_registry_id` of a `DockerRegistry`. The API never shows it, so that a
                change by somebody else is not seen. Left out, none: one that was said before is
                taken away.
            auto_deploy: Whether a push deploys; with `privateGit` only. Off at first.
            hibernation_enabled: Whether it sleeps when nobody asks for it.
            hibernate_after_seconds: After how many quiet seconds it sleeps.
            build_type: `nixpacks`, `railpack` (beta), `pack` or `dockerfile`. Left out, the
                server chooses: `nixpacks` at first. This, and what belongs to it, takes effect
                at the next deployment; an image is never built.
            build_path: The folder of the repository that is built; `.` where left out.
            build_cache_enabled: Whether a build may use what an earlier one left.
            dockerfile_path: The Dockerfile; `dockerfile` only.
            docker_context: The build's context; `dockerfile` only.
            pack_builder: The builder, such as `heroku/builder:22`; `pack` only.
            buildpacks: The buildpacks; `pack` only. An empty list takes all away.
            nixpacks_version: The version of Nixpacks, such as `1.41`; `nixpacks` only.
            allow_deploy_paths: Globs of the files whose change deploys automatically. An empty
                list takes all away.
            ignore_deploy_paths: Globs of the files whose change does not deploy automatically.
                An empty list takes all away.
            is_suspended: Whether all its processes are stopped; what is configured stays. Left
                out, that is not watched.
            create_timeout: How long to wait at create, such as "5m"; 10 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 10 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 10 minutes by default.
        """
        props = _ApplicationArgs(
            {
                "display_name": display_name,
                "cluster_id": cluster_id,
                "source": source,
                "project_id": project_id,
                "repo_url": repo_url,
                "git_type": git_type,
                "default_branch": default_branch,
                "docker_image": docker_image,
                "docker_registry_credential_id": docker_registry_credential_id,
                "auto_deploy": auto_deploy,
                "hibernation_enabled": hibernation_enabled,
                "hibernate_after_seconds": hibernate_after_seconds,
                "build_type": build_type,
                "build_path": build_path,
                "build_cache_enabled": build_cache_enabled,
                "dockerfile_path": dockerfile_path,
                "docker_context": docker_context,
                "pack_builder": pack_builder,
                "buildpacks": buildpacks,
                "nixpacks_version": nixpacks_version,
                "allow_deploy_paths": allow_deploy_paths,
                "ignore_deploy_paths": ignore_deploy_paths,
                "is_suspended": is_suspended,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(ApplicationProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard, of 2 to 64 characters."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter(name="clusterId")
    def cluster_id(self) -> pulumi.Output[str]:
        """The cluster that it runs in: `id` of `getClusters`. The API never shows it, so that
        after an import it makes no difference.
        """
        value: pulumi.Output[str] = pulumi.get(self, "cluster_id")
        return value

    @property
    @pulumi.getter(name="source")
    def source(self) -> pulumi.Output[str]:
        """Where it comes from: `privateGit`, `publicGit` or `dockerImage`. A change takes
        effect at the next deployment.
        """
        value: pulumi.Output[str] = pulumi.get(self, "source")
        return value

    @property
    @pulumi.getter(name="projectId")
    def project_id(self) -> pulumi.Output[str | None]:
        """The project that it is in. A change moves it; left out, it is in none at first, and
        later that is not watched. Say it here or by a `ProjectService`, not in both ways.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "project_id")
        return value

    @property
    @pulumi.getter(name="repoUrl")
    def repo_url(self) -> pulumi.Output[str | None]:
        """The address of the repository; needed with both sources of Git."""
        value: pulumi.Output[str | None] = pulumi.get(self, "repo_url")
        return value

    @property
    @pulumi.getter(name="gitType")
    def git_type(self) -> pulumi.Output[str | None]:
        """`github`, `bitbucket` or `gitlab`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "git_type")
        return value

    @property
    @pulumi.getter(name="defaultBranch")
    def default_branch(self) -> pulumi.Output[str | None]:
        """The branch that is deployed; from the next deployment on."""
        value: pulumi.Output[str | None] = pulumi.get(self, "default_branch")
        return value

    @property
    @pulumi.getter(name="dockerImage")
    def docker_image(self) -> pulumi.Output[str | None]:
        """The image, with its tag; needed with `dockerImage`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "docker_image")
        return value

    @property
    @pulumi.getter(name="dockerRegistryCredentialId")
    def docker_registry_credential_id(self) -> pulumi.Output[str | None]:
        """The credential to pull the image with: `docker_registry_id` of a `DockerRegistry`.
        The API never shows it, so that a change by somebody else is not seen. Left out,
        none: one that was said before is taken away.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "docker_registry_credential_id")
        return value

    @property
    @pulumi.getter(name="autoDeploy")
    def auto_deploy(self) -> pulumi.Output[bool | None]:
        """Whether a push deploys; with `privateGit` only. Off at first."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "auto_deploy")
        return value

    @property
    @pulumi.getter(name="hibernationEnabled")
    def hibernation_enabled(self) -> pulumi.Output[bool | None]:
        """Whether it sleeps when nobody asks for it."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "hibernation_enabled")
        return value

    @property
    @pulumi.getter(name="hibernateAfterSeconds")
    def hibernate_after_seconds(self) -> pulumi.Output[int | None]:
        """After how many quiet seconds it sleeps."""
        value: pulumi.Output[int | None] = pulumi.get(self, "hibernate_after_seconds")
        return value

    @property
    @pulumi.getter(name="buildType")
    def build_type(self) -> pulumi.Output[str | None]:
        """`nixpacks`, `railpack` (beta), `pack` or `dockerfile`. Left out, the server chooses:
        `nixpacks` at first. This, and what belongs to it, takes effect at the next
        deployment; an image is never built.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "build_type")
        return value

    @property
    @pulumi.getter(name="buildPath")
    def build_path(self) -> pulumi.Output[str | None]:
        """The folder of the repository that is built; `.` where left out."""
        value: pulumi.Output[str | None] = pulumi.get(self, "build_path")
        return value

    @property
    @pulumi.getter(name="buildCacheEnabled")
    def build_cache_enabled(self) -> pulumi.Output[bool | None]:
        """Whether a build may use what an earlier one left."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "build_cache_enabled")
        return value

    @property
    @pulumi.getter(name="dockerfilePath")
    def dockerfile_path(self) -> pulumi.Output[str | None]:
        """The Dockerfile; `dockerfile` only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "dockerfile_path")
        return value

    @property
    @pulumi.getter(name="dockerContext")
    def docker_context(self) -> pulumi.Output[str | None]:
        """The build's context; `dockerfile` only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "docker_context")
        return value

    @property
    @pulumi.getter(name="packBuilder")
    def pack_builder(self) -> pulumi.Output[str | None]:
        """The builder, such as `heroku/builder:22`; `pack` only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "pack_builder")
        return value

    @property
    @pulumi.getter(name="buildpacks")
    def buildpacks(self) -> pulumi.Output[list[outputs.Buildpack] | None]:
        """The buildpacks; `pack` only. An empty list takes all away."""
        value: pulumi.Output[list[outputs.Buildpack] | None] = pulumi.get(self, "buildpacks")
        return value

    @property
    @pulumi.getter(name="nixpacksVersion")
    def nixpacks_version(self) -> pulumi.Output[str | None]:
        """The version of Nixpacks, such as `1.41`; `nixpacks` only."""
        value: pulumi.Output[str | None] = pulumi.get(self, "nixpacks_version")
        return value

    @property
    @pulumi.getter(name="allowDeployPaths")
    def allow_deploy_paths(self) -> pulumi.Output[list[str] | None]:
        """Globs of the files whose change deploys automatically. An empty list takes all away."""
        value: pulumi.Output[list[str] | None] = pulumi.get(self, "allow_deploy_paths")
        return value

    @property
    @pulumi.getter(name="ignoreDeployPaths")
    def ignore_deploy_paths(self) -> pulumi.Output[list[str] | None]:
        """Globs of the files whose change does not deploy automatically. An empty list takes
        all away.
        """
        value: pulumi.Output[list[str] | None] = pulumi.get(self, "ignore_deploy_paths")
        return value

    @property
    @pulumi.getter(name="isSuspended")
    def is_suspended(self) -> pulumi.Output[bool | None]:
        """Whether all its processes are stopped; what is configured stays. Left out, that is
        not watched.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_suspended")
        return value

    @property
    @pulumi.getter(name="createdAt")
    def created_at(self) -> pulumi.Output[str | None]:
        """When it was made, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "created_at")
        return value

    @property
    @pulumi.getter(name="updatedAt")
    def updated_at(self) -> pulumi.Output[str | None]:
        """When it was last changed, ISO 8601, UTC."""
        value: pulumi.Output[str | None] = pulumi.get(self, "updated_at")
        return value

    @property
    @pulumi.getter(name="configHash")
    def config_hash(self) -> pulumi.Output[str | None]:
        """Changes with the inputs of this resource alone: a trigger for a deployment."""
        value: pulumi.Output[str | None] = pulumi.get(self, "config_hash")
        return value

    @property
    @pulumi.getter(name="appId")
    def app_id(self) -> pulumi.Output[str]:
        """What `app_id` of a process or a proxy takes."""
        value: pulumi.Output[str] = pulumi.get(self, "app_id")
        return value

    @property
    @pulumi.getter(name="companyId")
    def company_id(self) -> pulumi.Output[str | None]:
        """The company that it belongs to."""
        value: pulumi.Output[str | None] = pulumi.get(self, "company_id")
        return value

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str | None]:
        """The platform's own name of it, which lasts."""
        value: pulumi.Output[str | None] = pulumi.get(self, "name")
        return value

    @property
    @pulumi.getter(name="namespace")
    def namespace(self) -> pulumi.Output[str | None]:
        """The namespace that it runs in."""
        value: pulumi.Output[str | None] = pulumi.get(self, "namespace")
        return value

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str | None]:
        """`app`, or `previewApp` of a pipeline."""
        value: pulumi.Output[str | None] = pulumi.get(self, "type")
        return value

    @property
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """How its last deployment went, in the platform's words; nothing before the first."""
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value

    @property
    @pulumi.getter(name="createdBy")
    def created_by(self) -> pulumi.Output[str | None]:
        """Who made it."""
        value: pulumi.Output[str | None] = pulumi.get(self, "created_by")
        return value

    @property
    @pulumi.getter(name="waitForChecks")
    def wait_for_checks(self) -> pulumi.Output[bool | None]:
        """Whether deployments wait for the checks of the repository."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "wait_for_checks")
        return value

    @property
    @pulumi.getter(name="defaultHostname")
    def default_hostname(self) -> pulumi.Output[str | None]:
        """The name of the domain that the platform gives it."""
        value: pulumi.Output[str | None] = pulumi.get(self, "default_hostname")
        return value
