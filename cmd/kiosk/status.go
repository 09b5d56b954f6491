package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// status is what kiosk status tells; the names of --json are kept.
type status struct {
	Kiosk     string   `json:"kiosk"`     // id: 16 hexadecimal digits
	Release   int64    `json:"release"`   // number of the shown release, 0 none
	Products  int      `json:"products"`  // in the shown release
	Photos    int      `json:"photos"`    // in the shown release
	Ballots   int64    `json:"ballots"`   // in the ledger, cast here; those on trial left out
	Choices   int64    `json:"choices"`   // on these ballots together
	Trials    int64    `json:"trials"`    // ballots cast on trial, which never count
	Paper     paper    `json:"paper"`     // entered here, beside the ballots
	Unsent    int64    `json:"unsent"`    // entries that no receipt covers
	Problems  []string `json:"problems"`  // codes, sorted
	Sample    bool     `json:"sample"`    // the built-in sample is shown: never set up
	Root      string   `json:"root"`      // fingerprint of the pinned root, "" none
	Name      string   `json:"name"`      // what people call the kiosk
	Point     string   `json:"point"`     // id of the point it stands at
	Diagonal  string   `json:"diagonal"`  // of the screen in inches, "" unknown
	Hub       string   `json:"hub"`       // address, "" none
	HubStatus string   `json:"hubStatus"` // "pending", "approved", "refused", "" never met
	Withdrawn []string `json:"withdrawn"` // codes of the products that the organiser hides
	Selection string   `json:"selection"` // what it shows of a release, "" all
	Code      string   `json:"code"`      // to approve the kiosk by at the hub
	Organised []string `json:"organised"` // settings that the organiser has set, which hold over those set here
}

// paper is what was entered of paper sheets; of a batch that was corrected, as it
// was corrected.
type paper struct {
	Batches int64 `json:"batches"`
	Sheets  int64 `json:"sheets"`
	Choices int64 `json:"choices"`
}

// runStatus is kiosk status. Problems do not make it fail: telling them is its
// work.
func runStatus(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("status", "--data DIR [--json] [--lang vi|en]", stdout, stderr)
	asJSON := c.flags.Bool("json", false, "write one JSON object")
	return c.run(ctx, args, nil, func(ctx context.Context, h *home) error {
		if !*asJSON {
			return c.sayStatus(ctx, h)
		}
		s, err := h.status(ctx)
		if err != nil {
			return err
		}
		out := json.NewEncoder(stdout)
		out.SetIndent("", "  ")
		return out.Encode(s)
	})
}

// status gathers what can be told.
func (h *home) status(ctx context.Context) (status, error) {
	s := status{Kiosk: h.store.Identity().ID, Problems: []string{}, Withdrawn: []string{}, Organised: []string{}}
	standing, err := h.standing(ctx)
	s.Code, s.Organised = standing.Code, append(s.Organised, standing.Set...)
	err = errors.Join(err, h.countBallots(ctx, &s), h.readSettings(ctx, &s), h.readProblems(ctx, &s), h.readContent(ctx, &s))
	slices.Sort(s.Problems)
	s.Problems = slices.Compact(s.Problems)
	return s, err
}

// countBallots counts the kiosk's own ledger, and the practice ballots while the
// sample is shown; those are never sent.
func (h *home) countBallots(ctx context.Context, s *status) error {
	shown, err := h.votes(ctx)
	if err != nil {
		return err
	}
	logs := []*ledger.Log{h.log}
	if shown != h.log {
		logs = append(logs, shown)
	}
	for _, log := range logs {
		c, err := log.Counts(ctx, "")
		if err != nil {
			return fmt.Errorf("count ballots: %w", err)
		}
		s.Ballots, s.Choices, s.Trials = s.Ballots+c.Ballots, s.Choices+c.Choices, s.Trials+c.Trials
		s.Paper = paper{s.Paper.Batches + c.Batches, s.Paper.Sheets + c.Sheets, s.Paper.Choices + c.PaperChoices}
	}
	if s.Unsent, err = h.log.Unsent(ctx); err != nil {
		return fmt.Errorf("count ballots: %w", err)
	}
	return nil
}

func (h *home) readSettings(ctx context.Context, s *status) error {
	for key, to := range map[string]*string{
		settingName: &s.Name, settingPoint: &s.Point, settingDiagonal: &s.Diagonal,
		settingHub: &s.Hub, exchange.SettingHubStatus: &s.HubStatus, settingSelection: &s.Selection,
	} {
		value, err := h.store.Setting(ctx, key)
		if err != nil {
			return fmt.Errorf("read setting %s: %w", key, err)
		}
		*to = value
	}
	return nil
}

func (h *home) readProblems(ctx context.Context, s *status) error {
	problems, err := h.store.Problems(ctx)
	if err != nil {
		return fmt.Errorf("read problems: %w", err)
	}
	for _, p := range problems {
		s.Problems = append(s.Problems, p.Code)
	}
	return nil
}

// readContent counts what is shown. That there is nothing, or that its file is
// damaged, is a problem to be told, not a failure.
func (h *home) readContent(ctx context.Context, s *status) error {
	content, err := h.showing()
	if err != nil {
		return err
	}
	if s.Root, _, err = h.own.Pinned(); err != nil {
		return err
	}
	s.Sample = content == h.sample
	t, err := h.tally(ctx, content)
	if err != nil && !s.Sample {
		s.Problems = append(s.Problems, exchange.Explain(err).Code)
	}
	s.Release, s.Products, s.Photos = t.release, t.products, t.photos
	if list, err := h.own.Withdrawn(); err == nil {
		s.Withdrawn = append(s.Withdrawn, list.Codes...)
	} else if code := exchange.Explain(err).Code; !slices.Contains(s.Problems, code) {
		s.Problems = append(s.Problems, code)
	}
	return nil
}

// sayStatus writes the status for people.
func (c *cli) sayStatus(ctx context.Context, h *home) error {
	s, err := h.status(ctx)
	if err != nil {
		return err
	}
	c.say("Kiosk          %s %s", "Kiosk          %s %s", s.Kiosk, s.Name)
	if s.Sample {
		c.say("Nội dung       Dữ liệu mẫu (kiosk chưa được cài đặt)", "Content        sample data (this kiosk is not set up)")
	} else {
		c.say("Nội dung       bản %d: %d sản phẩm, %d ảnh", "Content        release %d: %d products, %d photos", s.Release, s.Products, s.Photos)
		c.say("Ban tổ chức    %s", "Organiser      %s", groups(s.Root))
	}
	c.sayBallots(s)
	c.saySettings(s)
	for _, code := range s.Problems {
		c.say("Vấn đề         %s: %s", "Problem        %s: %s", code, exchange.ExplainCode(code).Message.In(c.lang))
	}
	return nil
}

// sayBallots tells of ballots, choices and paper, each apart.
func (c *cli) sayBallots(s status) {
	c.say("Phiếu          %d (%d lựa chọn), chưa có biên nhận %d", "Ballots        %d (%d choices), without receipt %d", s.Ballots, s.Choices, s.Unsent)
	if s.Trials > 0 {
		c.say("Phiếu thử      %d, không bao giờ được tính", "On trial       %d ballots, which never count", s.Trials)
	}
	if s.Paper.Batches > 0 {
		c.say("Phiếu giấy     %d lô, %d phiếu (%d lựa chọn)", "Paper          %d batches, %d sheets (%d choices)", s.Paper.Batches, s.Paper.Sheets, s.Paper.Choices)
	}
	c.say("               Đây là chương trình bình chọn có hội đồng xét, không phải cuộc bầu cử.",
		"               This is a promotion programme with a jury, not an election.")
}

func (c *cli) saySettings(s status) {
	if s.Hub != "" {
		c.say("Máy chủ        %s %s", "Hub            %s %s", s.Hub, c.hubStatus(s.HubStatus))
		if s.HubStatus != string(wire.Approved) {
			c.say("Mã để duyệt    %s", "Code           %s, to approve it by", s.Code)
		}
	}
	if len(s.Organised) > 0 {
		c.say("Tổ chức đặt    %s (tại chỗ không đổi được)", "Set by hub     %s (holds over what is set here)", strings.Join(s.Organised, ", "))
	}
	if len(s.Withdrawn) > 0 {
		c.say("Đang ẩn        %s", "Hidden         %s", strings.Join(s.Withdrawn, ", "))
	}
	if s.Selection != "" {
		c.say("Bộ chọn        %s", "Selection      %s", s.Selection)
	}
	if s.Point != "" {
		c.say("Điểm           %s", "Point          %s", s.Point)
	}
	if s.Diagonal != "" {
		c.say("Màn hình       %s inch", "Screen         %s inches", s.Diagonal)
	}
}

func (c *cli) hubStatus(status string) string {
	words := map[string]string{
		"":         c.in("(chưa liên lạc lần nào)", "(never met)"),
		"pending":  c.in("(chờ duyệt: phiếu được lưu, chưa được tính)", "(waiting for approval: ballots are stored, not yet counted)"),
		"approved": c.in("(đã duyệt)", "(approved)"),
		"refused":  c.in("(bị từ chối)", "(refused)"),
	}
	return words[status]
}
