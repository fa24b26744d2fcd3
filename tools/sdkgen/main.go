// Sdkgen writes what Pulumi's own generators make of schema.json.
//
//	go run . sdk ../../schema.json ../../sdk
//	go run . examples ../../schema.json ../../docs/examples
package main

import (
	"fmt"
	"os"
)

const tool = "tools/sdkgen"

type files = map[string][]byte

var writers = map[string]func(text []byte, folder string) error{
	"sdk":      writeSDKs,
	"examples": writeExamples,
}

func main() {
	if len(os.Args) != 4 || writers[os.Args[1]] == nil {
		stop(fmt.Errorf("usage: sdkgen sdk|examples schema.json folder"))
	}
	text, err := os.ReadFile(os.Args[2])
	stop(err)
	stop(writers[os.Args[1]](text, os.Args[3]))
}

func stop(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "sdkgen:", err)
		os.Exit(1)
	}
}
