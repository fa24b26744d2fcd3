package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-sevalla/sdk/go/sevalla"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		worker, err := sevalla.NewProcess(ctx, "worker", &sevalla.ProcessArgs{
			AppId:          pulumi.String(config.Require(ctx, "appId")),
			Type:           sevalla.ProcessTypeWorker,
			DisplayName:    pulumi.String("Worker"),
			ResourceTypeId: pulumi.String(config.Require(ctx, "resourceTypeId")),
			Entrypoint:     pulumi.String("celery -A shop worker"),
			Port:           pulumi.Int(5555),
		})
		if err != nil {
			return err
		}
		proxy, err := sevalla.NewTcpProxy(ctx, "worker", &sevalla.TcpProxyArgs{
			AppId:     worker.AppId,
			ProcessId: worker.ProcessId,
			Port:      pulumi.Int(5555),
		})
		if err != nil {
			return err
		}
		ctx.Export("address", pulumi.Sprintf("%s:%d", proxy.Hostname.Elem(), proxy.ExternalPort.Elem()))
		return nil
	})
}
