package explain

import (
	"fmt"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/ocsp"
	"tirkeu/eds/tsp"
	"tirkeu/eds/xmldsig"
)

// Info says what a file is and what is in it. It judges nothing.
func Info(b []byte) (*Report, error) {
	if len(b) > 2*cert.MaxCRLSize {
		return nil, ErrTooLarge
	}
	in, err := Open(b)
	if err != nil {
		return nil, err
	}
	r := &Report{Kind: in.Kind}
	if in.Kind != KindCRL && len(b) > MaxInput {
		return nil, ErrTooLarge
	}
	return r, infos[in.Kind](r, in)
}

var infos = map[Kind]func(*Report, Input) error{
	KindCMS: infoCMS, KindXML: infoXML, KindSOAP: infoXML, KindBundle: infoCertificates, KindCertificate: infoCertificates,
	KindCRL: infoLists, KindOCSP: infoOCSP, KindToken: infoToken, KindTSP: infoToken, KindP12: infoStore,
}

func infoCMS(r *Report, in Input) error {
	m, err := cms.Parse(in.Bodies[0], cmsLimits)
	if err != nil {
		return err
	}
	messageFacts(r, m)
	known, err := m.Verify([]byte{}, cms.VerifyOptions{})
	if !m.Detached {
		known, err = m.Verify(nil, cms.VerifyOptions{})
	}
	if err != nil {
		return err
	}
	for n, s := range known {
		p := Part{Title: fmt.Sprintf("Signature %d", n+1), Certificate: describe(s.Certificate)}
		p.fact("algorithm", "%s", orUnknown(s.Algorithm.Name))
		if !s.SigningTime.IsZero() {
			at := s.SigningTime.UTC()
			p.Claimed = &at
		}
		for _, raw := range s.Timestamps {
			infoStamp(&p, raw)
		}
		if p.Certificate != nil {
			p.Certificate.facts(&p)
		}
		r.Parts = append(r.Parts, p)
	}
	return nil
}

func infoStamp(p *Part, raw []byte) {
	t, err := tsp.ParseToken(raw)
	if err != nil {
		p.fact("timestamp", "one that cannot be read")
		return
	}
	p.fact("timestamp", "%s, policy %s", stamp(t.Time), t.Policy)
}

func infoXML(r *Report, in Input) error {
	if root, ok := rootOf(in.Bodies[0]); ok {
		r.fact("root", "{%s}%s", root.Name.Space, root.Name.Local)
	}
	found, err := signedXML(in)
	if unreadableXML(err) && err != nil {
		return err
	}
	if err != nil {
		r.fact("signatures", "%s", xmlWhy(err))
		return nil
	}
	r.fact("signatures", "%d", len(found))
	for n, v := range found {
		p := Part{Title: fmt.Sprintf("Signature %d", n+1), Certificate: describe(v.Certificate)}
		p.fact("algorithm", "%s", v.Algorithm)
		p.Certificate.facts(&p)
		r.Parts = append(r.Parts, p)
	}
	return nil
}

func signedXML(in Input) ([]xmldsig.Verified, error) {
	if in.Kind == KindSOAP {
		if v, err := xmldsig.VerifySOAP(in.Bodies[0], xmlLimits); err == nil {
			return []xmldsig.Verified{v}, nil
		}
	}
	return xmldsig.Verify(in.Bodies[0], xmlLimits)
}

func infoCertificates(r *Report, in Input) error {
	found, err := certificates(in)
	if err != nil {
		return err
	}
	r.fact("certificates", "%d", len(found))
	for n, c := range found {
		r.Parts = append(r.Parts, certificatePart(n, len(found), c))
	}
	return nil
}

func infoLists(r *Report, in Input) error {
	for n, body := range in.Bodies {
		l, err := cert.ParseCRL(body)
		if err != nil {
			return err
		}
		r.Parts = append(r.Parts, listPart(n, len(in.Bodies), l))
	}
	return nil
}

func infoOCSP(r *Report, in Input) error {
	a, err := ocsp.ParseResponse(in.Bodies[0])
	if err != nil {
		return err
	}
	r.fact("outcome", "%s", a.Outcome)
	if a.Outcome != ocsp.Successful {
		return nil
	}
	answerFacts(r, a)
	for n, s := range a.Singles {
		p := Part{Title: fmt.Sprintf("Answer %d", n+1)}
		p.fact("serial", "%x", s.ID.Serial.Bytes())
		p.fact("status", "%s", s.State)
		if s.State == ocsp.Revoked {
			p.fact("revoked", "%s (%s)", stamp(s.RevokedAt), s.Reason)
		}
		p.fact("this update", "%s", stamp(s.ThisUpdate))
		r.Parts = append(r.Parts, p)
	}
	return nil
}

func infoToken(r *Report, in Input) error {
	raw := in.Bodies[0]
	if in.Kind == KindTSP {
		answer, err := tsp.ParseResponse(raw)
		if err != nil {
			return err
		}
		r.fact("status", "%d", answer.Status)
		if raw = answer.Token; raw == nil {
			r.fact("refused", "%s", answer.Failure)
			return nil
		}
	}
	t, err := tsp.ParseToken(raw)
	if err != nil {
		return err
	}
	p := Part{Title: "Timestamp"}
	tokenFacts(&p, t)
	r.Parts = append(r.Parts, p)
	for n, c := range t.Message.Certificates {
		r.Parts = append(r.Parts, certificatePart(n, len(t.Message.Certificates), c))
	}
	return nil
}

func infoStore(r *Report, _ Input) error {
	r.fact("contents", "sealed with a password")
	return nil
}
