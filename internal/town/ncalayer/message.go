package ncalayer

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
)

// Limits of one message.
const (
	MaxMessage   = 4 << 20 // bytes
	MaxDocuments = 50
)

// Modules.
const (
	Basics      = "kz.gov.pki.knca.basics"
	CommonUtils = "kz.gov.pki.knca.commonUtils"
)

// Heartbeat is echoed as it comes.
const Heartbeat = "--heartbeat--"

// Errors of messages that cannot be read, or ask for what cannot be.
var (
	ErrMalformed = errors.New("not a message to NCALayer")
	ErrShape     = errors.New("a value is of another kind than it ought to be")
)

// Call is one request of a page.
type Call struct {
	Module string          `json:"module"`
	Method string          `json:"method"`
	Args   json.RawMessage `json:"args"`
}

// ParseCall reads a request.
func ParseCall(doc []byte) (Call, error) {
	var c Call
	if len(doc) > MaxMessage || one(doc, &c) != nil || c.Module == "" {
		return Call{}, ErrMalformed
	}
	return c, nil
}

// Order is the argument of basics.sign.
type Order struct {
	Format  string // cms or xml
	Data    [][]byte
	Many    bool // data was an array, and so is the result
	Signing signing
	Signer  signer
}

type signing struct {
	Decode      bool            `json:"decode"`
	Encapsulate *bool           `json:"encapsulate"` // true when absent
	Digested    bool            `json:"digested"`
	TSA         json.RawMessage `json:"tsaProfile"` // an object asks for a timestamp
	OutputCert  bool            `json:"outputCert"`
}

type signer struct {
	Usages []string  `json:"extKeyUsageOids"`
	IIN    string    `json:"iin"`
	BIN    string    `json:"bin"`
	Serial string    `json:"serialNumber"`
	Chain  *[]string `json:"chain"` // nil: the production authority only; empty: any; else PEM of the trusted
}

// ParseOrder reads the argument of basics.sign.
func ParseOrder(args []byte) (Order, error) {
	var raw struct {
		Format  string          `json:"format"`
		Data    json.RawMessage `json:"data"`
		Signing signing         `json:"signingParams"`
		Signer  signer          `json:"signerParams"`
	}
	if one(args, &raw) != nil {
		return Order{}, ErrShape
	}
	o := Order{Format: raw.Format, Signing: raw.Signing, Signer: raw.Signer}
	if o.Format != "cms" && o.Format != "xml" || o.Signing.Digested {
		return Order{}, ErrMalformed
	}
	var texts []string
	if o.Many = len(raw.Data) > 0 && raw.Data[0] == '['; o.Many {
		if one(raw.Data, &texts) != nil {
			return Order{}, ErrMalformed
		}
	} else {
		texts = []string{""}
		if one(raw.Data, &texts[0]) != nil {
			return Order{}, ErrMalformed
		}
	}
	if len(texts) == 0 || len(texts) > MaxDocuments {
		return Order{}, ErrMalformed
	}
	for _, t := range texts {
		data := []byte(t)
		if o.Signing.Decode {
			var err error
			if data, err = base64.StdEncoding.DecodeString(t); err != nil {
				return Order{}, ErrMalformed
			}
		}
		o.Data = append(o.Data, data)
	}
	return o, nil
}

func (o Order) attached() bool { return o.Signing.Encapsulate == nil || *o.Signing.Encapsulate }

func (o Order) stamped() bool { return len(o.Signing.TSA) > 0 && string(o.Signing.TSA) != "null" }

// one reads exactly one JSON value.
func one(doc []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(doc))
	if err := d.Decode(into); err != nil {
		return ErrMalformed
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return ErrMalformed
	}
	return nil
}
