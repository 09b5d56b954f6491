package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"hangviet/data/release"
)

// runPublish keeps a mirror of the content folder for a static host.
func runPublish(ctx context.Context, args []string, std streams) int {
	o := newOptions("publish", "publish --data DIR --mirror FOLDER [--grace 48h] [--watch]", std)
	to := o.set.String("mirror", "", "`folder` to bring up to the content folder, for a tool that copies it to a static host")
	grace := o.set.Duration("grace", release.DefaultGrace, "how long the mirror keeps what the content folder no longer has")
	watch := o.set.Bool("watch", false, "go on until stopped")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	if *to == "" || *grace < 0 {
		o.set.Usage()
		return badUsage
	}
	m := mirroring{std: std, from: filepath.Join(o.data, "content"), to: *to, grace: *grace}
	if *watch {
		return exit(std.err, m.watch(ctx))
	}
	return exit(std.err, m.once(ctx))
}

// mirrorEvery is how often the content folder is looked at.
const mirrorEvery = 5 * time.Second

// mirroring is a mirror that is kept.
type mirroring struct {
	std      streams
	from, to string
	grace    time.Duration
}

func (m mirroring) once(ctx context.Context) error {
	did, err := release.Mirror(ctx, m.from, m.to, m.grace, time.Now())
	if err != nil {
		return err
	}
	if did != (release.Mirrored{}) {
		fmt.Fprintf(m.std.out, "%s: %d files (%d bytes) added, %d of them links, %d removed\n", m.to, did.Added, did.AddedBytes, did.Linked, did.Removed)
	}
	return nil
}

// watch mirrors until ctx ends. What goes wrong is told once, and tried again.
func (m mirroring) watch(ctx context.Context) error {
	ticker := time.NewTicker(mirrorEvery)
	defer ticker.Stop()
	told := ""
	for {
		err := m.once(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if text := fmt.Sprint(err); err != nil && text != told {
			fmt.Fprintf(m.std.err, "hub: %v\n", err)
		}
		told = fmt.Sprint(err)
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}
