import * as pulumi from "@pulumi/pulumi";
import * as sevalla from "pulumi-sevalla";

const config = new pulumi.Config();

const worker = new sevalla.Process("worker", {
    appId: config.require("appId"),
    type: "worker",
    displayName: "Worker",
    resourceTypeId: config.require("resourceTypeId"),
    entrypoint: "celery -A shop worker",
    port: 5555,
});
const proxy = new sevalla.TcpProxy("worker", {
    appId: worker.appId,
    processId: worker.processId,
    port: 5555,
});

export const address = pulumi.interpolate`${proxy.hostname}:${proxy.externalPort}`;
