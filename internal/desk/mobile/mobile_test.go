package mobile

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"tirkeu/internal/core/fault"
)

func TestSignatureInTheDocument(t *testing.T) {
	for doc, want := range map[string]string{
		`{"signMethod":"CMS_SIGN_ONLY","documentsToSign":[{"id":1,"document":{"file":{"mime":"text/plain","data":"TUlJ"}}}]}`:            "TUlJ",
		`{"signMethod":"CMS_SIGN_ONLY","documentsToSign":[{"id":1,"meta":null,"more":{},"document":{"file":{"data":"TUlJ"}}}]}`:          "TUlJ",
		`{"signMethod":"CMS_WITH_DATA","documentsToSign":[{"document":{"file":{"data":"TUlJ"}}}]}`:                                       "",
		`{"signMethod":"XML","documentsToSign":[{"documentXml":"<a/>"}]}`:                                                                "",
		`{"signMethod":"CMS_SIGN_ONLY","documentsToSign":[]}`:                                                                            "",
		`{"signMethod":"CMS_SIGN_ONLY","documentsToSign":[{"document":{"file":{"data":""}}}]}`:                                           "",
		`{"signMethod":"CMS_SIGN_ONLY","documentsToSign":[{"document":{"file":{"data":"TUlJ"}}},{"document":{"file":{"data":"TUlJ"}}}]}`: "",
		`{"documentsToSign":[{"document":{"file":{"data":"TUlJ"}}}]}`:                                                                    "", `[]`: "", `null`: "", ``: "", `{"signMethod":`: "",
	} {
		got, err := signature([]byte(doc))
		if string(got) != want || (err != nil) != (want == "") || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %q, %v", doc, got, err)
		}
	}
}

func TestBearer(t *testing.T) {
	for header, want := range map[string]string{"Bearer abc": "abc", "abc": "", "bearer abc": "", "Basic abc": "", "": ""} {
		if got := bearer(&http.Request{Header: http.Header{"Authorization": {header}}}); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func TestAddress(t *testing.T) {
	base := &url.URL{Scheme: "https", Host: "tirkeu.example"}
	if got := Address(base, "a/b?c"); got != "https://tirkeu.example/egov/a%2Fb%3Fc" {
		t.Errorf("the app begins at %s", got)
	}
}

// FuzzSignature: whatever is put back, what is taken for a signature is the data of the one document.
func FuzzSignature(f *testing.F) {
	f.Add([]byte(`{"signMethod":"CMS_SIGN_ONLY","documentsToSign":[{"document":{"file":{"data":"TUlJ"}}}]}`))
	f.Add([]byte(`{"signMethod":"CMS_SIGN_ONLY","documentsToSign":[{},{}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		cms, err := signature(doc)
		if (err == nil) != (len(cms) > 0) {
			t.Errorf("%q: %q, %v", doc, cms, err)
		}
		if err == nil && !json.Valid(doc) {
			t.Errorf("%q is no JSON and was taken", doc)
		}
	})
}
