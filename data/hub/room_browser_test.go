package hub

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hangviet/data/hub/room"
	"hangviet/ui/web/webtest"
)

// camera returns a photo that is longer than the hub takes, as a file.
func camera(t *testing.T) (path string, size int64) {
	t.Helper()
	const side = 3000
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = uint8(i/4%side*255/side), uint8(i/4/side*255/side), 120, 254 // not opaque, so that the file has four bytes a pixel
	}
	path = filepath.Join(t.TempDir(), "máy ảnh.png")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(file, img); err != nil {
		t.Fatal(err)
	}
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return path, info.Size()
}

// TestRoomOnAPhone walks a producer's way in a real browser on a small phone behind
// a thin line: the rules speak while typing, a photo larger than the hub takes is
// made smaller on the phone, one that is too small is told at once, and axe-core
// objects to no page.
func TestRoomOnAPhone(t *testing.T) {
	h := newHouse(t)
	own := h.producer("HTX Suối Mây (ví dụ)")
	p := webtest.Phone(t)
	look := func(picture string) {
		p.Picture("room-" + picture)
		p.Accessible()
		p.Own(h.url)
	}
	p.Slow()
	p.Go(h.url + "/room")
	look("door")
	p.Go(h.url + PathRoom + own.invited())
	look("invited")
	p.Press("main form button")
	p.See("Hồ sơ của chúng tôi")
	p.Type("#name", "Trà shan tuyết")
	p.Press(`form[action="/room/products"] button`)
	p.See("Bước 1 trong 9")
	form := formLink.FindString(p.Attribute("form.r-fields", "action"))
	p.Type("#f-price", "rẻ lắm")
	p.See("Không hiểu giá")
	look("typing")
	p.Type("#f-price", "185.000")
	p.Choose("#f-set", "11")
	p.Press(`button[value="next"]`)
	p.See("Bước 2 trong 9")
	small := filepath.Join(t.TempDir(), "nhỏ.jpg")
	h.must(os.WriteFile(small, picture(150, 150), 0o600))
	p.Upload("#pick", small)
	p.See("ảnh quá nhỏ")
	p.Quick()
	large, size := camera(t)
	if size <= room.MaxPhoto {
		t.Fatalf("the photo has %d bytes, which the hub takes as it is", size)
	}
	p.Upload("#pick", large)
	p.Press("#photos button")
	p.See("Ảnh bìa")
	look("photos")
	p.Press(`button[value="right"]`)
	p.See("Đã lưu")
	p.Go(h.url + strings.TrimSuffix(p.Attribute(".r-tools a.button", "href"), "/"))
	look("cut")
	p.Go(h.url + form + "/words")
	p.Type("#f-short", "Trà chữa bệnh tốt nhất")
	p.See("luật quảng cáo không cho phép")
	look("words")
	p.Press(`button[value="stay"]`)
	p.See("Đã lưu")
	own.fill(form+"/place", "province=Tuyên Quang", "commune=xã Hoàng Su Phì")
	own.upload(form+"/documents", "document", "công bố.pdf", pdf(), "kind=quality")
	for _, step := range []string{"certificate", "place", "shops", "english", "distributors", "documents"} {
		p.Go(h.url + form + "/" + step)
		look(step)
	}
	p.Go(h.url + form + "/preview")
	p.See("Mua trực tuyến")
	look("preview")
	p.Go(h.url + form)
	look("form")
	p.Press("button.main")
	p.See("Đã gửi ban tổ chức")
	look("sent")
	p.Go(h.url + "/room")
	look("home")
	p.Go(h.url + "/room?lang=en")
	look("home-en")
}

// TestRoomOnADesk looks at the same pages on a wide screen.
func TestRoomOnADesk(t *testing.T) {
	h := newHouse(t)
	own := h.producer("HTX Suối Mây (ví dụ)")
	form := own.add("Trà shan tuyết")
	own.whole(form)
	p := webtest.Wide(t)
	p.Go(h.url + PathRoom + own.invited())
	p.Press("main form button")
	for picture, path := range map[string]string{"home": "/room", "form": form, "product": form + "/product", "photos": form + "/photos", "documents": form + "/documents", "preview": form + "/preview?mode=wide"} {
		p.Go(h.url + path)
		p.Picture("room-" + picture)
		p.Accessible()
		p.Own(h.url)
	}
}

// ownFile finds the files of style, scripts and signs that a page asks for.
var ownFile = regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`)

// maxPage is the greatest weight of a page without photos, in bytes.
const maxPage = 150_000

// TestRoomPagesAreLight weighs every page with its style and scripts, as a phone
// gets them that has nothing yet.
func TestRoomPagesAreLight(t *testing.T) {
	h := newHouse(t)
	p := h.producer("HTX Suối Mây (ví dụ)")
	form := p.add("Trà shan tuyết")
	p.whole(form)
	p.upload(form+"/documents", "document", "công bố.pdf", pdf(), "kind=quality")
	p.fill(form+"/words", "story="+strings.Repeat("Chuyện dài. ", 330), "use="+strings.Repeat("Pha trà. ", 440), "ingredients="+strings.Repeat("búp chè, ", 440))
	p.fill(form+"/shops", "link1=https://shopee.vn/product/1/2", "link2=https://www.lazada.vn/shop/suoi-may", "link3=https://tiki.vn/cua-hang/suoi-may")
	firm := formLink.FindString(p.look("/room"))
	pages := []string{"/room/open", "/room", form, form + "/preview", firm}
	for _, step := range []string{"product", "photos", "words", "certificate", "place", "shops", "english", "distributors", "documents"} {
		pages = append(pages, form+"/"+step)
	}
	for _, step := range []string{"firm", "contact", "story", "documents"} {
		pages = append(pages, firm+"/"+step)
	}
	heaviest := 0
	for _, path := range pages {
		weight := p.weight(path)
		heaviest = max(heaviest, weight)
		if weight > maxPage {
			t.Errorf("%s weighs %d bytes", path, weight)
		}
	}
	t.Logf("the heaviest of %d pages weighs %d bytes", len(pages), heaviest)
}

// weight returns how many bytes a page has with all that it needs but photos.
func (p *producer) weight(path string) int {
	p.Helper()
	page := p.page(p.browser, path)
	sum := len(page)
	for _, found := range ownFile.FindAllStringSubmatch(page, -1) {
		_, data := p.get(found[1])
		sum += len(data)
	}
	return sum
}
