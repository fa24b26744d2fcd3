"""Application."""

from conformance.sample import LATER, Input, Sample
from sevalla_emulator.kinds.reference import CLUSTERS
from sevalla_provider.resources.applications.application import APPLICATION

PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456721"
OTHER_PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456722"
CREDENTIAL = "0a1b2c3d-4e5f-6789-abcd-ef0123456723"
OTHER_CREDENTIAL = "0a1b2c3d-4e5f-6789-abcd-ef0123456724"
IMAGE = {"source": "dockerImage", "repo_url": None}
PACK, DOCKERFILE = {"build_type": "pack"}, {"build_type": "dockerfile"}
NODE, RUBY = {"order": 1, "source": "heroku/nodejs"}, {"order": 2, "source": "heroku/ruby"}

SAMPLE = Sample(
    APPLICATION,
    parents=[
        ("projects", {"id": PROJECT}),
        ("projects", {"id": OTHER_PROJECT}),
        ("docker_registries", {"id": CREDENTIAL}),
        ("docker_registries", {"id": OTHER_CREDENTIAL}),
    ],
    made_by="POST /applications",
    family="application",
    changed_by="PATCH /applications/{id}",
    least=("display_name", "cluster_id", "source", "repo_url"),
    inputs={
        "display_name": Input("One", "Other", "x" * 65),
        "cluster_id": Input(
            CLUSTERS[0].id, CLUSTERS[1].id, "europe-west3", replaces=True, hidden=True
        ),
        "source": Input("privateGit", "publicGit", "git"),
        "project_id": Input(
            PROJECT,
            OTHER_PROJECT,
            "shop",
            asks=[
                (f"DELETE /projects/{PROJECT}/services/{{id}}", None),
                (
                    f"POST /projects/{OTHER_PROJECT}/services",
                    {"service_id": "{id}", "service_type": "app"},
                ),
            ],
        ),
        "repo_url": Input(
            "https://git.example/acme/shop",
            "https://git.example/acme/shop-next",
            "",
            required=True,
        ),
        "git_type": Input("github", "gitlab", "svn"),
        "default_branch": Input("main", "next", ""),
        "docker_image": Input("acme/shop:1", "acme/shop:2", "", given=IMAGE, required=True),
        "docker_registry_credential_id": Input(
            CREDENTIAL, OTHER_CREDENTIAL, "github", hidden=True, removed=None
        ),
        "auto_deploy": Input(True, False, "yes"),
        "hibernation_enabled": Input(True, False, 1),
        "hibernate_after_seconds": Input(600.0, 1200, -1),
        "build_type": Input("nixpacks", "railpack", "make"),
        "build_path": Input("web", "api", ""),
        "build_cache_enabled": Input(True, False, "no"),
        "dockerfile_path": Input("Dockerfile", "docker/Dockerfile", "", given=DOCKERFILE),
        "docker_context": Input(".", "docker", "", given=DOCKERFILE),
        "pack_builder": Input("heroku/builder:22", "heroku/builder:24", "", given=PACK),
        "buildpacks": Input(
            [RUBY, NODE], [RUBY], [{"order": "first", "source": "heroku/go"}], given=PACK
        ),
        "nixpacks_version": Input("1.40", "1.41", 1.41, given={"build_type": "nixpacks"}),
        "allow_deploy_paths": Input(["web/**"], [], "web/**"),
        "ignore_deploy_paths": Input(["docs/**", "*.md"], ["docs/**"], [""]),
        "is_suspended": Input(
            False,
            True,
            "yes",
            calls={
                True: "POST /applications/{id}/suspend",
                False: "POST /applications/{id}/activate",
            },
        ),
    },
    outputs={
        "company_id": None,
        "name": "another",
        "namespace": None,
        "type": "previewApp",
        "created_by": "somebody",
        "config_hash": "elsewhere",
        "wait_for_checks": True,
        "default_hostname": "elsewhere",
        "status": "deploymentFailed",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
        "cluster_id": CLUSTERS[2].id,
    },
)
