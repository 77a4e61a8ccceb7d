package ncalayer

import (
	"encoding/base64"
	"encoding/json"
	"slices"

	"tirkeu/eds/cert"
	"tirkeu/eds/xmldsig"
)

// kinds are the arguments of the methods of commonUtils: s is a text, b a truth value, l a list of texts.
var kinds = map[string]string{
	"changeLocale": "s", "getActiveTokens": "", "getKeyInfo": "s", "createCAdESFromBase64": "sssb",
	"createCMSSignatureFromBase64": "sssb", "signXml": "sssss", "signXmls": "sslss",
}

// storages are the places of keys that the program knows; in the town every one of them holds all of a
// resident's keys.
var storages = []string{
	"PKCS12", "JKS", "AKKaztokenStore", "AKKZIDCardStore", "AKEToken72KStore", "AKEToken5110Store", "AKJaCartaStore", "AKAKEYStore",
}

// argument is one read by its place.
type argument struct {
	text string
	list []string
	yes  bool
}

// arguments reads those of a method; why says what is wrong with them, as the program does.
func arguments(call Call) (args []argument, why string) {
	var raw []json.RawMessage
	if len(call.Args) > 0 && one(call.Args, &raw) != nil {
		return nil, "org.json.JSONException"
	}
	want, known := kinds[call.Method]
	if !known || len(raw) != len(want) {
		return nil, "java.lang.NoSuchMethodException"
	}
	args = make([]argument, len(raw))
	for i, r := range raw {
		into := map[byte]any{'s': &args[i].text, 'b': &args[i].yes, 'l': &args[i].list}[want[i]]
		if string(r) == "null" || one(r, into) != nil {
			return nil, "java.lang.IllegalArgumentException: argument type mismatch. Method: " + call.Method
		}
	}
	return args, ""
}

// common is a part of module kz.gov.pki.knca.commonUtils: arguments by place, answers with code 200 or 500.
func (s *Server) common(handle string, m Mood, call Call) []byte {
	args, why := arguments(call)
	if why != "" {
		return refused(why)
	}
	switch call.Method {
	case "changeLocale":
		return encode(map[string]any{"code": "200"})
	case "getActiveTokens":
		return answered([]string{})
	}
	held, ok := s.pick(handle, signer{Chain: &[]string{}}, true)
	switch {
	case m.Cancel || !ok:
		return refused("action.canceled")
	case !slices.Contains(storages, args[0].text):
		return refused("storage.unknown")
	case call.Method == "getKeyInfo":
		return answered(keyInfo(held.Key.Cert))
	case call.Method == "signXml":
		return xml(held, []string{args[2].text}, false)
	case call.Method == "signXmls":
		return xml(held, args[2].list, true)
	}
	data, err := base64.StdEncoding.DecodeString(args[2].text)
	if err != nil {
		return refused("java.lang.IllegalArgumentException")
	}
	der, err := s.cms(held.Key, data, args[3].yes, call.Method == "createCMSSignatureFromBase64" && s.Stamp != nil)
	if err != nil {
		return refused("kz.gov.pki.kalkan.KalkanException")
	}
	return answered(base64.StdEncoding.EncodeToString(der))
}

// xml signs documents one by one; many answers with a list.
func xml(held Held, docs []string, many bool) []byte {
	var signed []string
	for _, d := range docs {
		doc, err := xmldsig.SignEnveloped([]byte(d), held.Key.Signer, held.Key.Cert)
		if err != nil {
			return refused("javax.xml.crypto.MarshalException")
		}
		signed = append(signed, string(doc))
	}
	if many {
		return answered(signed)
	}
	return answered(signed[0])
}

func answered(object any) []byte {
	return encode(map[string]any{"code": "200", "responseObject": object})
}

func refused(message string) []byte { return encode(map[string]any{"code": "500", "message": message}) }

func keyInfo(c *cert.Certificate) map[string]string {
	return map[string]string{
		"keyId": c.SerialNumber.Text(16), "algorithm": c.Key.Algorithm().Name, "subjectCn": c.Subject.CommonName,
		"subjectDn": c.Certificate.Subject.String(), "issuerCn": c.Issuer.CommonName, "issuerDn": c.Issuer.String(),
		"serialNumber": c.SerialNumber.String(), "certNotBefore": c.NotBefore.UTC().Format("2006-01-02T15:04:05Z"),
		"certNotAfter": c.NotAfter.UTC().Format("2006-01-02T15:04:05Z"), "pem": PEM(c),
	}
}
