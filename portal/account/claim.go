package account

import (
	"context"

	"changban/portal"
)

// Claims lets a person whose phone is not the register's prove who they are: a
// code goes to the register's own phone (decisions 2, L2).
type Claims struct {
	Accounts *Accounts
	SignIn   *SignIn
}

// Ask sends a code to the register's phone of the person when name and number
// agree. The answer is alike when they do not: a code that nobody was sent.
func (c *Claims) Ask(ctx context.Context, person string) (string, error) {
	k, err := c.Accounts.Known(ctx, person)
	if err != nil {
		return "", err
	}
	if k.Link.ForOther() {
		return "", portal.NotFound()
	}
	if err := c.SignIn.ready(ctx, "code.claim", k.Identity.ID); err != nil {
		return "", err
	}
	level, record, err := c.Accounts.level(ctx, k.Identity, k.Person)
	if err != nil {
		return "", err
	}
	code := Code{Purpose: PurposeRegister, Identity: k.Identity.ID, Person: person}
	if level >= LevelMatched {
		code.Phone = record.Phone
	}
	return c.SignIn.send(ctx, code)
}

// Confirm raises the link to LevelRegister when the code is right.
func (c *Claims) Confirm(ctx context.Context, person, id, typed string) error {
	k, err := c.Accounts.Known(ctx, person)
	if err != nil {
		return err
	}
	code, err := c.SignIn.check(ctx, id, typed, PurposeRegister)
	if err != nil {
		return err
	}
	if code.Person != person || code.Identity != k.Identity.ID || code.Phone == "" {
		return codeError("field.code.wrong")
	}
	now := c.Accounts.Clock.Now()
	if err := c.SignIn.Codes.UseCode(ctx, id, now); err != nil {
		return asUsed(err)
	}
	level, record, err := c.Accounts.level(ctx, Identity{Phone: code.Phone}, k.Person)
	if err != nil {
		return err
	}
	if level != LevelRegister { // the name or the number was changed after the code was sent
		return codeError("field.code.gone")
	}
	link := k.Link
	link.Level = LevelRegister
	change := Change{
		Person: k.Person, Facts: map[string]Fact{}, Actor: portal.ActorFrom(ctx),
		At: now, Link: &link, Verify: true,
	}
	change.adopt(record, now)
	return c.Accounts.People.Change(ctx, change)
}
