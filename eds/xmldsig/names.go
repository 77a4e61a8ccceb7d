package xmldsig

// Namespaces.
const (
	nsXML    = "http://www.w3.org/XML/1998/namespace"
	nsXMLNS  = "http://www.w3.org/2000/xmlns/"
	nsDS     = "http://www.w3.org/2000/09/xmldsig#"
	nsWSSE   = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
	nsWSU    = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
	nsSOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
	nsSOAP12 = "http://www.w3.org/2003/05/soap-envelope"
)

// Token profile values of WS-Security.
const (
	wsseX509v3 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
	wsseBase64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
)

// Transforms and canonicalization methods.
const (
	uriEnveloped    = nsDS + "enveloped-signature"
	uriC14N10       = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
	uriC14N10Notes  = uriC14N10 + "#WithComments"
	uriC14N11       = "http://www.w3.org/2006/12/xml-c14n11"
	uriC14N11Notes  = uriC14N11 + "#WithComments"
	uriExcC14N      = "http://www.w3.org/2001/10/xml-exc-c14n#"
	uriExcC14NNotes = uriExcC14N + "WithComments"
)
