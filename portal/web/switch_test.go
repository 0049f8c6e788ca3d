package web_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/a11y/component"
	"changban/portal"
	"changban/portal/session"
	"changban/portal/web"
	"changban/portal/web/webtest"
)

// choices keeps what was chosen, by account.
type choices map[string]string

func (c choices) SaveLanguage(ctx context.Context, tag string) error {
	c[portal.ActorFrom(ctx).ID] = tag
	return nil
}

func (c choices) SavePreference(ctx context.Context, value string) error {
	c["look of "+portal.ActorFrom(ctx).ID] = value
	return nil
}

// filled gives the kernel a page with every kind of control and counts its posts.
func filled(t *testing.T, posts *int) (*webtest.Kernel, choices) {
	kept := choices{}
	k := webtest.New(t, func(c *web.Config) { c.Choices = kept })
	k.Get("/form", func(c *fiber.Ctx, p *web.Page) error {
		if c.Query("who") != "" {
			if err := p.Require(session.Resident); err != nil {
				return err
			}
		}
		p.Title = p.T("account.sign_in.title")
		option := func(v string) component.Option { return component.Option{Value: v, Text: p.Name(v)} }
		field := func(name string) component.Field { return component.Field{Name: name, Label: p.T("frame.skip")} }
		return p.Show(templ.Join(heading(p), component.With(component.Form(p.Form(p.Path("/form"), p.KeyField(),
			component.HiddenParams{Name: "back", Value: p.Path("/me")})),
			component.TextField(component.TextFieldParams{Field: field("name")}),
			component.TextArea(component.TextAreaParams{Field: field("text"), Value: "old"}),
			component.Radios(component.ChoicesParams{Field: field("one"), Options: []component.Option{option("a"), option("b")}}),
			component.Checkboxes(component.ChoicesParams{Field: field("many"), Options: []component.Option{option("a"), option("b"), option("c")}}),
			component.Button(component.ButtonParams{Text: p.T("prefs.save"), Name: "_do", Value: "save"}),
		)))
	})
	k.Post("/form", func(c *fiber.Ctx, p *web.Page) error {
		*posts++
		return web.Redirect303(c, p.Path("/form"))
	})
	return k, kept
}

func TestAnotherLanguageKeepsWhatWasTyped(t *testing.T) {
	posts := 0
	k, kept := filled(t, &posts)
	c := k.SignedIn(t, session.Resident, "somebody")
	page := c.Get("/zh-Hans/form?who=me").Want(200).Audit("back-link")
	key := page.One("main input[name=_key]").Attr("value")
	typed := url.Values{"name": {`乌<"'`}, "text": {"\nнэг\nхоёр </textarea>"}, "one": {"b"}, "many": {"a", "c"}, "extra": {"x"}}
	for _, to := range []string{"mn-Mong", "mn-Cyrl", "zh-Hans"} {
		page = c.Press(page, to, typed).Want(200).Audit("back-link", "lang-script")
		if page.Path != "/"+to+"/form?who=me" || page.One("html").Attr("lang") != to || c.Cookie("language") != to || kept["somebody"] != to {
			t.Errorf("%s: at %s, kept %q and %v", to, page.Path, c.Cookie("language"), kept)
		}
		form := page.One("main form")
		for selector, want := range map[string]string{
			"input[name=name]": `乌<"'`, "input[name=_key]": key, "input[name=back]": "/" + to + "/me", "input[name=extra]": "x",
		} {
			if got := form.One(selector).Attr("value"); got != want {
				t.Errorf("%s: %s is %q, want %q", to, selector, got, want)
			}
		}
		if !strings.Contains(string(page.Body), "\nнэг\nхоёр &lt;/textarea&gt;</textarea>") {
			t.Errorf("%s: the text is lost", to)
		}
		if n := len(form.All("input[checked]")); n != 3 {
			t.Errorf("%s: %d are chosen", to, n)
		}
		typed = url.Values{"text": typed["text"]} // the page sends what stands in it; this client folds lines
	}
	if posts != 0 {
		t.Errorf("%d posts came to the form", posts)
	}
}

// So does a press on the other mode.
func TestElderModeKeepsWhatWasTyped(t *testing.T) {
	posts := 0
	k, kept := filled(t, &posts)
	c := k.SignedIn(t, session.Resident, "somebody")
	page := c.Get("/mn-Cyrl/form?who=me").Want(200)
	typed := url.Values{"name": {"Бат"}, "text": {"нэг"}, "one": {"b"}}
	for _, mode := range []string{"elder", "standard"} {
		button := map[string]string{"elder": "Ахмадын горим", "standard": "Ахмадын горимоос гарах"}[mode]
		page = c.Press(page, button, typed).Want(200).Audit("back-link", "lang-script")
		form := page.One("main form")
		if page.One("html").Attr("data-mode") != mode || form.One("input[name=name]").Attr("value") != "Бат" || form.One("textarea").Text() != "нэг" {
			t.Errorf("%s: %s", mode, form.Text())
		}
		if page.Path != "/mn-Cyrl/form?who=me" || form.One("input[name=_mode]").Exists() || len(form.All("input[checked]")) != 1 {
			t.Errorf("%s: at %s with %d chosen", mode, page.Path, len(form.All("input[checked]")))
		}
		if look := kept["look of somebody"]; look == "" || look[:1] != mode[:1] || look != c.Cookie("prefs") {
			t.Errorf("%s: kept %q", mode, look)
		}
		typed = nil
	}
	if posts != 0 || kept["somebody"] != "" || c.Cookie("language") != "" {
		t.Errorf("%d posts came to the form; kept %v", posts, kept)
	}
}

// Enter presses the form's own button, not the first language.
func TestEnterStaysWithTheForm(t *testing.T) {
	posts := 0
	k, _ := filled(t, &posts)
	page := k.Client(t).Get("/zh-Hans/form").Want(200)
	first := page.One(`button[form=typed], #typed button`)
	if !first.Has("hidden") || first.Attr("name") != "_do" || first.Attr("value") != "save" {
		t.Errorf("Enter presses %s", first.Where())
	}
	if page.One(".languages a").Exists() {
		t.Error("a link to another language loses what was typed")
	}
}

// A session that ended meanwhile does not lose it either.
func TestAnotherLanguageAfterTheSession(t *testing.T) {
	posts := 0
	k, _ := filled(t, &posts)
	c := k.Client(t)
	a := c.Post("/mn-Cyrl/form?who=me", url.Values{"name": {"Бат"}, web.FieldLanguage: {"mn-Cyrl"}}).Want(401)
	if a.One(`input[name="_held.name"]`).Attr("value") != "Бат" {
		t.Error("the form that waits is lost")
	}
}

// A link followed from a page of ours in another language is a choice; a link
// from elsewhere is none.
func TestLanguageIsKept(t *testing.T) {
	k := kernel(t)
	for referer, want := range map[string]string{
		"http://127.0.0.1:8080/zh-Hans/me": "mn-Mong", "http://127.0.0.1:8080/mn-Mong/me": "", "http://example.org/zh-Hans": "", "": "",
	} {
		c := k.Client(t)
		c.Header["Referer"] = referer
		c.Get("/mn-Mong").Want(200)
		if got := c.Cookie("language"); got != want {
			t.Errorf("from %q: kept %q, want %q", referer, got, want)
		}
	}
	c := k.Client(t)
	if a := c.Get("/demo/messages?_language=mn-Cyrl").Want(200); a.One("html").Attr("lang") != "mn-Cyrl" || c.Cookie("language") != "mn-Cyrl" {
		t.Errorf("an address without a language: %s, kept %q", a.One("html").Attr("lang"), c.Cookie("language"))
	}
}

func TestTitlesOfTranslations(t *testing.T) {
	k := kernel(t)
	for path, end := range map[string]string{"/mn-Mong": " – ", "/mn-Cyrl": " – ", "/mn-Cyrl/nowhere": " – 找不到这一页"} {
		title := k.Client(t).Get(path).One("title").Text()
		at := strings.LastIndex(title, end)
		if at < 0 || len([]rune(title[at:])) > 3+8 {
			t.Errorf("%s: %q", path, title)
		}
	}
	page := k.Client(t).Get("/mn-Cyrl").Want(200)
	if !page.One(`.help a[hreflang="zh-Hans"]`).Exists() {
		t.Error("unchecked words are not said to be so")
	}
	if k.Client(t).Get("/zh-Hans").One(".help [hreflang]").Exists() {
		t.Error("Chinese is no translation")
	}
}
