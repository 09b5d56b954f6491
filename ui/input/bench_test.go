package input

import "testing"

// BenchmarkKeystroke types a line of real words; an operation is one key.
func BenchmarkKeystroke(b *testing.B) {
	for name, keys := range map[string]string{
		"Telex": "Maatj ong hoa nhaxn Huwng Yeen dduwowngf phoos Tesla Google ",
		"VNI":   "Ma65t ong hoa nha4n Hu7ng Ye6n d9u7o7ng2 pho61 ST25 Tesla ",
	} {
		method := Telex
		if name == "VNI" {
			method = VNI
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			line := []rune(keys)
			c := Composer{Method: method}
			for i := 0; b.Loop(); i++ {
				if i%len(line) == 0 {
					c.Clear()
				}
				c.Type(line[i%len(line)])
				_ = c.Text()
			}
		})
	}
}
