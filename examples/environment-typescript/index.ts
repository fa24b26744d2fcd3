import * as pulumi from "@pulumi/pulumi";
import * as sevalla from "pulumi-sevalla";

const config = new pulumi.Config();
const repository = config.get("repository") || "https://git.example/shop";
const branch = config.get("branch") || "main";
const cluster = config.get("cluster") || "europe-west3";
const size = config.get("size") || "s1";
const webPort = config.getNumber("webPort") || 8080;
const logLevel = config.get("logLevel") || "info";
const databaseSize = config.get("databaseSize") || "db1";
const databasePassword = config.requireSecret("databasePassword");
const domain = config.get("domain") || "shop.example";
const where = sevalla.getCluster({
    name: cluster,
});
const sizes = sevalla.getProcessResourceTypes({
    name: size,
});
const sizeId = sizes.then(sizes => sizes.resourceTypes?.[0]?.id);
const databaseSizes = sevalla.getDatabaseResourceTypes({
    name: databaseSize,
});
const shop = new sevalla.Application("shop", {
    displayName: `shop-${pulumi.getStack()}`,
    clusterId: where.then(where => where.id),
    source: sevalla.ApplicationSource.PublicGit,
    repoUrl: repository,
    defaultBranch: branch,
});
const store = new sevalla.Database("store", {
    displayName: `shop-${pulumi.getStack()}`,
    clusterId: where.then(where => where.id),
    type: sevalla.DatabaseType.Postgresql,
    version: "16",
    resourceTypeId: databaseSizes.then(databaseSizes => databaseSizes.resourceTypes?.[0]?.id),
    dbName: "shop",
    dbUser: "shop",
    dbPassword: databasePassword,
});
// Without it, the application does not reach the database by its internal name.
const toStore = new sevalla.InternalConnection("toStore", {
    appId: shop.appId,
    targetType: sevalla.InternalConnectionTargetType.Database,
    targetId: store.databaseId,
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
        DATABASE_URL: store.internalUrl,
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
}, { dependsOn: [toStore] });
// It becomes active once its DNS records are published, which `pulumi up` does not wait for.
const site = new sevalla.Domain("site", {
    appId: shop.appId,
    domainName: `${pulumi.getStack()}.${domain}`,
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
// What to publish, so that the shop answers to its own name
export const dnsRecords = site.dnsRecords;
export const webAddress = pulumi.interpolate`${webProxy.hostname}:${webProxy.externalPort}`;
export const workerAddress = pulumi.interpolate`${workerProxy.hostname}:${workerProxy.externalPort}`;
