package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-sevalla/sdk/go/sevalla"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := sevalla.NewProcess(ctx, "nightly", &sevalla.ProcessArgs{
			AppId:          pulumi.String(config.Require(ctx, "appId")),
			Type:           sevalla.ProcessTypeCron,
			DisplayName:    pulumi.String("Nightly report"),
			ResourceTypeId: pulumi.String(config.Require(ctx, "resourceTypeId")),
			Entrypoint:     pulumi.String("python -m shop.report"),
			Schedule:       pulumi.String("0 3 * * *"),
			TimeZone:       pulumi.String("Europe/Berlin"),
		})
		return err
	})
}
