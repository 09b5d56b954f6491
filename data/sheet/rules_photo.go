package sheet

import "hangviet/data/catalog"

// Photos.
var (
	photoMissing = rule{
		"photo-missing", catalog.Error,
		"Không có ảnh “%s” trong thư mục photos.%s",
		"There is no photo “%s” in the folder photos.%s",
	}
	photoOutside = rule{
		"photo-outside", catalog.Error,
		"Tên ảnh “%s” dẫn ra ngoài thư mục photos; chỉ ghi tên tệp.",
		"The photo’s name “%s” leads out of the folder photos; write the file’s name only.",
	}
	photoLink = rule{
		"photo-link", catalog.Error,
		"“%s” là lối tắt (liên kết), không phải ảnh. Hãy chép chính tệp ảnh vào.",
		"“%s” is a shortcut (link), not a photo. Copy the photo itself.",
	}
	photoFormat = rule{
		"photo-format", catalog.Error,
		"Ảnh “%s” có dạng %s. Hãy lưu thành JPEG, PNG hoặc WebP.",
		"The photo “%s” has the format %s. Save it as JPEG, PNG or WebP.",
	}
	photoCorrupt = rule{
		"photo-corrupt", catalog.Error,
		"Ảnh “%s” bị hỏng hoặc bị cắt cụt, không đọc được.",
		"The photo “%s” is damaged or cut off and cannot be read.",
	}
	photoTiny = rule{
		"photo-tiny", catalog.Error,
		"Ảnh “%s” quá nhỏ (%d × %d px); cạnh ngắn cần ít nhất %d px.",
		"The photo “%s” is too small (%d × %d px); the shorter side needs at least %d px.",
	}
	photoGigantic = rule{
		"photo-gigantic", catalog.Error,
		"Ảnh “%s” quá lớn (%d × %d px); tối đa %d triệu điểm ảnh.",
		"The photo “%s” is too large (%d × %d px); at most %d megapixels.",
	}
	photoUnreadable = rule{
		"photo-unreadable", catalog.Error,
		"Không mở được ảnh “%s”: tệp đang bị khóa hoặc không có quyền đọc.",
		"The photo “%s” cannot be opened: it is locked, or may not be read.",
	}
)
