package frame

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"tirkeu/internal/work/signing"
)

// edsWords maps the reasons of the acceptance policy to the catalogue.
var edsWords = map[string]string{
	"unreadable": "sig_format", "wrong_content": "sig_bad", "bad_signature": "sig_bad", "weak": "sig_bad", "replay": "sig_bad",
	"unknown_ca": "cert_chain", "expired": "cert_expired_now", "not_yet_valid": "cert_early_now", "revoked": "cert_revoked",
	"not_issued": "cert_chain", "wrong_person": "cert_other", "auth_key": "cert_auth", "system_key": "cert_system",
	"wrong_bin": "cert_bin", "not_head": "cert_head", "pending_login": "sig_pending_login", "pending_joint": "sig_pending_joint",
}

// Lawful turns a lawful no into the field's error in the reader's language and returns nil; any
// other error is returned as it is.
func (v *Visit) Lawful(f *Form, field string, err error) error {
	var no signing.No
	if !errors.As(err, &no) {
		return err
	}
	f.Fail(field, v.No(no))
	return nil
}

// No says a lawful no in words.
func (v *Visit) No(no signing.No) string {
	key := no.Reason
	if len(key) > 4 && key[:4] == "eds." {
		word, ok := edsWords[key[4:]]
		if !ok {
			word = "sig_bad"
		}
		key = word
	}
	if key == "otp_wait" && no.Wait > 2*time.Minute {
		key = "otp_wait_min"
	}
	args := []any{"n", no.N}
	switch {
	case key == "sig_size":
		args = []any{"kb", MaxCMS >> 10}
	case no.Wait > 0:
		args = []any{"n", up(no.Wait, time.Second), "min", up(no.Wait, time.Minute)}
	}
	return v.T("errors."+key, args...)
}

// up is a wait in whole units, rounded up.
func up(wait, unit time.Duration) int { return int((wait + unit - 1) / unit) }

// Moved sends the visitor to where the case now stands; the page must stop. It is an error so
// that a page cannot go on by mistake.
func (v *Visit) Moved(path string) error {
	if err := v.Redirect(path); err != nil {
		return err
	}
	return errAnswered
}

// MaxCMS bounds an uploaded signature, in bytes: a quarter of a megabyte in DER, twice that as text.
const MaxCMS = 512 << 10

// Upload reads a signature's file from the form; nil when none was chosen. A lawful no when it is too large.
func (v *Visit) Upload(name string) ([]byte, error) {
	if v.R.MultipartForm == nil {
		return nil, nil
	}
	file, _, err := v.R.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) {
		return nil, nil
	}
	if err != nil {
		return nil, signing.No{Reason: "sig_format"}
	}
	defer func(f multipart.File) { _ = f.Close() }(file)
	b, err := io.ReadAll(io.LimitReader(file, MaxCMS+1))
	switch {
	case err != nil || len(b) == 0:
		return nil, signing.No{Reason: "sig_format"}
	case len(b) > MaxCMS:
		return nil, signing.No{Reason: "sig_size"}
	}
	return b, nil
}

// CMS reads a signature from the form: an uploaded file, else the field "cms" as the signer's program gave
// it, base64 or PEM. It tells the field at which a no is said: the file's, or the one given.
func (v *Visit) CMS(otherwise string) (cms []byte, field string, err error) {
	if b, err := v.Upload("file"); err != nil || len(b) > 0 {
		return b, "file", err
	}
	typed := strings.TrimSpace(v.R.PostFormValue("cms"))
	if typed == "" {
		return nil, "file", signing.No{Reason: "sig_format"}
	}
	return []byte(typed), otherwise, nil
}
