package frame

// Asset is the path of a style sheet, font or script by its plain name, for pages outside the desks that
// are to look like them. It is empty before Handler.
func (f *Frame) Asset(name string) string {
	if f.assets == nil {
		return ""
	}
	return f.assets.path(name)
}

// Tone is the class of a state's colour; the word always carries the meaning.
func Tone(state string) string { return tone(state) }

// Forget is the names of the cookies that make a visitor somebody.
func (f *Frame) Forget() []string { return []string{f.cookie(sessionCookie), f.cookie(visitorCookie)} }
