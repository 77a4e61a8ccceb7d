package account

import (
	"errors"

	"tirkeu/internal/work/signing"
)

func asNo(err error, no *signing.No) bool { return errors.As(err, no) }
