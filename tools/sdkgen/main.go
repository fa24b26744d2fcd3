// Sdkgen writes the SDK of every language from schema.json, on Pulumi's own generators.
//
//	go run . ../../schema.json ../../sdk
//
// The folder is made anew, so that nothing stale stays behind.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "tools/sdkgen"

type files = map[string][]byte

// Each generator gets a package of its own: it notes down in it what its language needs.
var generators = map[string]func(*schema.Package) (files, error){
	"python": func(p *schema.Package) (files, error) {
		generated, err := python.GeneratePackage(tool, p, nil, nil)
		if err != nil {
			return nil, err
		}
		// Where pyproject.toml looks for it.
		info := p.Language["python"].(python.PackageInfo)
		generated["README.md"] = []byte(info.Readme)
		return generated, nil
	},
	"nodejs": func(p *schema.Package) (files, error) {
		// A local SDK: it can be installed from its folder, and builds itself then.
		return nodejs.GeneratePackage(tool, p, nil, nil, true, nil)
	},
	"go": func(p *schema.Package) (files, error) {
		return golang.GeneratePackage(tool, p, nil)
	},
}

func main() {
	if len(os.Args) != 3 {
		stop(fmt.Errorf("usage: sdkgen schema.json folder"))
	}
	text, err := os.ReadFile(os.Args[1])
	stop(err)
	for language, generate := range generators {
		bound, err := bind(text)
		stop(err)
		generated, err := generate(bound)
		stop(err)
		stop(replace(filepath.Join(os.Args[2], language), generated))
	}
	stop(tidy(filepath.Join(os.Args[2], "go")))
}

// A warning counts as an error: the schema is ours, and has to be right.
func bind(text []byte) (*schema.Package, error) {
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	bound, found, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if len(found) > 0 {
		return nil, hcl.Diagnostics(found)
	}
	return bound, nil
}

func replace(folder string, generated files) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	for name, text := range generated {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// The generator names Pulumi's module alone; with all that it needs, the SDK also builds by itself.
func tidy(folder string) error {
	command := exec.Command("go", "mod", "tidy")
	command.Dir, command.Stderr = folder, os.Stderr
	return command.Run()
}

func stop(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "sdkgen:", err)
		os.Exit(1)
	}
}
