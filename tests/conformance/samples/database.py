"""Database: a password that no call shows, and inputs that are calls."""

from conformance.sample import LATER, Canary, Input, Sample
from sevalla_emulator.kinds.reference import CLUSTERS, DATABASE_RESOURCE_TYPES
from sevalla_provider.resources.databases.database import DATABASE

PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456721"
OTHER_PROJECT = "0a1b2c3d-4e5f-6789-abcd-ef0123456722"
PASSWORD, OTHER_PASSWORD = "canary-4711#<x>", "canary-of-an-update="
TOGGLE = "POST /databases/{id}/external-connection/toggle"

SAMPLE = Sample(
    DATABASE,
    parents=[("projects", {"id": PROJECT}), ("projects", {"id": OTHER_PROJECT})],
    made_by="POST /databases",
    family="databases",
    changed_by="PATCH /databases/{id}",
    least=(
        *("display_name", "type", "version", "cluster_id", "resource_type_id"),
        *("db_name", "db_password"),
    ),
    inputs={
        "display_name": Input("visible-one", "visible-other", "x"),
        "type": Input("postgresql", "mysql", "sqlite", replaces=True),
        "version": Input("16", "17", 16.0, respelled={"version": "16.4"}, replaces=True),
        "cluster_id": Input(CLUSTERS[0].id, CLUSTERS[1].id, "europe-west3", replaces=True),
        "resource_type_id": Input(DATABASE_RESOURCE_TYPES[0].id, DATABASE_RESOURCE_TYPES[1].id, ""),
        "db_name": Input("visible-db", "visible+db", "a b", replaces=True),
        "db_password": Input(
            PASSWORD,
            OTHER_PASSWORD,
            "abc",
            asks=[("POST /databases/{id}/reset-password", {"new_password": OTHER_PASSWORD})],
            hidden=True,
            secret=True,
        ),
        "db_user": Input("visible-user", "visible-another", "root", replaces=True, hidden=True),
        "project_id": Input(PROJECT, OTHER_PROJECT, "shop", removed=None),
        "extensions": Input(
            {"enable_vector": True, "enable_cron": False},
            {"enable_postgis": True},
            {"enable_magic": True},
            replaces=True,
            hidden=True,
        ),
        "is_external_connection_enabled": Input(
            False,
            True,
            "yes",
            calls={True: TOGGLE, False: TOGGLE},
            laid={"external_hostname": "elsewhere.example", "external_port": "30000"},
        ),
        "is_suspended": Input(
            False,
            True,
            "yes",
            calls={
                True: "POST /databases/{id}/suspend",
                False: "POST /databases/{id}/activate",
            },
        ),
    },
    outputs={
        "company_id": None,
        "name": "another",
        "status": "suspended",
        "cluster_display_name": "Elsewhere",
        "cluster_location": None,
        "resource_type_name": None,
        "cpu_limit": 1,
        "memory_limit": 2,
        "storage_size": 3,
        "internal_hostname": "elsewhere",
        "internal_port": "6000",
        "external_hostname": None,
        "external_port": "6001",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": LATER,
    },
    told=frozenset({"internal_url", "external_url"}),
    canary=Canary(
        inputs={"dbUser": "visible-user"},
        changed={"dbPassword": OTHER_PASSWORD, "displayName": "visible-other"},
        canaries=(PASSWORD, "canary-"),
        refused={"dbPassword": ["canary-1"]},
    ),
)
