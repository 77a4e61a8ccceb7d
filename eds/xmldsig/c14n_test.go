package xmldsig

import (
	"strings"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

func mustParse(t testing.TB, doc string) *document {
	t.Helper()
	d, err := parse([]byte(doc), Limits{}.withDefaults())
	if err != nil {
		t.Fatalf("%v: %s", err, doc)
	}
	return d
}

// Examples of Canonical XML 1.0 §3 (without the document type declarations,
// which are refused) and of Exclusive XML Canonicalization §2.2.
func TestCanonicalDocument(t *testing.T) {
	for _, c := range []struct{ name, uri, in, want string }{
		{"3.1 outside the root", uriC14N10,
			"<?xml version=\"1.0\"?>\n\n<?xml-stylesheet   href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\n<doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n<!-- Comment 3 -->",
			"<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc>Hello, world!</doc>\n<?pi-without-data?>"},
		{"3.1 with comments", uriC14N10Notes,
			"<?xml version=\"1.0\"?>\n<!-- 0 --><doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n<!-- Comment 3 -->",
			"<!-- 0 -->\n<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->"},
		{"3.2 white space", uriC14N10,
			"<doc>\n   <clean>   </clean>\n   <mixed>\n      A\n      <clean>   </clean>\n   </mixed>\n</doc>",
			"<doc>\n   <clean>   </clean>\n   <mixed>\n      A\n      <clean>   </clean>\n   </mixed>\n</doc>"},
		{"3.3 tags", uriC14N10,
			"<doc>\n   <e1   />\n   <e2   ></e2>\n   <e3   name = \"elem3\"   id=\"elem3\"   />\n   <e5 a:attr=\"out\" b:attr=\"sorted\" attr2=\"all\" attr=\"I'm\"\n      xmlns:b=\"http://www.ietf.org\"\n      xmlns:a=\"http://www.w3.org\"\n      xmlns=\"http://example.org\"/>\n   <e6 xmlns=\"\" xmlns:a=\"http://www.w3.org\">\n      <e7 xmlns=\"http://www.ietf.org\">\n         <e8 xmlns=\"\" xmlns:a=\"http://www.w3.org\">\n            <e9 xmlns=\"\" xmlns:a=\"http://www.ietf.org\"/>\n         </e8>\n      </e7>\n   </e6>\n</doc>",
			"<doc>\n   <e1></e1>\n   <e2></e2>\n   <e3 id=\"elem3\" name=\"elem3\"></e3>\n   <e5 xmlns=\"http://example.org\" xmlns:a=\"http://www.w3.org\" xmlns:b=\"http://www.ietf.org\" attr=\"I'm\" attr2=\"all\" b:attr=\"sorted\" a:attr=\"out\"></e5>\n   <e6 xmlns:a=\"http://www.w3.org\">\n      <e7 xmlns=\"http://www.ietf.org\">\n         <e8 xmlns=\"\">\n            <e9 xmlns:a=\"http://www.ietf.org\"></e9>\n         </e8>\n      </e7>\n   </e6>\n</doc>"},
		{"3.4 characters", uriC14N10,
			"<doc>\r\n   <text>First line&#x0d;&#10;Second line</text>\n   <value>&#x32;</value>\n   <compute><![CDATA[value>\"0\" && value<\"10\" ?\"valid\":\"error\"]]></compute>\n   <compute expr='value>\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"'>valid</compute>\n   <norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/>\n</doc>",
			"<doc>\n   <text>First line&#xD;\nSecond line</text>\n   <value>2</value>\n   <compute>value&gt;\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"</compute>\n   <compute expr=\"value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;\">valid</compute>\n   <norm attr=\" '    &#xD;&#xA;&#x9;   ' \"></norm>\n</doc>"},
		{"exclusive: unused are left out, used are repeated", uriExcC14N,
			`<n0:a xmlns:n0="a:b" xmlns:n3="ftp:c" xmlns="d"><n1:b xmlns:n1="e" n3:x=""><c/></n1:b><n3:d/></n0:a>`,
			`<n0:a xmlns:n0="a:b"><n1:b xmlns:n1="e" xmlns:n3="ftp:c" n3:x=""><c xmlns="d"></c></n1:b><n3:d xmlns:n3="ftp:c"></n3:d></n0:a>`},
		{"exclusive: default taken back", uriExcC14N,
			`<a xmlns="u"><b xmlns=""><c xmlns="u"/></b></a>`,
			`<a xmlns="u"><b xmlns=""><c xmlns="u"></c></b></a>`},
	} {
		m, ok := methodByURI(c.uri)
		if !ok {
			t.Fatal(c.uri)
		}
		got, err := m.document(mustParse(t, c.in).tree, nil, 1<<20)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, got, c.want)
		}
	}
}

const nested = `<r xmlns="u:d" xmlns:a="u:a" xmlns:z="u:z" xml:lang="kk" xml:space="preserve" xml:id="i"><m xmlns:a="u:a2" xml:lang="ru"><a:e xmlns:q="u:q" z:v="1" a:v="2" v="3"><f xmlns=""/></a:e></m></r>`

func TestCanonicalSubtree(t *testing.T) {
	for _, c := range []struct {
		name, uri string
		prefixes  []string
		want      string
	}{
		{"1.0 takes namespaces and xml: attributes of the ancestors", uriC14N10, nil,
			`<a:e xmlns="u:d" xmlns:a="u:a2" xmlns:q="u:q" xmlns:z="u:z" v="3" xml:id="i" xml:lang="ru" xml:space="preserve" a:v="2" z:v="1"><f xmlns=""></f></a:e>`},
		{"1.1 does not take xml:id", uriC14N11, nil,
			`<a:e xmlns="u:d" xmlns:a="u:a2" xmlns:q="u:q" xmlns:z="u:z" v="3" xml:lang="ru" xml:space="preserve" a:v="2" z:v="1"><f xmlns=""></f></a:e>`},
		{"exclusive takes what is used", uriExcC14N, nil,
			`<a:e xmlns:a="u:a2" xmlns:z="u:z" v="3" a:v="2" z:v="1"><f></f></a:e>`},
		{"exclusive with a list", uriExcC14N, []string{"q", "", "nobody"},
			`<a:e xmlns="u:d" xmlns:a="u:a2" xmlns:q="u:q" xmlns:z="u:z" v="3" a:v="2" z:v="1"><f xmlns=""></f></a:e>`},
	} {
		m, _ := methodByURI(c.uri)
		m.prefixes = c.prefixes
		e := mustParse(t, nested).tree.FindElement("//a:e")
		got, err := m.element(e, nil, 1<<20)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, got, c.want)
		}
	}
	e := mustParse(t, strings.Replace(nested, "xml:id", "xml:base", 1)).tree.FindElement("//a:e")
	if _, err := (method{version11: true}).element(e, nil, 1<<20); err == nil {
		t.Error("xml:base under Canonical XML 1.1 was not refused")
	}
}

// What is left out leaves no mark, and the input stays as it was.
func TestCanonicalSkip(t *testing.T) {
	d := mustParse(t, `<a>1<b xmlns="u">2</b>3<c/></a>`)
	before, _ := d.tree.WriteToString()
	b := d.tree.FindElement("//b")
	got, err := methods[0].document(d.tree, map[*etree.Element]bool{b: true}, 1<<20)
	if err != nil || string(got) != `<a>13<c></c></a>` {
		t.Errorf("%s, %v", got, err)
	}
	if after, _ := d.tree.WriteToString(); after != before {
		t.Errorf("the tree changed: %s", after)
	}
}

// Another implementation gives the same octets. (Attributes of one local name
// with prefixes declared above are left out: it orders them by prefix, not by
// namespace, and says so.)
func TestAgreesWithGoxmldsig(t *testing.T) {
	for _, doc := range []string{plain, letter, strings.Replace(nested, ` z:v="1"`, "", 1),
		`<s:E xmlns:s="u:s"><s:H/><s:B xmlns:w="u:w" w:Id="1"><n:x xmlns:n="u:n"><y n:a="1" b="&#9;"/></n:x></s:B></s:E>`} {
		d := mustParse(t, doc)
		for _, c := range []struct {
			uri    string
			oracle dsig.Canonicalizer
		}{
			{uriC14N10, dsig.MakeC14N10RecCanonicalizer()},
			{uriC14N10Notes, dsig.MakeC14N10WithCommentsCanonicalizer()},
			{uriExcC14N, dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")},
			{uriExcC14NNotes, dsig.MakeC14N10ExclusiveWithCommentsCanonicalizerWithPrefixList("")},
		} {
			m, _ := methodByURI(c.uri)
			got, err := m.element(d.tree.Root(), nil, 1<<20)
			if err != nil {
				t.Fatal(err)
			}
			ctx := etreeutils.NewDefaultNSContext()
			copied, err := etreeutils.NSDetatch(ctx, d.tree.Root().Copy())
			if err != nil {
				t.Fatal(err)
			}
			want, err := c.oracle.Canonicalize(copied)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s:\n%s\nother\n%s", c.uri, got, want)
			}
		}
	}
}

// The canonical form is a fixed point.
func FuzzCanonical(f *testing.F) {
	for _, doc := range []string{plain, letter, nested, "<a\tb='\n'/>"} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		lim := Limits{Size: 1 << 16}.withDefaults()
		d, err := parse(doc, lim)
		if err != nil {
			return
		}
		for _, m := range methods {
			once, err := m.document(d.tree, nil, growth*lim.Size)
			if err != nil {
				continue
			}
			again, err := parse(once, Limits{}.withDefaults())
			if err != nil {
				t.Fatalf("%s: %v: %q", m.uri, err, once)
			}
			twice, err := m.document(again.tree, nil, 1<<20)
			if err != nil || string(twice) != string(once) {
				t.Fatalf("%s: %q, then %q, %v", m.uri, once, twice, err)
			}
		}
	})
}
