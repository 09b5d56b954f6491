package ledger_test

import (
	"testing"

	"hangviet/data/ledger"
)

// manyChoices is a ballot as most are: a choice in each of five categories.
const manyChoices = `hangviet-ballot/2
id 00112233445566778899aabbccddeeff
round hang-viet-2026
mode ticket
hour 2026-08-05T09Z
order 0123456789abcdef
ticket 0123456789abcdef
choice thuc-pham san-pham-0123
choice do-uong san-pham-0223
choice thu-cong san-pham-0323
choice may-mac san-pham-0423
choice gia-dung san-pham-0523
`

func BenchmarkParseRecord(b *testing.B) {
	entry := []byte(manyChoices)
	b.SetBytes(int64(len(entry)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ledger.ParseRecord(entry); err != nil {
			b.Fatal(err)
		}
	}
}
