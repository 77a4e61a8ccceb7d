package frame

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// QR draws a QR code as SVG: black modules on white with a quiet zone of four, one path. Each row is a line
// as high as a module, with gaps: a page with a code travels in a third of what a square for each module takes.
func QR(text, label string) (template.HTML, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", err
	}
	size := code.Bounds().Dx()
	var path strings.Builder
	dark := func(x, y int) bool { r, _, _, _ := code.At(x, y).RGBA(); return r == 0 }
	for y := range size {
		fmt.Fprintf(&path, "M4 %d.5", y+4)
		for x, end := 0, 0; x < size; x = end {
			for end = x; end < size && dark(end, y) == dark(x, y); end++ {
			}
			if dark(x, y) {
				fmt.Fprintf(&path, "h%d", end-x)
			} else {
				fmt.Fprintf(&path, "m%d 0", end-x)
			}
		}
	}
	return template.HTML(fmt.Sprintf(`<svg class="qr-code" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges"><rect width="100%%" height="100%%" fill="#fff"/><path stroke="#000" d="%s"/></svg>`,
		template.HTMLEscapeString(label), size+8, size+8, path.String())), nil
}
