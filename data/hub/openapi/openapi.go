// Package openapi holds the document that describes the hub's API, in the form of
// OpenAPI 3.1. A test of package hub compares it with the routes and the answers,
// so that it says neither more nor less than there is.
package openapi

import _ "embed"

// Document is the description as JSON.
//
//go:embed openapi.json
var Document []byte
