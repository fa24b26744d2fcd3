import * as pulumi from "@pulumi/pulumi";
import * as sevalla from "pulumi-sevalla";

const appId = new pulumi.Config().require("appId");
const size = sevalla.getProcessResourceTypesOutput({ name: "s1" });

const web = new sevalla.Process("web", {
    appId: appId,
    type: "web",
    displayName: "Web",
    resourceTypeId: size.resourceTypes[0].id,
    port: 8080,
    scalingStrategy: {
        type: "horizontal",
        config: { minInstanceCount: 1, maxInstanceCount: 4, targetCpuPercent: 70 },
    },
    readinessProbe: { httpGet: { path: "/healthz", port: 8080 } },
});

export const processId = web.processId;
