package main

import (
	"os"
	"os/exec"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// Each generator gets a package of its own: it notes down in it what its language needs.
var packages = map[string]func(*schema.Package) (files, error){
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
		// Not a local SDK, which would run a compiler where it is installed: `make dist` compiles it.
		return nodejs.GeneratePackage(tool, p, nil, nil, false, nil)
	},
	"go": func(p *schema.Package) (files, error) {
		return golang.GeneratePackage(tool, p, nil)
	},
}

// The folder is made anew, so that nothing stale stays behind.
func writeSDKs(text []byte, folder string) error {
	for language, generate := range packages {
		bound, err := bind(text)
		if err != nil {
			return err
		}
		generated, err := generate(bound)
		if err != nil {
			return err
		}
		if err := replace(filepath.Join(folder, language), generated); err != nil {
			return err
		}
	}
	return tidy(filepath.Join(folder, "go"))
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
