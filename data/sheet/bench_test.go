package sheet

import (
	"fmt"
	"path/filepath"
	"testing"
)

// BenchmarkCheck reads 5,000 products of 1,000 producers with a photo and a link
// each and writes the copy with remarks, as `kioskctl check` does.
func BenchmarkCheck(b *testing.B) {
	s := office()
	s["Links"] = [][]any{{"product", "url"}}
	for i := range 1000 {
		s["Producers"] = append(s["Producers"], []any{fmt.Sprintf("p-%d", i), fmt.Sprintf("Hợp tác xã số %d", i), "Tuyên Quang"})
	}
	for i := range 5000 {
		code, price, photo := fmt.Sprintf("X-%04d", i), any(100000+i), fmt.Sprintf("x%04d.jpg", i)
		if i%50 == 0 {
			price, photo = "?", "none.jpg"
		}
		s["Products"] = append(s["Products"], []any{
			code, fmt.Sprintf("Trà shan tuyết cổ thụ số %d", i), 11, fmt.Sprintf("Hợp tác xã số %d", i%1000), "Hà Giang", "certified", 4,
			"1/QĐ-UBND", "UBND tỉnh Tuyên Quang", "05/08/2026", price, photo, "diem-1",
		})
		s.set("Products", "story", i+4, "Những cây chè cổ thụ mọc trên núi cao, búp phủ lông trắng như tuyết, hái vào sáng sớm.")
		s["Links"] = append(s["Links"], []any{code, fmt.Sprintf("https://vidu.example/san-pham/%d?utm_source=zalo", i)})
	}
	dir := s.folder(b)
	for i := range 5000 {
		if i%50 != 0 {
			writePhoto(b, filepath.Join(dir, PhotoDir, fmt.Sprintf("x%04d.jpg", i)), 240, 240)
		}
	}
	b.ResetTimer()
	for b.Loop() {
		book := read(b, dir)
		if err := WriteRemarks(book.Path, RemarksName(book.Path, "vi"), book.Problems, "vi"); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(book.Problems)), "problems")
	}
}

// BenchmarkPhoto prepares one photo of 12 megapixels.
func BenchmarkPhoto(b *testing.B) {
	source := encodeJPEG(b, quarters(4000, 3000))
	for b.Loop() {
		if _, _, err := PreparePhoto("a.jpg", source); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEmptyRows reads a sheet with 100,000 rows of nothing but formatting.
func BenchmarkEmptyRows(b *testing.B) {
	dir := folderOf(b, withEmptyRows(b, 100_000))
	for b.Loop() {
		read(b, dir)
	}
}
