package main

import (
	"image"
	"image/draw"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/town/egov"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
	"tirkeu/internal/work/signing"
)

// telephone is a resident's phone: its browser at the town's page of eGov Mobile.
type telephone struct {
	*world
	handle string
	client *http.Client
}

func (w *world) telephone(handle string) telephone {
	return telephone{w, handle, egov.Client("127.0.0.1:" + w.house.port)}
}

func (p telephone) do(method, path, from string, form url.Values) (status int, to, body string) {
	p.Helper()
	host := "http://" + p.handle + ".localhost:" + p.house.port
	req, err := http.NewRequest(method, host+path, strings.NewReader(form.Encode()))
	if err != nil {
		p.Fatal(err)
	}
	req.Header.Set("Accept-Language", "ru")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if from != "" {
		req.Header.Set("Referer", host+from)
	}
	res, err := p.client.Do(req)
	if err != nil {
		p.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		p.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Location"), string(raw)
}

// open follows a link of the portal's page and gives what the app shows.
func (p telephone) open(link, from string) string {
	p.Helper()
	if code, to, body := p.do(http.MethodGet, link, from, nil); code != http.StatusSeeOther || to != "/town/mobile" {
		p.Fatalf("the app opens %s: status %d, %s", link, code, body)
	}
	return p.shown()
}

func (p telephone) shown() string {
	p.Helper()
	code, _, body := p.do(http.MethodGet, "/town/mobile", "", nil)
	if code != http.StatusOK || strings.Contains(body, words.Hole) {
		p.Fatalf("the app: status %d", code)
	}
	return body
}

// press signs or drops the document of a QR code's address.
func (p telephone) press(address, do, key string) (status int, body string) {
	p.Helper()
	status, _, body = p.do(http.MethodPost, "/town/mobile", "", url.Values{"link": {address}, "do": {do}, "key": {key}})
	return status, body
}

// Rows of a QR code, and their runs of dark (h) and light (m) modules.
var (
	row = regexp.MustCompile(`M(\d+) (\d+)\.5([hm0-9 ]*)`)
	run = regexp.MustCompile(`([hm])(\d+)`)
)

// code reads the QR code of a page as a camera does.
func (w *world) code(p *walker.Page) string {
	w.Helper()
	const scale = 4
	svg := regexp.MustCompile(`(?s)<svg class="qr-code".*?</svg>`).Find(p.Body)
	size := regexp.MustCompile(`viewBox="0 0 (\d+) `).FindSubmatch(svg)
	if size == nil {
		w.Fatal("the page shows no QR code")
	}
	side := must[int](w)(strconv.Atoi(string(size[1]))) * scale
	picture := image.NewGray(image.Rect(0, 0, side, side))
	for i := range picture.Pix {
		picture.Pix[i] = 255
	}
	for _, m := range row.FindAllSubmatch(svg, -1) {
		x, y := must[int](w)(strconv.Atoi(string(m[1]))), must[int](w)(strconv.Atoi(string(m[2])))
		for _, r := range run.FindAllSubmatch(m[3], -1) {
			n := must[int](w)(strconv.Atoi(string(r[2])))
			if string(r[1]) == "h" {
				draw.Draw(picture, image.Rect(x*scale, y*scale, (x+n)*scale, (y+1)*scale), image.Black, image.Point{}, draw.Src)
			}
			x += n
		}
	}
	bits := must[*gozxing.BinaryBitmap](w)(gozxing.NewBinaryBitmapFromImage(picture))
	drawn := map[gozxing.DecodeHintType]interface{}{gozxing.DecodeHintType_PURE_BARCODE: true} // no photograph: nothing is to be guessed
	return must[*gozxing.Result](w)(qrcode.NewQRCodeReader().Decode(bits, drawn)).GetText()
}

// link finds what a click on the code opens.
func (w *world) link(p *walker.Page) string {
	w.Helper()
	for _, l := range p.Links {
		if strings.HasPrefix(l.Path, "/town/mobile?link=") {
			return l.Path
		}
	}
	w.Fatalf("the page links to no app: %v", p.Links)
	return ""
}

// byApp brings a resident to the page with the code.
func (w *world) byApp(v *walker.Walker, at string) (p *walker.Page, address string) {
	w.Helper()
	id := w.askApp(v, at)
	p = w.page(v.Get(at + "/mobile?id=" + id))
	address = w.base + "/egov/" + id
	if got := w.code(p); got != "mobileSign:"+address {
		w.Errorf("the QR code holds %q, want the address %s", got, address)
	}
	if got, want := w.link(p), "/town/mobile?link="+url.QueryEscape(address); got != want {
		w.Errorf("a click opens %s, want %s", got, want)
	}
	return p, address
}

func TestSignInTheApp(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
		aidana, phone := w.who("aidana"), w.telephone("aidana")
		p, address := w.byApp(aidana, cases(ref))
		body := phone.open(w.link(p), "/ru"+cases(ref)+"/mobile")
		k := w.kase(ref)
		paper := must[signing.Paper](w)(signing.ForApplicant(k, words.RU, must[secrets](w)(readSecrets(w.ctx, w.store)).words))
		for _, want := range []string{k.Who.Name.Full(), paper.Word, k.Typed, words.Months(words.RU, 6), "Тіркеу", paper.Digest} {
			if !strings.Contains(body, want) {
				t.Errorf("the app does not show %q", want)
			}
		}
		for _, l := range words.Langs() {
			if code, _, body := phone.do(http.MethodGet, "/town/mobile?lang="+string(l), "", nil); code != 200 || strings.Contains(body, words.Hole) ||
				!strings.Contains(body, words.T(l, "sign.mobile.doc.sign")) {
				t.Errorf("%s: status %d, a hole or no name of the document", l, code)
			}
		}
		if p := w.page(aidana.Get(p.Path() + "?" + p.URL.RawQuery)); strings.Contains(string(p.Body), "qr-code") || p.Status != 200 {
			t.Errorf("the code is still shown after it was read, status %d", p.Status)
		}
		stranger := w.telephone("serik")
		if code, _, _ := stranger.do(http.MethodGet, w.link(p), "", nil); code != http.StatusUnprocessableEntity {
			t.Errorf("a second phone opens the code: status %d", code)
		}
		if code, body := phone.press(address, "sign", "0"); code != http.StatusSeeOther {
			t.Fatalf("signing: status %d %s", code, body)
		}
		if code, _ := phone.press(address, "sign", "0"); code != http.StatusSeeOther {
			t.Errorf("a second click: status %d", code)
		}
		if body := phone.shown(); !strings.Contains(body, words.T(words.RU, "town.mobile.signed")) || !strings.Contains(body, `href="/ru`+cases(ref)+`/mobile"`) {
			t.Error("the app does not say that it is done and lead back")
		}
		w.stands(ref, registration.Consenting)
		if p := w.page(aidana.Get(p.Path() + "?" + p.URL.RawQuery)); p.Path() != cases(ref) {
			t.Errorf("after the signature the page of the code leads to %s", p.Path())
		}
	})
}

func cases(ref string) string { return "/account/cases/" + ref }

func TestNotSigningInTheApp(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	p, address := w.byApp(w.who("aidana"), cases(ref))
	phone := w.telephone("aidana")
	phone.open(w.link(p), "")
	if code, _ := phone.press(address, "drop", ""); code != http.StatusSeeOther {
		t.Errorf("dropping: status %d", code)
	}
	if code, _ := phone.press(address, "sign", "0"); code != http.StatusUnprocessableEntity {
		t.Errorf("signing what was dropped: status %d", code)
	}
	if code, _, _ := phone.do(http.MethodGet, w.link(p), "", nil); code != http.StatusUnprocessableEntity {
		t.Errorf("the code of what was dropped: status %d", code)
	}
	if code, _, _ := phone.do(http.MethodGet, "/town/mobile?link="+url.QueryEscape("https://evil.example/egov/1"), "", nil); code != http.StatusUnprocessableEntity {
		t.Errorf("a code of another site: status %d", code)
	}
	w.stands(ref, registration.Signing)
}

// TestAgreeInTheApp: one owner agrees with his key; the head of an organisation chooses that of his post.
func TestAgreeInTheApp(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.asked("aidana", people.SmallFlat, "saniya", 6)
	p, address := w.byApp(w.who("saniya"), "/requests/"+ref)
	saniya := w.telephone("saniya")
	if body := saniya.open(w.link(p), ""); !strings.Contains(body, w.kase(ref).Who.Name.Full()) {
		t.Error("the app does not say who asks")
	}
	if code, body := saniya.press(address, "sign", "0"); code != http.StatusSeeOther {
		t.Fatalf("signing: status %d %s", code, body)
	}
	w.stands(ref, registration.Done)
}

// TestHeadInTheApp: the head of a firm chooses the key of her post; her own key does not speak for the firm.
func TestHeadInTheApp(t *testing.T) {
	const firm = "110190000018"
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.asked("aidana", people.FirmFlat, firm, 6)
	head := w.browser("zhanna")
	w.page(head.SignInByEDS(firm))
	p, address := w.byApp(head, "/requests/"+ref)
	phone := w.telephone("zhanna")
	phone.open(w.link(p), "")
	for key, want := range map[string]int{"0": 422, "7": 400, "": 400} {
		if code, _ := phone.press(address, "sign", key); code != want {
			t.Errorf("key %q: status %d, want %d", key, code, want)
		}
	}
	w.stands(ref, registration.Consenting)
	if code, body := phone.press(address, "sign", "1"); code != http.StatusSeeOther {
		t.Fatalf("the key of her post: status %d %s", code, body)
	}
	w.stands(ref, registration.Done)
}

// TestLogInByApp: only the browser that asked gets in, once.
func TestLogInByApp(t *testing.T) {
	onBoth(t, func(w *world) {
		mine, other := w.browser("aidana"), w.browser("aidana")
		ask := func(v *walker.Walker) *walker.Page {
			p := w.page(v.Get("/sign-in"))
			return w.page(v.Fill(p, p.FormTo("/sign-in/mobile"), nil))
		}
		enter := func(v *walker.Walker) *walker.Page {
			p := w.page(v.Get("/sign-in/mobile"))
			f := p.FormTo("/sign-in/mobile/enter")
			if f == nil {
				return p
			}
			return w.page(v.Fill(p, f, nil))
		}
		p := ask(mine)
		ask(other)
		address := strings.TrimPrefix(w.code(p), "mobileSign:")
		if p := enter(mine); p.Status != 422 || p.Errors["wait"] == "" {
			t.Errorf("before the signature: status %d, %v", p.Status, p.Errors)
		}
		phone := w.telephone("aidana")
		phone.open(w.link(p), "/ru/sign-in/mobile")
		if code, body := phone.press(address, "sign", "0"); code != http.StatusSeeOther {
			t.Fatalf("signing: status %d %s", code, body)
		}
		if p := enter(other); p.Status != 422 {
			t.Errorf("another browser: %s, status %d", p.Path(), p.Status)
		}
		if p := enter(mine); p.Path() != "/account" || p.Status != 200 {
			t.Errorf("the browser that asked: %s, status %d", p.Path(), p.Status)
		}
		if p := w.page(mine.Get("/sign-in/mobile")); p.Path() != "/sign-in" {
			t.Errorf("a log-in that was used leads to %s", p.Path())
		}
	})
}

// unsigned prepares an invitation and gives its request: the owner has yet to sign it.
func (w *world) unsigned(owner, home, person string) string {
	w.Helper()
	x := w.who(owner)
	p := w.page(x.Get("/home/" + people.RKA(home).Digits() + "/invite"))
	p = w.page(x.Fill(p, p.Form("iin", "kind"), walker.Fields{"iin": w.iin(person), "kind": "temporary", "months": "6", "purpose": "other"}))
	return strings.Split(p.Path()+"//", "/")[2]
}

// confirming registers somebody with three owners, one of whom asks to strike him off; the others have yet to confirm.
func (w *world) confirming(tenant string) string {
	w.Helper()
	ref := w.asked(tenant, people.ThreeOwners, "serik", 0)
	for _, o := range []string{"serik", "gulnar", "timur"} {
		w.page(w.who(o).Agree(ref))
	}
	w.stands(ref, registration.Done)
	ref, p, err := w.who("gulnar").StrikeOff(people.RKA(people.ThreeOwners).Digits(), w.entry(tenant).ID, "left")
	ref = w.filed(ref, p, err)
	w.removal(ref, removal.Confirming)
	return ref
}

// inApp signs what the page asks of the app, on the resident's phone, and gives the page to which the
// browser is led then. What the app shows must name all of the texts.
func (w *world) inApp(handle, at string, query string, shows ...string) *walker.Page {
	w.Helper()
	x, phone := w.who(handle), w.telephone(handle)
	word := w.page(x.Get(at + "/sign" + query)).Word
	id := w.askApp(x, at, query)
	p := w.page(x.Get(at + "/mobile?id=" + id))
	address := strings.TrimPrefix(w.code(p), "mobileSign:")
	body := phone.open(w.link(p), "/ru"+at+"/mobile")
	for _, text := range append(shows, word) {
		if text == "" || !strings.Contains(body, text) {
			w.Errorf("the app does not show %q", text)
		}
	}
	if code, body := phone.press(address, "sign", "0"); code != http.StatusSeeOther {
		w.Fatalf("signing %s: status %d %s", at, code, body)
	}
	return w.page(x.Get(at + "/mobile?id=" + id))
}

// TestInviteInTheApp: an owner signs the consent given beforehand on the phone, and the person applies with it.
func TestInviteInTheApp(t *testing.T) {
	onBoth(t, func(w *world) {
		request := w.unsigned("saniya", people.SmallFlat, "aidana")
		p := w.inApp("saniya", "/invitations/"+request, "", words.Months(words.RU, 6), "Согласие собственника, данное заранее")
		if p.Path() != "/invitations/"+request || !p.Says("Приглашение готово") {
			t.Errorf("after the signature: %s, %q", p.Path(), p.Text)
		}
		if p := w.page(w.who("aidana").Get("/invited")); p.FormTo("/invited/"+request) == nil {
			t.Error("the person is not offered the invitation")
		}
	})
}

// TestStrikeInTheApp: one owner asks on the phone to strike somebody off, and the others confirm on theirs.
func TestStrikeInTheApp(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
		for _, o := range []string{"serik", "gulnar", "timur"} {
			w.page(w.who(o).Agree(ref))
		}
		w.stands(ref, registration.Done)
		at := "/home/" + people.RKA(people.ThreeOwners).Digits() + "/remove/" + w.entry("aidana").ID
		p := w.inApp("gulnar", at, "?reason=left&request=q1", w.kase(ref).Who.Name.Full(), words.T(words.RU, "home.remove.left"))
		removed, ok := strings.CutPrefix(p.Path(), "/removals/")
		if !ok {
			t.Fatalf("after the signature: %s", p.Path())
		}
		w.removal(removed, removal.Confirming)
		for _, o := range []string{"serik", "timur"} {
			if p := w.inApp(o, "/removals/"+removed, "", w.kase(ref).Who.Name.Full()); p.Path() != "/removals/"+removed {
				t.Errorf("after the signature of %s: %s", o, p.Path())
			}
		}
		w.removal(removed, removal.Ended)
		w.audited()
	})
}
