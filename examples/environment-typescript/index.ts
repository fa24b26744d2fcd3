// An application's processes, and the ports that are reachable from outside.

import * as pulumi from "@pulumi/pulumi";
import * as sevalla from "pulumi-sevalla";

const config = new pulumi.Config();
const appId = config.require("appId");
const webPort = config.requireNumber("webPort");
const sizes = sevalla.getProcessResourceTypesOutput({ name: config.require("size") });
const resourceTypeId = sizes.resourceTypes[0].id;

const web = new sevalla.Process("web", {
    appId,
    type: "web",
    displayName: "Web",
    resourceTypeId,
    entrypoint: "gunicorn shop:app",
    port: webPort,
    isIngressEnabled: true,
    scalingStrategy: {
        type: "horizontal",
        config: { minInstanceCount: 1, maxInstanceCount: 4, targetCpuPercent: 70 },
    },
    readinessProbe: { httpGet: { path: "/healthz", port: webPort }, periodSeconds: 5 },
});

const worker = new sevalla.Process("worker", {
    appId,
    type: "worker",
    displayName: "Worker",
    resourceTypeId,
    entrypoint: "celery -A shop worker",
    port: 5555,
});

new sevalla.Process("nightly", {
    appId,
    type: "cron",
    displayName: "Nightly report",
    resourceTypeId,
    entrypoint: "python -m shop.report",
    schedule: "0 3 * * *",
    timeZone: "Europe/Berlin",
});

new sevalla.Process("migrate", {
    appId,
    type: "job",
    displayName: "Migrate",
    resourceTypeId,
    entrypoint: "python -m shop.migrate",
    jobStartPolicy: "beforeDeployment",
});

const webProxy = new sevalla.TcpProxy("web", { appId, processId: web.processId, port: webPort });
const workerProxy = new sevalla.TcpProxy("worker", { appId, processId: worker.processId, port: 5555 });

export const webAddress = pulumi.interpolate`${webProxy.hostname}:${webProxy.externalPort}`;
export const workerAddress = pulumi.interpolate`${workerProxy.hostname}:${workerProxy.externalPort}`;
