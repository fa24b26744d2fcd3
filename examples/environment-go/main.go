package main

import (
	"github.com/sevalla-hosting/pulumi-sevalla/sdk/go/sevalla"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		repository := "https://git.example/shop"
		if param := cfg.Get("repository"); param != "" {
			repository = param
		}
		branch := "main"
		if param := cfg.Get("branch"); param != "" {
			branch = param
		}
		cluster := "europe-west3"
		if param := cfg.Get("cluster"); param != "" {
			cluster = param
		}
		size := "s1"
		if param := cfg.Get("size"); param != "" {
			size = param
		}
		webPort := 8080
		if param := cfg.GetInt("webPort"); param != 0 {
			webPort = param
		}
		logLevel := "info"
		if param := cfg.Get("logLevel"); param != "" {
			logLevel = param
		}
		databaseSize := "db1"
		if param := cfg.Get("databaseSize"); param != "" {
			databaseSize = param
		}
		databasePassword := cfg.RequireSecret("databasePassword")
		domain := "shop.example"
		if param := cfg.Get("domain"); param != "" {
			domain = param
		}
		where, err := sevalla.GetCluster(ctx, &sevalla.GetClusterArgs{
			Name: pulumi.StringRef(cluster),
		}, nil)
		if err != nil {
			return err
		}
		sizes, err := sevalla.GetProcessResourceTypes(ctx, &sevalla.GetProcessResourceTypesArgs{
			Name: pulumi.StringRef(size),
		}, nil)
		if err != nil {
			return err
		}
		sizeId := sizes.ResourceTypes[0].Id
		databaseSizes, err := sevalla.GetDatabaseResourceTypes(ctx, &sevalla.GetDatabaseResourceTypesArgs{
			Name: pulumi.StringRef(databaseSize),
		}, nil)
		if err != nil {
			return err
		}
		shop, err := sevalla.NewApplication(ctx, "shop", &sevalla.ApplicationArgs{
			DisplayName:   pulumi.Sprintf("shop-%v", ctx.Stack()),
			ClusterId:     pulumi.String(where.Id),
			Source:        pulumi.String(sevalla.ApplicationSourcePublicGit),
			RepoUrl:       pulumi.String(repository),
			DefaultBranch: pulumi.String(branch),
		})
		if err != nil {
			return err
		}
		store, err := sevalla.NewDatabase(ctx, "store", &sevalla.DatabaseArgs{
			DisplayName:    pulumi.Sprintf("shop-%v", ctx.Stack()),
			ClusterId:      pulumi.String(where.Id),
			Type:           pulumi.String("postgresql"),
			Version:        pulumi.String("16"),
			ResourceTypeId: pulumi.String(databaseSizes.ResourceTypes[0].Id),
			DbName:         pulumi.String("shop"),
			DbUser:         pulumi.String("shop"),
			DbPassword:     databasePassword,
		})
		if err != nil {
			return err
		}
		// Without it, the application does not reach the database by its internal name.
		toStore, err := sevalla.NewInternalConnection(ctx, "toStore", &sevalla.InternalConnectionArgs{
			AppId:      shop.AppId,
			TargetType: pulumi.String("database"),
			TargetId:   store.DatabaseId,
		})
		if err != nil {
			return err
		}
		web, err := sevalla.NewProcess(ctx, "web", &sevalla.ProcessArgs{
			AppId:          shop.AppId,
			Type:           pulumi.String("web"),
			DisplayName:    pulumi.String("Web"),
			ResourceTypeId: pulumi.String(sizeId),
			Entrypoint:     pulumi.String("gunicorn shop:app"),
			Port:           pulumi.Int(webPort),
			ReadinessProbe: &sevalla.ProbeArgs{
				HttpGet: &sevalla.HttpGetActionArgs{
					Path: pulumi.String("/healthz"),
					Port: pulumi.Int(webPort),
				},
				PeriodSeconds: pulumi.Int(5),
			},
		})
		if err != nil {
			return err
		}
		worker, err := sevalla.NewProcess(ctx, "worker", &sevalla.ProcessArgs{
			AppId:          shop.AppId,
			Type:           pulumi.String("worker"),
			DisplayName:    pulumi.String("Worker"),
			ResourceTypeId: pulumi.String(sizeId),
			Entrypoint:     pulumi.String("celery -A shop worker"),
			Port:           pulumi.Int(5555),
		})
		if err != nil {
			return err
		}
		nightly, err := sevalla.NewProcess(ctx, "nightly", &sevalla.ProcessArgs{
			AppId:          shop.AppId,
			Type:           pulumi.String("cron"),
			DisplayName:    pulumi.String("Nightly report"),
			ResourceTypeId: pulumi.String(sizeId),
			Entrypoint:     pulumi.String("python -m shop.report"),
			Schedule:       pulumi.String("0 3 * * *"),
			TimeZone:       pulumi.String("Europe/Berlin"),
		})
		if err != nil {
			return err
		}
		migrate, err := sevalla.NewProcess(ctx, "migrate", &sevalla.ProcessArgs{
			AppId:          shop.AppId,
			Type:           pulumi.String("job"),
			DisplayName:    pulumi.String("Migrate"),
			ResourceTypeId: pulumi.String(sizeId),
			Entrypoint:     pulumi.String("python -m shop.migrate"),
			JobStartPolicy: pulumi.String(sevalla.ProcessJobStartPolicyBeforeDeployment),
		})
		if err != nil {
			return err
		}
		settings, err := sevalla.NewEnvironmentVariables(ctx, "settings", &sevalla.EnvironmentVariablesArgs{
			AppId: shop.AppId,
			Variables: pulumi.StringMap{
				"DATABASE_URL": store.InternalUrl,
				"LOG_LEVEL":    pulumi.String(logLevel),
				"SHOP_STACK":   pulumi.String(ctx.Stack()),
			},
		})
		if err != nil {
			return err
		}
		_, err = sevalla.NewDeployment(ctx, "live", &sevalla.DeploymentArgs{
			AppId: shop.AppId,
			Triggers: pulumi.Any(map[string]interface{}{
				"shop":     shop.ConfigHash,
				"web":      web.ConfigHash,
				"worker":   worker.ConfigHash,
				"nightly":  nightly.ConfigHash,
				"migrate":  migrate.ConfigHash,
				"settings": settings.ConfigHash,
			}),
		}, pulumi.DependsOn([]pulumi.Resource{toStore}))
		if err != nil {
			return err
		}
		// It becomes active once its DNS records are published, which `pulumi up` does not wait for.
		site, err := sevalla.NewDomain(ctx, "site", &sevalla.DomainArgs{
			AppId:      shop.AppId,
			DomainName: pulumi.Sprintf("%v.%v", ctx.Stack(), domain),
		})
		if err != nil {
			return err
		}
		webProxy, err := sevalla.NewTcpProxy(ctx, "webProxy", &sevalla.TcpProxyArgs{
			AppId:     shop.AppId,
			ProcessId: web.ProcessId,
			Port:      pulumi.Int(webPort),
		})
		if err != nil {
			return err
		}
		workerProxy, err := sevalla.NewTcpProxy(ctx, "workerProxy", &sevalla.TcpProxyArgs{
			AppId:     shop.AppId,
			ProcessId: worker.ProcessId,
			Port:      pulumi.Int(5555),
		})
		if err != nil {
			return err
		}
		ctx.Export("url", pulumi.Sprintf("https://%s", shop.DefaultHostname.Elem()))
		// What to publish, so that the shop answers to its own name
		ctx.Export("dnsRecords", site.DnsRecords)
		ctx.Export("webAddress", pulumi.Sprintf("%s:%d", webProxy.Hostname.Elem(), webProxy.ExternalPort.Elem()))
		ctx.Export("workerAddress", pulumi.Sprintf("%s:%d", workerProxy.Hostname.Elem(), workerProxy.ExternalPort.Elem()))
		return nil
	})
}
