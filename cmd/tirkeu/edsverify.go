package main

import (
	"context"

	"github.com/alecthomas/kong"

	"tirkeu/eds/explain"
)

type edsVerify struct {
	Files []string `arg:"" name:"file" help:"CMS (DER, PEM or base64), XML, or a SOAP envelope; - is standard input."`
	Data  string   `help:"The signed data of a detached signature." placeholder:"FILE"`
	Part  bool     `name:"allow-part" help:"Accept an XML signature that covers only one element of the document."`
	edsQuestion
	edsOutput
}

// Help shows how the command is used.
func (edsVerify) Help() string {
	return `Judges signature, path, time, revocation and key usage, one point a line, with the reason. An AUTH key is not good for signing. ` +
		`A timestamp whose authority is not trusted is named and not used.

Example: tirkeu eds verify contract.cms --data contract.pdf --trust ca/ --revocation crl:nca_gost_2022.crl

` + edsStatuses
}

// Run judges every file; the worst status counts.
func (c edsVerify) Run(ctx context.Context, k *kong.Context) error {
	if err := onceInput(append(c.Files, c.Data)...); err != nil {
		return c.one(k, c.Files[0], nil, err)
	}
	q, err := c.question()
	if err == nil {
		err = c.data(&q)
	}
	if err != nil {
		return c.one(k, c.Files[0], nil, err)
	}
	q.AllowPart = c.Part
	worst := statusGood
	for _, file := range c.Files {
		r, err := explainFile(ctx, file, q)
		worst = max(worst, c.told(k, file, r, err))
	}
	return left(worst)
}

func (c edsVerify) data(q *explain.Question) error {
	if c.Data == "" {
		return nil
	}
	var err error
	q.Data, err = readInput(c.Data, maxEDSData)
	return err
}

func explainFile(ctx context.Context, file string, q explain.Question) (*explain.Report, error) {
	b, err := readInput(file, maxEDSFile)
	if err != nil {
		return nil, err
	}
	return explain.Verify(ctx, b, q)
}
