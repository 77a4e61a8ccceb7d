package main

import (
	"context"
	"errors"
)

// serveCmd runs the service in production.
type serveCmd struct{}

// Run names what is missing and refuses to start without it.
func (serveCmd) Run(ctx context.Context, s *settings) error { return errors.New("not yet") }

type auditCmd struct{}

func (auditCmd) Run(ctx context.Context, s *settings) error { return errors.New("not yet") }
