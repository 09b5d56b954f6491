package sheet

import (
	"fmt"
	"slices"

	"hangviet/data/catalog"
)

// rule is a sentence that a problem may carry; both languages take the same
// arguments in the same order. An argument that is a [catalog.Text] appears in
// the sentence's language.
type rule struct {
	code     string
	severity catalog.Severity
	vi, en   string
}

func (r rule) message(args ...any) catalog.Text {
	return catalog.Text{"vi": fmt.Sprintf(r.vi, in("vi", args)...), "en": fmt.Sprintf(r.en, in("en", args)...)}
}

// in returns the arguments with every text in lang.
func in(lang string, args []any) []any {
	out := slices.Clone(args)
	for i, a := range out {
		if text, ok := a.(catalog.Text); ok {
			out[i] = text.In(lang)
		}
	}
	return out
}

// The workbook as a file.
var (
	noWorkbook = rule{
		"workbook-missing", catalog.Error,
		"Không có tệp Excel (.xlsx) nào trong thư mục. Hãy chép tệp danh mục vào đây.",
		"There is no Excel file (.xlsx) in the folder. Copy the catalogue’s workbook here.",
	}
	manyWorkbooks = rule{
		"workbook-many", catalog.Error,
		"Thư mục có nhiều tệp Excel: %s. Chỉ để lại một tệp.",
		"The folder holds several Excel files: %s. Leave only one.",
	}
	onlyRemarks = rule{
		"workbook-remarks-only", catalog.Error,
		"Tệp này là bản nhận xét. Nếu đã sửa trong đó thì hãy đổi tên tệp, bỏ phần “-nhan-xet” hoặc “-remarks”.",
		"This file is a copy with remarks. If it was corrected, rename it without “-nhan-xet” or “-remarks”.",
	}
	oldExcel = rule{
		"workbook-xls", catalog.Error,
		"Tệp theo dạng Excel cũ (.xls). Hãy mở bằng Excel, chọn Lưu thành (Save As) và chọn dạng .xlsx.",
		"The file has the old Excel format (.xls). Open it in Excel, choose Save As and the format .xlsx.",
	}
	locked = rule{
		"workbook-password", catalog.Error,
		"Tệp có mật khẩu mở. Hãy bỏ mật khẩu trong Excel (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi lưu lại.",
		"The file asks for a password. Take the password off in Excel (File, Info, Protect Workbook) and save.",
	}
	csvFile = rule{
		"workbook-csv", catalog.Error,
		"Tệp là văn bản (CSV), không phải sổ Excel. Hãy mở bằng Excel và lưu thành .xlsx; lưu ý dạng CSV có thể đã làm mất số 0 ở đầu và chữ số của mã vạch.",
		"The file is text (CSV), not a workbook. Open it in Excel and save it as .xlsx; mind that CSV may have lost leading zeros and digits of barcodes.",
	}
	otherOffice = rule{
		"workbook-format", catalog.Error,
		"Tệp có dạng %s, không phải .xlsx. Hãy mở rồi lưu thành .xlsx.",
		"The file has the format %s, not .xlsx. Open it and save it as .xlsx.",
	}
	damaged = rule{
		"workbook-damaged", catalog.Error,
		"Tệp Excel bị hỏng, không mở được. Hãy mở bằng Excel, cho sửa lại rồi lưu, hoặc lấy bản khác.",
		"The Excel file is damaged and cannot be opened. Open it in Excel, let it repair and save it, or take another copy.",
	}
	tooLarge = rule{
		"workbook-large", catalog.Error,
		"Tệp Excel quá lớn khi mở ra (hơn %d MB). Hãy bỏ ảnh chèn trong bảng tính và các vùng định dạng thừa.",
		"The Excel file is too large when unpacked (more than %d MB). Take out inserted pictures and needless formatting.",
	}
)

var tooMany = rule{
	"problems-many", catalog.Error,
	"Có hơn %d vấn đề; phần còn lại không được liệt kê.",
	"There are more than %d problems; the rest is not listed.",
}

// Sheets, headers and cells, whatever they are about.
var (
	unknownSheet = rule{
		"sheet-unknown", catalog.Warning,
		"Trang “%s” không có trong mẫu nên không được đọc.%s",
		"The sheet “%s” is not of the template and was not read.%s",
	}
	sheetTwice = rule{
		"sheet-twice", catalog.Error,
		"Đã có trang “%s” cho cùng nội dung; trang này không được đọc. Hãy gộp lại.",
		"The sheet “%s” is for the same already; this one was not read. Put them together.",
	}
	sheetMissing = rule{
		"sheet-missing", catalog.Error,
		"Thiếu trang “%s” (hoặc “%s”).",
		"The sheet “%s” (or “%s”) is missing.",
	}
	sheetHidden = rule{
		"sheet-hidden", catalog.Warning,
		"Trang này đang bị ẩn nhưng vẫn được đọc.",
		"This sheet is hidden; it was read all the same.",
	}
	noHeader = rule{
		"header-missing", catalog.Error,
		"Không tìm thấy dòng tiêu đề cột trong 20 dòng đầu của trang.",
		"No row with the column headers was found in the sheet’s first 20 rows.",
	}
	columnMissing = rule{
		"column-missing", catalog.Error,
		"Thiếu cột “%s” (hoặc “%s”).",
		"The column “%s” (or “%s”) is missing.",
	}
	columnUnknown = rule{
		"column-unknown", catalog.Warning,
		"Cột “%s” không có trong mẫu nên không được đọc.%s",
		"The column “%s” is not of the template and was not read.%s",
	}
	columnTwice = rule{
		"column-twice", catalog.Error,
		"Cột “%s” trùng nội dung với cột %s; cột này không được đọc.",
		"The column “%s” is for the same as column %s; this one was not read.",
	}
	rowsHidden = rule{
		"rows-hidden", catalog.Warning,
		"Trang có %d dòng bị ẩn (từ dòng %d) vẫn được đọc. Xóa hẳn dòng nếu không muốn dùng.",
		"The sheet has %d hidden rows (from row %d on); they were read all the same. Delete rows that are not wanted.",
	}
	merged = rule{
		"cells-merged", catalog.Warning,
		"Các ô %s bị gộp; giá trị được hiểu là của cột đầu, cho mọi dòng trong đó. Hãy bỏ gộp và điền từng ô.",
		"The cells %s are merged; their value was taken for the first column, in every row of them. Split them and fill each cell.",
	}
	formulaEmpty = rule{
		"formula-no-value", catalog.Error,
		"Ô có công thức nhưng chưa có kết quả. Hãy mở tệp bằng Excel, để tính xong rồi lưu lại, hoặc dán giá trị.",
		"The cell holds a formula without a result. Open the file in Excel, let it calculate and save it, or paste the value.",
	}
	cellError = rule{
		"cell-error", catalog.Error,
		"Ô đang báo lỗi %s của Excel. Hãy sửa công thức hoặc ghi giá trị.",
		"The cell shows Excel’s error %s. Mend the formula or write the value.",
	}
	legacy = rule{
		"legacy-encoding", catalog.Error,
		"Chữ được gõ bằng bảng mã cũ %s nên không được nhập. Hãy chuyển sang Unicode, ví dụ bằng công cụ chuyển mã của UniKey.",
		"The text was typed in the old encoding %s and was not taken. Convert it to Unicode, for example with UniKey’s toolkit.",
	}
	noVietnamese = rule{
		"text-no-vietnamese", catalog.Error,
		"Có nội dung bằng ngôn ngữ khác (%s) nhưng thiếu tiếng Việt.",
		"There is text in another language (%s) but none in Vietnamese.",
	}
	required = rule{
		"value-missing", catalog.Error,
		"Thiếu “%s”.",
		"“%s” is missing.",
	}
	badCode = rule{
		"code-characters", catalog.Error,
		"Mã “%s” có ký tự không dùng được: chỉ dùng chữ không dấu, số và dấu -%s, bắt đầu bằng chữ hoặc số. Ví dụ: %s",
		"The code “%s” has characters that cannot be used: only ASCII letters, digits, dash%s, beginning with a letter or digit. For example: %s",
	}
	duplicate = rule{
		"code-twice", catalog.Error,
		"Mã “%s” đã có ở dòng %d.",
		"The code “%s” is in row %d already.",
	}
	unknownRef = rule{
		"reference-unknown", catalog.Error,
		"“%s” không có ở trang %s.%s",
		"“%s” is not in the sheet %s.%s",
	}
)
