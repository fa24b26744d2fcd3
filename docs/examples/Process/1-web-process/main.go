package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-sevalla/sdk/go/sevalla"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		size := sevalla.GetProcessResourceTypesOutput(ctx,
			sevalla.GetProcessResourceTypesOutputArgs{Name: pulumi.String("s1")})
		web, err := sevalla.NewProcess(ctx, "web", &sevalla.ProcessArgs{
			AppId:          pulumi.String(config.Require(ctx, "appId")),
			Type:           sevalla.ProcessTypeWeb,
			DisplayName:    pulumi.String("Web"),
			ResourceTypeId: size.ResourceTypes().Index(pulumi.Int(0)).Id(),
			Port:           pulumi.Int(8080),
			ScalingStrategy: &sevalla.ScalingStrategyArgs{
				Type: sevalla.ScalingStrategyTypeHorizontal,
				Config: &sevalla.ScalingConfigArgs{
					MinInstanceCount: pulumi.Int(1),
					MaxInstanceCount: pulumi.Int(4),
					TargetCpuPercent: pulumi.Int(70),
				},
			},
			ReadinessProbe: &sevalla.ProbeArgs{
				HttpGet: &sevalla.HttpGetActionArgs{
					Path: pulumi.String("/healthz"),
					Port: pulumi.Int(8080),
				},
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("processId", web.ProcessId)
		return nil
	})
}
