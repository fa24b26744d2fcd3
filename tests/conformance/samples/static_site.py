"""StaticSite."""

from conformance.sample import LATER, NOT_SENT, Input, Sample
from sevalla_provider.resources.sites.static_site import STATIC_SITE

PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456721"
OTHER_PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456722"

SAMPLE = Sample(
    STATIC_SITE,
    parents=[("projects", {"id": PROJECT}), ("projects", {"id": OTHER_PROJECT})],
    made_by="POST /static-sites",
    family="sites",
    changed_by="PATCH /static-sites/{id}",
    least=("display_name", "repo_url", "default_branch"),
    inputs={
        "display_name": Input("One", "Other", "x"),
        "repo_url": Input(
            "https://github.example/acme/site", "https://github.example/acme/next", ""
        ),
        "default_branch": Input("main", "next", ""),
        "source": Input("publicGit", "privateGit", "dockerImage"),
        "git_type": Input("github", "gitlab", "svn", given={"source": "privateGit"}),
        "auto_deploy": Input(False, True, "yes"),
        "is_preview_enabled": Input(True, False, 1),
        "install_command": Input("npm ci", "pnpm install", ""),
        "build_command": Input("npm run build", "pnpm build", "x" * 1025),
        "published_directory": Input("dist", "public", "x" * 501),
        "root_directory": Input(".", "web", "", respelled={"root_directory": "/"}),
        "node_version": Input("18", "22", 22),
        "index_file": Input("main.html", "start.html", ""),
        "error_file": Input("404.html", "error.html", ""),
        "allow_deploy_paths": Input(["web/**"], ["src/**"], "web/**", removed=[]),
        "ignore_deploy_paths": Input(["docs/**", "*.md"], ["docs/**"], [""], removed=[]),
        "project_id": Input(
            PROJECT,
            OTHER_PROJECT,
            "shop",
            asks=[
                (f"DELETE /projects/{PROJECT}/services/{{id}}", None),
                (
                    f"POST /projects/{OTHER_PROJECT}/services",
                    {"service_id": "{id}", "service_type": "static-site"},
                ),
            ],
        ),
        "wait_for_deployment": Input(
            True,
            False,
            "yes",
            sent=NOT_SENT,
            removed=NOT_SENT,
            laid={},
            given={"source": "publicGit"},
            hidden=True,
            in_id=True,
        ),
    },
    outputs={
        "company_id": None,
        "name": "another",
        "status": "deploymentFailed",
        "hostname": "elsewhere",
        "config_hash": "elsewhere",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
    },
)
