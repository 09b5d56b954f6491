package main

import (
	"context"
	"debug/buildinfo"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/mod/module"
)

// goModule is how the standard library and the runtime, which are in every program,
// are called in vulnerability databases.
const goModule = "stdlib"

// modulesOf returns what is in each of the programs, by name; those of several
// platforms are one.
func modulesOf(paths []string) (map[string][]module.Version, error) {
	programs := map[string][]module.Version{}
	for _, path := range paths {
		info, err := buildinfo.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read modules of %s: %w", path, err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".exe")
		found := append(programs[name], module.Version{Path: goModule, Version: strings.TrimPrefix(info.GoVersion, "go")})
		for _, m := range info.Deps {
			found = append(found, effective(m))
		}
		programs[name] = inOrder(found)
	}
	return programs, nil
}

// all returns what is in any of the programs.
func all(programs map[string][]module.Version) (modules []module.Version) {
	for _, found := range programs {
		modules = append(modules, found...)
	}
	return inOrder(modules)
}

// inOrder sorts modules and leaves each once.
func inOrder(modules []module.Version) []module.Version {
	module.Sort(modules)
	return slices.Compact(modules)
}

// effective returns the module that was built, which may stand in for another.
func effective(m *debug.Module) module.Version {
	if m.Replace != nil {
		m = m.Replace
	}
	return module.Version{Path: m.Path, Version: m.Version}
}

// source is where the code lies that was built.
type source struct{ cache, goRoot string }

// findSource asks go where the code lies.
func findSource(ctx context.Context) (source, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMODCACHE", "GOROOT").Output()
	if err != nil {
		return source{}, fmt.Errorf("ask go for its folders: %w", err)
	}
	cache, goRoot, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return source{cache, goRoot}, nil
}

// folder returns where the source of a module lies.
func (s source) folder(m module.Version) (string, error) {
	if m.Path == goModule {
		return s.goRoot, nil
	}
	path, err := module.EscapePath(m.Path)
	if err != nil {
		return "", err
	}
	version, err := module.EscapeVersion(m.Version)
	if err != nil {
		return "", err
	}
	return filepath.Join(s.cache, filepath.FromSlash(path)+"@"+version), nil
}
