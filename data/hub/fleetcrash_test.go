package hub

import (
	"strings"
	"testing"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// TestCrashesAndGapsAreShown on a kiosk's page, in both languages and as text, and
// what is lost presses.
func TestCrashesAndGapsAreShown(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("Kiosk chợ Mẫu", wire.Approved)
	hot := int64(61_400)
	told := wire.Health{
		Name: "Kiosk chợ Mẫu", Disk: 50e9, Room: 700e6, Temperature: &hot, Safe: "safe", Problems: []wire.Trouble{{Code: "E-GAP"}},
		Crashes: []wire.Crash{
			{Time: "2026-11-22T03:00:00.000Z", Version: "v1.4.2", Kind: "frozen", Text: "SIGQUIT: quit\n\n<script>goroutine 1 [select]:" + strings.Repeat("\nmain.main", 1000)},
			{Time: "2026-11-22T02:00:00.000Z", Version: "v1.4.2", Kind: "killed"},
			{Time: "2026-11-22T01:30:00.000Z", Version: "v1.4.2", Kind: "starved"},
		},
		Gaps: []wire.Gap{{Time: "2026-11-22T01:00:00.000Z", Size: 120, Kept: 90, Moved: 26, Lost: [][2]int64{{90, 93}, {99, 100}}, Other: "0123456789abcdef"}},
	}
	k.beat(wire.NewNonce(), "", told)
	browser := h.as(people.Viewer)
	vi := h.page(browser, "/kiosks/"+k.self.ID)
	h.wants(vi, "61 °C", "700 MB", "an toàn: bản nội dung trước", "Sổ phiếu đã được vá", "120 mục; 90 mục giữ nguyên chỗ, 26 mục được ghi lại ở cuối, 4 mục bị mất",
		"91–93, 100.", "kiosk 0123456789abcdef", "Những lần dừng đột ngột", "màn hình đứng", "v1.4.2", "&lt;script&gt;goroutine 1", "bị tắt ngang", "hết bộ nhớ", "không kịp nói gì", "!<script>goroutine")
	h.wants(h.page(browser, "/kiosks/"+k.self.ID+"?lang=en"), "26 were added again at the end, 4 are lost", "screen stood still", "was killed", "ran out of memory")
	h.wants(h.page(browser, "/kiosks?kind=ledger"), "Kiosk chợ Mẫu")
}
