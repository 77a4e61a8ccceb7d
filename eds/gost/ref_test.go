package gost_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"tirkeu/eds/gost"
)

// refCurve is GOST R 34.10-2012 (RFC 7091) with plain big integers and affine
// coordinates: slow, for any curve, and close to the text of the standard.
type refCurve struct{ p, a, b, q, x, y *big.Int }

// refPoint is an affine point; a nil x stands for the infinity.
type refPoint struct{ x, y *big.Int }

func (c *refCurve) add(s, t refPoint) refPoint {
	if s.x == nil {
		return t
	}
	if t.x == nil {
		return s
	}
	num, den := new(big.Int), new(big.Int)
	if s.x.Cmp(t.x) == 0 {
		if den.Add(s.y, t.y); den.Mod(den, c.p).Sign() == 0 {
			return refPoint{}
		}
		num.Mul(s.x, s.x).Mul(num, big.NewInt(3)).Add(num, c.a)
	} else {
		num.Sub(t.y, s.y)
		den.Sub(t.x, s.x).Mod(den, c.p)
	}
	l := num.Mul(num, den.ModInverse(den, c.p))
	l.Mod(l, c.p)
	x := new(big.Int).Mul(l, l)
	x.Sub(x, s.x).Sub(x, t.x).Mod(x, c.p)
	y := new(big.Int).Sub(s.x, x)
	y.Mul(y, l).Sub(y, s.y).Mod(y, c.p)
	return refPoint{x, y}
}

func (c *refCurve) mul(k *big.Int, p refPoint) (r refPoint) {
	for i := k.BitLen() - 1; i >= 0; i-- {
		r = c.add(r, r)
		if k.Bit(i) == 1 {
			r = c.add(r, p)
		}
	}
	return r
}

func (c *refCurve) base() refPoint { return refPoint{c.x, c.y} }

func (c *refCurve) onCurve(p refPoint) bool {
	l := new(big.Int).Mul(p.y, p.y)
	r := new(big.Int).Mul(p.x, p.x)
	r.Add(r, c.a).Mul(r, p.x).Add(r, c.b).Sub(r, l)
	return r.Mod(r, c.p).Sign() == 0
}

// hashNumber is step 2 of RFC 7091, sections 6.1 and 6.2, for a digest given as a number.
func (c *refCurve) hashNumber(h *big.Int) *big.Int {
	e := new(big.Int).Mod(h, c.q)
	if e.Sign() == 0 {
		e.SetInt64(1)
	}
	return e
}

func (c *refCurve) sign(h, d, k *big.Int) (r, s *big.Int) {
	r = new(big.Int).Mod(c.mul(k, c.base()).x, c.q)
	s = new(big.Int).Mul(k, c.hashNumber(h))
	s.Add(s, new(big.Int).Mul(r, d)).Mod(s, c.q)
	return r, s
}

func (c *refCurve) verify(h *big.Int, key refPoint, r, s *big.Int) bool {
	if r.Sign() <= 0 || s.Sign() <= 0 || r.Cmp(c.q) >= 0 || s.Cmp(c.q) >= 0 {
		return false
	}
	v := c.hashNumber(h)
	v.ModInverse(v, c.q)
	z1 := new(big.Int).Mul(s, v)
	z2 := new(big.Int).Mul(r, v)
	z2.Neg(z2).Mod(z2, c.q)
	p := c.add(c.mul(z1.Mod(z1, c.q), c.base()), c.mul(z2, key))
	return p.x != nil && new(big.Int).Mod(p.x, c.q).Cmp(r) == 0
}

// refOf gives the parameters of a curve of the package, typed again from the
// standards, so that a slip in one of the two lists shows.
func refOf(t testing.TB, c *gost.Curve) *refCurve {
	f := strings.Repeat
	switch c.Name() {
	case "id-tc26-gost-3410-12-512-paramSetA":
		return newRef(t, f("F", 125)+"DC7", f("F", 125)+"DC4",
			"E8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760",
			f("F", 64)+"27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275",
			"3", "7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4")
	case "id-tc26-gost-3410-2012-256-paramSetA":
		return newRef(t, f("F", 61)+"D97",
			"C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335",
			"295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513",
			"400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67",
			"91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28",
			"32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C")
	case "id-GostR3410-2001-CryptoPro-A-ParamSet":
		return newRef(t, f("F", 61)+"D97", f("F", 61)+"D94", "A6",
			f("F", 32)+"6C611070995AD10045841B09B761B893",
			"1", "8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14")
	}
	t.Fatalf("no parameters for %s", c.Name())
	return nil
}

// newRef takes p, a, b, q, x and y in hex.
func newRef(t testing.TB, hex ...string) *refCurve {
	t.Helper()
	if len(hex) != 6 {
		t.Fatalf("a curve has six numbers, not %d", len(hex))
	}
	n := make([]*big.Int, len(hex))
	for i, h := range hex {
		n[i] = num(t, h)
	}
	return &refCurve{n[0], n[1], n[2], n[3], n[4], n[5]}
}

func num(t testing.TB, hex string) *big.Int {
	t.Helper()
	n, ok := new(big.Int).SetString(hex, 16)
	if !ok {
		t.Fatalf("not a number: %s", hex)
	}
	return n
}

// le gives n as size little-endian bytes.
func le(n *big.Int, size int) []byte {
	b := n.FillBytes(make([]byte, size))
	slices.Reverse(b)
	return b
}

func fromLE(b []byte) *big.Int {
	c := slices.Clone(b)
	slices.Reverse(c)
	return new(big.Int).SetBytes(c)
}

func (p refPoint) raw(size int) []byte { return append(le(p.x, size), le(p.y, size)...) }

func refKey(raw []byte) refPoint {
	return refPoint{fromLE(raw[:len(raw)/2]), fromLE(raw[len(raw)/2:])}
}

// TestCurveParameters checks that p and q are prime, the base point lies on
// the curve and has the order q.
func TestCurveParameters(t *testing.T) {
	for _, c := range curves {
		r := refOf(t, c)
		if !r.p.ProbablyPrime(20) || !r.q.ProbablyPrime(20) {
			t.Errorf("%s: p or q is not prime", c.Name())
		}
		if !r.onCurve(r.base()) || r.mul(r.q, r.base()).x != nil {
			t.Errorf("%s: the base point is wrong", c.Name())
		}
	}
}

// TestReference holds the reference to the worked examples of RFC 7091
// (section 7, 256 bits) and of GOST R 34.10-2012 (A.2, 512 bits).
func TestReference(t *testing.T) {
	for _, v := range []struct {
		name                  string
		curve                 *refCurve
		d, qx, qy, e, k, r, s string
	}{
		{
			name: "256 bits",
			curve: newRef(t, "8000000000000000000000000000000000000000000000000000000000000431", "7",
				"5FBFF498AA938CE739B8E022FBAFEF40563F6E6A3472FC2A514C0CE9DAE23B7E",
				"8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3", "2",
				"08E2A8A0E65147D4BD6316030E16D19C85C97F0A9CA267122B96ABBCEA7E8FC8"),
			d:  "7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28",
			qx: "7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B",
			qy: "26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA",
			e:  "2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5",
			k:  "77105C9B20BCD3122823C8CF6FCC7B956DE33814E95B7FE64FED924594DCEAB3",
			r:  "41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493",
			s:  "1456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40",
		},
		{
			name: "512 bits",
			curve: newRef(t,
				"4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15DF1D852741AF4704A0458047E80E4546D35B8336FAC224DD81664BBF528BE6373", "7",
				"1CFF0806A31116DA29D8CFA54E57EB748BC5F377E49400FDD788B649ECA1AC4361834013B2AD7322480A89CA58E0CF74BC9E540C2ADD6897FAD0A3084F302ADC",
				"4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15DA82F2D7ECB1DBAC719905C5EECC423F1D86E25EDBE23C595D644AAF187E6E6DF",
				"24D19CC64572EE30F396BF6EBBFD7A6C5213B3B3D7057CC825F91093A68CD762FD60611262CD838DC6B60AA7EEE804E28BC849977FAC33B4B530F1B120248A9A",
				"2BB312A43BD2CE6E0D020613C857ACDDCFBF061E91E5F2C3F32447C259F39B2C83AB156D77F1496BF7EB3351E1EE4E43DC1A18B91B24640B6DBB92CB1ADD371E"),
			d:  "BA6048AADAE241BA40936D47756D7C93091A0E8514669700EE7508E508B102072E8123B2200A0563322DAD2827E2714A2636B7BFD18AADFC62967821FA18DD4",
			qx: "115DC5BC96760C7B48598D8AB9E740D4C4A85A65BE33C1815B5C320C854621DD5A515856D13314AF69BC5B924C8B4DDFF75C45415C1D9DD9DD33612CD530EFE1",
			qy: "37C7C90CD40B0F5621DC3AC1B751CFA0E2634FA0503B3D52639F5D7FB72AFD61EA199441D943FFE7F0C70A2759A3CDB84C114E1F9339FDF27F35ECA93677BEEC",
			e:  "3754F3CFACC9E0615C4F4A7C4D8DAB531B09B6F9C170C533A71D147035B0C5917184EE536593F4414339976C647C5D5A407ADEDB1D560C4FC6777D2972075B8C",
			k:  "359E7F4B1410FEACC570456C6801496946312120B39D019D455986E364F365886748ED7A44B3E794434006011842286212273A6D14CF70EA3AF71BB1AE679F1",
			r:  "2F86FA60A081091A23DD795E1E3C689EE512A3C82EE0DCC2643C78EEA8FCACD35492558486B20F1C9EC197C90699850260C93BCBCD9C5C3317E19344E173AE36",
			s:  "1081B394696FFE8E6585E7A9362D26B6325F56778AADBC081C0BFBE933D52FF5823CE288E8C4F362526080DF7F70CE406A6EEB1F56919CB92A9853BDE73E5B4A",
		},
	} {
		t.Run(v.name, func(t *testing.T) {
			key := v.curve.mul(num(t, v.d), v.curve.base())
			if key.x.Cmp(num(t, v.qx)) != 0 || key.y.Cmp(num(t, v.qy)) != 0 {
				t.Error("another public key")
			}
			r, s := v.curve.sign(num(t, v.e), num(t, v.d), num(t, v.k))
			if r.Cmp(num(t, v.r)) != 0 || s.Cmp(num(t, v.s)) != 0 {
				t.Errorf("r = %X\ns = %X", r, s)
			}
			if !v.curve.verify(num(t, v.e), key, r, s) || v.curve.verify(num(t, v.e), key, s, r) {
				t.Error("verification is wrong")
			}
		})
	}
}
