package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/data/exchange"
	"hangviet/data/guard"
	"hangviet/data/ledger"
	"hangviet/data/runs"
	"hangviet/data/store"
	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/screen"
)

// reopen is the time between two looks whether a data folder opens again.
const reopen = 5 * time.Second

// showClosed is the window of a kiosk whose data folder cannot be opened: it
// tells shoppers calmly, and staff what to mend. Once the folder opens the
// program begins anew in its place; when ctx ends before, the program ends. What is
// returned is why not even that can be shown.
func showClosed(ctx context.Context, a fyne.App, flags windowFlags, cause error, c closing) error {
	fmt.Fprintln(c.stderr, "kiosk:", cause)
	page, theme, err := closedPage(flags, cause)
	if err != nil {
		return errors.Join(cause, err)
	}
	a.Settings().SetTheme(theme)
	win := a.NewWindow("Hàng Việt Kiosk")
	dress(win, flags, page)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	a.Lifecycle().SetOnStarted(func() {
		go func() {
			if err := heartbeat(ctx, c.herald, kit.Post); err != nil {
				stop()
			}
		}()
		go func() {
			if awaitHome(ctx, flags.data, reopen) {
				fmt.Fprintln(c.stderr, "kiosk: begin anew:", beginAnew(c.run))
			}
			stop()
		}()
	})
	kit.Run(ctx, a, win, func() int {
		if err := c.run.End(); err != nil {
			fmt.Fprintln(c.stderr, "kiosk:", err)
		}
		return exitFailed
	})
	return nil
}

// closing is what a window has whose data folder cannot be opened.
type closing struct {
	run    *runs.Run
	herald guard.Herald
	stderr io.Writer
}

// closedPage says it in every language: there is nobody to choose one.
func closedPage(flags windowFlags, cause error) (fyne.CanvasObject, fyne.Theme, error) {
	options, err := uiWords()
	if err != nil {
		return nil, nil, err
	}
	var parts []string
	for _, lang := range options.Words.Langs() {
		parts = append(parts, options.Words.Say(lang, "closed.text"))
	}
	staff := options.Words.Say(flags.lang, "closed.staff", explainFolder(cause).Message.In(flags.lang))
	message := model.Message{
		Title: options.Words.Say(flags.lang, "closed.title"),
		Text:  strings.Join(append(parts, "", staff), "\n"),
	}
	l := look.New(flags.screen(defaultDiagonal))
	stage := kit.NewStage(l)
	stage.SetContent(screen.Draw(screen.Canvas{Look: l}, message).Content)
	return stage, l.Theme(), nil
}

// explainFolder explains why a data folder cannot be opened. A damaged kiosk.db
// holds the ballots.
func explainFolder(cause error) exchange.Problem {
	if errors.Is(cause, store.ErrDamaged) {
		cause = ledger.ErrDamaged
	}
	return exchange.Explain(cause)
}

// awaitHome waits until a data folder opens, and tells whether it did before ctx
// ended.
func awaitHome(ctx context.Context, dir string, every time.Duration) bool {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-ticker.C:
			if h, err := openMended(ctx, dir, func(error) {}); err == nil {
				return h.Close() == nil
			}
		}
	}
}

// beginAnew puts a new run of the program in the place of this one; it returns
// only when that cannot be.
func beginAnew(run *runs.Run) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	if err := run.End(); err != nil {
		return err
	}
	return syscall.Exec(path, os.Args, os.Environ()) // #nosec G204 -- this very program, with the arguments it was started with
}
