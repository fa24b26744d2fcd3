# Generated from the models by tools/dynamicgen: do not edit, run `make schema`.
# ruff: noqa: A002, C901, D205, RUF100 - names and texts are the API's
"""Sevalla for Pulumi programs in Python, without a plugin to install."""

from sevalla_provider.dynamic.api_key import ApiKey
from sevalla_provider.dynamic.application import Application
from sevalla_provider.dynamic.database import Database
from sevalla_provider.dynamic.database_internal_connection import DatabaseInternalConnection
from sevalla_provider.dynamic.database_ip_restriction import DatabaseIpRestriction
from sevalla_provider.dynamic.deployment import Deployment
from sevalla_provider.dynamic.deployment_hook import DeploymentHook
from sevalla_provider.dynamic.docker_registry import DockerRegistry
from sevalla_provider.dynamic.domain import Domain
from sevalla_provider.dynamic.environment_variable import EnvironmentVariable
from sevalla_provider.dynamic.environment_variables import EnvironmentVariables
from sevalla_provider.dynamic.global_environment_variable import GlobalEnvironmentVariable
from sevalla_provider.dynamic.inputs import (
    BuildpackArgs,
    BuildpackArgsDict,
    CapabilityArgs,
    CapabilityArgsDict,
    ExecActionArgs,
    ExecActionArgsDict,
    ExtensionsArgs,
    ExtensionsArgsDict,
    HttpGetActionArgs,
    HttpGetActionArgsDict,
    HttpHeaderArgs,
    HttpHeaderArgsDict,
    ProbeArgs,
    ProbeArgsDict,
    ScalingConfigArgs,
    ScalingConfigArgsDict,
    ScalingStrategyArgs,
    ScalingStrategyArgsDict,
    TargetAddressArgs,
    TargetAddressArgsDict,
    TcpSocketActionArgs,
    TcpSocketActionArgsDict,
)
from sevalla_provider.dynamic.internal_connection import InternalConnection
from sevalla_provider.dynamic.ip_restriction import IpRestriction
from sevalla_provider.dynamic.load_balancer import LoadBalancer
from sevalla_provider.dynamic.load_balancer_destination import LoadBalancerDestination
from sevalla_provider.dynamic.load_balancer_domain import LoadBalancerDomain
from sevalla_provider.dynamic.object_storage import ObjectStorage
from sevalla_provider.dynamic.object_storage_cors_policy import ObjectStorageCorsPolicy
from sevalla_provider.dynamic.pipeline import Pipeline
from sevalla_provider.dynamic.pipeline_preview import PipelinePreview
from sevalla_provider.dynamic.pipeline_stage import PipelineStage
from sevalla_provider.dynamic.pipeline_stage_application import PipelineStageApplication
from sevalla_provider.dynamic.private_port import PrivatePort
from sevalla_provider.dynamic.process import Process
from sevalla_provider.dynamic.project import Project
from sevalla_provider.dynamic.project_service import ProjectService
from sevalla_provider.dynamic.static_site import StaticSite
from sevalla_provider.dynamic.static_site_deployment import StaticSiteDeployment
from sevalla_provider.dynamic.static_site_domain import StaticSiteDomain
from sevalla_provider.dynamic.static_site_environment_variable import StaticSiteEnvironmentVariable
from sevalla_provider.dynamic.tcp_proxy import TcpProxy
from sevalla_provider.dynamic.tunnel import Tunnel
from sevalla_provider.dynamic.tunnel_connection import TunnelConnection
from sevalla_provider.dynamic.tunnel_share import TunnelShare
from sevalla_provider.dynamic.webhook import Webhook

__all__ = [
    "ApiKey",
    "Application",
    "BuildpackArgs",
    "BuildpackArgsDict",
    "CapabilityArgs",
    "CapabilityArgsDict",
    "Database",
    "DatabaseInternalConnection",
    "DatabaseIpRestriction",
    "Deployment",
    "DeploymentHook",
    "DockerRegistry",
    "Domain",
    "EnvironmentVariable",
    "EnvironmentVariables",
    "ExecActionArgs",
    "ExecActionArgsDict",
    "ExtensionsArgs",
    "ExtensionsArgsDict",
    "GlobalEnvironmentVariable",
    "HttpGetActionArgs",
    "HttpGetActionArgsDict",
    "HttpHeaderArgs",
    "HttpHeaderArgsDict",
    "InternalConnection",
    "IpRestriction",
    "LoadBalancer",
    "LoadBalancerDestination",
    "LoadBalancerDomain",
    "ObjectStorage",
    "ObjectStorageCorsPolicy",
    "Pipeline",
    "PipelinePreview",
    "PipelineStage",
    "PipelineStageApplication",
    "PrivatePort",
    "ProbeArgs",
    "ProbeArgsDict",
    "Process",
    "Project",
    "ProjectService",
    "ScalingConfigArgs",
    "ScalingConfigArgsDict",
    "ScalingStrategyArgs",
    "ScalingStrategyArgsDict",
    "StaticSite",
    "StaticSiteDeployment",
    "StaticSiteDomain",
    "StaticSiteEnvironmentVariable",
    "TargetAddressArgs",
    "TargetAddressArgsDict",
    "TcpProxy",
    "TcpSocketActionArgs",
    "TcpSocketActionArgsDict",
    "Tunnel",
    "TunnelConnection",
    "TunnelShare",
    "Webhook",
]
