package xmldsig

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tirkeu/eds/cert"
)

// Each limit at one less than needed, at what is needed, and at one more.
func TestLimits(t *testing.T) {
	id := newIdentity(t, cert.GOST2004, "A")
	doc := signed(t, `<a b="" c=""><d/></a>`, id, id)
	for name, c := range map[string]struct {
		set  func(*Limits, int)
		need int
	}{
		"size":       {func(l *Limits, n int) { l.Size = n }, len(doc)},
		"depth":      {func(l *Limits, n int) { l.Depth = n }, 6}, // a, Signature, SignedInfo, Reference, Transforms, Transform
		"nodes":      {func(l *Limits, n int) { l.Nodes = n }, 2 + 2*(14+3)},
		"attributes": {func(l *Limits, n int) { l.Attributes = n }, 2},
		"signatures": {func(l *Limits, n int) { l.Signatures = n }, 2},
	} {
		for delta := -1; delta <= 1; delta++ {
			var lim Limits
			c.set(&lim, c.need+delta)
			_, err := Verify(doc, lim)
			if delta < 0 && !errors.Is(err, ErrTooLarge) || delta >= 0 && err != nil {
				t.Errorf("%s %d of %d: %v", name, c.need+delta, c.need, err)
			}
		}
	}
}

func TestMalformed(t *testing.T) {
	for name, c := range map[string]struct {
		doc  string
		want error
	}{
		"nothing":                            {"", ErrMalformed},
		"no XML":                             {"hello", ErrMalformed},
		"not closed":                         {"<a>", ErrMalformed},
		"crossed":                            {"<a><b></a></b>", ErrMalformed},
		"closed by another":                  {"<a></b>", ErrMalformed},
		"two roots":                          {"<a/><b/>", ErrMalformed},
		"text after":                         {"<a/>x", ErrMalformed},
		"DOCTYPE":                            {`<!DOCTYPE a><a/>`, ErrForbidden},
		"entity bomb":                        {`<!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY y "&x;&x;">]><a>&y;</a>`, ErrForbidden},
		"external entity":                    {`<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`, ErrForbidden},
		"unknown entity":                     {`<a>&x;</a>`, ErrMalformed},
		"another encoding":                   {`<?xml version="1.0" encoding="windows-1251"?><a/>`, ErrMalformed},
		"not UTF-8":                          {"<a>\xff</a>", ErrMalformed},
		"XML 1.1":                            {`<?xml version="1.1"?><a/>`, ErrMalformed},
		"late declaration":                   {`<a/><?xml version="1.0"?>`, ErrMalformed},
		"space before it":                    {` <?xml version="1.0"?><a/>`, ErrMalformed},
		"declaration in capitals":            {`<?XML version="1.0"?><a/>`, ErrMalformed},
		"attribute twice":                    {`<a b="1" b="2"/>`, ErrMalformed},
		"attribute twice by name":            {`<a xmlns:x="u" xmlns:y="u" x:b="1" y:b="2"/>`, ErrMalformed},
		"prefix of an element":               {`<x:a/>`, ErrMalformed},
		"prefix of an attribute":             {`<a x:b=""/>`, ErrMalformed},
		"prefix undeclared":                  {`<a xmlns:x=""/>`, ErrMalformed},
		"xml bound elsewhere":                {`<a xmlns:xml="urn:x"/>`, ErrMalformed},
		"another bound to xml":               {`<a xmlns:x="` + nsXML + `"/>`, ErrMalformed},
		"another bound to xmlns":             {`<a xmlns:x="` + nsXMLNS + `"/>`, ErrMalformed},
		"an end first":                       {`</a>`, ErrMalformed},
		"xmlns declared":                     {`<a xmlns:xmlns="urn:x"/>`, ErrMalformed},
		"colons":                             {`<a:b:c xmlns:a="u"/>`, ErrMalformed},
		"an attribute with a colon in front": {`<a :b=""/>`, ErrMalformed},
		"a colon in front":                   {`<:a/>`, ErrMalformed},
		"a thousand deep, no tree":           {strings.Repeat("<a>", 1000), ErrTooLarge},
	} {
		if _, err := Verify([]byte(c.doc), Limits{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		var e *Error
		if _, err := Verify([]byte(c.doc), Limits{}); !errors.As(err, &e) {
			t.Errorf("%s: %T is not *Error", name, err)
		}
	}
}

// One long namespace name, which exclusive canonicalization repeats in every
// element, must not make gigabytes out of a small document.
func TestCanonicalGrowth(t *testing.T) {
	long := strings.Repeat("n", 20_000)
	doc := fmt.Sprintf(`<r xmlns:x="%s">%s</r>`, long, strings.Repeat("<x:a/>", 1000))
	d, err := parse([]byte(doc), Limits{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	exclusive, _ := methodByURI(uriExcC14N)
	if _, err := exclusive.document(d.tree, nil, growth*len(doc)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
}

// Only elements of the XML Signature namespace count.
func TestSignatureCount(t *testing.T) {
	lim := Limits{Signatures: 2}.withDefaults()
	for doc, want := range map[string]bool{
		`<a xmlns="` + nsDS + `"><Signature/><Signature/></a>`:                                                      true,
		`<a xmlns="` + nsDS + `"><Signature/><Signature/><Signature/></a>`:                                          false,
		`<a><Signature/><Signature/><Signature/></a>`:                                                               true,
		`<a xmlns:x="` + nsDS + `"><x:Signature/><Signature xmlns="` + nsDS + `"/></a>`:                             true,
		`<a xmlns:x="` + nsDS + `"><b xmlns:x="u"><x:Signature/></b><x:Signature/><x:Signature/><x:Signature/></a>`: false,
		`<a xmlns:x="` + nsDS + `"><b xmlns:x="u"><x:Signature/></b><x:Signature/><x:Signature/></a>`:               true,
	} {
		if err := scan([]byte(doc), lim); (err == nil) != want {
			t.Errorf("%s: %v", doc, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	id := newIdentity(t, cert.GOST2004, "A")
	for _, name := range []string{"utf-8", "UTF-8", "UTF8", "utf8"} {
		doc := signed(t, `<?xml version="1.0" encoding="`+name+`"?><a>Ә</a>`, id)
		if got, err := Verify(doc, Limits{}); err != nil || got[0].Element.Text() != "Ә" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"\xef\xbb\xbf<a/>":                 "<a/>",
		"<a>\r\n\r</a>":                    "<a>\n\n</a>",
		"<a b='1\t2\r\n3'/>":               "<a b='1 2 3'/>",
		"<a\tb\n=\n'>\n'>\t</a>":           "<a\tb\n=\n'> '>\t</a>",
		"<a b=\"'\n'\"/>":                  "<a b=\"' '\"/>",
		"<!-- ' \n --><a/>\n":              "<!-- ' \n --><a/>\n",
		"<a><![CDATA[<b c='\n']]>\n</a>":   "<a><![CDATA[<b c='\n']]>\n</a>",
		"<?p '\n?><a b='\n&#10;'/>":        "<?p '\n?><a b=' &#10;'/>",
		"<a b='\n":                         "<a b=' ",
		"<!-- ":                            "<!-- ",
		"":                                 "",
		"a<":                               "a<",
		"<a>'\n'<b c='\n'/></a>":           "<a>'\n'<b c=' '/></a>",
		"<a>&quot;\n<b c='\t'/>\"\t\"</a>": "<a>&quot;\n<b c=' '/>\"\t\"</a>",
	} {
		if got := string(normalize([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
