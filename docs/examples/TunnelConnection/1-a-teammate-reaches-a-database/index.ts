import * as pulumi from "@pulumi/pulumi";
import * as sevalla from "pulumi-sevalla";

const config = new pulumi.Config();
const database = new sevalla.privateconnect.Tunnel("database", {
    target: "db.internal:5432",
    agentId: config.require("agentId"),
});
const connection = new sevalla.privateconnect.TunnelConnection("connection", {
    tunnelId: database.tunnelId,
    agentId: config.require("teammateId"),
    localPort: 15432,
});
export const connectTo = connection.connectionString;
