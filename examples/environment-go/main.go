// An application's processes, and the ports that are reachable from outside.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-sevalla/sdk/go/sevalla"
)

func main() {
	pulumi.Run(stack)
}

func stack(ctx *pulumi.Context) error {
	appID := pulumi.String(config.Require(ctx, "appId"))
	webPort := pulumi.Int(config.RequireInt(ctx, "webPort"))
	sizes := sevalla.GetProcessResourceTypesOutput(ctx, sevalla.GetProcessResourceTypesOutputArgs{
		Name: pulumi.String(config.Require(ctx, "size")),
	})
	size := sizes.ResourceTypes().Index(pulumi.Int(0)).Id()

	web, err := sevalla.NewProcess(ctx, "web", &sevalla.ProcessArgs{
		AppId:            appID,
		Type:             sevalla.ProcessTypeWeb,
		DisplayName:      pulumi.String("Web"),
		ResourceTypeId:   size,
		Entrypoint:       pulumi.String("gunicorn shop:app"),
		Port:             webPort,
		IsIngressEnabled: pulumi.Bool(true),
		ScalingStrategy: &sevalla.ScalingStrategyArgs{
			Type: sevalla.ScalingStrategyTypeHorizontal,
			Config: &sevalla.ScalingConfigArgs{
				MinInstanceCount: pulumi.Int(1),
				MaxInstanceCount: pulumi.Int(4),
				TargetCpuPercent: pulumi.Int(70),
			},
		},
		ReadinessProbe: &sevalla.ProbeArgs{
			HttpGet:       &sevalla.HttpGetActionArgs{Path: pulumi.String("/healthz"), Port: webPort},
			PeriodSeconds: pulumi.Int(5),
		},
	})
	if err != nil {
		return err
	}

	worker, err := sevalla.NewProcess(ctx, "worker", &sevalla.ProcessArgs{
		AppId:          appID,
		Type:           sevalla.ProcessTypeWorker,
		DisplayName:    pulumi.String("Worker"),
		ResourceTypeId: size,
		Entrypoint:     pulumi.String("celery -A shop worker"),
		Port:           pulumi.Int(5555),
	})
	if err != nil {
		return err
	}

	_, err = sevalla.NewProcess(ctx, "nightly", &sevalla.ProcessArgs{
		AppId:          appID,
		Type:           sevalla.ProcessTypeCron,
		DisplayName:    pulumi.String("Nightly report"),
		ResourceTypeId: size,
		Entrypoint:     pulumi.String("python -m shop.report"),
		Schedule:       pulumi.String("0 3 * * *"),
		TimeZone:       pulumi.String("Europe/Berlin"),
	})
	if err != nil {
		return err
	}

	_, err = sevalla.NewProcess(ctx, "migrate", &sevalla.ProcessArgs{
		AppId:          appID,
		Type:           sevalla.ProcessTypeJob,
		DisplayName:    pulumi.String("Migrate"),
		ResourceTypeId: size,
		Entrypoint:     pulumi.String("python -m shop.migrate"),
		JobStartPolicy: sevalla.ProcessJobStartPolicyBeforeDeployment,
	})
	if err != nil {
		return err
	}

	for name, proxied := range map[string]struct {
		process *sevalla.Process
		port    pulumi.Int
	}{"web": {web, webPort}, "worker": {worker, 5555}} {
		proxy, err := sevalla.NewTcpProxy(ctx, name, &sevalla.TcpProxyArgs{
			AppId:     appID,
			ProcessId: proxied.process.ProcessId,
			Port:      proxied.port,
		})
		if err != nil {
			return err
		}
		address := pulumi.Sprintf("%s:%d", proxy.Hostname.Elem(), proxy.ExternalPort.Elem())
		ctx.Export(name+"Address", address)
	}
	return nil
}
