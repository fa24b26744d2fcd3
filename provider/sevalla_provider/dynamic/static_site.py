# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""StaticSite, for Python programs without a plugin."""

from typing import Any, Never

import pulumi

from sevalla_provider.dynamic.provider import Provider
from sevalla_provider.dynamic.resource import SevallaResource
from sevalla_provider.resources.sites.static_site import STATIC_SITE


class StaticSiteProvider(Provider):
    """What stacks hold a reference to: keep it importable."""

    resource = STATIC_SITE


@pulumi.input_type
class _StaticSiteArgs(dict[str, Any]):
    display_name: pulumi.Input[str] | None = pulumi.property("displayName")
    repo_url: pulumi.Input[str] | None = pulumi.property("repoUrl")
    default_branch: pulumi.Input[str] | None = pulumi.property("defaultBranch")
    source: pulumi.Input[str] | None = pulumi.property("source")
    git_type: pulumi.Input[str] | None = pulumi.property("gitType")
    auto_deploy: pulumi.Input[bool] | None = pulumi.property("autoDeploy")
    is_preview_enabled: pulumi.Input[bool] | None = pulumi.property("isPreviewEnabled")
    install_command: pulumi.Input[str] | None = pulumi.property("installCommand")
    build_command: pulumi.Input[str] | None = pulumi.property("buildCommand")
    published_directory: pulumi.Input[str] | None = pulumi.property("publishedDirectory")
    root_directory: pulumi.Input[str] | None = pulumi.property("rootDirectory")
    node_version: pulumi.Input[str] | None = pulumi.property("nodeVersion")
    index_file: pulumi.Input[str] | None = pulumi.property("indexFile")
    error_file: pulumi.Input[str] | None = pulumi.property("errorFile")
    allow_deploy_paths: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property(
        "allowDeployPaths"
    )
    ignore_deploy_paths: pulumi.Input[list[pulumi.Input[str]]] | None = pulumi.property(
        "ignoreDeployPaths"
    )
    project_id: pulumi.Input[str] | None = pulumi.property("projectId")
    wait_for_deployment: pulumi.Input[bool] | None = pulumi.property("waitForDeployment")

    def __init__(self, values: dict[str, Any]) -> None:
        dict.__init__(self, values)


class StaticSite(SevallaResource, module="sevalla", name="StaticSite"):
    """A static site: a repository, and how it is built. The platform deploys it at once by
    itself, and a `pulumi up` waits for that unless `wait_for_deployment` is false. A first
    deployment that fails is a warning, and no error: variables (of a
    `StaticSiteEnvironmentVariable`) can come only afterwards, and a `StaticSiteDeployment`
    makes them, and what changes in the settings of the build, take effect.

    What a program says no more stays as it is and is not watched any more, but
    `allow_deploy_paths` and `ignore_deploy_paths`, which are emptied. Git LFS stays as the
    dashboard has it: no reference names its switch. A destroy takes deployments and domains
    along, and cancels deployments that run. It waits for half an hour unless
    `customTimeouts` says otherwise.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        repo_url: pulumi.Input[str],
        default_branch: pulumi.Input[str],
        display_name: pulumi.Input[str] | None = None,
        source: pulumi.Input[str] | None = None,
        git_type: pulumi.Input[str] | None = None,
        auto_deploy: pulumi.Input[bool] | None = None,
        is_preview_enabled: pulumi.Input[bool] | None = None,
        install_command: pulumi.Input[str] | None = None,
        build_command: pulumi.Input[str] | None = None,
        published_directory: pulumi.Input[str] | None = None,
        root_directory: pulumi.Input[str] | None = None,
        node_version: pulumi.Input[str] | None = None,
        index_file: pulumi.Input[str] | None = None,
        error_file: pulumi.Input[str] | None = None,
        allow_deploy_paths: pulumi.Input[list[pulumi.Input[str]]] | None = None,
        ignore_deploy_paths: pulumi.Input[list[pulumi.Input[str]]] | None = None,
        project_id: pulumi.Input[str] | None = None,
        wait_for_deployment: pulumi.Input[bool] | None = None,
        create_timeout: str | None = None,
        update_timeout: str | None = None,
        delete_timeout: str | None = None,
        **unknown: Never,
    ) -> None:
        """Declare a static site.

        Args:
            resource_name: The resource's name in the stack.
            opts: Pulumi's resource options.
            repo_url: The address of the repository, which the platform looks at.
            default_branch: The branch that is deployed; from the next deployment on.
            display_name: The name shown in the dashboard, of 2 to 64 characters.
            source: `privateGit` or `publicGit`. A change takes effect at the next deployment,
                and never makes another site. Left out, the server chooses.
            git_type: `github`, `bitbucket` or `gitlab`; `privateGit` only, and needed there
                where `repo_url` does not tell it.
            auto_deploy: Whether a push deploys. Left out, the server chooses.
            is_preview_enabled: Whether pull requests get previews. Left out, the server
                chooses.
            install_command: What installs the dependencies. Left out, the server chooses, which
                may detect a framework; one that was said before stays as it is. This, and all
                that it is built with, takes effect at the next deployment.
            build_command: What builds the site. Left out, the server chooses, and one that was
                said before stays as it is; an empty string takes it away.
            published_directory: The folder that is published, such as `dist`. Left out, the
                server chooses, and one that was said before stays as it is; an empty string
                takes it away.
            root_directory: The folder of the repository that is built; `.` and `/` are its
                root. Left out, the server chooses, and one that was said before stays as it is.
            node_version: The version of Node.js, such as `"20"`. Left out, the server chooses,
                and one that was said before stays as it is; an empty string takes it away.
            index_file: The file that a folder is shown by, such as `index.html`. Left out, the
                server chooses, and one that was said before stays as it is.
            error_file: The file that is shown where there is none, such as `404.html`. Left
                out, the server chooses, and one that was said before stays as it is.
            allow_deploy_paths: Globs of the files whose change deploys automatically. Left out,
                there are none.
            ignore_deploy_paths: Globs of the files whose change does not deploy automatically.
                Left out, there are none.
            project_id: The project that it is in. Left out, it is in none at first, and later
                that is not watched. A change moves it by the project's own calls, of which the
                API's reference does not say that they take a static site: where they do not,
                that is an error, it stays where it is, and it can be moved in the dashboard.
            wait_for_deployment: Whether `pulumi up` waits until the first deployment, which the
                platform starts by itself, has ended. One that fails is a warning with the end
                of its log. Default: true.
            create_timeout: How long to wait at create, such as "5m"; 30 minutes by default.
            update_timeout: How long to wait at update, such as "5m"; 30 minutes by default.
            delete_timeout: How long to wait at delete, such as "5m"; 30 minutes by default.
        """
        props = _StaticSiteArgs(
            {
                "display_name": display_name,
                "repo_url": repo_url,
                "default_branch": default_branch,
                "source": source,
                "git_type": git_type,
                "auto_deploy": auto_deploy,
                "is_preview_enabled": is_preview_enabled,
                "install_command": install_command,
                "build_command": build_command,
                "published_directory": published_directory,
                "root_directory": root_directory,
                "node_version": node_version,
                "index_file": index_file,
                "error_file": error_file,
                "allow_deploy_paths": allow_deploy_paths,
                "ignore_deploy_paths": ignore_deploy_paths,
                "project_id": project_id,
                "wait_for_deployment": wait_for_deployment,
                **unknown,
            }
        )
        timeouts = {"create": create_timeout, "update": update_timeout, "delete": delete_timeout}
        super().__init__(StaticSiteProvider(), resource_name, props, timeouts, opts)

    @property
    @pulumi.getter(name="displayName")
    def display_name(self) -> pulumi.Output[str]:
        """The name shown in the dashboard, of 2 to 64 characters."""
        value: pulumi.Output[str] = pulumi.get(self, "display_name")
        return value

    @property
    @pulumi.getter(name="repoUrl")
    def repo_url(self) -> pulumi.Output[str]:
        """The address of the repository, which the platform looks at."""
        value: pulumi.Output[str] = pulumi.get(self, "repo_url")
        return value

    @property
    @pulumi.getter(name="defaultBranch")
    def default_branch(self) -> pulumi.Output[str]:
        """The branch that is deployed; from the next deployment on."""
        value: pulumi.Output[str] = pulumi.get(self, "default_branch")
        return value

    @property
    @pulumi.getter(name="source")
    def source(self) -> pulumi.Output[str | None]:
        """`privateGit` or `publicGit`. A change takes effect at the next deployment, and never
        makes another site. Left out, the server chooses.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "source")
        return value

    @property
    @pulumi.getter(name="gitType")
    def git_type(self) -> pulumi.Output[str | None]:
        """`github`, `bitbucket` or `gitlab`; `privateGit` only, and needed there where
        `repo_url` does not tell it.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "git_type")
        return value

    @property
    @pulumi.getter(name="autoDeploy")
    def auto_deploy(self) -> pulumi.Output[bool | None]:
        """Whether a push deploys. Left out, the server chooses."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "auto_deploy")
        return value

    @property
    @pulumi.getter(name="isPreviewEnabled")
    def is_preview_enabled(self) -> pulumi.Output[bool | None]:
        """Whether pull requests get previews. Left out, the server chooses."""
        value: pulumi.Output[bool | None] = pulumi.get(self, "is_preview_enabled")
        return value

    @property
    @pulumi.getter(name="installCommand")
    def install_command(self) -> pulumi.Output[str | None]:
        """What installs the dependencies. Left out, the server chooses, which may detect a
        framework; one that was said before stays as it is. This, and all that it is built
        with, takes effect at the next deployment.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "install_command")
        return value

    @property
    @pulumi.getter(name="buildCommand")
    def build_command(self) -> pulumi.Output[str | None]:
        """What builds the site. Left out, the server chooses, and one that was said before
        stays as it is; an empty string takes it away.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "build_command")
        return value

    @property
    @pulumi.getter(name="publishedDirectory")
    def published_directory(self) -> pulumi.Output[str | None]:
        """The folder that is published, such as `dist`. Left out, the server chooses, and one
        that was said before stays as it is; an empty string takes it away.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "published_directory")
        return value

    @property
    @pulumi.getter(name="rootDirectory")
    def root_directory(self) -> pulumi.Output[str | None]:
        """The folder of the repository that is built; `.` and `/` are its root. Left out, the
        server chooses, and one that was said before stays as it is.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "root_directory")
        return value

    @property
    @pulumi.getter(name="nodeVersion")
    def node_version(self) -> pulumi.Output[str | None]:
        """The version of Node.js, such as `"20"`. Left out, the server chooses, and one that
        was said before stays as it is; an empty string takes it away.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "node_version")
        return value

    @property
    @pulumi.getter(name="indexFile")
    def index_file(self) -> pulumi.Output[str | None]:
        """The file that a folder is shown by, such as `index.html`. Left out, the server
        chooses, and one that was said before stays as it is.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "index_file")
        return value

    @property
    @pulumi.getter(name="errorFile")
    def error_file(self) -> pulumi.Output[str | None]:
        """The file that is shown where there is none, such as `404.html`. Left out, the server
        chooses, and one that was said before stays as it is.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "error_file")
        return value

    @property
    @pulumi.getter(name="allowDeployPaths")
    def allow_deploy_paths(self) -> pulumi.Output[list[str] | None]:
        """Globs of the files whose change deploys automatically. Left out, there are none."""
        value: pulumi.Output[list[str] | None] = pulumi.get(self, "allow_deploy_paths")
        return value

    @property
    @pulumi.getter(name="ignoreDeployPaths")
    def ignore_deploy_paths(self) -> pulumi.Output[list[str] | None]:
        """Globs of the files whose change does not deploy automatically. Left out, there are
        none.
        """
        value: pulumi.Output[list[str] | None] = pulumi.get(self, "ignore_deploy_paths")
        return value

    @property
    @pulumi.getter(name="projectId")
    def project_id(self) -> pulumi.Output[str | None]:
        """The project that it is in. Left out, it is in none at first, and later that is not
        watched. A change moves it by the project's own calls, of which the API's reference
        does not say that they take a static site: where they do not, that is an error, it
        stays where it is, and it can be moved in the dashboard.
        """
        value: pulumi.Output[str | None] = pulumi.get(self, "project_id")
        return value

    @property
    @pulumi.getter(name="waitForDeployment")
    def wait_for_deployment(self) -> pulumi.Output[bool | None]:
        """Whether `pulumi up` waits until the first deployment, which the platform starts by
        itself, has ended. One that fails is a warning with the end of its log. Default:
        true.
        """
        value: pulumi.Output[bool | None] = pulumi.get(self, "wait_for_deployment")
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
    @pulumi.getter(name="staticSiteId")
    def static_site_id(self) -> pulumi.Output[str]:
        """What `static_site_id` of its variables and domains takes."""
        value: pulumi.Output[str] = pulumi.get(self, "static_site_id")
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
    @pulumi.getter(name="status")
    def status(self) -> pulumi.Output[str | None]:
        """How its last deployment went, in the platform's words."""
        value: pulumi.Output[str | None] = pulumi.get(self, "status")
        return value

    @property
    @pulumi.getter(name="hostname")
    def hostname(self) -> pulumi.Output[str | None]:
        """The name that the platform gives it, without `https://`."""
        value: pulumi.Output[str | None] = pulumi.get(self, "hostname")
        return value
