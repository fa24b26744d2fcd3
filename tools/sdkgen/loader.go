package main

import (
	"context"
	"fmt"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// An only loader knows one package. No plugin is started for another, nor downloaded.
type only struct{ known *schema.Package }

var _ schema.ReferenceLoader = only{}

func (l only) LoadPackageReferenceV2(
	_ context.Context, asked *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	if asked.Name != l.known.Name {
		return nil, fmt.Errorf("an example uses %s alone, and not %s", l.known.Name, asked.Name)
	}
	return l.known.Reference(), nil
}

func (l only) LoadPackageV2(
	ctx context.Context, asked *schema.PackageDescriptor,
) (*schema.Package, error) {
	found, err := l.LoadPackageReferenceV2(ctx, asked)
	if err != nil {
		return nil, err
	}
	return found.Definition()
}

func (l only) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	return l.LoadPackageReferenceV2(context.Background(), &schema.PackageDescriptor{Name: name})
}

func (l only) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return l.LoadPackageV2(context.Background(), &schema.PackageDescriptor{Name: name})
}
