package look

// QuietModules is the light border a QR symbol needs on each side (ISO/IEC
// 18004), in modules.
const QuietModules = 4

// How far from the screen a telephone is held, in millimetres: where people stand who
// touch it, 50 to 60 cm, and nearer to a small screen, at one and a half diagonals.
const (
	qrFar       = 600
	qrNear      = 250
	qrDiagonals = 1.5
)

// qrAngle is the least module of a QR symbol by the distance: 3.3 pixels of a
// telephone's camera, see package ui/kit/camera. `make qr` shows what is read of
// symbols with larger and smaller ones.
const qrAngle = 1.0 / 400

// QRDistance is how far away a telephone is held that reads a QR symbol from this
// screen, in millimetres.
func (l *Look) QRDistance() float32 {
	return min(max(float32(l.Screen.millimetres())*qrDiagonals, qrNear), qrFar)
}

// QRModule is the side of one module in whole pixels for a symbol of that many
// modules without its quiet zone: the symbol is at least 40 mm wide, a module at
// least 4 pixels and a four-hundredth of [Look.QRDistance].
func (l *Look) QRModule(modules int) int {
	wide := max(l.MM(40), l.px(200))
	return max(l.qrLeast(), int(ceil(wide/float32(modules))))
}

// qrLeast is the side of a module in a symbol that is larger than it has to be.
func (l *Look) qrLeast() int {
	return max(4, int(ceil(l.MM(l.QRDistance()*qrAngle))))
}

// BesideQR is the least width of words beside a QR symbol, about fifteen letters of a
// hint; the symbol stands under narrower ones.
func (l *Look) BesideQR() float32 { return 9 * l.Body.Size }

// qrBytes is what symbols of version 1 and on hold in byte mode with error
// correction M (ISO/IEC 18004, table 7).
// The last is version 10, as of links: of larger ones, readers miss some that are held aslant.
var qrBytes = [...]int{14, 26, 42, 62, 84, 106, 122, 152, 180, 213}

// QRBytes is how many bytes the largest QR symbol holds of which this screen shows
// all at once, bars and words beside it: 0.8 of the width of a screen that stands,
// 0.6 of the height of one that lies; at most those of version 10.
func (l *Look) QRBytes() int {
	room := 0.8 * float32(l.Screen.Width)
	if !l.Portrait {
		room = 0.6 * float32(l.Screen.Height)
	}
	bytes := qrBytes[0]
	for i, holds := range qrBytes {
		modules := 21 + 4*i
		if float32((modules+2*QuietModules)*l.QRModule(modules)) <= room {
			bytes = holds
		}
	}
	return bytes
}
