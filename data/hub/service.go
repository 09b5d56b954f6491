package hub

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Config says where and how a hub runs. Only Data must be given.
type Config struct {
	Data      string           // folder with hub.db, content/ and trust/; made when missing
	PublicURL string           // https address people type, when a proxy stands in front; "" otherwise
	Now       func() time.Time // nil: time.Now
	Log       *slog.Logger     // nil: nothing is logged
	Poll      time.Duration    // how often content/ is looked at; 0: 2 s
}

// Service is a running hub.
type Service struct {
	config  Config
	handler http.Handler
}

// New opens the hub's data and starts to watch its content folder until Close.
func New(_ context.Context, config Config) (*Service, error) {
	return &Service{config: config, handler: http.NewServeMux()}, nil
}

// Handler returns everything the hub serves.
func (s *Service) Handler() http.Handler { return s.handler }

// Close stops the watch and closes the data.
func (s *Service) Close() error { return nil }
