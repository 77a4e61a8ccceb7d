package lookup

import (
	"context"

	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
)

// Made is the application that made an entry, for those who may see the entry.
func (d *Desk) Made(ctx context.Context, e register.Entry) (registration.Case, error) {
	return d.bare(ctx, e.Case)
}
