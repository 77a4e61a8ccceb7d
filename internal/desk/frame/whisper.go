package frame

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"

	"tirkeu/internal/core/iin"
)

// Whisper keeps a short value in a cookie between two pages of one visitor: sealed with the
// server's secret for this visitor, ten minutes long, and never in an address.
func (v *Visit) Whisper(name, value string) { v.whisper(name, value, 10*time.Minute) }

// Remember is a whisper for the length of a session.
func (v *Visit) Remember(name, value string) { v.whisper(name, value, 12*time.Hour) }

func (v *Visit) whisper(name, value string, keep time.Duration) {
	ends := strconv.FormatInt(time.Now().Add(keep).Unix(), 10)
	body := base64.RawURLEncoding.EncodeToString([]byte(value)) + "." + ends
	v.set("w-"+name, body+"."+v.seal(name, body), int(keep.Seconds()))
}

// Heard reads what was whispered; "" when nothing was, or it is not ours, or its time is over.
func (v *Visit) Heard(name string) string {
	c, err := v.R.Cookie(v.f.cookie("w-" + name))
	if err != nil {
		return ""
	}
	i := strings.LastIndexByte(c.Value, '.')
	if i < 0 || !hmac.Equal([]byte(c.Value[i+1:]), []byte(v.seal(name, c.Value[:i]))) {
		return ""
	}
	text, ends, _ := strings.Cut(c.Value[:i], ".")
	until, err := strconv.ParseInt(ends, 10, 64)
	if err != nil || time.Now().Unix() >= until {
		return ""
	}
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return ""
	}
	return string(b)
}

func (v *Visit) seal(name, body string) string {
	m := hmac.New(sha256.New, v.f.Secret)
	m.Write([]byte("whisper\x00" + name + "\x00" + v.visitor + "\x00" + body))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// IINError says in words what is wrong with an IIN as typed.
func (v *Visit) IINError(typed string, err error) string {
	var length iin.ErrLength
	switch {
	case typed == "":
		return v.T("errors.iin_empty")
	case errors.As(err, &length):
		return v.T("errors.iin_len", "n", length.Got)
	case errors.Is(err, iin.ErrControl{}):
		return v.T("errors.iin_sum")
	}
	return v.T("errors.iin_chars")
}
