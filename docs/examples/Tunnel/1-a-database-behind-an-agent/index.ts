import * as pulumi from "@pulumi/pulumi";
import * as sevalla from "pulumi-sevalla";

const database = new sevalla.privateconnect.Tunnel("database", {
    target: "db.internal:5432",
    agentId: new pulumi.Config().require("agentId"),
    metadata: { team: "shop" },
});
export const connectTo = database.connectionString;
