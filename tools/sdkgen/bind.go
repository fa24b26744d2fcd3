package main

import (
	"encoding/json"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func bind(text []byte) (*schema.Package, error) {
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	bound, found, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	return bound, strict(found, err)
}

// A warning counts as an error: schema and examples are ours, and have to be right.
func strict(found hcl.Diagnostics, err error) error {
	if err == nil && len(found) > 0 {
		return found
	}
	return err
}
