package assets

import "embed"

// Words holds every sentence the kiosk shows, one flat JSON object of key and
// sentence for each language under words/ (vi.json, en.json,
// and vi.drive.json for a part of the screens). A language more
// is a file more; a key that lacks in it is shown in Vietnamese.
//
//go:embed words/*.json
var Words embed.FS
