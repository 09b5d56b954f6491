package hub

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// metrics are what this hub tells of itself to Prometheus. Nothing in them leads to
// a person or a kiosk: routes are told by their patterns.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	ballots  prometheus.Counter
	receipts prometheus.Counter
}

func newMetrics(s *Service) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "hangviet_hub_requests_total", Help: "Requests answered, by route and status.",
		}, []string{"route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "hangviet_hub_request_seconds", Help: "Time from a request's header to the end of its answer.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60},
		}, []string{"route"}),
		ballots: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "hangviet_hub_entries_received_total", Help: "Entries of ledgers in bundles that this hub gave a receipt for, sent again ones too.",
		}),
		receipts: prometheus.NewCounter(prometheus.CounterOpts{Name: "hangviet_hub_receipts_total", Help: "Receipts given by this hub."}),
	}
	m.registry.MustRegister(m.requests, m.took, m.ballots, m.receipts, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), stateOfHub{s}, whichProgram(s.config.Version))
	return m
}

// whichProgram tells the version, as is usual by a label of a constant 1.
func whichProgram(version string) prometheus.Collector {
	told := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "hangviet_hub_build_info", Help: "1, with the program's version.", ConstLabels: prometheus.Labels{"version": version},
	})
	told.Set(1)
	return told
}

// seen notes a request that has been answered.
func (m *metrics) seen(pattern string, status int, took time.Duration) {
	if pattern == "" {
		pattern = "none"
	}
	route := strings.ReplaceAll(pattern, "{$}", "")
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(route).Observe(took.Seconds())
}

// received notes a receipt over so many entries.
func (m *metrics) received(entries int) {
	m.receipts.Inc()
	m.ballots.Add(float64(entries))
}

// Metrics tells Prometheus how the hub does. It asks for no sign-in, so it belongs
// on a listener of its own that only the organiser's machine reaches.
func (s *Service) Metrics() http.Handler {
	return promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{Timeout: 10 * time.Second})
}

// stateOfHub collects what stands in the database, when it is asked for.
type stateOfHub struct{ hub *Service }

var (
	kiosksTold   = prometheus.NewDesc("hangviet_hub_kiosks", "Kiosks the hub knows, by status.", []string{"status"}, nil)
	entriesTold  = prometheus.NewDesc("hangviet_hub_entries", "Entries of kiosks' ledgers that are stored, by the kiosks' status.", []string{"status"}, nil)
	releaseTold  = prometheus.NewDesc("hangviet_hub_release", "Number of the release in use.", nil, nil)
	contentTold  = prometheus.NewDesc("hangviet_hub_content_good", "1 when the newest release in the content folder is in use.", nil, nil)
	databaseTold = prometheus.NewDesc("hangviet_hub_database_up", "1 when the database answers.", nil, nil)
	freeTold     = prometheus.NewDesc("hangviet_hub_disk_free_bytes", "Bytes free where the hub's data lies.", nil, nil)
	openTold     = prometheus.NewDesc("hangviet_hub_database_connections", "Connections to the database, by use and state.", []string{"use", "state"}, nil)
	waitedTold   = prometheus.NewDesc("hangviet_hub_database_waited_seconds_total", "Time waited for a connection, by use.", []string{"use"}, nil)
)

// Describe implements prometheus.Collector.
func (stateOfHub) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{kiosksTold, entriesTold, releaseTold, contentTold, databaseTold, freeTold, openTold, waitedTold} {
		to <- d
	}
}

// collectLimit bounds how long the database may take to answer.
const collectLimit = 5 * time.Second

// Collect implements prometheus.Collector.
func (c stateOfHub) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, n float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, n, labels...)
	}
	ctx, cancel := context.WithTimeout(context.Background(), collectLimit)
	defer cancel()
	crowd, release, err := c.hub.crowd(ctx)
	gauge(databaseTold, truth(err == nil))
	gauge(contentTold, truth(c.hub.Problem() == nil))
	if free, err := c.hub.config.Free(c.hub.config.Data); err == nil {
		gauge(freeTold, float64(free))
	}
	for use, stats := range c.hub.db.Stats() {
		gauge(openTold, float64(stats.InUse), use, "busy")
		gauge(openTold, float64(stats.Idle), use, "idle")
		to <- prometheus.MustNewConstMetric(waitedTold, prometheus.CounterValue, stats.WaitDuration.Seconds(), use)
	}
	if err != nil {
		return
	}
	gauge(releaseTold, float64(release))
	for _, status := range []wire.Status{wire.Pending, wire.Approved, wire.Refused} {
		gauge(kiosksTold, float64(crowd[status].Kiosks), string(status))
		gauge(entriesTold, float64(crowd[status].Entries), string(status))
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// crowd returns how many kiosks there are, and the newest release.
func (s *Service) crowd(ctx context.Context) (crowd map[wire.Status]books.Crowd, release int64, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		if crowd, err = t.Crowds(); err != nil {
			return err
		}
		release, err = t.Release()
		return err
	})
	return crowd, release, err
}
