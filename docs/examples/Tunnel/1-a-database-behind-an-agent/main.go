package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-sevalla/sdk/go/sevalla/privateconnect"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		database, err := privateconnect.NewTunnel(ctx, "database", &privateconnect.TunnelArgs{
			Target:   pulumi.String("db.internal:5432"),
			AgentId:  pulumi.String(config.Require(ctx, "agentId")),
			Metadata: pulumi.Map{"team": pulumi.String("shop")},
		})
		if err != nil {
			return err
		}
		ctx.Export("connectTo", database.ConnectionString)
		return nil
	})
}
