package sheet

import (
	"errors"
	"strconv"
	"testing"

	"hangviet/data/catalog"
)

func TestMoney(t *testing.T) {
	for text, want := range map[string]money{
		"1250000":                  {low: 1250000},
		"1250000.0":                {low: 1250000},
		"1.25E6":                   {low: 1250000},
		"125000.00000000001":       {low: 125000},
		"1.250.000":                {low: 1250000},
		"1.250.000 ₫":              {low: 1250000},
		"1.250.000\u00a0₫":         {low: 1250000},
		"1.250.000đ":               {low: 1250000},
		"1.250.000 VNĐ":            {low: 1250000},
		"1,250,000 vnd":            {low: 1250000},
		"1 250 000 đồng":           {low: 1250000},
		"125.000,00":               {low: 125000},
		"125,000.00":               {low: 125000},
		"1.250":                    {low: 1250},
		"125 nghìn":                {low: 125000},
		"125 ngàn đồng":            {low: 125000},
		"125k":                     {low: 125000},
		"125K":                     {low: 125000},
		"1250k":                    {low: 1250000},
		"1.250 nghìn":              {low: 1250000},
		"12,5k":                    {low: 12500},
		"1,25 triệu":               {low: 1250000},
		"1.25 triệu":               {low: 1250000},
		"1,250 triệu":              {low: 1250000},
		"2 tr":                     {low: 2000000},
		"1,5 tỷ":                   {low: 1500000000},
		"45.000 - 60.000 đ":        {low: 45000, high: 60000},
		"45.000–60.000":            {low: 45000, high: 60000},
		"từ 45.000 đến 60.000 đ":   {low: 45000, high: 60000},
		"45 - 60 nghìn":            {low: 45000, high: 60000},
		"45-60k":                   {low: 45000, high: 60000},
		"45k - 60k":                {low: 45000, high: 60000},
		"185.000 đ/hộp":            {low: 185000, unit: "hộp"},
		"185.000 đ / kg":           {low: 185000, unit: "kg"},
		"Liên hệ":                  {},
		"khoảng 90.000 đ":          {low: 90000},
		catalog.ShowDong(12345678): {low: 12345678},
	} {
		got, err := parseMoney(text)
		if err != nil || got != want {
			t.Errorf("parseMoney(%q) = %+v, %v; want %+v", text, got, err, want)
		}
	}
}

func TestMoneyRefused(t *testing.T) {
	for text, want := range map[string]error{
		"1.250,000":         errNumber, // a thousand or a million?
		"1,250.000":         errNumber,
		"":                  errNumber,
		"rẻ":                errNumber,
		"-5":                errNumber,
		"1.2.3":             errNumber,
		"1.25":              errFraction,
		"0,5":               errFraction,
		"1,2345 nghìn":      errFraction,
		"60.000 - 45.000":   errRange,
		"9999999999999":     errRange,
		"1e99":              errRange,
		"1 - 2 - 3":         errNumber,
		"0x10":              errNumber,
		"NaN":               errNumber,
		"12 hộp 5 cái":      errNumber,
		"1.250.00":          errNumber,
		"1,25,000 đồng lẻ":  errNumber,
		"một trăm nghìn":    errNumber,
		"45.000.000.000 tỷ": errRange,
	} {
		if got, err := parseMoney(text); !errors.Is(err, want) {
			t.Errorf("parseMoney(%q) = %+v, %v; want %v", text, got, err, want)
		}
	}
}

func FuzzMoney(f *testing.F) {
	for _, seed := range []string{"1.250.000 ₫", "125 nghìn", "1,25 triệu", "45-60k", "185.000 đ/hộp", "1e9", "liên hệ", "8,93E+12", "-", "/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := parseMoney(s)
		if err != nil {
			return
		}
		if m.low < 0 || m.low > maxDong || m.high < 0 || m.high > maxDong || m.high != 0 && m.high < m.low {
			t.Fatalf("parseMoney(%q) = %+v", s, m)
		}
		if again, err := parseMoney(strconv.FormatInt(m.low, 10)); err != nil || again.low != m.low {
			t.Fatalf("parseMoney(%d) = %+v, %v", m.low, again, err)
		}
		if again, err := parseMoney(catalog.ShowDong(m.low)); err != nil || again.low != m.low {
			t.Fatalf("parseMoney(%q) = %+v, %v", catalog.ShowDong(m.low), again, err)
		}
	})
}

func TestPercent(t *testing.T) {
	for text, want := range map[string]float64{"29,5": 29.5, "29.5 %": 29.5, "29,5% vol": 29.5, "29 độ": 29, "5°": 5, "0": 0} {
		if got, err := parsePercent(text); err != nil || got != want {
			t.Errorf("parsePercent(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"-1", "101", "NaN", "Inf", "nặng", "1,2,3"} {
		if got, err := parsePercent(text); err == nil {
			t.Errorf("parsePercent(%q) = %v, want an error", text, got)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]bool{"Có": true, "có": true, "x": true, "✓": true, "1": true, "TRUE": true, "Yes": true, "": false, "Không": false, "0": false, "-": false} {
		if got, err := parseYes(text); err != nil || got != want {
			t.Errorf("parseYes(%q) = %v, %v", text, got, err)
		}
	}
	if _, err := parseYes("có lẽ"); err == nil {
		t.Error("parseYes takes “có lẽ”")
	}
	for text, want := range map[string]int{"4": 4, "4.0": 4, "4 sao": 4, "4*": 4, "★★★": 3, "OCOP 5 sao": 5, "⭐⭐⭐⭐": 4, "Hạng 3 sao": 3} {
		if got, err := parseStars(text); err != nil || got != want {
			t.Errorf("parseStars(%q) = %v, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"4,5", "bốn", "45", "3 4"} {
		if got, err := parseStars(text); err == nil {
			t.Errorf("parseStars(%q) = %d, want an error", text, got)
		}
	}
	for text, want := range map[string]catalog.Status{
		"Đã chứng nhận": catalog.Certified, "certified": catalog.Certified, "Tiềm năng 5 sao": catalog.PotentialFive,
		"Thu hồi": catalog.Revoked, "Không OCOP": catalog.NotOCOP, "": catalog.NotOCOP,
	} {
		if got, err := parseStatus(text); err != nil || got != want {
			t.Errorf("parseStatus(%q) = %q, %v", text, got, err)
		}
	}
	if _, err := parseStatus("hết hạn"); err == nil {
		t.Error("parseStatus takes “hết hạn”, which the dates tell")
	}
}

func TestBarcode(t *testing.T) {
	for text, want := range map[string]string{
		"8936000000011":     "8936000000011",
		"893 6000 000011":   "8936000000011",
		"'8936000000011":    "8936000000011",
		"8936000000011.0":   "8936000000011",
		"8.936000000011E12": "8936000000011",
		"96385074":          "96385074",
		"36000291452":       "036000291452", // the zero in front was cut off
		"036000291452":      "036000291452",
	} {
		if got, err := parseBarcode(text); err != nil || got != want {
			t.Errorf("parseBarcode(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"8,93E+12": errDigitsLost, "8.93E+12": errDigitsLost, "8936000000017": errBarcode, "12": errBarcode, "mã vạch": errNumber, "": errBarcode,
	} {
		if got, err := parseBarcode(text); !errors.Is(err, want) {
			t.Errorf("parseBarcode(%q) = %q, %v; want %v", text, got, err, want)
		}
	}
}

func TestPhone(t *testing.T) {
	for text, want := range map[string]string{
		"0912345678": "0912345678", "912345678": "0912345678", "0912 345 678": "0912345678", "0912.345.678": "0912345678",
		"+84 912 345 678": "+84912345678", "84912345678": "+84912345678", "1900 6017": "19006017", "(024) 3825 3536": "02438253536",
	} {
		if got, err := parsePhone(text); err != nil || got != want {
			t.Errorf("parsePhone(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "113", "gọi anh Ba", "9,12E+08", "091234567890123"} {
		if got, err := parsePhone(text); err == nil {
			t.Errorf("parsePhone(%q) = %q, want an error", text, got)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"Tuyên Quang", "Thái Nguyên", "Lạng Sơn", "Hà Nội"}
	for want, text := range map[string]string{"Tuyên Quang": "Tuyen Qang", "Hà Nội": "Hà Nộii", "Lạng Sơn": "Lạgn Sơn"} {
		if got := nearest(text, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", text, got, want)
		}
	}
	if got := nearest("Paris", names); got != "" {
		t.Errorf("nearest(Paris) = %q", got)
	}
}
