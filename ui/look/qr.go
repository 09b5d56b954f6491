package look

// QuietModules is the light border a QR symbol needs on each side (ISO/IEC
// 18004), in modules.
const QuietModules = 4

// QRModule is the side of one module in whole pixels for a symbol of that many
// modules without its quiet zone: the symbol is at least 40 mm wide and a
// module at least 4 pixels.
func (l *Look) QRModule(modules int) int {
	wide := max(l.MM(40), l.px(200))
	return max(4, int(ceil(wide/float32(modules))))
}
