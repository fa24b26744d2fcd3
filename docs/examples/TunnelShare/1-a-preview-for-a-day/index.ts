import * as pulumi from "@pulumi/pulumi";
import * as sevalla from "pulumi-sevalla";

const preview = new sevalla.privateconnect.Tunnel("preview", {
    target: "localhost:3000",
    agentId: new pulumi.Config().require("agentId"),
    protocol: "http",
});
const visitors = new sevalla.privateconnect.TunnelShare("visitors", {
    tunnelId: preview.tunnelId,
    expiresIn: "24h",
    allowedMethods: ["GET", "HEAD"],
});
export const link = visitors.shareUrl;
