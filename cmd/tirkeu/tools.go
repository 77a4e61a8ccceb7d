package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/desk/cabinet"
	"tirkeu/internal/desk/frame"
	desk "tirkeu/internal/desk/frontoffice"
	"tirkeu/internal/desk/lobby"
	"tirkeu/internal/desk/officer"
	"tirkeu/internal/desk/organisation"
	"tirkeu/internal/store"
)

// openStore opens the database of the settings and brings it to this version.
func openStore(ctx context.Context, s *settings) (*store.Store, error) {
	if err := os.MkdirAll(s.get("TIRKEU_DATA"), 0o700); err != nil {
		return nil, err
	}
	st, err := store.Open(ctx, s.dsn())
	if err != nil {
		return nil, err
	}
	if err := st.Migrate(ctx); err != nil {
		_ = st.Close()
		return nil, err
	}
	return st, nil
}

func withStore(ctx context.Context, s *settings, do func(*store.Store) error) error {
	st, err := openStore(ctx, s)
	if err != nil {
		return err
	}
	defer st.Close()
	return do(st)
}

type migrateCmd struct{}

// Run brings the database to this version.
func (migrateCmd) Run(ctx context.Context, s *settings) error {
	return withStore(ctx, s, func(st *store.Store) error {
		fmt.Println("The database is at this version:", st.Name())
		return nil
	})
}

type routesCmd struct{}

// Run prints every page.
func (routesCmd) Run() error {
	for _, r := range allRoutes() {
		roles := make([]string, len(r.Roles))
		for i, x := range r.Roles {
			roles[i] = string(x)
		}
		fmt.Printf("%-5s /{lang}%-40s %s\n", r.Method, r.Path, strings.Join(roles, ", "))
	}
	return nil
}

// allRoutes mounts every desk without furniture, to read what is mounted.
func allRoutes() []frame.Route {
	f := &frame.Frame{}
	(&lobby.Lobby{}).Mount(f)
	(&cabinet.Cabinet{}).Mount(f)
	(&desk.Desk{}).Mount(f)
	(&officer.Desk{}).Mount(f)
	(&organisation.Desk{}).Mount(f)
	return f.Routes()
}

type lifeCmd struct{}

// Run prints the tables of life of applications as Mermaid diagrams.
func (lifeCmd) Run() error {
	fmt.Println(registration.Life.Mermaid())
	fmt.Println(removal.Life.Mermaid())
	fmt.Println(striking.Life.Mermaid())
	fmt.Println(complaint.Life.Mermaid())
	return nil
}
