package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// ErrBrowser says that Chromium is not installed.
var ErrBrowser = errors.New("chromium is missing: make deps-test installs it")

// patience is how long one manual may take.
const patience = 2 * time.Minute

// A4, in inches, which is what Chromium asks for.
const paperWidth, paperHeight = 210 / 25.4, 297 / 25.4

// header stands above each page; Chromium fills in the title and the numbers.
const header = `<div style="font: 8px sans-serif; width: 100%; margin: 0 16mm; display: flex; justify-content: space-between; color: #444">` +
	`<span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`

// pdf prints a manual with Chromium.
func (m *manual) pdf(ctx context.Context) (pdf []byte, err error) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		return nil, ErrBrowser
	}
	dir, err := os.MkdirTemp("", "manual-*")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "manual.html")
	if err := os.WriteFile(path, m.html, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, end := chromedp.NewExecAllocator(ctx, options...)
	defer end()
	ctx, stop := chromedp.NewContext(ctx)
	defer stop()
	err = chromedp.Run(ctx, chromedp.Navigate("file://"+path), chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPaperWidth(paperWidth).WithPaperHeight(paperHeight).WithPrintBackground(true).
			WithMarginTop(0.7).WithMarginBottom(0.5).WithMarginLeft(0.65).WithMarginRight(0.65).
			WithDisplayHeaderFooter(true).WithHeaderTemplate(header).WithFooterTemplate("<span></span>").Do(ctx)
		return err
	}))
	if err != nil {
		return nil, fmt.Errorf("print: %w", err)
	}
	return pdf, nil
}

var pageObject = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

// pagesOf counts the pages of a PDF file as Chromium writes it.
func pagesOf(pdf []byte) int { return len(pageObject.FindAllIndex(pdf, -1)) }
