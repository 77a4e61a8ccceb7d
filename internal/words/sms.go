package words

import "unicode/utf16"

// Encodings of a short message (3GPP TS 23.038).
const (
	GSM7 = "GSM-7"
	UCS2 = "UCS-2"
)

// Lengths of a single short message and of one part of a concatenated one, whose user data header takes six octets
// (3GPP TS 23.040, section 9.2.3.24.1): septets for GSM-7, 16-bit units for UCS-2.
const (
	gsmOne, gsmPart = 160, 153
	ucsOne, ucsPart = 70, 67
)

// gsmBasic and gsmExtended are the default alphabet and its extension table (3GPP TS 23.038, sections 6.2.1 and 6.2.1.1).
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtended = "\f^{}\\[~]|€"
)

// gsmWidth is the number of septets of a character: 1, 2 through the escape, 0 when the alphabet does not have it.
var gsmWidth = func() map[rune]int {
	w := make(map[rune]int, 140)
	for _, r := range gsmBasic {
		w[r] = 1
	}
	for _, r := range gsmExtended {
		w[r] = 2
	}
	return w
}()

// Parts says into how many parts a text is cut when it is sent, and in which encoding. One character outside the GSM
// alphabet turns the whole message into UCS-2. A character of two units is never cut in two. No text, no parts.
func Parts(text string) (parts int, encoding string) {
	gsm := make([]int, 0, len(text))
	ucs := make([]int, 0, len(text))
	plain := true
	for _, r := range text {
		w := gsmWidth[r]
		plain = plain && w > 0
		gsm = append(gsm, w)
		ucs = append(ucs, max(1, utf16.RuneLen(r)))
	}
	if plain {
		return pack(gsm, gsmOne, gsmPart), GSM7
	}
	return pack(ucs, ucsOne, ucsPart), UCS2
}

// pack counts the parts that hold all widths in order.
func pack(widths []int, one, part int) int {
	total := 0
	for _, w := range widths {
		total += w
	}
	if total == 0 {
		return 0
	}
	if total <= one {
		return 1
	}
	parts, used := 1, 0
	for _, w := range widths {
		if used+w > part {
			parts, used = parts+1, 0
		}
		used += w
	}
	return parts
}
