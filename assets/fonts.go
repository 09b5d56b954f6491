package assets

import _ "embed"

// The faces of Be Vietnam Pro, under the SIL Open Font License 1.1
// (fonts/OFL.txt). They cover every Vietnamese letter in NFC and the sign ₫.
var (
	//go:embed fonts/BeVietnamPro-Regular.ttf
	FontRegular []byte

	//go:embed fonts/BeVietnamPro-Medium.ttf
	FontMedium []byte

	//go:embed fonts/BeVietnamPro-SemiBold.ttf
	FontSemiBold []byte

	//go:embed fonts/BeVietnamPro-Bold.ttf
	FontBold []byte

	// FontLicense is the licence that goes with them.
	//go:embed fonts/OFL.txt
	FontLicense string
)
