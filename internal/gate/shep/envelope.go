package shep

import (
	"bytes"
	"encoding/xml"
	"time"
)

// Namespaces of the channel.
const (
	nsSOAP  = "http://schemas.xmlsoap.org/soap/envelope/"
	nsTypes = "http://bip.bee.kz/SyncChannel/v10/Types"
	nsXSI   = "http://www.w3.org/2001/XMLSchema-instance"
	nsData  = "http://message.persistence.interactive.nat"
)

// Action is the SOAPAction header of every call.
const Action = "SendMessage"

// Codes in the status of an answer.
const (
	Success   = "SCSS001" // the service answered
	Business  = "SCSE001" // the service refuses the question
	Unhandled = "SCSE003" // the service broke
)

// stamp is how the channel writes instants.
const stamp = "2006-01-02T15:04:05.000-07:00"

// Request is one message to a service.
type Request struct {
	MessageID   string // UUID; a repeated question keeps it
	Correlation string
	Service     string // serviceId, for example GBDFL_UniversalServiceSync
	Date        time.Time
	Sender      string // login of the asking system
	Password    string
	Session     string
	Data        []byte // the service's own XML, one element
}

// Response is one answer of a service.
type Response struct {
	MessageID   string
	Correlation string // MessageID of the request
	Date        time.Time
	Code        string // Success or another code
	Message     string // for engineers
	Session     string
	Data        []byte // the service's own XML; empty when Code is not Success
}

// Fault is a SOAP fault in place of an answer.
type Fault struct{ Code, Text string }

func (f *Fault) Error() string { return "SOAP fault " + f.Code }

// Marshal writes the request as an unsigned envelope.
func (r Request) Marshal() []byte {
	var w writer
	w.open()
	w.raw(`<ns3:SendMessage xmlns:ns3="` + nsTypes + `"><request><requestInfo>`)
	w.element("messageId", r.MessageID)
	w.element("correlationId", r.Correlation)
	w.element("serviceId", r.Service)
	w.element("messageDate", r.Date.Format(stamp))
	w.raw("<routeId/><sender>")
	w.element("senderId", r.Sender)
	w.element("password", r.Password)
	w.raw("</sender>")
	w.element("sessionId", r.Session)
	w.raw("</requestInfo><requestData>")
	w.data("cs:Request", r.Data)
	w.raw("</requestData></request></ns3:SendMessage>")
	return w.close()
}

// Marshal writes the answer as an unsigned envelope.
func (r Response) Marshal() []byte {
	var w writer
	w.open()
	w.raw(`<ns3:SendMessageResponse xmlns:ns3="` + nsTypes + `"><response><responseInfo>`)
	w.element("messageId", r.MessageID)
	w.element("correlationId", r.Correlation)
	w.element("responseDate", r.Date.Format(stamp))
	w.raw("<status>")
	w.element("code", r.Code)
	w.element("message", r.Message)
	w.raw("</status>")
	w.element("sessionId", r.Session)
	w.raw("</responseInfo><responseData>")
	w.data("cs:Response", r.Data)
	w.raw("</responseData></response></ns3:SendMessageResponse>")
	return w.close()
}

// Marshal writes the fault as an envelope.
func (f Fault) Marshal() []byte {
	var w writer
	w.open()
	w.raw("<SOAP-ENV:Fault>")
	w.element("faultcode", f.Code)
	w.element("faultstring", f.Text)
	w.raw("</SOAP-ENV:Fault>")
	return w.close()
}

type writer struct{ bytes.Buffer }

func (w *writer) open() {
	w.raw(xml.Header + `<SOAP-ENV:Envelope xmlns:SOAP-ENV="` + nsSOAP + `"><SOAP-ENV:Header/>` +
		`<SOAP-ENV:Body>`)
}

func (w *writer) close() []byte {
	w.raw("</SOAP-ENV:Body></SOAP-ENV:Envelope>")
	return w.Bytes()
}

func (w *writer) raw(s string) { w.WriteString(s) }

func (w *writer) element(name, text string) {
	w.raw("<" + name + ">")
	_ = xml.EscapeText(&w.Buffer, []byte(text)) // a bytes.Buffer takes everything
	w.raw("</" + name + ">")
}

func (w *writer) data(kind string, inner []byte) {
	w.raw(`<data xmlns:cs="` + nsData + `" xmlns:xsi="` + nsXSI + `" xsi:type="` + kind + `">`)
	w.Write(inner)
	w.raw("</data>")
}
