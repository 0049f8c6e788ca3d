package benefit

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"changban/portal"
	"changban/portal/matter"
)

// standing is a clock that a test moves.
type standing struct{ now time.Time }

func (s *standing) Now() time.Time { return s.now }

// drawer keeps one card and one benefit of one person.
type drawer struct {
	card    Certificate
	benefit Benefit
	codes   map[string]Code
	changes []Change
	who     Standing
}

func (d *drawer) Standing(_ context.Context, person string) (Standing, error) {
	if person != d.card.Person {
		return Standing{}, portal.NotFound()
	}
	return d.who, nil
}

func (d *drawer) CertificateFor(_ context.Context, _, person, id string) (Certificate, error) {
	if id != d.card.ID || person != d.card.Person {
		return Certificate{}, portal.NotFound()
	}
	return d.card, nil
}

func (d *drawer) CertificatesOf(context.Context, string) ([]Certificate, error) {
	if d.card.ID == "" {
		return nil, nil
	}
	return []Certificate{d.card}, nil
}

func (d *drawer) UpdateCertificate(context.Context, string, string, func(Certificate) (CardChange, error)) (Certificate, error) {
	return Certificate{}, errors.New("not here")
}

func (d *drawer) PutCode(_ context.Context, c Code, _ string) error {
	d.codes[c.Code] = c
	return nil
}

func (d *drawer) ByCode(_ context.Context, code string, _ time.Time) (Certificate, Code, error) {
	c, ok := d.codes[code]
	if !ok {
		return Certificate{}, Code{}, portal.NotFound()
	}
	return d.card, c, nil
}

func (d *drawer) EndCodes(context.Context, string) error {
	clear(d.codes)
	return nil
}

func (d *drawer) BenefitFor(_ context.Context, _, person, id string) (Benefit, []Pay, error) {
	if id != d.benefit.ID || person != d.benefit.Person {
		return Benefit{}, nil, portal.NotFound()
	}
	return d.benefit, []Pay{{Month: "2026-01"}, {Month: "2026-03"}, {Month: "2026-02"}}, nil
}

func (d *drawer) BenefitsOf(context.Context, string) ([]Benefit, error) {
	return []Benefit{d.benefit}, nil
}

func (d *drawer) UpdateBenefit(_ context.Context, _, _ string, fn func(Benefit) (Change, error)) (Benefit, error) {
	c, err := fn(d.benefit)
	if errors.Is(err, ErrNothing) {
		return d.benefit, nil
	}
	if err != nil {
		return d.benefit, err
	}
	d.changes = append(d.changes, c)
	d.benefit = c.Steps[0].Benefit
	return d.benefit, nil
}

type kept struct {
	*Keeper
	*drawer
	clock  *standing
	public []PublicKey
}

func keeper(t *testing.T) kept {
	t.Helper()
	person := portal.NewID()
	h := holder()
	h.Person = person
	s, err := Issue(h, Finding{Categories: []string{"physical"}, Level: 2, Day: "2026-03-01"}, on("2026-03-23"))
	if err != nil {
		t.Fatal(err)
	}
	b := monthly()
	b.ID, b.Person = portal.NewID(), person
	d := &drawer{card: s.Certificate, benefit: b, codes: map[string]Code{},
		who: Standing{Identity: "i", Own: true, Names: Names{Own: "张三", Guardian: "李四"}}}
	private := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	public := []PublicKey{{ID: "01020304", Key: private.Public().(ed25519.PublicKey), Use: SignPurpose}}
	clock := &standing{now: portal.Day("2026-03-23").Time().Add(9 * time.Hour)}
	return kept{
		Keeper: &Keeper{
			Cards: d, Benefits: d, Links: d, Clock: clock,
			Sign: func(msg []byte) []byte {
				return append([]byte{1, 2, 3, 4}, ed25519.Sign(private, msg)...)
			},
			Published: func() []PublicKey { return public },
			Keyed: func(text string) []byte {
				sum := sha256.Sum256([]byte(text))
				return sum[:16]
			},
			CodeLife: func(context.Context) time.Duration { return 30 * time.Minute },
		},
		drawer: d, clock: clock, public: public,
	}
}

func TestOnlyPersonAndGuardianChangeTheAccount(t *testing.T) {
	ctx := context.Background()
	for _, tc := range []struct {
		name   string
		change func(*drawer, *Payee)
		want   string // whose account, or the kind and field of the error
	}{
		{"own", func(*drawer, *Payee) {}, "own"},
		{"guardian's account", func(_ *drawer, p *Payee) { p.Holder = " 李四 " }, "guardian"},
		{"guardian acts", func(d *drawer, _ *Payee) { d.who.Own, d.who.Guardian = false, true }, "own"},
		{"an agent", func(d *drawer, _ *Payee) { d.who.Own = false }, "forbidden"},
		{"somebody else's account", func(_ *drawer, p *Payee) { p.Holder = "王五" }, "account_holder"},
		{"no holder", func(d *drawer, p *Payee) { p.Holder, d.who.Names.Guardian = "", "" }, "account_holder"},
		{"no number", func(_ *drawer, p *Payee) { p.Account = " " }, "bank_account"},
		{"no bank", func(_ *drawer, p *Payee) { p.Bank = "" }, "bank_name"},
		{"an institution is paid", func(d *drawer, _ *Payee) { d.benefit.Payee.To = PayInstitution }, "forbidden"},
		{"ended", func(d *drawer, _ *Payee) { d.benefit.State = Ended }, "forbidden"},
	} {
		k := keeper(t)
		to := Payee{Bank: "bank", Account: "6222", Holder: "张三", Institution: "slipped in"}
		tc.change(k.drawer, &to)
		b, err := k.ChangeAccount(ctx, k.benefit.Person, k.benefit.ID, to, "key")
		got := b.Payee.To
		var fields portal.FieldErrors
		switch {
		case errors.As(err, &fields):
			got = fields[0].Field
		case err != nil:
			got = string(portal.KindOf(err))
		}
		if got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
		if err == nil && (b.Payee.Institution != "" || k.changes[0].Messages[0].Template != "notice.benefit.account" || len(k.changes[0].Audit) != 1) {
			t.Errorf("%s: %+v", tc.name, k.changes[0])
		}
	}
	k := keeper(t)
	k.Decided = func(context.Context, matter.Reference) (Names, error) { return Names{Own: "赵六"}, nil }
	for holder, want := range map[string]bool{"张三": false, "李四": false, "赵六": true} { // the files' names were typed later
		_, err := k.ChangeAccount(ctx, k.benefit.Person, k.benefit.ID, Payee{Bank: "bank", Account: "6222", Holder: holder}, "key")
		if (err == nil) != want {
			t.Errorf("held by %s: %v", holder, err)
		}
	}
	if _, err := k.ChangeAccount(ctx, portal.NewID(), k.benefit.ID, Payee{}, "key"); !portal.Is(err, portal.KindNotFound) {
		t.Errorf("somebody else's: %v", err)
	}
}

func TestPaymentsMonthByMonthNewestFirst(t *testing.T) {
	k := keeper(t)
	_, pays, err := k.Benefit(context.Background(), k.benefit.Person, k.benefit.ID)
	if err != nil || pays[0].Month != "2026-03" || pays[2].Month != "2026-01" {
		t.Errorf("%+v, %v", pays, err)
	}
	if _, _, err := k.Benefit(context.Background(), k.benefit.Person, "x"); !portal.Is(err, portal.KindNotFound) {
		t.Errorf("no id: %v", err)
	}
}

func TestCodeTriedAtRandomAnswersAlike(t *testing.T) {
	k, ctx := keeper(t), context.Background()
	code, err := k.NewCode(ctx, k.card.Person, k.card.ID, CodeShort, "key")
	if err != nil {
		t.Fatal(err)
	}
	again, err := k.NewCode(ctx, k.card.Person, k.card.ID, CodeShort, "key")
	if err != nil || again.Code != code.Code || !portal.ValidID(code.Code) {
		t.Errorf("pressed twice: %+v, %v", again, err)
	}
	got, err := k.Check(ctx, code.Code)
	if want := (Checked{CardActive, "2036-03-23", "physical", 2, "张○"}); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	k.clock.now = k.clock.now.Add(30 * time.Minute)
	answers := map[string]bool{}
	for _, tried := range []string{code.Code, portal.NewID(), strings.Repeat("a", 26), "x", "", strings.ToUpper(code.Code)} {
		_, err := k.Check(ctx, tried)
		answers[err.Error()] = true
		if !portal.Is(err, portal.KindNotFound) {
			t.Errorf("%q: %v", tried, err)
		}
	}
	if len(answers) != 1 {
		t.Errorf("answers differ: %v", answers)
	}
}

func TestPrintedCodeLivesUntilItIsEnded(t *testing.T) {
	k, ctx := keeper(t), context.Background()
	code, err := k.NewCode(ctx, k.card.Person, k.card.ID, CodePrinted, "key")
	if err != nil || !code.Expires.IsZero() {
		t.Fatalf("%+v, %v", code, err)
	}
	k.clock.now = portal.Day("2036-04-01").Time()
	if got, err := k.Check(ctx, code.Code); err != nil || got.State != CardExpired {
		t.Errorf("%+v, %v", got, err)
	}
	if err := k.Keeper.EndCodes(ctx, k.card.Person, k.card.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Check(ctx, code.Code); !portal.Is(err, portal.KindNotFound) {
		t.Errorf("ended: %v", err)
	}
	if err := k.Keeper.EndCodes(ctx, portal.NewID(), k.card.ID); !portal.Is(err, portal.KindNotFound) {
		t.Errorf("somebody else's: %v", err)
	}
}

func TestCancelledCardSaysSoAtOnce(t *testing.T) {
	k, ctx := keeper(t), context.Background()
	code, err := k.NewCode(ctx, k.card.Person, k.card.ID, CodePrinted, "key")
	if err != nil {
		t.Fatal(err)
	}
	k.card = must(t)(Cancel(k.card, OwnWish, on("2026-03-23")))
	if got, err := k.Check(ctx, code.Code); err != nil || got.State != CardCancelled {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := k.NewCode(ctx, k.card.Person, k.card.ID, CodePrinted, "new"); !portal.Is(err, portal.KindConflict) {
		t.Errorf("a new code: %v", err)
	}
	for kind, key := range map[CodeKind]string{"": "key", CodeShort: ""} {
		if _, err := keeper(t).NewCode(ctx, portal.NewID(), portal.NewID(), kind, key); err == nil {
			t.Errorf("%q %q: no error", kind, key)
		}
	}
}

func TestStatementVerifiesOffline(t *testing.T) {
	k := keeper(t)
	text := k.Statement(k.card, Code{Kind: CodePrinted})
	raw, err := EncodeKeys(k.Keys())
	if err != nil {
		t.Fatal(err)
	}
	keys, err := DecodeKeys(raw)
	if err != nil {
		t.Fatal(err)
	}
	said, err := Verify(text, keys)
	want := Checked{CardActive, "2036-03-23", "physical", 2, "张○"}
	if err != nil || said.Checked != want || said.Issued != "2026-03-23" || !said.Signed.Equal(k.clock.now) || said.Kind != CodePrinted || !said.Expires.IsZero() {
		t.Errorf("%+v, %v", said, err)
	}
	if said.On("2035-12-01") != CardExpiring || said.On("2036-04-01") != CardExpired {
		t.Error("the day decides")
	}
	if len(text) > 250 {
		t.Errorf("%d characters are too many for a small QR", len(text))
	}
	short, err := Verify(k.Statement(k.card, Code{Kind: CodeShort, Expires: k.clock.now.Add(time.Hour)}), keys)
	if err != nil || !short.Expires.Equal(k.clock.now.Add(time.Hour)) {
		t.Errorf("%+v, %v", short, err)
	}
}

func TestStatementWithOneChangeIsNotGenuine(t *testing.T) {
	k := keeper(t)
	text := k.Statement(k.card, Code{Kind: CodePrinted})
	for i := range text {
		changed := []byte(text)
		changed[i] = map[bool]byte{true: 'B', false: 'A'}[changed[i] == 'A']
		if _, err := Verify(string(changed), k.Keys()); !portal.Is(err, portal.KindInvalid) {
			t.Fatalf("character %d: %v", i, err)
		}
	}
	for name, tried := range map[string]string{"empty": "", "short": "AAAA", "no base64": "?" + text} {
		if _, err := Verify(tried, k.Keys()); !portal.Is(err, portal.KindInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := slices.Clone(k.Keys())
	other[0].Key = ed25519.NewKeyFromSeed([]byte(strings.Repeat("x", 32))).Public().(ed25519.PublicKey)
	if _, err := Verify(text, other); !portal.Is(err, portal.KindInvalid) {
		t.Errorf("another office's key: %v", err)
	}
	if _, err := DecodeKeys([]byte("<html>")); !portal.Is(err, portal.KindInvalid) {
		t.Errorf("no keys: %v", err)
	}
}

func TestMaskedName(t *testing.T) {
	for name, want := range map[string]string{
		"张三": "张○", "欧阳小明": "欧○○○", "": "", "李": "李○", " 王五 ": "王○", "Bat-Erdene": "B○○", "Бат": "Б○○", "ᠪᠠᠲᠤ": "ᠪ○○",
	} {
		if got := Masked(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}
