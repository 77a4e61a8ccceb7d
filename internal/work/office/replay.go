package office

import "context"

// Replayed tells whether an order with the key was carried out before, and on what.
func (o *Office) Replayed(ctx context.Context, key string) (ref string, done bool, err error) {
	if key == "" {
		return "", false, nil
	}
	return o.Books.Outcome(ctx, key)
}
