package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"rsc.io/qr"

	"changban/portal"
	"changban/portal/audit"
	"changban/portal/office"
	"changban/portal/seal"
	"changban/portal/store/postgres"
)

func (r run) migrate(ctx context.Context, _ []string) error {
	c, err := readConfig(r.env)
	if err != nil {
		return err
	}
	if c.DatabaseURL == "" {
		_, err := fmt.Fprintln(r.out, "the embedded store migrates itself when it starts")
		return err
	}
	if c.MigrateURL == "" {
		return fmt.Errorf("PORTAL_MIGRATE_URL is required to migrate PostgreSQL")
	}
	role, err := postgres.RoleOf(c.DatabaseURL)
	if err != nil {
		return fmt.Errorf("PORTAL_DATABASE_URL: %w", err)
	}
	return postgres.Migrate(ctx, c.MigrateURL, role)
}

func (r run) keys(_ context.Context, args []string) error {
	if len(args) != 2 || args[0] != "new" {
		return fmt.Errorf("usage: portal keys new FILE")
	}
	if _, err := os.Stat(args[1]); err == nil {
		return fmt.Errorf("%s exists; a key ring is never written over", args[1])
	}
	return seal.Generate(portal.SystemClock{}.Now()).Save(args[1])
}

func (r run) audit(ctx context.Context, args []string) error {
	if len(args) != 1 || args[0] != "verify" {
		return fmt.Errorf("usage: portal audit verify")
	}
	h, err := r.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	return h.verify(ctx, r.out)
}

func (h *house) verify(ctx context.Context, out io.Writer) error {
	return audit.Verify(ctx, h.store, h.ring.Signer(rootPurpose), out)
}

// staff adds or ends an officer's account. The secret is printed once, as text
// and as a picture for the second device (decisions 4).
func (r run) staff(ctx context.Context, args []string) error {
	usage := errors.New("usage: portal staff add number=… name=… unit=… roles=receiver,decider [places=152501] [ends=YYYY-MM-DD] | staff end number=… day=YYYY-MM-DD")
	if len(args) == 0 {
		return usage
	}
	given := map[string]string{}
	for _, arg := range args[1:] {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			return usage
		}
		given[name] = value
	}
	h, err := r.open(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	switch args[0] {
	case "add":
		return h.addStaff(ctx, given, r.out)
	case "end":
		return h.endStaff(ctx, given)
	}
	return usage
}

func (h *house) addStaff(ctx context.Context, given map[string]string, out io.Writer) error {
	roles, err := office.ParseRoles(given["roles"])
	if err != nil {
		return err
	}
	if _, err := h.units.Unit(given["unit"]); err != nil {
		return fmt.Errorf("unit %q is not known", given["unit"])
	}
	number := office.CleanNumber(given["number"])
	if number == "" || given["name"] == "" {
		return fmt.Errorf("number and name are needed")
	}
	s := office.Staff{ID: portal.NewID(), Number: number, Name: given["name"], Unit: given["unit"], Roles: roles}
	if s.Ends, err = optionalDay(given["ends"]); err != nil {
		return err
	}
	for _, code := range strings.FieldsFunc(given["places"], func(r rune) bool { return r == ',' }) {
		if !h.places.Valid(portal.Place(code)) {
			return fmt.Errorf("place %q is not a county-level code", code)
		}
		s.Places = append(s.Places, portal.Place(code))
	}
	secret := office.NewSecret()
	if err := h.store.Officers().AddStaff(ctx, s, secret); err != nil {
		return fmt.Errorf("the account was not added: %w", err)
	}
	return printSecret(out, number, secret)
}

func optionalDay(text string) (portal.Day, error) {
	if text == "" {
		return "", nil
	}
	return portal.ParseDay(text)
}

func (h *house) endStaff(ctx context.Context, given map[string]string) error {
	day, err := portal.ParseDay(given["day"])
	if err != nil {
		return fmt.Errorf("day must be YYYY-MM-DD")
	}
	s, _, err := h.store.Officers().StaffByNumber(ctx, office.CleanNumber(given["number"]))
	if err != nil {
		return fmt.Errorf("no account has this number")
	}
	return h.store.Officers().EndStaff(ctx, s.ID, day)
}

// printSecret shows the secret once: as text in groups and as a QR picture made
// of characters. It is kept sealed and cannot be shown again.
func printSecret(out io.Writer, number string, secret office.Secret) error {
	uri := secret.URI("Changban", number)
	code, err := qr.Encode(uri, qr.M)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, secret.Text())
	fmt.Fprintln(out, uri)
	for y := -2; y < code.Size+2; y += 2 {
		var line strings.Builder
		for x := -2; x < code.Size+2; x++ {
			line.WriteString(block(code.Black(x, y), code.Black(x, y+1)))
		}
		fmt.Fprintln(out, line.String())
	}
	return nil
}

// block draws two rows of a QR picture in one character, light on dark screens.
func block(top, bottom bool) string {
	switch {
	case top && bottom:
		return " "
	case top:
		return "▄"
	case bottom:
		return "▀"
	}
	return "█"
}
