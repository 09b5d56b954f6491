package exchange

import "time"

// Progress tells how far an import is. Bytes and files are those that have to
// be taken; what is already there is not counted. The totals grow once, when the
// catalogue is there and tells which photos are missing.
type Progress struct {
	Stage             Stage
	Bytes, TotalBytes int64
	Files, TotalFiles int
	Left              time.Duration // estimated; 0 while unknown
}

// Stage is a step of an import.
type Stage string

// The stages of an import, in order.
const (
	StageVerify    Stage = "verify"    // signatures
	StageCatalogue Stage = "catalogue" // taking the catalogue
	StageCheck     Stage = "check"     // opening and checking it
	StagePhotos    Stage = "photos"    // taking photos
	StageSwitch    Stage = "switch"    // making it the shown one
	StageDone      Stage = "done"
)

// meter reports the progress of one import.
type meter struct {
	report func(Progress)
	now    func() time.Time
	began  time.Time // when the first byte was asked for
	before int64     // bytes of the parts that are done
	p      Progress
}

func newMeter(report func(Progress), now func() time.Time) *meter {
	if report == nil {
		report = func(Progress) {}
	}
	return &meter{report: report, now: now}
}

// enter tells of a new stage.
func (m *meter) enter(s Stage) {
	m.p.Stage = s
	m.report(m.p)
}

// expect tells of a new stage in which so much is to be taken.
func (m *meter) expect(s Stage, bytes int64, files int) {
	if m.began.IsZero() {
		m.began = m.now()
	}
	m.before = m.p.Bytes
	m.p.TotalBytes += bytes
	m.p.TotalFiles += files
	m.enter(s)
}

// got tells that n bytes of this stage are taken.
func (m *meter) got(n int64) {
	m.p.Bytes = m.before + n
	m.p.Left = m.left()
	m.report(m.p)
}

// file counts one more file taken whole.
func (m *meter) file() { m.p.Files++ }

// left carries the pace so far on to what is to come.
func (m *meter) left() time.Duration {
	rest := m.p.TotalBytes - m.p.Bytes
	if m.p.Bytes <= 0 || rest <= 0 {
		return 0
	}
	return time.Duration(float64(m.now().Sub(m.began)) * float64(rest) / float64(m.p.Bytes))
}
