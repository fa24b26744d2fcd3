package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-sevalla/sdk/go/sevalla/privateconnect"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		preview, err := privateconnect.NewTunnel(ctx, "preview", &privateconnect.TunnelArgs{
			Target:   pulumi.String("localhost:3000"),
			AgentId:  pulumi.String(config.Require(ctx, "agentId")),
			Protocol: pulumi.String("http"),
		})
		if err != nil {
			return err
		}
		visitors, err := privateconnect.NewTunnelShare(ctx, "visitors", &privateconnect.TunnelShareArgs{
			TunnelId:       preview.TunnelId,
			ExpiresIn:      pulumi.String("24h"),
			AllowedMethods: pulumi.StringArray{pulumi.String("GET"), pulumi.String("HEAD")},
		})
		if err != nil {
			return err
		}
		ctx.Export("link", visitors.ShareUrl)
		return nil
	})
}
