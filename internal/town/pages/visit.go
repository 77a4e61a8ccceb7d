package pages

import (
	"net"
	"net/http"
	"slices"
	"strings"

	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/town/people"
	"tirkeu/internal/words"
)

// visit is one request of one visitor.
type visit struct {
	w    http.ResponseWriter
	r    *http.Request
	p    *Pages
	lang words.Lang
}

// Cookies of the town's pages; neither is a secret.
const (
	whoCookie  = "town-who"
	langCookie = "town-lang"
)

// chooseLang takes ?lang=, the choice made before here or in the portal, or what the browser prefers.
func (v *visit) chooseLang() {
	if l, ok := words.ParseLang(v.r.URL.Query().Get("lang")); ok {
		v.lang = l
		v.keep(langCookie, string(l), 365*24*3600)
		return
	}
	for _, name := range []string{langCookie, "__Host-lang", "lang"} {
		c, err := v.r.Cookie(name)
		if err != nil {
			continue
		}
		if l, ok := words.ParseLang(c.Value); ok {
			v.lang = l
			return
		}
	}
	v.lang = words.Negotiate(v.r.Header.Get("Accept-Language"))
}

func (v *visit) keep(name, value string, age int) {
	http.SetCookie(v.w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

func (v *visit) t(key string, args ...any) string { return words.T(v.lang, key, args...) }

// redirect answers a POST: back to a page of the town, with a word about what was done.
func (v *visit) redirect(path, done string) error {
	if done != "" {
		path += "?done=" + done
	}
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// back is the page of the town that the form stood on, if it says so and is one of those that hold such a form.
func (v *visit) back(otherwise string) string {
	if v.r.PostFormValue("back") == "/town/" {
		return "/town/"
	}
	return otherwise
}

// named tells whether the host itself names the resident.
func (p *Pages) named(r *http.Request) (string, bool) {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.CutSuffix(strings.ToLower(host), ".localhost")
}

// Whose tells the handle of the resident whose tab this is: by the host's name, or by the choice kept in a
// cookie where such names do not resolve. It is empty when nobody was chosen.
func (p *Pages) Whose(r *http.Request) string {
	name, ok := p.named(r)
	if !ok {
		c, err := r.Cookie(whoCookie)
		if err != nil {
			return ""
		}
		name = c.Value
	}
	if _, ok := p.Town.People().Resident(name); !ok {
		return ""
	}
	return name
}

// residents are those whom lists show: not the many students.
func (v *visit) residents() []people.Resident {
	return slices.DeleteFunc(v.p.Town.People().Residents(), func(r people.Resident) bool { return r.Extra })
}

// dwellings are those that lists show: not the many rooms.
func (v *visit) dwellings() []dwelling.Dwelling {
	return slices.DeleteFunc(v.p.Town.People().Dwellings(), func(d dwelling.Dwelling) bool { return people.OfCrowd(d.RKA) })
}

func (v *visit) who() (people.Resident, bool) { return v.p.Town.People().Resident(v.p.Whose(v.r)) }
