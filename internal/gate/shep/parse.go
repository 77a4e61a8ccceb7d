package shep

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"time"
)

// Limits of a received envelope.
const (
	MaxSize     = 1 << 20 // bytes
	MaxDepth    = 48      // nested elements
	MaxElements = 20_000
)

// Reasons why bytes are not a message of the channel.
var (
	ErrTooLarge  = errors.New("larger than the limit")
	ErrTooDeep   = errors.New("nested deeper, or with more elements, than the limit")
	ErrDirective = errors.New("document type declaration or processing instruction")
	ErrMalformed = errors.New("not a message of the channel")
)

// Bound checks the limits of XML before it is parsed: size, depth, number of elements, no declaration of
// a document type, one root. Gates use it for the service's own XML too.
func Bound(doc []byte) error {
	if len(doc) > MaxSize {
		return ErrTooLarge
	}
	d := xml.NewDecoder(bytes.NewReader(doc))
	depth, elements, roots := 0, 0, 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return ErrMalformed // the decoder's text may quote what was sent
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			depth++
			elements++
		case xml.EndElement:
			depth--
		case xml.Directive:
			return ErrDirective
		case xml.ProcInst:
			if t.Target != "xml" {
				return ErrDirective
			}
		}
		if depth > MaxDepth || elements > MaxElements {
			return ErrTooDeep
		}
		if depth < 0 {
			return ErrMalformed
		}
	}
	if roots != 1 || depth != 0 {
		return ErrMalformed
	}
	return nil
}

type body struct {
	Send     *sendMessage  `xml:"http://bip.bee.kz/SyncChannel/v10/Types SendMessage"`
	Response *sendResponse `xml:"http://bip.bee.kz/SyncChannel/v10/Types SendMessageResponse"`
	Fault    *soapFault    `xml:"http://schemas.xmlsoap.org/soap/envelope/ Fault"`
}

type envelope struct {
	XMLName xml.Name `xml:"http://schemas.xmlsoap.org/soap/envelope/ Envelope"`
	Body    []body   `xml:"http://schemas.xmlsoap.org/soap/envelope/ Body"`
}

type soapFault struct {
	Code string `xml:"faultcode"`
	Text string `xml:"faultstring"`
}

type sendMessage struct {
	Info struct {
		MessageID   string `xml:"messageId"`
		Correlation string `xml:"correlationId"`
		Service     string `xml:"serviceId"`
		Date        string `xml:"messageDate"`
		Sender      string `xml:"sender>senderId"`
		Password    string `xml:"sender>password"`
		Session     string `xml:"sessionId"`
	} `xml:"request>requestInfo"`
	Data payload `xml:"request>requestData>data"`
}

type sendResponse struct {
	Info struct {
		MessageID   string `xml:"messageId"`
		Correlation string `xml:"correlationId"`
		Date        string `xml:"responseDate"`
		Code        string `xml:"status>code"`
		Message     string `xml:"status>message"`
		Session     string `xml:"sessionId"`
	} `xml:"response>responseInfo"`
	Data payload `xml:"response>responseData>data"`
}

// payload is the service's own XML, which the channel carries as elements or as escaped text.
type payload struct {
	Inner []byte `xml:",innerxml"`
	Text  string `xml:",chardata"`
}

func (p payload) bytes() []byte {
	if text := bytes.TrimSpace([]byte(p.Text)); len(text) > 0 {
		return text
	}
	return bytes.TrimSpace(p.Inner)
}

// read finds the one body in an envelope, or in a Body element that stands alone, as the check of a
// signature leaves it.
func read(doc []byte) (body, error) {
	if err := Bound(doc); err != nil {
		return body{}, err
	}
	var e envelope
	if err := xml.Unmarshal(doc, &e); err == nil {
		if len(e.Body) != 1 {
			return body{}, ErrMalformed
		}
		return e.Body[0], nil
	}
	alone := struct {
		XMLName xml.Name `xml:"http://schemas.xmlsoap.org/soap/envelope/ Body"`
		body
	}{}
	if err := xml.Unmarshal(doc, &alone); err != nil {
		return body{}, ErrMalformed
	}
	return alone.body, nil
}

// ParseRequest reads a request. The service's own XML is bounded, not read.
func ParseRequest(doc []byte) (Request, error) {
	b, err := read(doc)
	if err != nil {
		return Request{}, fmt.Errorf("SHEP request: %w", err)
	}
	if b.Send == nil {
		return Request{}, fmt.Errorf("SHEP request: %w", ErrMalformed)
	}
	in := b.Send.Info
	r := Request{
		MessageID: in.MessageID, Correlation: in.Correlation, Service: in.Service, Date: instant(in.Date),
		Sender: in.Sender, Password: in.Password, Session: in.Session, Data: b.Send.Data.bytes(),
	}
	if r.MessageID == "" || r.Service == "" {
		return Request{}, fmt.Errorf("SHEP request: %w", ErrMalformed)
	}
	return r, boundData(r.Data)
}

// ParseResponse reads an answer. A SOAP fault comes back as an error of type [*Fault].
func ParseResponse(doc []byte) (Response, error) {
	b, err := read(doc)
	if err != nil {
		return Response{}, fmt.Errorf("SHEP answer: %w", err)
	}
	if b.Fault != nil {
		return Response{}, &Fault{Code: clip(b.Fault.Code), Text: clip(b.Fault.Text)}
	}
	if b.Response == nil || b.Response.Info.Code == "" {
		return Response{}, fmt.Errorf("SHEP answer: %w", ErrMalformed)
	}
	in := b.Response.Info
	r := Response{
		MessageID: in.MessageID, Correlation: in.Correlation, Date: instant(in.Date), Code: clip(in.Code),
		Message: in.Message, Session: in.Session, Data: b.Response.Data.bytes(),
	}
	return r, boundData(r.Data)
}

func boundData(data []byte) error {
	if len(data) == 0 {
		return nil
	}
	if err := Bound(data); err != nil {
		return fmt.Errorf("SHEP data: %w", err)
	}
	return nil
}

// instant reads a date of the channel; one that cannot be read is no date, since nothing rests on it.
func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// clip keeps a code or text of a stranger short enough for an error.
func clip(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	return s[:most]
}
