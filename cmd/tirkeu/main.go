// Command tirkeu runs the registration of population at the place of residence: the portal and
// its background work, the demo with its toy country, and the tools of the engineer.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands are the subcommands; each has a file of its own.
type commands struct {
	Demo     demoCmd     `cmd:"" help:"Start everything with a toy country: portal, background work, registers, phones and certificate authority. Prints one address to open."`
	Serve    serveCmd    `cmd:"" help:"Run the service in production: every upstream is named in the settings."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the database to this version."`
	Audit    auditCmd    `cmd:"" help:"Replay all facts, compare them with rows and register, re-check the stored proofs, and name every difference."`
	Errands  errandsCmd  `cmd:"" help:"List, retry or drop the work that waits."`
	Verify   verifyCmd   `cmd:"" help:"Check the code of a document offline: is it genuine as issued?"`
	Settings settingsCmd `cmd:"" help:"Print every setting with its meaning, default and present value. Secrets are not printed."`
	Routes   routesCmd   `cmd:"" help:"Print every page with its method and the roles that may open it."`
	Life     lifeCmd     `cmd:"" help:"Print the life of an application as a diagram."`
	Bench    benchCmd    `cmd:"" help:"Measure how fast cases go from Signing to Done, on fresh databases."`

	BenchSigner benchSignerCmd `cmd:"" hidden:"" help:"The other process of bench: owners with their keys, and OCSP."`
	Eds         edsCmd         `cmd:"" help:"Explain signatures, certificates, lists, timestamps and key stores, and say why they are or are not good."`

	File string `name:"settings" help:"File with settings, one NAME=value a line; the environment wins over it." type:"path" env:"TIRKEU_SETTINGS"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c commands
	k := kong.Parse(&c, kong.Name("tirkeu"), kong.UsageOnError(),
		kong.Exit(func(status int) { os.Exit(parseStatus(status)) }), kong.Description(
			"Tirkeu registers people at their place of residence in Kazakhstan: temporarily for 1 to 12 months, or permanently."))
	s, err := loadSettings(c.File, os.Environ())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	k.BindTo(ctx, (*context.Context)(nil))
	k.Bind(s)
	err = k.Run()
	status, say := ended(err)
	if say {
		fmt.Fprintln(os.Stderr, "tirkeu: "+err.Error())
	}
	os.Exit(status)
}
