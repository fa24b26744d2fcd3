package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-sevalla/sdk/go/sevalla/privateconnect"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		database, err := privateconnect.NewTunnel(ctx, "database", &privateconnect.TunnelArgs{
			Target:  pulumi.String("db.internal:5432"),
			AgentId: pulumi.String(config.Require(ctx, "agentId")),
		})
		if err != nil {
			return err
		}
		connection, err := privateconnect.NewTunnelConnection(ctx, "connection",
			&privateconnect.TunnelConnectionArgs{
				TunnelId:  database.TunnelId,
				AgentId:   pulumi.String(config.Require(ctx, "teammateId")),
				LocalPort: pulumi.Int(15432),
			})
		if err != nil {
			return err
		}
		ctx.Export("connectTo", connection.ConnectionString)
		return nil
	})
}
