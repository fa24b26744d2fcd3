import * as pulumi from "@pulumi/pulumi";
import * as sevalla from "pulumi-sevalla";

const config = new pulumi.Config();

new sevalla.Process("nightly", {
    appId: config.require("appId"),
    type: "cron",
    displayName: "Nightly report",
    resourceTypeId: config.require("resourceTypeId"),
    entrypoint: "python -m shop.report",
    schedule: "0 3 * * *",
    timeZone: "Europe/Berlin",
});
