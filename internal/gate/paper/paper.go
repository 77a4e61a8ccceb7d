// Package paper prints what the service issues as PDF: the notification of registration, the
// address certificate, the motivated refusal. One sheet of A4 in Kazakh and Russian, archivable
// (PDF/A-1b, ISO 19005-1), with a QR code. The same sheet always gives the same bytes.
//
// The document is drawn by a library; what PDF/A asks beside it is added here: an output intent,
// metadata that agree with the information dictionary, and a trailer /ID derived from the content.
package paper

import (
	"bytes"
	_ "embed"
	"fmt"

	"codeberg.org/go-pdf/fpdf"
	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/sheet"
)

//go:embed fonts/golos-400.ttf
var regular []byte

//go:embed fonts/golos-700.ttf
var bold []byte

const (
	margin = 18.0
	width  = 210 - 2*margin
	label  = 62.0
	lead   = 5.2 // height of a line of text, mm
)

// Print draws the sheet.
func Print(s sheet.Sheet) (out []byte, err error) {
	defer fault.Wrap(&err, "paper")
	p := fpdf.New("P", "mm", "A4", "")
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, margin)
	p.AddUTF8FontFromBytes("golos", "", regular)
	p.AddUTF8FontFromBytes("golos", "B", bold)
	p.SetCatalogSort(true)
	p.SetLang("kk")
	p.SetProducer("Tirkeu", true)
	p.SetCreator("Tirkeu", true)
	p.SetTitle(s.Title[0], true)
	p.SetCreationDate(s.Made.UTC())
	p.SetModificationDate(s.Made.UTC())
	p.AddOutputIntent(fpdf.OutputIntentType{
		SubtypeIdent: fpdf.OutputIntent_GTS_PDFA1, OutputConditionIdentifier: "sRGB", Info: "sRGB", ICCProfile: profile(),
	})
	p.SetXmpMetadata(metadata(s))
	p.AddPage()
	head(p, s)
	rows(p, s)
	foot(p, s)
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		return nil, err
	}
	return archivable(b.Bytes())
}

func head(p *fpdf.Fpdf, s sheet.Sheet) {
	p.SetFont("golos", "", 9)
	p.SetTextColor(70, 90, 100)
	for _, h := range s.Head {
		p.MultiCell(width, 4.4, h, "", "L", false)
	}
	p.SetDrawColor(0, 86, 107)
	p.SetLineWidth(0.6)
	p.Line(margin, p.GetY()+2, 210-margin, p.GetY()+2)
	p.Ln(8)
	p.SetTextColor(16, 36, 45)
	p.SetFont("golos", "B", 15)
	p.MultiCell(width, 7, s.Title[0], "", "C", false)
	p.SetFont("golos", "", 12)
	p.MultiCell(width, 6, s.Title[1], "", "C", false)
	p.Ln(5)
}

func rows(p *fpdf.Fpdf, s sheet.Sheet) {
	p.SetDrawColor(207, 219, 224)
	p.SetLineWidth(0.2)
	for _, l := range s.Lines {
		top := p.GetY() + 1.6
		p.SetXY(margin, top)
		p.SetFont("golos", "B", 9.5)
		p.MultiCell(label, lead, l.KK, "", "L", false)
		p.SetX(margin)
		p.SetFont("golos", "", 8.5)
		p.SetTextColor(70, 90, 100)
		p.MultiCell(label, 4.4, l.RU, "", "L", false)
		p.SetTextColor(16, 36, 45)
		below := p.GetY()
		p.SetXY(margin+label, top)
		p.SetFont("golos", "", 10.5)
		for _, v := range l.Value {
			p.SetX(margin + label)
			p.MultiCell(width-label, lead, v, "", "L", false)
		}
		p.SetY(max(below, p.GetY()) + 1.6)
		p.Line(margin, p.GetY(), 210-margin, p.GetY())
	}
	p.Ln(4)
}

func foot(p *fpdf.Fpdf, s sheet.Sheet) {
	top := p.GetY()
	x := margin
	if s.Link != "" {
		code, err := qr.Encode(s.Link, qr.M, qr.Auto)
		if err != nil {
			p.SetError(err)
			return
		}
		draw(p, code, margin, top, 42)
		x += 48
	}
	p.SetXY(x, top)
	p.SetFont("golos", "", 9)
	for _, t := range append(append([]string(nil), s.QRText...), s.Notes...) {
		p.SetX(x)
		p.MultiCell(210-margin-x, 4.6, t, "", "L", false)
		p.Ln(1)
	}
}

// draw paints the modules of a QR code with a quiet zone of four modules, size mm wide.
func draw(p *fpdf.Fpdf, code barcode.Barcode, x, y, size float64) {
	n := code.Bounds().Dx()
	unit := size / float64(n+8)
	p.SetFillColor(0, 0, 0)
	for row := range n {
		for col := range n {
			if r, _, _, _ := code.At(col, row).RGBA(); r == 0 {
				p.Rect(x+unit*float64(col+4), y+unit*float64(row+4), unit, unit, "F")
			}
		}
	}
}

// metadata is the XMP packet; it says the same as the information dictionary (ISO 19005-1, 6.7.3).
func metadata(s sheet.Sheet) []byte {
	at := s.Made.UTC().Format("2006-01-02T15:04:05")
	var title bytes.Buffer
	for _, r := range s.Title[0] {
		switch r {
		case '<':
			title.WriteString("&lt;")
		case '&':
			title.WriteString("&amp;")
		default:
			title.WriteRune(r)
		}
	}
	return fmt.Appendf(nil, `<?xpacket begin="%s" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate><xmp:CreatorTool>Tirkeu</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>Tirkeu</pdf:Producer></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`, "\ufeff", title.String(), at, at)
}
