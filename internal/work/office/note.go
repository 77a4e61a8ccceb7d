package office

import (
	"context"
	"crypto/rand"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
)

// Doer is the door.
type Doer interface {
	Do(ctx context.Context, o Order) (Outcome, error)
}

// Notes keeps free texts beside facts.
type Notes interface {
	PutNote(ctx context.Context, n keeping.Note) error
	EraseNote(ctx context.Context, ref, digest string) error
}

// Noting carries out orders whose act names a free text by its digest.
type Noting struct {
	Door  Doer
	Notes Notes
}

// Do puts the text beside the case, then carries the order out with the act that make gives for its
// digest ("" when there is no text). A text whose act was not taken is erased again. The order's Act is
// ignored; Case of the note is the order's Ref.
func (n Noting) Do(ctx context.Context, o Order, text keeping.Note, makes func(digest string) registration.Act) (Outcome, error) {
	text.Case = o.Ref
	return n.Any(ctx, o, text, func(digest string) Act { return makes(digest) })
}

// Any is Do for an act of any of the lives; the note names its Case itself.
func (n Noting) Any(ctx context.Context, o Order, text keeping.Note, makes func(digest string) Act) (out Outcome, err error) {
	defer fault.Wrap(&err, "an act with a text")
	text.Salt = rand.Text()
	if text.Text != "" {
		text = text.Seal()
		if err := n.Notes.PutNote(ctx, text); err != nil {
			return Outcome{}, err
		}
	}
	o.Act = makes(text.Digest)
	out, err = n.Door.Do(ctx, o)
	if text.Digest != "" && (err != nil || out.Replayed) {
		if lost := n.Notes.EraseNote(ctx, text.Case, text.Digest); lost != nil && err == nil {
			return out, lost
		}
	}
	return out, err
}
