package paper

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"tirkeu/internal/core/sheet"
)

func sample() sheet.Sheet {
	return sheet.Sheet{
		Title: [2]string{"Уақытша тіркеу туралы хабарлама", "Уведомление о временной регистрации"},
		Head:  [2]string{"Тіркеу — оқу жүйесі", "Тіркеу — учебная система"},
		Lines: []sheet.Line{{KK: "Тегі, аты, әкесінің аты", RU: "Фамилия, имя, отчество", Value: []string{"Сейтқали Айдана Болатқызы"}},
			{KK: "Мекенжай", RU: "Адрес", Value: []string{"Астана қ., Бейбітшілік көшесі, 12-үй", "г. Астана, ул. Бейбітшілік, д. 12"}}},
		Notes: []string{"ӘҒҚҢӨҰҮҺІ әғқңөұүһі ₸ №"}, Number: "2611-0000-0001",
		Link: "https://tirkeu.example/v/2611-0000-0001#abc.def", QRText: []string{"https://tirkeu.example/v/2611-0000-0001"},
		Made: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	}
}

func TestSameSheetSameBytes(t *testing.T) {
	a, err := Print(sample())
	if err != nil {
		t.Fatal(err)
	}
	b, err := Print(sample())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("the same sheet gave other bytes")
	}
	other := sample()
	other.Number, other.Lines[0].Value = "2", []string{"Басқа"}
	if c, err := Print(other); err != nil || bytes.Equal(a, c) {
		t.Errorf("another sheet gave the same bytes, %v", err)
	}
}

// tool finds a program that the examination needs.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("TIRKEU_REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is missing", name)
		}
		t.Skipf("SKIPPED: %s is missing", name)
	}
	return path
}

func write(t *testing.T) string {
	t.Helper()
	doc, err := Print(sample())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "sheet.pdf")
	if err := os.WriteFile(file, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestQPDFFindsItClean(t *testing.T) {
	out, err := exec.Command(tool(t, "qpdf"), "--check", write(t)).CombinedOutput()
	if err != nil {
		t.Errorf("qpdf: %v\n%s", err, out)
	}
}

func TestKazakhTextCanBeRead(t *testing.T) {
	out, err := exec.Command(tool(t, "pdftotext"), write(t), "-").CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext: %v\n%s", err, out)
	}
	for _, want := range []string{"Сейтқали Айдана Болатқызы", "ӘҒҚҢӨҰҮҺІ әғқңөұүһі ₸ №"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("text lacks %q:\n%s", want, out)
		}
	}
}

// jars are what Debian's libpdfbox2-java needs to examine a file.
func jars(t *testing.T) string {
	t.Helper()
	var path string
	for _, name := range []string{"pdfbox2", "fontbox2", "preflight", "xmpbox", "commons-logging", "jaxb-api", "jaxb-runtime", "jaxb-core", "javax.activation", "istack-commons-runtime"} {
		file := "/usr/share/java/" + name + ".jar"
		if _, err := os.Stat(file); err == nil {
			path += file + ":"
		}
	}
	return path
}

func TestPreflightFindsPDFA1b(t *testing.T) {
	java := tool(t, "java")
	out, err := exec.Command(java, "-cp", jars(t), "testdata/Preflight.java", write(t)).CombinedOutput()
	if bytes.Contains(out, []byte("package org.apache.pdfbox.preflight does not exist")) && os.Getenv("TIRKEU_REQUIRE_TOOLS") != "1" {
		t.Skip("SKIPPED: libpdfbox2-java is missing")
	}
	if err != nil || !bytes.HasPrefix(out, []byte("PDF/A-1b")) {
		t.Errorf("preflight: %v\n%s", err, out)
	}
}

func TestQRCodeCanBeReadFromThePage(t *testing.T) {
	file := write(t)
	if out, err := exec.Command(tool(t, "pdftoppm"), "-r", "150", "-png", "-singlefile", file, file).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	f, err := os.Open(file + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil || got.GetText() != sample().Link {
		t.Errorf("read %v, %v", got, err)
	}
}
