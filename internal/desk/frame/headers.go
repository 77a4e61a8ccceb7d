package frame

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed assets
var assetFiles embed.FS

// headers are the same on every page; a signing page may also speak to NCALayer.
func (f *Frame) headers(w http.ResponseWriter, r Route) {
	csp := "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"
	if r.Signs && f.NCALayer != "" {
		csp += " " + origin(f.NCALayer)
	}
	h := w.Header()
	h.Set("Content-Security-Policy", csp)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	if f.URL.Scheme == "https" {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// origin is scheme and host of an address, without its path; a path of our own is 'self' already.
func origin(address string) string {
	i := strings.Index(address, "://")
	if i < 0 {
		return ""
	}
	if j := strings.IndexByte(address[i+3:], '/'); j >= 0 {
		return address[:i+3+j]
	}
	return address
}

// assets are the style sheet, fonts and scripts, each under a name with its digest, so that they
// can be cached for ever.
type assets struct {
	byName map[string]string // app.css → app.3f2a….css
	files  map[string]asset
}

type asset struct {
	typ       string
	raw, pack []byte
}

func loadAssets() (*assets, error) {
	a := &assets{byName: map[string]string{}, files: map[string]asset{}}
	list, err := assetFiles.ReadDir("assets")
	if err != nil {
		return nil, err
	}
	for pass := 0; pass < 2; pass++ { // the style sheet names the fonts, so it comes second
		for _, e := range list {
			if (path.Ext(e.Name()) == ".css") != (pass == 1) {
				continue
			}
			raw, err := assetFiles.ReadFile("assets/" + e.Name())
			if err != nil {
				return nil, err
			}
			a.add(e.Name(), raw)
		}
	}
	return a, nil
}

func (a *assets) add(name string, raw []byte) {
	ext := path.Ext(name)
	if ext == ".css" {
		for from, to := range a.byName {
			raw = bytes.ReplaceAll(raw, []byte("url("+from+")"), []byte("url("+to+")"))
		}
	}
	sum := sha256.Sum256(raw)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	x := asset{typ: mime.TypeByExtension(ext), raw: raw}
	if ext == ".woff2" {
		x.typ = "font/woff2"
	} else {
		x.pack = squeeze(raw)
	}
	a.byName[name], a.files[hashed] = hashed, x
}

func squeeze(raw []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is valid
	_, _ = z.Write(raw)
	_ = z.Close()
	return b.Bytes()
}

func (a *assets) path(name string) string { return "/a/" + a.byName[name] }

func (a *assets) serve(w http.ResponseWriter, r *http.Request) {
	x, ok := a.files[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", x.typ)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	body := x.raw
	if x.pack != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = x.pack
	}
	_, _ = w.Write(body)
}

var zippers = sync.Pool{New: func() any { z, _ := gzip.NewWriterLevel(io.Discard, 5); return z }}

// compress packs HTML on the way out.
func compress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || strings.HasPrefix(r.URL.Path, "/a/") || r.Header.Get("Upgrade") != "" {
			next.ServeHTTP(w, r)
			return
		}
		p := &packed{ResponseWriter: w}
		defer p.close()
		next.ServeHTTP(p, r)
	})
}

type packed struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (p *packed) WriteHeader(code int) {
	if strings.HasPrefix(p.Header().Get("Content-Type"), "text/") && code != http.StatusNoContent && p.z == nil {
		p.Header().Set("Content-Encoding", "gzip")
		p.Header().Del("Content-Length")
		p.z = zippers.Get().(*gzip.Writer)
		p.z.Reset(p.ResponseWriter)
	}
	p.ResponseWriter.WriteHeader(code)
}

func (p *packed) Write(b []byte) (int, error) {
	if p.z == nil {
		return p.ResponseWriter.Write(b)
	}
	return p.z.Write(b)
}

func (p *packed) close() {
	if p.z != nil {
		_ = p.z.Close()
		zippers.Put(p.z)
	}
}
