import * as pulumi from "@pulumi/pulumi";
import * as sevalla from "pulumi-sevalla";

const config = new pulumi.Config();
const repository = config.get("repository") || "https://git.example/shop";
const branch = config.get("branch") || "main";
const cluster = config.get("cluster") || "europe-west3";
const size = config.get("size") || "s1";
const webPort = config.getNumber("webPort") || 8080;
const logLevel = config.get("logLevel") || "info";
const where = sevalla.getCluster({
    name: cluster,
});
const sizes = sevalla.getProcessResourceTypes({
    name: size,
});
const sizeId = sizes.then(sizes => sizes.resourceTypes?.[0]?.id);
const shop = new sevalla.Application("shop", {
    displayName: `shop-${pulumi.getStack()}`,
    clusterId: where.then(where => where.id),
    source: sevalla.ApplicationSource.PublicGit,
    repoUrl: repository,
    defaultBranch: branch,
});
const web = new sevalla.Process("web", {
    appId: shop.appId,
    type: sevalla.ProcessType.Web,
    displayName: "Web",
    resourceTypeId: sizeId,
    entrypoint: "gunicorn shop:app",
    port: webPort,
    readinessProbe: {
        httpGet: {
            path: "/healthz",
            port: webPort,
        },
        periodSeconds: 5,
    },
});
const worker = new sevalla.Process("worker", {
    appId: shop.appId,
    type: sevalla.ProcessType.Worker,
    displayName: "Worker",
    resourceTypeId: sizeId,
    entrypoint: "celery -A shop worker",
    port: 5555,
});
const nightly = new sevalla.Process("nightly", {
    appId: shop.appId,
    type: sevalla.ProcessType.Cron,
    displayName: "Nightly report",
    resourceTypeId: sizeId,
    entrypoint: "python -m shop.report",
    schedule: "0 3 * * *",
    timeZone: "Europe/Berlin",
});
const migrate = new sevalla.Process("migrate", {
    appId: shop.appId,
    type: sevalla.ProcessType.Job,
    displayName: "Migrate",
    resourceTypeId: sizeId,
    entrypoint: "python -m shop.migrate",
    jobStartPolicy: sevalla.ProcessJobStartPolicy.BeforeDeployment,
});
const settings = new sevalla.EnvironmentVariables("settings", {
    appId: shop.appId,
    variables: {
        LOG_LEVEL: logLevel,
        SHOP_STACK: pulumi.getStack(),
    },
});
const live = new sevalla.Deployment("live", {
    appId: shop.appId,
    triggers: {
        shop: shop.configHash,
        web: web.configHash,
        worker: worker.configHash,
        nightly: nightly.configHash,
        migrate: migrate.configHash,
        settings: settings.configHash,
    },
});
const webProxy = new sevalla.TcpProxy("webProxy", {
    appId: shop.appId,
    processId: web.processId,
    port: webPort,
});
const workerProxy = new sevalla.TcpProxy("workerProxy", {
    appId: shop.appId,
    processId: worker.processId,
    port: 5555,
});
export const url = pulumi.interpolate`https://${shop.defaultHostname}`;
export const webAddress = pulumi.interpolate`${webProxy.hostname}:${webProxy.externalPort}`;
export const workerAddress = pulumi.interpolate`${workerProxy.hostname}:${workerProxy.externalPort}`;
